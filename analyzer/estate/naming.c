#include "analyzer/doc/limits.h"
#include "analyzer/estate/links.h"

#include <stdlib.h>
#include <string.h>

/* Who names what at one place. */
struct named {
	const struct resource *to;
	struct resource *by;
};

struct naming_index {
	const struct naming *naming;
	struct VEC(struct named) always; /* by what is named, then in the estate's order */
	struct map texts;		 /* without a target: text -> struct resource_list */
	struct resource_list open;	 /* what these name is not known in any scenario */
	struct resource_list none;	 /* what these name, the estate does not hold */
	struct resource_list varying;	 /* what these name, conditions decide */
	struct naming_index *next;
};

/* What one resource has at the place. */
struct found {
	struct resource_list named;
	struct VEC(const char *) texts;
	bool open; /* something there is not known */
	bool none; /* something there leads to no resource */
};

static void take(struct eval *eval, struct estate *estate, const struct naming *naming,
	const struct value *value, struct found *found) {
	const char *text = naming->target ? NULL : value_text(eval->arena, value);
	struct resource *named =
		naming->target ? estate_target(estate, eval, value, naming->target) : NULL;
	found->open = found->open ||
		      (naming->target ? !named && target_may_be(estate, eval, value) : !text);
	found->none = found->none || !named;
	if (text) {
		vec_push(eval->arena, &found->texts, text);
	} else if (named) {
		vec_push(eval->arena, &found->named, named);
	}
}

/* Finds what a value at the place, or each of its items, has. */
static void find(struct eval *eval, struct estate *estate, const struct naming *naming,
	const struct value *value, const char *path, struct found *found) {
	if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->count; i++) {
			find(eval, estate, naming, &value->items[i], path, found);
		}
	} else if (*path && value->kind == VALUE_MAP) {
		const char *dot = strchr(path, '.');
		const char *key =
			dot ? arena_strndup(eval->arena, path, (size_t)(dot - path)) : path;
		struct value member = eval_member(eval, value, key);
		find(eval, estate, naming, &member, dot ? dot + 1 : "", found);
	} else if (value->kind != VALUE_ABSENT) {
		take(eval, estate, naming, value, found);
	}
}

static struct found find_in(struct eval *eval, struct estate *estate, const struct naming *naming,
	const struct resource *by) {
	struct found found = { 0 };
	find(eval, estate, naming, &by->properties, naming->path, &found);
	return found;
}

static bool names(struct eval *eval, struct estate *estate, const struct naming *naming,
	const struct resource *by, const struct resource *to) {
	const struct found found = find_in(eval, estate, naming, by);
	struct resource *const *named;
	vec_each(named, &found.named) {
		if (*named == to) {
			return true;
		}
	}
	return false;
}

/* Notes what a resource has at the place in every scenario, or that conditions decide. */
static void note_found(struct estate *estate, struct arena *scratch, struct naming_index *index,
	struct resource *by) {
	struct arena *arena = estate->ctx->arena;
	struct eval eval = estate_eval(estate, scratch);
	struct scenario scenario;
	scenario_begin(&scenario, scratch);
	eval.scenario = &scenario;
	const struct found found = find_in(&eval, estate, index->naming, by);
	if (scenario.inquiries.count > 0 || eval.steps > LIMIT_EVALUATION_STEPS) {
		vec_push(arena, &index->varying, by);
		return;
	}
	if (found.open) {
		vec_push(arena, &index->open, by);
	}
	if (found.none) {
		vec_push(arena, &index->none, by);
	}
	struct resource *const *to;
	vec_each(to, &found.named) {
		const struct named named = { *to, by };
		vec_push(arena, &index->always, named);
	}
	const char *const *text;
	vec_each(text, &found.texts) {
		link_index(arena, &index->texts, by, "%s", *text);
	}
}

static int by_named(const void *a, const void *b) {
	const struct named *x = a, *y = b;
	int order = (x->to->index > y->to->index) - (x->to->index < y->to->index);
	return order ? order : (x->by->index > y->by->index) - (x->by->index < y->by->index);
}

/* A type that ends in "::" stands for all that begin so. */
static bool is_of(const char *wanted, const char *type) {
	size_t length = strlen(wanted);
	return wanted[length - 1] == ':' ? strncmp(wanted, type, length) == 0
					 : strcmp(wanted, type) == 0;
}

static struct naming_index *make_index(struct estate *estate, const struct naming *naming) {
	struct arena *scratch = arena_new();
	struct arena_mark start = arena_mark(scratch);
	struct naming_index *index = arena_new_of(estate->ctx->arena, struct naming_index);
	index->naming = naming;
	for (size_t i = 0; i < estate->by_type.count; i++) {
		if (!is_of(naming->type, estate->by_type.entries[i].key)) {
			continue;
		}
		struct resource *const *by;
		vec_each(by, (const struct resource_list *)estate->by_type.entries[i].value) {
			note_found(estate, scratch, index, *by);
			arena_rewind(scratch, start);
		}
	}
	arena_free(scratch);
	if (index->always.count) {
		qsort(index->always.items, index->always.count, sizeof(struct named), by_named);
	}
	return index;
}

static const struct naming_index *index_of(struct estate *estate, const struct naming *naming) {
	struct naming_index **slot =
		&estate->namings[(uintptr_t)naming / sizeof(*naming) % NAMING_SLOTS];
	struct naming_index *index = *slot;
	while (index && index->naming != naming) {
		index = index->next;
	}
	if (!index) {
		index = make_index(estate, naming);
		index->next = *slot;
		*slot = index;
	}
	return index;
}

/* The place of the first entry about a resource, or where it would be. */
static size_t first_of(const struct naming_index *index, const struct resource *to) {
	size_t first = 0, end = index->always.count;
	while (first < end) {
		size_t middle = first + (end - first) / 2;
		bool before = index->always.items[middle].to->index < to->index;
		first = before ? middle + 1 : first;
		end = before ? end : middle;
	}
	return first;
}

static void add_always(struct arena *arena, const struct naming_index *index,
	const struct resource *to, struct resource_list *ret_naming) {
	const struct resource *last = NULL;
	for (size_t i = first_of(index, to); i < index->always.count; i++) {
		const struct named *named = &index->always.items[i];
		if (named->to != to) {
			break;
		}
		if (named->by != last) {
			vec_push(arena, ret_naming, named->by);
		}
		last = named->by;
	}
}

static void add_all(struct arena *arena, const struct resource_list *list,
	struct resource_list *ret_resources) {
	struct resource *const *resource;
	vec_each(resource, list) {
		vec_push(arena, ret_resources, *resource);
	}
}

void estate_naming(struct eval *eval, struct estate *estate, const struct naming *naming,
	const struct resource *to, struct resource_list *ret_naming) {
	const struct naming_index *index = index_of(estate, naming);
	add_always(eval->arena, index, to, ret_naming);
	struct resource *const *by;
	vec_each(by, &index->varying) {
		if (names(eval, estate, naming, *by, to)) {
			vec_push(eval->arena, ret_naming, *by);
		}
	}
}

void estate_may_name(struct arena *arena, struct estate *estate, const struct naming *naming,
	const struct resource *to, struct resource_list *ret_naming) {
	const struct naming_index *index = index_of(estate, naming);
	add_always(arena, index, to, ret_naming);
	add_all(arena, &index->open, ret_naming);
	add_all(arena, &index->varying, ret_naming);
}

void estate_naming_none(struct arena *arena, struct estate *estate, const struct naming *naming,
	struct resource_list *ret_naming) {
	const struct naming_index *index = index_of(estate, naming);
	add_all(arena, &index->none, ret_naming);
	add_all(arena, &index->varying, ret_naming);
}

void estate_saying(struct arena *arena, struct estate *estate, const struct naming *naming,
	const char *text, struct resource_list *ret_saying) {
	const struct naming_index *index = index_of(estate, naming);
	const struct resource_list *saying = map_find(&index->texts, text);
	if (saying) {
		add_all(arena, saying, ret_saying);
	}
	add_all(arena, &index->open, ret_saying);
	add_all(arena, &index->varying, ret_saying);
}
