/*
 * floor_json FILE: reads a file and parses it with cJSON, whose memory comes from blocks that are
 * never given back; the least that a reader of JSON does.
 */
#include <cJSON.h>

#include <stdio.h>
#include <stdlib.h>

#define BLOCK ((size_t)1 << 20)

static void *allocate(size_t size) {
	static char *at, *end;
	size = (size + 15) & ~(size_t)15;
	if ((size_t)(end - at) < size) {
		size_t room = size > BLOCK ? size : BLOCK;
		at = malloc(room);
		if (!at) {
			abort();
		}
		end = at + room;
	}
	void *memory = at;
	at += size;
	return memory;
}

static void release(void *memory) {
	(void)memory;
}

int main(int argc, char **argv) {
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	if (!file || fseek(file, 0, SEEK_END) != 0) {
		return 2;
	}
	size_t size = (size_t)ftell(file);
	rewind(file);
	char *text = malloc(size + 1);
	if (!text || fread(text, 1, size, file) != size) {
		return 2;
	}
	cJSON_Hooks hooks = { .malloc_fn = allocate, .free_fn = release };
	cJSON_InitHooks(&hooks);
	return cJSON_ParseWithLength(text, size) ? 0 : 1;
}
