#ifndef ANALYZER_DOC_JSON_LIBRARY_H
#define ANALYZER_DOC_JSON_LIBRARY_H

#include "analyzer/base/context.h"

#include <cJSON.h>
#include <stdbool.h>

/* cJSON's functions, for this folder's readers and writers of JSON only. */
struct json_library {
	__typeof__(cJSON_InitHooks) *init_hooks;
	__typeof__(cJSON_ParseWithLengthOpts) *parse;
	__typeof__(cJSON_CreateObject) *create_object;
	__typeof__(cJSON_CreateArray) *create_list;
	__typeof__(cJSON_CreateString) *create_string;
	__typeof__(cJSON_CreateRaw) *create_raw;
	__typeof__(cJSON_CreateBool) *create_bool;
	__typeof__(cJSON_CreateNull) *create_null;
	__typeof__(cJSON_AddItemToObject) *add_to_object;
	__typeof__(cJSON_AddItemToArray) *add_to_list;
	__typeof__(cJSON_Print) *print;
	__typeof__(cJSON_PrintUnformatted) *print_on_one_line;
	__typeof__(cJSON_free) *free;
	__typeof__(cJSON_Delete) *delete;
};

/*
 * Loading the library takes a sixth of a start, and many runs meet no JSON. It is the process's, as
 * its hooks are, and so are the addresses; empty until json_library_load has loaded it.
 */
extern struct json_library json_library;

/* Loads the library unless it is loaded; false where it is missing (reported). */
bool json_library_load(struct ctx *ctx);

#endif
