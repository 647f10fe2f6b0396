#include <string.h>

#include "analyzer/report/report.h"

const struct format *format_find(const struct format *formats, const char *name) {
	for (const struct format *format = formats; format && format->name; format++) {
		if (strcmp(format->name, name) == 0) {
			return format;
		}
	}
	return NULL;
}
