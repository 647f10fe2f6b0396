#include "pricing/usage.h"

#include "analyzer/base/suggest.h"
#include "pricing/costing.h"
#include "pricing/usage_file.h"

#include <fnmatch.h>
#include <string.h>

struct usage {
	struct ctx *ctx;
	const struct node *by_resource, *by_type;
	struct VEC(const struct member *) patterns; /* those of by_resource whose name is one */
	bool has_ranges;
	enum usage_end end;
	struct decimal growth;
	struct matched *matched; /* of the resource that was asked for last */
};

/* The maps of a file that speak of a resource, those that win first. */
struct matched {
	const struct resource *resource;
	struct VEC(const struct node *) entries;
};

enum { SUGGESTED = 20 }; /* names that nothing bears, for which the meant one is looked for */

struct usage *usage_none(struct ctx *ctx) {
	struct usage *usage = arena_new_of(ctx->arena, struct usage);
	usage->ctx = ctx;
	usage->growth = decimal_of(1);
	usage->matched = arena_new_of(ctx->arena, struct matched);
	return usage;
}

const struct usage *usage_at(
	struct ctx *ctx, const struct usage *usage, enum usage_end end, struct decimal growth) {
	struct usage *view = arena_new_of(ctx->arena, struct usage);
	*view = *usage;
	view->end = end;
	view->growth = growth;
	return view;
}

bool usage_has_ranges(const struct usage *usage) {
	return usage->has_ranges;
}

static bool is_pattern(const char *name) {
	return strchr(name, '*') != NULL;
}

struct usage *usage_read(struct ctx *ctx, const struct node *document) {
	struct usage *usage = usage_none(ctx);
	usage->has_ranges = usage_file_check(ctx, document);
	if (!node_is_map(document)) {
		return usage;
	}
	usage->by_resource = node_find(document, "resource_usage");
	usage->by_type = node_find(document, "resource_type_default_usage");
	const struct member *m;
	member_each(m, usage->by_resource) {
		if (is_pattern(m->key->text)) {
			vec_push(ctx->arena, &usage->patterns, m);
		}
	}
	return usage;
}

size_t usage_names(
	struct arena *arena, const struct resource *resource, const char *ret_names[USAGE_NAMES]) {
	size_t count = 0;
	const char *stack = resource->stack->stack.name;
	const char *construct = resource_construct(resource);
	ret_names[count++] = resource->logical_id;
	if (stack) {
		ret_names[count++] = arena_printf(arena, "%s/%s", stack, resource->logical_id);
	}
	if (construct) {
		size_t length = strlen(construct);
		bool leaf = length > 9 && strcmp(construct + length - 9, "/Resource") == 0;
		ret_names[count++] = arena_strndup(arena, construct, leaf ? length - 9 : length);
	}
	return count;
}

static void add_entry(struct matched *matched, struct arena *arena, const struct node *entry) {
	if (node_is_map(entry)) {
		vec_push(arena, &matched->entries, entry);
	}
}

/*
 * The exact name wins over a pattern, of patterns the first that fits, a pattern over the type,
 * which may stand under Infracost's name of it.
 */
static void match(const struct usage *usage, const struct resource *resource) {
	struct arena *arena = usage->ctx->arena;
	struct matched *matched = usage->matched;
	const char *names[USAGE_NAMES];
	size_t count = usage_names(arena, resource, names);
	matched->resource = resource;
	matched->entries.count = 0;
	for (size_t i = 0; i < count; i++) {
		add_entry(matched, arena, node_find(usage->by_resource, names[i]));
	}
	const struct member *const *pattern;
	vec_each(pattern, &usage->patterns) {
		for (size_t i = 0; i < count; i++) {
			if (fnmatch((*pattern)->key->text, names[i], FNM_NOESCAPE) == 0) {
				add_entry(matched, arena, (*pattern)->value);
				break;
			}
		}
	}
	const struct cost_model *model = cost_model_find(resource->type);
	add_entry(matched, arena, node_find(usage->by_type, resource->type));
	if (model && model->alias) {
		add_entry(matched, arena, node_find(usage->by_type, model->alias));
	}
}

/* Marks what the model of a resource asks of the entries that speak of it. */
static void mark_asked(const struct usage *usage, const struct cost_model *model,
	struct map *reached, struct map *asked) {
	struct arena *arena = usage->ctx->arena;
	const struct node *const *entry;
	vec_each(entry, &usage->matched->entries) {
		const char *place = arena_printf(arena, "%p", (const void *)*entry);
		if (map_find(reached, place) != model) {
			map_set(arena, reached, place, model);
			usage_file_mark(arena, *entry, model->keys, asked);
		}
	}
}

/* Warns of keys that none of the resources asks for that an entry speaks of. */
static void check_asked(const struct usage *usage, const struct estate *estate) {
	struct arena *arena = usage->ctx->arena;
	struct map reached = { 0 }, asked = { 0 };
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		const struct cost_model *model = cost_model_find((*resource)->type);
		if (model && !(*resource)->helper && usage->by_resource) {
			match(usage, *resource);
			mark_asked(usage, model, &reached, &asked);
		}
	}
	const struct member *m;
	member_each(m, usage->by_resource) {
		const struct cost_model *model =
			map_find(&reached, arena_printf(arena, "%p", (const void *)m->value));
		if (model) {
			usage_file_unasked(usage->ctx, m->value, model->type, &asked);
		}
	}
}

/* Every name that some resource bears. */
static void collect_names(struct arena *arena, const struct estate *estate, struct map *ret_names) {
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		const char *names[USAGE_NAMES];
		size_t count = usage_names(arena, *resource, names);
		for (size_t i = 0; i < count; i++) {
			map_set(arena, ret_names, names[i], *resource);
		}
	}
}

static bool is_borne(const struct map *names, const char *name) {
	if (!is_pattern(name) || map_has(names, name)) {
		return map_has(names, name);
	}
	for (size_t i = 0; i < names->count; i++) {
		if (fnmatch(name, names->entries[i].key, FNM_NOESCAPE) == 0) {
			return true;
		}
	}
	return false;
}

void usage_check(const struct usage *usage, const struct estate *estate) {
	struct map names = { 0 };
	size_t unknown = 0;
	if (node_members_count(usage->by_resource)) {
		collect_names(usage->ctx->arena, estate, &names);
	}
	const struct member *m;
	member_each(m, usage->by_resource) {
		struct suggestion meant = { 0 };
		if (is_borne(&names, m->key->text)) {
			continue;
		}
		for (size_t i = 0; unknown < SUGGESTED && i < names.count; i++) {
			suggest_offer(&meant, m->key->text, names.entries[i].key);
		}
		unknown++;
		ctx_warning(usage->ctx, node_span(m->key), "nothing here is called '%s'%s%s%s",
			m->key->text, meant.best ? "; did you mean '" : "",
			meant.best ? meant.best : "", meant.best ? "'?" : "");
	}
	check_asked(usage, estate);
}

/* "standard.storage_gb" is that very key, or storage_gb in the map standard. */
static const struct node *find_named(
	struct arena *arena, const struct node *entry, const char *name) {
	const struct node *value = node_find(entry, name);
	const char *dot = strchr(name, '.');
	if (value || !dot || !entry) {
		return value;
	}
	const char *map = arena_strndup(arena, name, (size_t)(dot - name));
	return node_find(node_find(entry, map), dot + 1);
}

const struct node *usage_find(
	struct arena *arena, const struct node *entry, const struct usage_key *key) {
	const struct node *value = find_named(arena, entry, key->name);
	return value || !key->alias ? value : find_named(arena, entry, key->alias);
}

/* Finds the entries that speak of a resource; false where the file has none at all. */
static bool find_entries(const struct usage *usage, const struct resource *resource) {
	if (!usage->by_resource && !usage->by_type) {
		return false;
	}
	if (usage->matched->resource != resource) {
		match(usage, resource);
	}
	return true;
}

void usage_said_names(const struct usage *usage, const struct resource *resource,
	const struct usage_key *key, struct map *ret_names) {
	const struct node *const *entry;
	if (!find_entries(usage, resource)) {
		return;
	}
	vec_each(entry, &usage->matched->entries) {
		usage_file_names(usage->ctx->arena, *entry, key, ret_names);
	}
}

static const struct node *find_value(
	const struct usage *usage, const struct resource *resource, const struct usage_key *key) {
	if (!find_entries(usage, resource)) {
		return NULL;
	}
	const struct node *const *entry;
	vec_each(entry, &usage->matched->entries) {
		const struct node *value = usage_find(usage->ctx->arena, *entry, key);
		if (value) {
			return value;
		}
	}
	return NULL;
}

bool usage_value(const struct usage *usage, const struct resource *resource,
	const struct usage_key *key, struct decimal *ret_value, const char **ret_origin) {
	const struct node *value = find_value(usage, resource, key);
	const char *text = value ? usage_file_number(key, value, usage->end) : key->fallback;
	*ret_origin = value ? "file" : "default";
	if (!text || !decimal_parse(text, ret_value)) {
		return false;
	}
	return key->fixed || decimal_multiply(*ret_value, usage->growth, ret_value);
}
