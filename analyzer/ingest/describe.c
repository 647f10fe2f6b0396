#include "analyzer/ingest/describe.h"

#include "analyzer/base/file.h"
#include "analyzer/cfn/stack.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"

#include <stdlib.h>
#include <string.h>

/* The stack that the resources of a region are put into. */
struct live_stack {
	const char *region;
	struct node *root, *resources;
};

static const struct describe_operation *const tables[] = {
	dynamodb_operations,
	s3_operations,
	kms_operations,
	regional_operations,
	account_operations,
	stack_operations,
	NULL,
};

/* What a file's name says of the call whose output it holds. */
struct call_name {
	const struct describe_operation *operation;
	const char *name;
};

static bool starts_with(const char *text, const char *start) {
	return strncmp(text, start, strlen(start)) == 0;
}

static bool ends_with(const char *text, const char *end) {
	size_t length = strlen(text), tail = strlen(end);
	return length > tail && strcmp(text + length - tail, end) == 0;
}

/* The rest of the name when it begins with "SERVICE.OPERATION" and a dot. */
static const char *rest_of(
	struct arena *arena, const struct describe_operation *operation, const char *file) {
	const char *start = arena_printf(arena, "%s.%s.", operation->service, operation->name);
	return starts_with(file, start) ? file + strlen(start) : NULL;
}

/* What stands between "SERVICE.OPERATION." and the file's end, where that end is one of ours. */
static bool parse_rest(struct arena *arena, const char *rest, struct call_name *ret_name) {
	static const char *const ends[] = { "stderr.txt", "json", "yaml", "yml" };
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const char *end = arena_printf(arena, ".%s", ends[i]);
		bool bare = strcmp(rest, ends[i]) == 0;
		if (bare || ends_with(rest, end)) {
			size_t length = bare ? 0 : strlen(rest) - strlen(end);
			ret_name->name = bare ? NULL : arena_strndup(arena, rest, length);
			return true;
		}
	}
	return false;
}

static bool parse_name(struct arena *arena, const char *path, struct call_name *ret_name) {
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
	for (size_t t = 0; tables[t]; t++) {
		for (const struct describe_operation *row = tables[t]; row->service; row++) {
			const char *rest = rest_of(arena, row, file);
			if (rest && parse_rest(arena, rest, ret_name)) {
				ret_name->operation = row;
				return true;
			}
		}
	}
	return false;
}

bool describe_is_name(struct arena *arena, const char *path) {
	struct call_name name;
	return parse_name(arena, path, &name);
}

/* The operation whose answers have these members, for files named otherwise. */
static const struct describe_operation *operation_of(const struct node *root) {
	for (size_t t = 0; tables[t]; t++) {
		for (const struct describe_operation *row = tables[t]; row->service; row++) {
			if (row->read && row->members && node_find(root, row->members)) {
				return row;
			}
		}
	}
	return NULL;
}

bool describe_recognise(struct arena *arena, const struct node *root, const char *path) {
	return node_is_map(root) && (describe_is_name(arena, path) ||
					    (!node_find(root, "Resources") && operation_of(root)));
}

/* The folder's name where that is a region. */
static const char *region_of_folder(struct arena *arena, const char *path) {
	const char *folder = file_directory(arena, path), *slash = strrchr(folder, '/');
	const char *name = slash ? slash + 1 : folder;
	return region_is_known(name) ? name : NULL;
}

static struct snapshot *snapshot_of(struct ingest *ingest) {
	if (!ingest->snapshot) {
		ingest->snapshot = arena_new_of(ingest->ctx->arena, struct snapshot);
		ingest->snapshot->ingest = ingest;
	}
	return ingest->snapshot;
}

static const struct node *beginning_of(struct arena *arena, const struct source *source) {
	struct node *place = node_new(arena, NODE_MAP, NULL);
	place->source = source_new(arena, source->name, source->text, source->size);
	return place;
}

static void add_call(struct ingest *ingest, const struct node *place, const struct node *answer,
	const char *failure) {
	struct arena *arena = ingest->ctx->arena;
	const char *path = place->source->name;
	struct call_name name = { .operation = answer ? operation_of(answer) : NULL };
	parse_name(arena, path, &name);
	const struct call call = {
		.operation = name.operation,
		.name = name.name,
		.region = region_of_folder(arena, path),
		.path = path,
		.place = place,
		.answer = answer,
		.failure = failure,
	};
	ingest->met++;
	vec_push(arena, &snapshot_of(ingest)->calls, call);
}

void describe_add(struct ingest *ingest, const struct node *root) {
	add_call(ingest, root, root, NULL);
}

bool describe_add_silence(struct ingest *ingest, const struct source *source) {
	if (source->text[strspn(source->text, " \t\r\n")] ||
		!describe_is_name(ingest->ctx->arena, source->name)) {
		return false;
	}
	const struct node *empty = beginning_of(ingest->ctx->arena, source);
	add_call(ingest, empty, empty, NULL);
	return true;
}

/* "An error occurred (CODE) when calling the ... operation: ..." */
void describe_add_failure(struct ingest *ingest, const struct source *source) {
	const char *open = strstr(source->text, "An error occurred (");
	const char *code = open ? open + strlen("An error occurred (") : NULL;
	const char *close = code ? strchr(code, ')') : NULL;
	add_call(ingest, beginning_of(ingest->ctx->arena, source), NULL,
		close ? arena_strndup(ingest->ctx->arena, code, (size_t)(close - code))
		      : "an error without a code");
}

const char *arn_field(struct arena *arena, const char *arn, unsigned index) {
	if (!arn || !starts_with(arn, "arn:")) {
		return NULL;
	}
	for (; index > 0; index--) {
		arn = strchr(arn, ':');
		if (!arn) {
			return NULL;
		}
		arn++;
	}
	size_t length = strcspn(arn, ":");
	return length ? arena_strndup(arena, arn, length) : NULL;
}

const struct call *snapshot_call(const struct snapshot *snapshot, const char *service,
	const char *operation, const char *name, const char *region) {
	const struct call *call;
	vec_each(call, &snapshot->calls) {
		bool same = strcmp(call->operation->service, service) == 0 &&
			    strcmp(call->operation->name, operation) == 0;
		bool named = !name || (call->name && strcmp(call->name, name) == 0);
		bool there = !region || (call->region && strcmp(call->region, region) == 0);
		if (same && named && there) {
			return call;
		}
	}
	return NULL;
}

static struct live_stack *stack_of(
	struct snapshot *snapshot, const char *region, const struct node *origin) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	struct live_stack *stack = map_find(&snapshot->stacks, region);
	if (!stack) {
		stack = arena_new_of(arena, struct live_stack);
		stack->region = region;
		stack->root = node_new(arena, NODE_MAP, origin);
		stack->resources = node_new(arena, NODE_MAP, origin);
		map_set(arena, &snapshot->stacks, region, stack);
	}
	return stack;
}

/* Slashes part the steps of pointers, so a logical id has none. */
static const char *unique_id(struct arena *arena, const struct node *resources, const char *name) {
	char *plain = arena_strdup(arena, name);
	for (char *c = plain; *c; c++) {
		*c = *c == '/' || *c == '~' ? ':' : *c;
	}
	const char *id = plain;
	for (unsigned i = 2; node_find(resources, id); i++) {
		id = arena_printf(arena, "%s (%u)", plain, i);
	}
	return id;
}

struct node *snapshot_resource(struct snapshot *snapshot, const char *region, const char *type,
	const char *name, const struct node *origin) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	const char *key = arena_printf(arena, "%s\n%s\n%s", region, type, name);
	struct node *properties = map_find(&snapshot->resources, key);
	if (properties) {
		return properties;
	}
	struct live_stack *stack = stack_of(snapshot, region, origin);
	struct node *resource = node_new(arena, NODE_MAP, origin);
	properties = node_new(arena, NODE_MAP, origin);
	node_map_add(arena, resource, "Type", node_new_text(arena, type, origin));
	node_map_add(arena, resource, "Properties", properties);
	const char *id = unique_id(arena, stack->resources, name);
	node_map_add(arena, stack->resources, id, resource);
	map_set(arena, &snapshot->resources, key, properties);
	return properties;
}

void snapshot_put(struct snapshot *snapshot, struct node *properties, const char *path,
	const struct node *value) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	const char *slash;
	while ((slash = strchr(path, '/'))) {
		const char *key = arena_strndup(arena, path, (size_t)(slash - path));
		struct node *inner = (struct node *)node_find(properties, key);
		if (!inner) {
			inner = node_new(arena, NODE_MAP, value);
			node_map_add(arena, properties, key, inner);
		}
		properties = inner;
		path = slash + 1;
	}
	node_map_add(arena, properties, path, value);
}

void snapshot_copy(struct snapshot *snapshot, struct node *properties, const struct node *answer,
	const struct renamed *table) {
	for (; table->from; table++) {
		const struct node *value = node_at(answer, table->from);
		if (value && value->kind != NODE_NULL) {
			snapshot_put(snapshot, properties, table->to, value);
		}
	}
}

struct node *snapshot_unknown(struct snapshot *snapshot, const struct call *call,
	const char *service, const char *operation, const struct node *origin) {
	struct arena *arena = snapshot->ingest->ctx->arena;
	const char *reason =
		call ? arena_printf(arena, "%s %s failed: %s", service, operation, call->failure)
		     : arena_printf(arena, "the output of %s %s was not given", service, operation);
	return node_new_unknown(arena, reason, origin);
}

static const char *account_of(const struct snapshot *snapshot) {
	const struct call *call;
	vec_each(call, &snapshot->calls) {
		const char *arn = node_text(node_at(call->answer, "Table/TableArn"));
		arn = arn ? arn : node_text(node_at(call->answer, "KeyMetadata/Arn"));
		arn = arn ? arn : node_text(node_at(call->answer, "Functions/0/FunctionArn"));
		const char *account = arn_field(snapshot->ingest->ctx->arena, arn, ARN_ACCOUNT);
		if (account) {
			return account;
		}
	}
	return snapshot->ingest->options->account;
}

static void add_stack(struct snapshot *snapshot, struct live_stack *live, const char *account) {
	struct ingest *ingest = snapshot->ingest;
	struct arena *arena = ingest->ctx->arena;
	node_map_seal(arena, live->resources);
	node_map_add(arena, live->root, "Resources", live->resources);
	const struct template *template = template_new(ingest->ctx, live->root);
	if (!template) {
		return;
	}
	struct member_stack *stack = input_stack(ingest, template, live->region, account);
	stack->evidence = EVIDENCE_LIVE;
	stack->display_name = arena_printf(arena, "what runs in %s", live->region);
	stack->regions_are_complete = true;
	estate_add_stack(ingest->estate, stack);
}

void describe_finish(struct ingest *ingest) {
	struct snapshot *snapshot = ingest->snapshot;
	if (!snapshot) {
		return;
	}
	for (size_t i = 0; i < snapshot->calls.count; i++) {
		const struct call *call = &snapshot->calls.items[i];
		bool about_bucket = call->name && strcmp(call->operation->service, "s3api") == 0;
		if (call->operation->read && (call->answer || about_bucket)) {
			call->operation->read(snapshot, call);
		} else if (!call->answer) {
			ctx_warning(ingest->ctx, node_span(call->place),
				"%s %s failed (%s): what it would have shown is not known",
				call->operation->service, call->operation->name, call->failure);
		}
	}
	const char *account = account_of(snapshot);
	for (size_t i = 0; i < snapshot->stacks.count; i++) {
		add_stack(snapshot, snapshot->stacks.entries[i].value, account);
	}
	input_incomplete(ingest, "the calls given may not show all that runs");
}
