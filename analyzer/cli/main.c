#include <stdio.h>

int main(void) {
	puts("drlint " DRLINT_VERSION);
	return 0;
}
