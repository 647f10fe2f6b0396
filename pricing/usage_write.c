#include "pricing/usage.h"

#include "analyzer/base/buf.h"
#include "analyzer/doc/load.h"
#include "pricing/costing.h"

#include <stdlib.h>
#include <string.h>

/* What is added under one name of the file. */
struct block {
	const char *name, *type;
	const struct member *entry; /* NULL: the file has no such entry */
	struct map keys;	    /* key name -> its comment line, without indent */
};

/* A text to be put in at an offset of the existing file. */
struct insertion {
	size_t offset;
	const char *text;
};
struct insertions VEC(struct insertion);

struct writing {
	struct arena *arena;
	const struct usage *usage, *low, *high; /* in force, and at the ends of its ranges */
	const struct node *section;		/* resource_usage of the existing file, or NULL */
	const char *text;			/* of the existing file, "" for none */
	size_t size;
	struct map blocks; /* name -> struct block, in the order of the estate */
	struct map ids;	   /* logical id -> the resource that has it, or `several` */
	size_t added;
};

static const char *const preamble =
	"# Usage of this estate in a month, for `drlint cost --usage`. Requests are single "
	"requests, GB "
	"are 2^30 bytes.\n"
	"# A line in comment shows the value in force; take the # away to set your own. A value "
	"may be "
	"a range:\n"
	"# {low: 1, expected: 2, high: 3}. Names may be patterns (\"*Table\").\n"
	"version: 0.1\n";

/* The entry that calls the resource by one of its exact names, or NULL. */
static const struct member *find_entry(
	const struct writing *writing, const struct resource *resource) {
	const char *names[USAGE_NAMES];
	size_t count = usage_names(writing->arena, resource, names);
	for (size_t i = 0; i < count; i++) {
		const struct member *entry = node_find_member(writing->section, names[i]);
		if (entry) {
			return entry;
		}
	}
	return NULL;
}

/* Stands for a logical id that several resources with cost models have. */
static const struct resource several;

/* What is priced, by logical id. */
static void collect_ids(struct writing *writing, const struct estate *estate) {
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		const char *id = (*resource)->logical_id;
		if (cost_model_find((*resource)->type) && !(*resource)->helper) {
			map_set(writing->arena, &writing->ids, id,
				map_has(&writing->ids, id) ? &several : *resource);
		}
	}
}

/* The logical id, or Stack/LogicalID where another resource with a cost model has the same. */
static const char *name_of(const struct writing *writing, const struct resource *resource) {
	bool is_shared = map_find(&writing->ids, resource->logical_id) == &several;
	const char *names[USAGE_NAMES];
	size_t known = usage_names(writing->arena, resource, names);
	return names[is_shared && known > 1 ? 1 : 0];
}

/* Where the text of an entry stops: at the next one, or where the section does. */
static size_t entry_limit(const struct writing *writing, const struct member *entry) {
	const struct member *end =
		node_members_begin(writing->section) + node_members_count(writing->section);
	return entry + 1 < end ? entry[1].key->start : writing->size;
}

/* Says whether the entry has the key, as a value or as a comment line. */
static bool has_key(
	const struct writing *writing, const struct member *entry, const struct usage_key *key) {
	if (!entry) {
		return false;
	}
	if (usage_find(writing->arena, entry->value, key)) {
		return true;
	}
	const char *wanted = arena_printf(writing->arena, "# %s:", key->name);
	const char *found = strstr(writing->text + entry->key->start, wanted);
	return found && (size_t)(found - writing->text) < entry_limit(writing, entry);
}

static const char *print_end(const struct usage *usage, struct arena *arena,
	const struct resource *resource, const struct usage_key *key) {
	struct decimal value = { 0 };
	const char *origin;
	usage_value(usage, resource, key, &value, &origin);
	return decimal_print(arena, value);
}

/* The value in force, a range where it is one; NULL where there is none. */
static const char *value_in_force(const struct writing *writing, const struct resource *resource,
	const struct usage_key *key, const char **ret_origin) {
	struct arena *arena = writing->arena;
	struct decimal value;
	if (!usage_value(writing->usage, resource, key, &value, ret_origin)) {
		return NULL;
	}
	const char *expected = decimal_print(arena, value);
	if (!usage_has_ranges(writing->usage)) {
		return expected;
	}
	const char *low = print_end(writing->low, arena, resource, key);
	const char *high = print_end(writing->high, arena, resource, key);
	bool is_range = strcmp(low, high) != 0;
	return is_range ? arena_printf(
				  arena, "{low: %s, expected: %s, high: %s}", low, expected, high)
			: expected;
}

static const char *comment_line(const struct writing *writing, const struct resource *resource,
	const struct usage_key *key) {
	const char *origin = NULL, *value = value_in_force(writing, resource, key, &origin);
	return arena_printf(writing->arena, "# %s:%s%s # %s: %s (%s)", key->name, value ? " " : "",
		value ? value : "", key->unit, key->help, value ? origin : "no default");
}

static void add_key(struct writing *writing, struct block *block, const struct resource *resource,
	const struct usage_key *key) {
	if (!has_key(writing, block->entry, key) && !map_has(&block->keys, key->name)) {
		map_set(writing->arena, &block->keys, key->name,
			comment_line(writing, resource, key));
		writing->added++;
	}
}

/* Says whether a name can stand in a comment and, with the # taken away, as a key. */
static bool is_plain(const char *name) {
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				    "_-./";
	return name[strspn(name, plain)] == '\0';
}

/* A key for any name stands there by each name that the usage in force says. */
static void add_named(struct writing *writing, struct block *block, const struct resource *resource,
	const struct usage_key *key) {
	struct map names = { 0 };
	if (!strchr(key->name, '*')) {
		return;
	}
	usage_said_names(writing->usage, resource, key, &names);
	for (size_t i = 0; i < names.count; i++) {
		struct usage_key named = *key;
		named.name = names.entries[i].key;
		if (is_plain(named.name)) {
			add_key(writing, block, resource, &named);
		}
	}
}

static void add_resource(
	struct writing *writing, const struct resource *resource, const struct cost_model *model) {
	const struct member *entry = find_entry(writing, resource);
	const char *name = entry ? entry->key->text : name_of(writing, resource);
	struct block *block = map_find(&writing->blocks, name);
	if (!block) {
		block = arena_new_of(writing->arena, struct block);
		*block = (struct block){ .name = name, .type = resource->type, .entry = entry };
		map_set(writing->arena, &writing->blocks, name, block);
	}
	for (const struct usage_key *const *key = model->keys; *key; key++) {
		add_named(writing, block, resource, *key);
		add_key(writing, block, resource, *key);
	}
}

/* A flow map or a scalar ends where it says; a block map with its last member. */
static size_t end_of(const struct node *node) {
	if (node_is_map(node) && node->count) {
		return end_of(node_members_begin(node)[node->count - 1].value);
	}
	return node->end;
}

/* The offset of the line after the one that `offset` is in. */
static size_t next_line(const struct writing *writing, size_t offset) {
	const char *end = strchr(writing->text + offset, '\n');
	return end ? (size_t)(end - writing->text) + 1 : writing->size;
}

static size_t column_of(const struct writing *writing, size_t offset) {
	size_t column = 0;
	while (offset > column && writing->text[offset - column - 1] != '\n') {
		column++;
	}
	return column;
}

static void put_keys(struct buf *out, const struct block *block, size_t indent) {
	for (size_t i = 0; i < block->keys.count; i++) {
		buf_printf(out, "%*s%s\n", (int)indent, "",
			(const char *)block->keys.entries[i].value);
	}
}

static void add_to_entry(
	struct writing *writing, const struct block *block, struct insertions *ret_insertions) {
	const struct member *entry = block->entry;
	size_t own = column_of(writing, entry->key->start), indent = own + 2;
	size_t last = entry->key->end;
	if (node_is_map(entry->value) && entry->value->count) {
		const struct member *first = node_members_begin(entry->value);
		bool flow = writing->text[entry->value->start] == '{';
		indent = flow ? indent : column_of(writing, first->key->start);
		last = flow ? entry->value->end : end_of(entry->value);
	}
	struct buf text = buf_new(writing->arena);
	put_keys(&text, block, indent);
	const struct insertion insertion = { next_line(writing, last), text.bytes };
	vec_push(writing->arena, ret_insertions, insertion);
}

/* Entries for names that the file has not; they come first in its section, or make one. */
static void add_entries(
	struct writing *writing, const struct member *section, struct insertions *ret_insertions) {
	struct buf text = buf_new(writing->arena);
	size_t indent = 2, offset = writing->size;
	if (section) {
		offset = next_line(writing, section->key->end);
		if (section->value->count) {
			const struct node *first = node_members_begin(section->value)->key;
			indent = column_of(writing, first->start);
		}
	}
	for (size_t i = 0; i < writing->blocks.count; i++) {
		const struct block *block = writing->blocks.entries[i].value;
		if (!block->entry) {
			buf_printf(
				&text, "%*s%s: # %s\n", (int)indent, "", block->name, block->type);
			put_keys(&text, block, indent + 2);
		}
	}
	if (text.length) {
		const struct insertion insertion = { offset,
			arena_printf(writing->arena, "%s%s", section ? "" : "\nresource_usage:\n",
				text.bytes) };
		vec_push(writing->arena, ret_insertions, insertion);
	}
}

static int by_offset(const void *a, const void *b) {
	const struct insertion *left = a, *right = b;
	return (left->offset > right->offset) - (left->offset < right->offset);
}

static const char *apply(const struct writing *writing, struct insertions *insertions) {
	struct buf out = buf_new(writing->arena);
	size_t done = 0;
	if (insertions->count) {
		qsort(insertions->items, insertions->count, sizeof(*insertions->items), by_offset);
	}
	const struct insertion *insertion;
	vec_each(insertion, insertions) {
		buf_write(&out, writing->text + done, insertion->offset - done);
		if (out.length && out.bytes[out.length - 1] != '\n') {
			buf_putc(&out, '\n');
		}
		buf_puts(&out, insertion->text);
		done = insertion->offset;
	}
	buf_write(&out, writing->text + done, writing->size - done);
	return out.bytes;
}

static bool is_flow(const struct node *map) {
	return node_is_map(map) && map->source->text[map->start] == '{';
}

/* Says whether the text reads without an error: an anchor, say, may stand where keys were put. */
static bool is_sound(struct arena *arena, const char *text) {
	struct ctx scratch = { .arena = arena, .diags = diags_new(arena) };
	const struct node *document =
		doc_parse(&scratch, source_new(arena, "written", text, strlen(text)));
	if (document) {
		usage_read(&scratch, document);
	}
	return scratch.diags->errors == 0;
}

const char *usage_write(const struct usage *usage, const struct estate *estate,
	const struct node *existing, size_t *ret_added) {
	struct ctx *ctx = estate->ctx;
	const struct member *section = node_find_member(existing, "resource_usage");
	if (is_flow(existing) || (section && is_flow(section->value))) {
		ctx_error(ctx, node_span(existing),
			"keys can be added to block maps only: write each name on a line of its "
			"own");
		return NULL;
	}
	struct writing writing = {
		.arena = ctx->arena,
		.usage = usage,
		.low = usage_at(ctx, usage, USAGE_LOW, decimal_of(1)),
		.high = usage_at(ctx, usage, USAGE_HIGH, decimal_of(1)),
		.section = section ? section->value : NULL,
		.text = existing ? existing->source->text : preamble,
		.size = existing ? existing->source->size : strlen(preamble),
	};
	struct resource *const *resource;
	collect_ids(&writing, estate);
	vec_each(resource, &estate->resources) {
		const struct cost_model *model = cost_model_find((*resource)->type);
		if (model && !(*resource)->helper) {
			add_resource(&writing, *resource, model);
		}
	}
	struct insertions insertions = { 0 };
	for (size_t i = 0; i < writing.blocks.count; i++) {
		const struct block *block = writing.blocks.entries[i].value;
		if (block->entry && block->keys.count) {
			add_to_entry(&writing, block, &insertions);
		}
	}
	add_entries(&writing, section, &insertions);
	const char *text = apply(&writing, &insertions);
	if (!is_sound(ctx->arena, text)) {
		ctx_error(ctx, node_span(existing),
			"no keys can be added here: its YAML is of a form that they would break");
		return NULL;
	}
	*ret_added = writing.added;
	return text;
}
