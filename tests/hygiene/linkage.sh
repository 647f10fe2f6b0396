#!/bin/sh
# linkage.sh DRLINT: the program that checks starts without any network library (libcurl alone makes a
# start ten times as long).
set -eu
command -v readelf >/dev/null || { echo "readelf is not installed"; exit 77; }
! readelf -d "$1" | grep -E 'NEEDED.*lib(curl|ssl|crypto|gnutls|nghttp2)'
