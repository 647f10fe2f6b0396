#include "analyzer/doc/json_write.h"

#include <cJSON.h>

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
		added = cJSON_AddItemToObject(item_of(parent), key, item);
	} else {
		added = cJSON_AddItemToArray(item_of(parent), item);
	}
	if (!added) {
		arena_out_of_memory();
	}
	return (struct json *)item;
}

static struct json *root_of(cJSON *item) {
	if (!item) {
		arena_out_of_memory();
	}
	return (struct json *)item;
}

struct json *json_object(void) {
	return root_of(cJSON_CreateObject());
}

struct json *json_list(void) {
	return root_of(cJSON_CreateArray());
}

struct json *json_add_object(struct json *parent, const char *key) {
	return add(parent, key, cJSON_CreateObject());
}

struct json *json_add_list(struct json *parent, const char *key) {
	return add(parent, key, cJSON_CreateArray());
}

void json_add_text(struct json *parent, const char *key, const char *text) {
	if (text) {
		add(parent, key, cJSON_CreateString(text));
	}
}

void json_add_count(struct json *parent, const char *key, size_t count) {
	/* Raw, because cJSON's numbers are doubles. */
	char digits[24];
	snprintf(digits, sizeof(digits), "%zu", count);
	add(parent, key, cJSON_CreateRaw(digits));
}

void json_add_bool(struct json *parent, const char *key, bool value) {
	add(parent, key, cJSON_CreateBool(value));
}

void json_add_null(struct json *parent, const char *key) {
	add(parent, key, cJSON_CreateNull());
}

char *json_print(struct arena *arena, struct json *root, bool on_one_line) {
	char *text =
		on_one_line ? cJSON_PrintUnformatted(item_of(root)) : cJSON_Print(item_of(root));
	if (!text) {
		arena_out_of_memory();
	}
	size_t length = strlen(text);
	char *copy = arena_strndup(arena, text, length + 1);
	copy[length] = '\n';
	cJSON_free(text);
	cJSON_Delete(item_of(root));
	return copy;
}
