#include "pricing/usage.h"

#include "analyzer/base/suggest.h"
#include "pricing/costing.h"

#include <fnmatch.h>
#include <string.h>

#define LARGEST_VALUE 1000000000000000 /* so that growth never leaves a decimal */

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

/*
 * Keys of Infracost's usage files that no model here asks for, of the types whose copies cost
 * something; they are no misspelling of a key that one does ask for. Source:
 * https://github.com/infracost/infracost/blob/master/infracost-usage-example.yml (read 2026-11).
 */
static const char *const infracost_keys[] = { "monthly_data_processed_gb", "capacity",
	"object_tags", "monthly_intra_region_gb", "monthly_outbound_internet_gb",
	"monthly_rds_snapshot_gb", "monthly_dynamodb_backup_gb", "monthly_select_data_scanned_gb",
	"monthly_select_data_returned_gb", "monthly_standard_select_data_scanned_gb",
	"monthly_standard_select_data_returned_gb", "monthly_bulk_select_data_scanned_gb",
	"monthly_bulk_select_data_returned_gb", "monthly_expedited_select_data_scanned_gb",
	"monthly_expedited_select_data_returned_gb", "monthly_standard_data_retrieval_requests",
	"monthly_expedited_data_retrieval_requests", "monthly_bulk_data_retrieval_requests",
	"monthly_bulk_data_retrieval_gb", "early_delete_gb", "new_connections",
	"active_connections", "rule_evaluations" };

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

/* By enum usage_end. */
static const char *const range_ends[] = { "expected", "low", "high" };
enum { RANGE_ENDS = sizeof(range_ends) / sizeof(*range_ends) };

static bool is_range(const struct node *value) {
	return node_find(value, "low") || node_find(value, "expected") || node_find(value, "high");
}

/* A number, or one end of a range. */
static const char *value_text_of(const struct node *value, enum usage_end end) {
	return node_text(is_range(value) ? node_find(value, range_ends[end]) : value);
}

/* What a name in a file may be: a key, or near one. */
struct key_search {
	const char *name;
	const struct usage_key *found;
	struct suggestion meant;
};

/* A key "rule_percent.*" stands for any name after its dot. */
static bool is_named(const struct usage_key *key, const char *name) {
	size_t length = strlen(key->name);
	if (length > 2 && strcmp(key->name + length - 2, ".*") == 0) {
		return strncmp(key->name, name, length - 1) == 0 && name[length - 1];
	}
	return strcmp(key->name, name) == 0 || (key->alias && strcmp(key->alias, name) == 0);
}

static void search_key(void *user, const struct usage_key *key) {
	struct key_search *search = user;
	if (is_named(key, search->name)) {
		search->found = key;
	}
	suggest_offer(&search->meant, search->name, key->name);
}

static bool is_infracost_key(const char *name) {
	const char *dot = strchr(name, '.');
	name = dot ? dot + 1 : name;
	for (size_t i = 0; i < sizeof(infracost_keys) / sizeof(*infracost_keys); i++) {
		if (strcmp(infracost_keys[i], name) == 0) {
			return true;
		}
	}
	return false;
}

/* NULL where no model asks for it, which is reported. */
static const struct usage_key *check_key(
	struct ctx *ctx, const struct node *key, const char *name) {
	struct key_search search = { .name = name };
	cost_keys_each(search_key, &search);
	if (search.found) {
		return search.found;
	}
	if (search.meant.best && !is_infracost_key(name)) {
		ctx_error(ctx, node_span(key), "no usage key is called %s; did you mean %s?", name,
			search.meant.best);
	} else {
		ctx_warning(ctx, node_span(key), "no cost model asks for %s", name);
	}
	return NULL;
}

static void check_number(
	struct ctx *ctx, const struct node *value, const char *name, const struct usage_key *key) {
	const char *text = node_text(value);
	struct decimal number;
	if (!text || !decimal_parse(text, &number) || decimal_compare(number, decimal_of(0)) < 0) {
		ctx_error(ctx, node_span(value),
			"%s must be a decimal number like 1000 or 0.5, not negative, or a range "
			"{low, expected, high}",
			name);
	} else if (decimal_compare(number, decimal_of(LARGEST_VALUE)) > 0) {
		ctx_error(ctx, node_span(value), "%s is too large to compute with", name);
	} else if (key && strcmp(key->unit, "%") == 0 &&
		   decimal_compare(number, decimal_of(100)) > 0) {
		ctx_error(ctx, node_span(value), "%s is a percentage and at most 100", name);
	}
}

static bool is_above(const struct node *range, enum usage_end a, enum usage_end b) {
	struct decimal left, right;
	const char *first = value_text_of(range, a), *second = value_text_of(range, b);
	return first && second && decimal_parse(first, &left) && decimal_parse(second, &right) &&
	       decimal_compare(left, right) > 0;
}

static void check_range(struct usage *usage, const struct node *range, const char *name,
	const struct usage_key *key) {
	struct ctx *ctx = usage->ctx;
	size_t errors = ctx->diags->errors;
	for (int end = 0; end < RANGE_ENDS; end++) {
		const struct node *value = node_find(range, range_ends[end]);
		if (value) {
			check_number(ctx, value, name, key);
		}
	}
	if (node_members_count(range) != RANGE_ENDS) {
		ctx_error(ctx, node_span(range), "the range of %s needs low, expected and high",
			name);
	} else if (ctx->diags->errors == errors &&
		   (is_above(range, USAGE_LOW, USAGE_EXPECTED) ||
			   is_above(range, USAGE_EXPECTED, USAGE_HIGH))) {
		ctx_error(
			ctx, node_span(range), "the range of %s must rise from low to high", name);
	}
	usage->has_ranges = true;
}

static void check_value(struct usage *usage, const struct member *entry, const char *prefix) {
	struct ctx *ctx = usage->ctx;
	const char *name = arena_printf(ctx->arena, "%s%s", prefix, entry->key->text);
	if (node_is_map(entry->value) && !is_range(entry->value) && !*prefix) {
		const struct member *m;
		member_each(m, entry->value) {
			check_value(usage, m, arena_printf(ctx->arena, "%s.", name));
		}
		return;
	}
	const struct usage_key *key = check_key(ctx, entry->key, name);
	if (is_range(entry->value)) {
		check_range(usage, entry->value, name, key);
	} else if (key) {
		check_number(ctx, entry->value, name, key);
	}
}

static void check_section(struct usage *usage, const struct node *section) {
	const struct member *m, *entry;
	if (section && section->kind != NODE_NULL && !node_is_map(section)) {
		ctx_error(usage->ctx, node_span(section), "a map of names is wanted here, not %s",
			node_kind_name(section));
	}
	member_each(m, section) {
		if (!node_is_map(m->value) && m->value->kind != NODE_NULL) {
			ctx_error(usage->ctx, node_span(m->value), "the usage of %s must be a map",
				m->key->text);
		}
		member_each(entry, m->value) {
			check_value(usage, entry, "");
		}
	}
}

static bool is_pattern(const char *name) {
	return strchr(name, '*') != NULL;
}

struct usage *usage_read(struct ctx *ctx, const struct node *document) {
	struct usage *usage = usage_none(ctx);
	if (!node_is_map(document)) {
		ctx_error(ctx, node_span(document), "a usage file is a map");
		return usage;
	}
	static const char *const keys[] = { "version", "resource_usage",
		"resource_type_default_usage" };
	const struct member *m;
	member_each(m, document) {
		bool known = false;
		struct suggestion meant = { 0 };
		for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
			known = known || strcmp(m->key->text, keys[i]) == 0;
			suggest_offer(&meant, m->key->text, keys[i]);
		}
		if (!known && meant.best) {
			ctx_error(ctx, node_span(m->key),
				"a usage file has no '%s'; did you mean '%s'?", m->key->text,
				meant.best);
		} else if (!known) {
			ctx_error(ctx, node_span(m->key), "a usage file has no '%s'", m->key->text);
		}
	}
	usage->by_resource = node_find(document, "resource_usage");
	usage->by_type = node_find(document, "resource_type_default_usage");
	member_each(m, usage->by_resource) {
		if (is_pattern(m->key->text)) {
			vec_push(ctx->arena, &usage->patterns, m);
		}
	}
	check_section(usage, usage->by_resource);
	check_section(usage, usage->by_type);
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

static const struct node *find_value(
	const struct usage *usage, const struct resource *resource, const struct usage_key *key) {
	if (!usage->by_resource && !usage->by_type) {
		return NULL;
	}
	if (usage->matched->resource != resource) {
		match(usage, resource);
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
	const char *text = value ? value_text_of(value, usage->end) : key->fallback;
	*ret_origin = value ? "file" : "default";
	if (!text || !decimal_parse(text, ret_value)) {
		return false;
	}
	return key->fixed || decimal_multiply(*ret_value, usage->growth, ret_value);
}
