#include "analyzer/doc/json_write.h"

#include "analyzer/doc/json_library.h"

#include <stdio.h>
#include <string.h>

/* A `struct json` is a cJSON by another name; the type keeps cJSON.h out of other layers. */
static cJSON *item_of(struct json *json) {
	return (cJSON *)json;
}

static struct json *add(struct json *parent, const char *key, cJSON *item) {
	if (!item) {
		arena_out_of_memory();
	}
	bool added;
	if (key) {
		added = json_library.add_to_object(item_of(parent), key, item);
	} else {
		added = json_library.add_to_list(item_of(parent), item);
	}
	if (!added) {
		arena_out_of_memory();
	}
	return (struct json *)item;
}

struct json *json_object(struct ctx *ctx) {
	if (!json_library_load(ctx)) {
		return NULL;
	}
	cJSON *item = json_library.create_object();
	if (!item) {
		arena_out_of_memory();
	}
	return (struct json *)item;
}

struct json *json_add_object(struct json *parent, const char *key) {
	return add(parent, key, json_library.create_object());
}

struct json *json_add_list(struct json *parent, const char *key) {
	return add(parent, key, json_library.create_list());
}

void json_add_text(struct json *parent, const char *key, const char *text) {
	if (text) {
		add(parent, key, json_library.create_string(text));
	}
}

void json_add_count(struct json *parent, const char *key, size_t count) {
	/* Raw, because cJSON's numbers are doubles. */
	char digits[24];
	snprintf(digits, sizeof(digits), "%zu", count);
	add(parent, key, json_library.create_raw(digits));
}

void json_add_bool(struct json *parent, const char *key, bool value) {
	add(parent, key, json_library.create_bool(value));
}

void json_add_null(struct json *parent, const char *key) {
	add(parent, key, json_library.create_null());
}

char *json_print(struct arena *arena, struct json *root, bool on_one_line) {
	char *text = on_one_line ? json_library.print_on_one_line(item_of(root))
				 : json_library.print(item_of(root));
	if (!text) {
		arena_out_of_memory();
	}
	size_t length = strlen(text);
	char *copy = arena_strndup(arena, text, length + 1);
	copy[length] = '\n';
	json_library.free(text);
	json_library.delete(item_of(root));
	return copy;
}
