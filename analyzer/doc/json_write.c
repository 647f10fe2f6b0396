#include "analyzer/doc/json_write.h"

#include <cJSON.h>
#include <stdlib.h>
#include <string.h>

/* A handle is cJSON's own node under our name, so that no other file sees cJSON. */
static cJSON *tree(struct json *json) {
	return (cJSON *)json;
}

/* cJSON says out of memory by NULL; like an arena, a writer that cannot go on ends the program. */
static cJSON *needed(cJSON *item) {
	if (!item) {
		abort();
	}
	return item;
}

static struct json *add(struct json *parent, const char *key, cJSON *item) {
	needed(item);
	bool added = key ? cJSON_AddItemToObject(tree(parent), key, item)
			 : cJSON_AddItemToArray(tree(parent), item);
	return (struct json *)needed(added ? item : NULL);
}

struct json *json_object(void) {
	return (struct json *)needed(cJSON_CreateObject());
}

struct json *json_list(void) {
	return (struct json *)needed(cJSON_CreateArray());
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
	add(parent, key, cJSON_CreateNumber((double)count));
}

void json_add_bool(struct json *parent, const char *key, bool value) {
	add(parent, key, cJSON_CreateBool(value));
}

void json_add_null(struct json *parent, const char *key) {
	add(parent, key, cJSON_CreateNull());
}

char *json_print(struct arena *arena, struct json *root, bool on_one_line) {
	char *printed = on_one_line ? cJSON_PrintUnformatted(tree(root)) : cJSON_Print(tree(root));
	if (!printed) {
		abort();
	}
	char *text = arena_printf(arena, "%s\n", printed);
	cJSON_free(printed);
	cJSON_Delete(tree(root));
	return text;
}
