#include "analyzer/doc/limits.h"
#include "analyzer/estate/estate.h"

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
	struct resource_list varying;	 /* what these name, conditions decide */
	struct naming_index *next;
};

/* Adds what a value at the place, or each of its items, names. */
static void add_named(struct eval *eval, struct estate *estate, const struct naming *naming,
	const struct value *value, const char *path, struct resource_list *ret_named) {
	if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->count; i++) {
			add_named(eval, estate, naming, &value->items[i], path, ret_named);
		}
	} else if (*path && value->kind == VALUE_MAP) {
		const char *dot = strchr(path, '.');
		const char *key =
			dot ? arena_strndup(eval->arena, path, (size_t)(dot - path)) : path;
		struct value member = eval_member(eval, value, key);
		add_named(eval, estate, naming, &member, dot ? dot + 1 : "", ret_named);
	} else if (!*path && value->kind == VALUE_TEXT) {
		struct resource *named = estate_target(estate, eval, value, naming->target);
		if (named) {
			vec_push(eval->arena, ret_named, named);
		}
	}
}

static bool names(struct eval *eval, struct estate *estate, const struct naming *naming,
	const struct resource *by, const struct resource *to) {
	struct resource_list all = { 0 };
	add_named(eval, estate, naming, &by->properties, naming->path, &all);
	struct resource *const *named;
	vec_each(named, &all) {
		if (*named == to) {
			return true;
		}
	}
	return false;
}

/* Notes what a resource names in every scenario, or that conditions decide. */
static void note_named(struct estate *estate, struct arena *scratch, struct naming_index *index,
	struct resource *by) {
	struct eval eval = estate_eval(estate, scratch);
	struct scenario scenario;
	scenario_begin(&scenario, scratch);
	eval.scenario = &scenario;
	struct resource_list all = { 0 };
	add_named(&eval, estate, index->naming, &by->properties, index->naming->path, &all);
	if (scenario.inquiries.count > 0 || eval.steps > LIMIT_EVALUATION_STEPS) {
		vec_push(estate->ctx->arena, &index->varying, by);
		return;
	}
	struct resource *const *to;
	vec_each(to, &all) {
		const struct named named = { *to, by };
		vec_push(estate->ctx->arena, &index->always, named);
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
			note_named(estate, scratch, index, *by);
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
	struct naming_index *index = estate->namings;
	while (index && index->naming != naming) {
		index = index->next;
	}
	if (!index) {
		index = make_index(estate, naming);
		index->next = estate->namings;
		estate->namings = index;
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

void estate_naming(struct eval *eval, struct estate *estate, const struct naming *naming,
	const struct resource *to, struct resource_list *ret_naming) {
	const struct naming_index *index = index_of(estate, naming);
	const struct resource *last = NULL;
	for (size_t i = first_of(index, to); i < index->always.count; i++) {
		const struct named *named = &index->always.items[i];
		if (named->to != to) {
			break;
		}
		if (named->by != last) {
			vec_push(eval->arena, ret_naming, named->by);
		}
		last = named->by;
	}
	struct resource *const *by;
	vec_each(by, &index->varying) {
		if (names(eval, estate, naming, *by, to)) {
			vec_push(eval->arena, ret_naming, *by);
		}
	}
}
