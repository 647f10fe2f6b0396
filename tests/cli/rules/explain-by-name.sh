drlint explain replica-without-point-in-time-recovery | head -1
