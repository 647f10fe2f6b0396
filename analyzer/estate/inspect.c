#include "analyzer/estate/inspect.h"

#include "analyzer/base/buf.h"
#include "analyzer/doc/limits.h"

#include <string.h>

/* One case while it is put together. */
struct walk {
	struct eval *eval;
	struct inspected_case *into;
	struct origin_list above; /* the conditions that chose what is around */
	unsigned depth;
};

static void walk_value(
	struct walk *walk, const char *path, const struct value *value, const struct node *written);

static const char *shown_text(struct arena *arena, const struct value *value) {
	struct buf buf = buf_new(arena);
	for (size_t i = 0; i < value->count; i++) {
		const struct part *part = &value->parts[i];
		bool is_ref = part->kind == PART_REFERENCE && strcmp(part->text, "Ref") == 0;
		if (part->kind == PART_LITERAL) {
			buf_puts(&buf, part->text);
		} else if (part->kind == PART_UNKNOWN) {
			buf_puts(&buf, "${?}");
		} else {
			buf_printf(&buf, "${%s%s%s}", part->logical_id, is_ref ? "" : ".",
				is_ref ? "" : part->text);
		}
	}
	return buf.bytes;
}

/* Why a value is not known; a reference alone is shown as what it refers to. */
static const char *unknown_part(const struct value *value) {
	if (value->kind == VALUE_UNKNOWN) {
		return value->reason;
	}
	for (size_t i = 0; value->kind == VALUE_TEXT && i < value->count; i++) {
		if (value->parts[i].kind == PART_UNKNOWN) {
			return value->parts[i].text;
		}
	}
	return NULL;
}

static void hide_secrets(struct inspected_value *leaf) {
	const struct origin *origin;
	vec_each(origin, &leaf->origins) {
		leaf->text = origin->secret ? NULL : leaf->text;
	}
}

static void add_leaf(struct walk *walk, const char *path, const struct value *value,
	const struct node *written) {
	struct arena *arena = walk->eval->arena;
	struct inspected_value leaf = {
		.path = path,
		.unknown = unknown_part(value),
		.span = node_span(value->node ? value->node : written),
	};
	if (value->kind == VALUE_TEXT) {
		leaf.text = shown_text(arena, value);
	} else if (value->kind != VALUE_UNKNOWN) {
		leaf.text = value->kind == VALUE_LIST ? "[]" : "{}";
	}
	const struct origin *origin;
	vec_each(origin, &walk->above) {
		vec_push(arena, &leaf.origins, *origin);
	}
	const char *name;
	const struct node *arguments;
	if (written && intrinsic_call(arena, written, &name, &arguments)) {
		origins_of(walk->eval, value->stack, written, &leaf.origins);
	}
	hide_secrets(&leaf);
	vec_push(arena, &walk->into->values, leaf);
}

static const char *below(struct walk *walk, const char *path, const char *key) {
	return *path ? arena_printf(walk->eval->arena, "%s.%s", path, key) : key;
}

static void walk_map(struct walk *walk, const char *path, const struct value *map) {
	const struct member *m;
	member_each(m, map->node) {
		struct value value = eval_member(walk->eval, map, m->key->text);
		if (value.kind != VALUE_ABSENT) {
			walk_value(walk, below(walk, path, m->key->text), &value, m->value);
		}
	}
}

static const char *item_path(struct walk *walk, const char *path, size_t index) {
	return below(walk, path, arena_printf(walk->eval->arena, "%zu", index));
}

/*
 * Item by item as they are written, where they are, since each may be chosen by a condition. Those
 * that a function made all stand where it does.
 */
static void walk_list(struct walk *walk, const char *path, const struct value *list) {
	size_t index = 0;
	if (list->items[0].node == list->node) {
		for (; index < list->count; index++) {
			const struct value *item = &list->items[index];
			walk_value(walk, item_path(walk, path, index), item, item->node);
		}
		return;
	}
	struct node **written;
	node_each(written, list->node) {
		struct value item = eval_node(walk->eval, list->stack, *written);
		if (item.kind != VALUE_ABSENT) {
			walk_value(walk, item_path(walk, path, index++), &item, *written);
		}
	}
}

static void walk_value(struct walk *walk, const char *path, const struct value *value,
	const struct node *written) {
	bool deeper = walk->depth < LIMIT_DEPTH;
	size_t above = walk->above.count;
	walk->depth++;
	if (value->kind == VALUE_MAP && node_members_count(value->node) && deeper) {
		origin_branch(walk->eval, value->stack, written, &walk->above);
		walk_map(walk, path, value);
	} else if (value->kind == VALUE_LIST && value->count && deeper) {
		origin_branch(walk->eval, value->stack, written, &walk->above);
		walk_list(walk, path, value);
	} else {
		add_leaf(walk, path, value, written);
	}
	walk->above.count = above;
	walk->depth--;
}

static void inspect_case(struct estate *estate, struct inspection *inspection, struct eval *eval) {
	const struct resource *resource = inspection->resource;
	struct inspected_case found = { 0 };
	struct walk walk = { .eval = eval, .into = &found };
	eval->steps = 0;
	found.exists = eval_exists(eval, &resource->stack->stack, resource->node, &found.unknown);
	if (found.exists != NO) {
		walk_map(&walk, "", &resource->properties);
		if (resource->kind && resource->kind->role == ROLE_STORE) {
			resource_replicas(eval, estate, resource, &found.replicas);
		}
		for (enum edge_kind kind = 0; kind < EDGE_KINDS; kind++) {
			resource_edges(eval, estate, resource, kind, &found.edges[kind]);
		}
	}
	const struct decision *decision;
	vec_each(decision, &eval->scenario->decisions) {
		vec_push(eval->arena, &found.when, *decision);
	}
	vec_push(eval->arena, &inspection->cases, found);
}

static void inspect_resource(struct estate *estate, const struct resource *resource,
	struct inspection_list *ret_inspections) {
	struct arena *arena = estate->ctx->arena;
	struct inspection inspection = { .resource = resource };
	struct eval eval = estate_eval(estate, arena);
	struct scenario scenario;
	scenario_begin(&scenario, arena);
	eval.scenario = &scenario;
	do {
		inspect_case(estate, &inspection, &eval);
	} while (scenario_next(&scenario));
	inspection.exhausted = scenario.exhausted;
	vec_push(arena, ret_inspections, inspection);
}

static bool equals(const char *a, const char *b) {
	return a && strcmp(a, b) == 0;
}

static bool is_named(struct arena *arena, const struct resource *resource, const char *name) {
	const char *slash = strrchr(name, '/');
	if (!slash) {
		return equals(resource->logical_id, name);
	}
	const char *stack = arena_strndup(arena, name, (size_t)(slash - name));
	const char *construct = resource_construct(resource);
	size_t length = strlen(name);
	bool by_stack = equals(resource->logical_id, slash + 1) &&
			(equals(resource->stack->stack.name, stack) ||
				equals(resource->stack->display_name, stack));
	bool by_construct = construct && strncmp(construct, name, length) == 0 &&
			    (!construct[length] || equals(construct + length, "/Resource"));
	return by_stack || by_construct;
}

void inspect(struct estate *estate, const char *name, struct inspection_list *ret_inspections) {
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		if (is_named(estate->ctx->arena, *resource, name)) {
			inspect_resource(estate, *resource, ret_inspections);
		}
	}
}
