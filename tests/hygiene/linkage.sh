#!/bin/sh
# linkage.sh DRLINT: the program starts with libc only. What few runs need is loaded when they do: libcurl
# would make a start ten times as long, cJSON a fifth longer.
set -eu
command -v readelf >/dev/null || { echo "readelf is not installed"; exit 77; }
! readelf -d "$1" | grep NEEDED | grep -vE '\[(libc|libm|libasan|libubsan|libgcc_s)\.so'
