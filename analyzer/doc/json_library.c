#include "analyzer/doc/json_library.h"

#include "analyzer/base/library.h"

struct json_library json_library;

static const struct library_function functions[] = {
	{ "cJSON_InitHooks", offsetof(struct json_library, init_hooks) },
	{ "cJSON_ParseWithLengthOpts", offsetof(struct json_library, parse) },
	{ "cJSON_CreateObject", offsetof(struct json_library, create_object) },
	{ "cJSON_CreateArray", offsetof(struct json_library, create_list) },
	{ "cJSON_CreateString", offsetof(struct json_library, create_string) },
	{ "cJSON_CreateRaw", offsetof(struct json_library, create_raw) },
	{ "cJSON_CreateBool", offsetof(struct json_library, create_bool) },
	{ "cJSON_CreateNull", offsetof(struct json_library, create_null) },
	{ "cJSON_AddItemToObject", offsetof(struct json_library, add_to_object) },
	{ "cJSON_AddItemToArray", offsetof(struct json_library, add_to_list) },
	{ "cJSON_Print", offsetof(struct json_library, print) },
	{ "cJSON_PrintUnformatted", offsetof(struct json_library, print_on_one_line) },
	{ "cJSON_free", offsetof(struct json_library, free) },
	{ "cJSON_Delete", offsetof(struct json_library, delete) },
	{ 0 },
};

static const struct library library = {
	.file = "libcjson.so.1",
	.need = "JSON needs cJSON (on Debian: apt install libcjson1)",
	.functions = functions,
};

bool json_library_load(struct ctx *ctx) {
	return json_library.delete || library_load(ctx, &library, &json_library);
}
