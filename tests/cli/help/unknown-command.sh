drlint help chekc
