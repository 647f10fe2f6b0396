/* floor_yaml FILE: reads a file and passes over libyaml's events; the least that a reader of YAML
 * does. */
#include <yaml.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	if (!file || fseek(file, 0, SEEK_END) != 0) {
		return 2;
	}
	size_t size = (size_t)ftell(file);
	rewind(file);
	unsigned char *text = malloc(size + 1);
	yaml_parser_t parser;
	if (!text || fread(text, 1, size, file) != size || !yaml_parser_initialize(&parser)) {
		return 2;
	}
	yaml_parser_set_input_string(&parser, text, size);
	for (bool more = true; more;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			return 1;
		}
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	return 0;
}
