#include "analyzer/ingest/metadata.h"

#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char acknowledged_type[] = "aws:cdk:acknowledged-rules";

/* What is recorded of one construct. */
struct record {
	const char *construct;	    /* "/Stack/Bucket/Resource" */
	const struct node *entries; /* [{type, data, trace}] */
};

struct metadata {
	struct ctx *ctx;
	const struct node *inside;
	const char *file;
	struct source *source; /* of the file, once it was searched */
	bool is_read;
	struct VEC(struct record) records;
	struct VEC(struct record) nested; /* those that name a template file */
};

/* One template's view. */
struct view {
	struct metadata *metadata;
	const char *template_file;
	bool is_indexed;
	struct map by_logical_id; /* -> struct record */
};

struct metadata *metadata_new(struct ctx *ctx, const struct node *inside, const char *file) {
	struct metadata *metadata = arena_new_of(ctx->arena, struct metadata);
	metadata->ctx = ctx;
	metadata->inside = inside;
	metadata->file = file;
	return metadata;
}

static bool is_of_type(const struct node *entry, const char *type) {
	const char *own = node_text(node_find(entry, "type"));
	return own && strcmp(own, type) == 0;
}

static const struct node *entry_of_type(const struct node *entries, const char *type) {
	struct node **entry;
	node_each(entry, entries) {
		if (is_of_type(*entry, type)) {
			return *entry;
		}
	}
	return NULL;
}

static void add_records(struct metadata *metadata, const struct node *constructs) {
	const struct member *m;
	member_each(m, constructs) {
		const struct record record = { m->key->text, m->value };
		vec_push(metadata->ctx->arena, &metadata->records, record);
		if (entry_of_type(m->value, "aws:cdk:templateFile")) {
			vec_push(metadata->ctx->arena, &metadata->nested, record);
		}
	}
}

static void read_records(struct metadata *metadata) {
	if (metadata->is_read) {
		return;
	}
	metadata->is_read = true;
	add_records(metadata, metadata->inside);
	if (metadata->file && !metadata->source) {
		metadata->source = file_read(metadata->ctx, metadata->file, LIMIT_FILE_BYTES);
	}
	if (metadata->source) {
		add_records(metadata, doc_parse(metadata->ctx, metadata->source));
	}
}

/* Whether something may be acknowledged; the file is searched, not read, to tell. */
static bool may_acknowledge(struct metadata *metadata) {
	if (!metadata->file || metadata->is_read) {
		return true;
	}
	if (!metadata->source) {
		metadata->source = file_read(metadata->ctx, metadata->file, LIMIT_FILE_BYTES);
	}
	return metadata->inside ||
	       (metadata->source && strstr(metadata->source->text, acknowledged_type));
}

static void find_acknowledged(
	const struct provenance *self, struct acknowledgement_list *ret_acknowledged) {
	struct metadata *metadata = ((const struct view *)self->data)->metadata;
	if (!may_acknowledge(metadata)) {
		return;
	}
	read_records(metadata);
	const struct record *record;
	vec_each(record, &metadata->records) {
		const char *construct = record->construct + (record->construct[0] == '/');
		struct node **entry; /* each call of the author's is one */
		node_each(entry, record->entries) {
			if (is_of_type(*entry, acknowledged_type)) {
				const struct acknowledgement one = { construct,
					node_find(*entry, "data") };
				vec_push(metadata->ctx->arena, ret_acknowledged, one);
			}
		}
	}
}

static bool is_below(const char *construct, const char *prefix) {
	size_t length = strlen(prefix);
	return strncmp(construct, prefix, length) == 0 && construct[length] == '/';
}

/* The nested stack that a construct belongs to: the innermost whose path it lies below; NULL: the
 * top. */
static const struct record *owner_of(const struct metadata *metadata, const char *construct) {
	const struct record *owner = NULL, *candidate;
	vec_each(candidate, &metadata->nested) {
		if (is_below(construct, candidate->construct) &&
			(!owner || strlen(candidate->construct) > strlen(owner->construct))) {
			owner = candidate;
		}
	}
	return owner;
}

static bool is_of_template(const struct record *owner, const struct view *view) {
	const struct node *entry =
		owner ? entry_of_type(owner->entries, "aws:cdk:templateFile") : NULL;
	const char *file = node_text(node_find(entry, "data"));
	return file && strcmp(file, view->template_file) == 0;
}

static bool names_nested_template(const struct view *view) {
	const struct record *candidate;
	vec_each(candidate, &view->metadata->nested) {
		if (is_of_template(candidate, view)) {
			return true;
		}
	}
	return false;
}

static void index_view(struct view *view) {
	if (view->is_indexed) {
		return;
	}
	struct metadata *metadata = view->metadata;
	read_records(metadata);
	view->is_indexed = true;
	bool nested = names_nested_template(view);
	const struct record *record;
	vec_each(record, &metadata->records) {
		const struct record *owner = owner_of(metadata, record->construct);
		const struct node *entry = entry_of_type(record->entries, "aws:cdk:logicalId");
		const char *logical_id = node_text(node_find(entry, "data"));
		if (logical_id && (nested ? is_of_template(owner, view) : !owner)) {
			map_set(metadata->ctx->arena, &view->by_logical_id, logical_id, record);
		}
	}
}

static const struct record *record_of(const struct provenance *self, const char *logical_id) {
	struct view *view = self->data;
	index_view(view);
	return map_find(&view->by_logical_id, logical_id);
}

static const char *find_construct(
	const struct provenance *self, const struct member_stack *stack, const char *logical_id) {
	(void)stack;
	const struct record *record = record_of(self, logical_id);
	return record ? record->construct + (record->construct[0] == '/') : NULL;
}

static struct source_location first_user_frame(struct arena *arena, const struct node *frames) {
	struct node **frame;
	node_each(frame, frames) {
		const char *text = node_text(*frame);
		struct source_location location =
			text ? frame_location(arena, text) : (struct source_location){ 0 };
		if (location.file) {
			return location;
		}
	}
	return (struct source_location){ 0 };
}

/* The trace of the assignment to a property, or NULL. */
static const struct node *assignment_trace(const struct node *entries, const char *property) {
	struct node **entry;
	node_each(entry, entries) {
		const char *type = node_text(node_find(*entry, "type"));
		const struct node *data = node_find(*entry, "data");
		const char *name = node_text(node_find(data, "propertyName"));
		if (property && name &&
			strcmp(type ? type : "", "aws:cdk:propertyAssignment") == 0 &&
			strcmp(name, property) == 0) {
			return node_find(data, "stackTrace");
		}
	}
	return NULL;
}

static struct source_location find_location(const struct provenance *self,
	const struct member_stack *stack, const char *logical_id, const char *property) {
	(void)stack;
	const struct view *view = self->data;
	const struct record *record = record_of(self, logical_id);
	if (!record) {
		return (struct source_location){ 0 };
	}
	const struct node *traces[] = {
		assignment_trace(record->entries, property),
		node_find(entry_of_type(record->entries, "aws:cdk:creationStack"), "data"),
		node_find(entry_of_type(record->entries, "aws:cdk:logicalId"), "trace"),
	};
	struct source_location location = { 0 };
	for (size_t i = 0; i < sizeof(traces) / sizeof(*traces) && !location.file; i++) {
		location = first_user_frame(view->metadata->ctx->arena, traces[i]);
	}
	return location;
}

const struct provenance *metadata_provenance(struct metadata *metadata, const char *template_file) {
	struct arena *arena = metadata->ctx->arena;
	struct view *view = arena_new_of(arena, struct view);
	view->metadata = metadata;
	view->template_file = template_file;
	struct provenance *provenance = arena_new_of(arena, struct provenance);
	*provenance = (struct provenance){ .data = view,
		.record = metadata,
		.acknowledged = find_acknowledged,
		.construct = find_construct,
		.location = find_location };
	return provenance;
}

const struct node *metadata_template_file(struct metadata *metadata, const char *construct) {
	read_records(metadata);
	const struct record *record;
	vec_each(record, &metadata->nested) {
		if (strcmp(record->construct + 1, construct) == 0) {
			return node_find(
				entry_of_type(record->entries, "aws:cdk:templateFile"), "data");
		}
	}
	return NULL;
}

const struct node *metadata_asset_path(struct metadata *metadata, const char *hash) {
	read_records(metadata);
	const struct record *record;
	vec_each(record, &metadata->records) {
		struct node **entry;
		node_each(entry, record->entries) {
			const char *type = node_text(node_find(*entry, "type"));
			const char *own = node_text(node_at(*entry, "data/sourceHash"));
			if (type && own && strcmp(type, "aws:cdk:asset") == 0 &&
				strcmp(own, hash) == 0) {
				return node_at(*entry, "data/path");
			}
		}
	}
	return NULL;
}

/* The number that ends at `end` and begins after a colon; moves `end` to the colon. */
static bool number_before(const char *start, const char **end, unsigned *ret_number) {
	const char *at = *end;
	while (at > start && isdigit((unsigned char)at[-1])) {
		at--;
	}
	if (at == *end || at == start || at[-1] != ':') {
		return false;
	}
	*ret_number = (unsigned)strtoul(at, NULL, 10);
	*end = at - 1;
	return true;
}

/* Read from the right, since paths may hold blanks and brackets. */
struct source_location frame_location(struct arena *arena, const char *frame) {
	struct source_location none = { 0 }, location = { 0 };
	frame += strspn(frame, " ");
	frame += strncmp(frame, "at ", 3) == 0 ? 3 : 0;
	if (strncmp(frame, "...", 3) == 0) {
		return none;
	}
	const char *end = frame + strlen(frame), *start = frame;
	if (end > frame && end[-1] == ')') {
		const char *open = strstr(frame, " (");
		if (!open) {
			return none;
		}
		start = open + 2;
		end--;
	}
	if (!number_before(start, &end, &location.column) ||
		!number_before(start, &end, &location.line)) {
		return none;
	}
	const char *path = arena_strndup(arena, start, (size_t)(end - start));
	if (strncmp(path, "node:", 5) == 0 || strstr(path, "node_modules/")) {
		return none;
	}
	location.file = frame_path(arena, path);
	return location;
}

const char *frame_path(struct arena *arena, const char *path) {
	char here[4096];
	size_t length = getcwd(here, sizeof(here)) ? strlen(here) : 0;
	if (length && strncmp(path, here, length) == 0 && path[length] == '/') {
		return arena_strdup(arena, path + length + 1);
	}
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		if (*path == '/' && slash[1] && file_exists(slash + 1)) {
			return arena_strdup(arena, slash + 1);
		}
	}
	return path;
}
