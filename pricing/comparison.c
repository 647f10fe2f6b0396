#include "pricing/comparison.h"

#include <string.h>

static const char *place_key(struct arena *arena, const struct cost_row *row) {
	return arena_printf(arena, "%s\n%s\n%s", row->stack ? row->stack : "", row->component,
		row->region ? row->region : "");
}

/* False where the sum does not fit. */
static bool add_row(struct arena *arena, struct cost_rows *rows, const struct cost_row *row) {
	struct cost_row *added = arena_new_of(arena, struct cost_row);
	*added = *row;
	const char *place = place_key(arena, row);
	const struct cost_row *same = map_find(&rows->repeats, place);
	added->repeat = same ? same->repeat + 1 : 0;
	map_set(arena, &rows->repeats, place, added);
	rows->lower_bound |= row->lower_bound;
	vec_push(arena, &rows->list, *added);
	return decimal_add(rows->monthly, row->monthly, &rows->monthly) &&
	       decimal_add(rows->one_time, row->one_time, &rows->one_time);
}

void cost_rows_of(
	struct arena *arena, const struct projection *projection, struct cost_rows *ret_rows) {
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct resource *resource = component->resource;
		const struct cost_row row = {
			.component = resource->logical_id,
			.stack = resource->stack->stack.name,
			.type = resource->type,
			.region = component->regions.count ? component->regions.items[0] : NULL,
			.monthly = component->monthly.with_dr,
			.one_time = component->one_time,
			.lower_bound = senses_of(component->lacks).with_dr != EXACT,
		};
		add_row(arena, ret_rows, &row);
	}
}

bool cost_rows_are_saved(const struct node *document) {
	const char *schema = node_text(node_find(document, "schema"));
	return schema && strncmp(schema, "drlint.cost/", strlen("drlint.cost/")) == 0;
}

static bool read_amount(
	struct ctx *ctx, const struct node *map, const char *path, struct decimal *ret_amount) {
	const struct node *node = node_at(map, path);
	const char *text = node_text(node);
	if (text && decimal_parse(text, ret_amount)) {
		return true;
	}
	ctx_error(ctx, node_span(node ? node : map), "%s must be an amount", path);
	return false;
}

static bool read_row(struct ctx *ctx, const struct node *node, struct cost_row *ret_row) {
	*ret_row = (struct cost_row){
		.component = node_text(node_find(node, "component")),
		.stack = node_text(node_find(node, "stack")),
		.type = node_text(node_find(node, "type")),
	};
	const struct node *regions = node_find(node, "regions");
	if (node_is_list(regions) && node_items_count(regions)) {
		ret_row->region = node_text(regions->items[0]);
	}
	if (!ret_row->component || !ret_row->type) {
		ctx_error(ctx, node_span(node), "a component needs its name and its type");
		return false;
	}
	const char *sense = node_text(node_at(node, "bounds/with_dr"));
	node_bool(node_find(node, "lower_bound"), &ret_row->lower_bound);
	ret_row->lower_bound = ret_row->lower_bound && (!sense || strcmp(sense, "exact") != 0);
	return read_amount(ctx, node, "monthly/with_dr", &ret_row->monthly) &&
	       read_amount(ctx, node, "one_time", &ret_row->one_time);
}

bool cost_rows_read(struct ctx *ctx, const struct node *document, const char *currency,
	struct cost_rows *ret_rows) {
	const struct node *schema = node_find(document, "schema");
	const struct node *list = node_find(document, "components");
	const struct node *said = node_find(document, "currency");
	if (strcmp(node_text(schema), "drlint.cost/1") != 0) {
		ctx_error(ctx, node_span(schema), "a cost of drlint.cost/1 is wanted here");
		return false;
	}
	if (!node_text(said) || strcmp(node_text(said), currency) != 0) {
		ctx_error(ctx, node_span(said ? said : document), "its amounts are not in %s",
			currency);
		return false;
	}
	if (!node_is_list(list)) {
		ctx_error(ctx, node_span(list ? list : document),
			"a saved cost needs a list of components");
		return false;
	}
	bool good = true;
	struct node **item;
	node_each(item, list) {
		struct cost_row row;
		if (!read_row(ctx, *item, &row)) {
			good = false;
		} else if (!add_row(ctx->arena, ret_rows, &row)) {
			ctx_error(ctx, node_span(*item), "the sum of its costs is too large");
			good = false;
		}
	}
	return good;
}

/* What is unpriced before may be more or less than what is unpriced after. */
static enum sense sense_of_difference(bool before, bool after) {
	return before ? (after ? PERHAPS : AT_MOST) : after ? AT_LEAST : EXACT;
}

static void add_change(struct ctx *ctx, const struct cost_row *before, const struct cost_row *after,
	struct comparison *comparison) {
	const struct cost_row none = { 0 };
	const struct cost_row *b = before ? before : &none, *a = after ? after : &none;
	struct change change = { .before = before,
		.after = after,
		.sense = sense_of_difference(b->lower_bound, a->lower_bound) };
	if (!decimal_subtract(a->monthly, b->monthly, &change.monthly) ||
		!decimal_subtract(a->one_time, b->one_time, &change.one_time) ||
		!decimal_add(comparison->monthly, change.monthly, &comparison->monthly) ||
		!decimal_add(comparison->one_time, change.one_time, &comparison->one_time)) {
		ctx_error(ctx, NOWHERE, "the difference is too large to compute");
		return;
	}
	bool same = a->lower_bound == b->lower_bound &&
		    decimal_compare(change.monthly, decimal_of(0)) == 0 &&
		    decimal_compare(change.one_time, decimal_of(0)) == 0;
	if (!same) {
		vec_push(ctx->arena, &comparison->changes, change);
	} else if (!before || !after) {
		comparison->free++;
	}
}

typedef const char *(*row_key)(struct arena *arena, const struct cost_row *row);

/* Rows by a key, for those that have no partner yet; a key of several rows leads to none. */
static void index_rows(struct arena *arena, const struct cost_rows *rows,
	const struct cost_row *const *partners, row_key key_of_row, struct map *ret_index) {
	static const struct cost_row several;
	for (size_t i = 0; i < rows->list.count; i++) {
		const struct cost_row *row = &rows->list.items[i];
		const char *key = key_of_row(arena, row);
		if (!partners[i]) {
			map_set(arena, ret_index, key, map_has(ret_index, key) ? &several : row);
		}
	}
}

/* Joins rows that are alone on their side with a key. */
static void pair_rows(struct arena *arena, const struct cost_rows *before,
	const struct cost_rows *after, row_key key_of_row, const struct cost_row **before_partners,
	const struct cost_row **after_partners) {
	struct map old = { 0 }, new = { 0 };
	index_rows(arena, before, before_partners, key_of_row, &old);
	index_rows(arena, after, after_partners, key_of_row, &new);
	for (size_t i = 0; i < after->list.count; i++) {
		const struct cost_row *row = &after->list.items[i];
		const char *key = key_of_row(arena, row);
		const struct cost_row *was = after_partners[i] ? NULL : map_find(&old, key);
		if (was && was->component && map_find(&new, key) == row) {
			after_partners[i] = was;
			before_partners[was - before->list.items] = row;
		}
	}
}

/* A stack of one name may stand in several regions and accounts: by region, then in order. */
static const char *same_key(struct arena *arena, const struct cost_row *row) {
	return arena_printf(arena, "%s\n%zu", place_key(arena, row), row->repeat);
}

/* A component may have moved to another region. */
static const char *named_key(struct arena *arena, const struct cost_row *row) {
	return arena_printf(arena, "%s\n%s", row->stack ? row->stack : "", row->component);
}

/* The logical id without the hash of eight digits that the CDK ends it with. */
static const char *plain_id(struct arena *arena, const char *id) {
	enum { HASH = 8 };
	size_t length = strlen(id);
	bool hashed = length > HASH && strspn(id + length - HASH, "0123456789ABCDEF") == HASH;
	return arena_strndup(arena, id, hashed ? length - HASH : length);
}

/* The CDK names it anew when it gets a construct path of its own. */
static const char *renamed_key(struct arena *arena, const struct cost_row *row) {
	return arena_printf(arena, "%s\n%s\n%s", row->stack ? row->stack : "", row->type,
		plain_id(arena, row->component));
}

/* A component may have moved to another stack. */
static const char *moved_key(struct arena *arena, const struct cost_row *row) {
	return arena_printf(arena, "%s\n%s", row->type, plain_id(arena, row->component));
}

void comparison_make(struct ctx *ctx, const struct cost_rows *before, const struct cost_rows *after,
	struct comparison *ret_comparison) {
	*ret_comparison = (struct comparison){
		.before = before,
		.after = after,
		.lower_bound = before->lower_bound || after->lower_bound,
		.sense = sense_of_difference(before->lower_bound, after->lower_bound),
	};
	const struct cost_row **old =
		arena_zalloc(ctx->arena, (before->list.count + 1) * sizeof(*old));
	const struct cost_row **new =
		arena_zalloc(ctx->arena, (after->list.count + 1) * sizeof(*new));
	pair_rows(ctx->arena, before, after, same_key, old, new);
	pair_rows(ctx->arena, before, after, named_key, old, new);
	pair_rows(ctx->arena, before, after, renamed_key, old, new);
	pair_rows(ctx->arena, before, after, moved_key, old, new);
	for (size_t i = 0; i < after->list.count; i++) {
		add_change(ctx, new[i], &after->list.items[i], ret_comparison);
	}
	for (size_t i = 0; i < before->list.count; i++) {
		if (!old[i]) {
			add_change(ctx, &before->list.items[i], NULL, ret_comparison);
		}
	}
}
