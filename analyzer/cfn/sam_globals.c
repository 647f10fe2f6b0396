#include "analyzer/cfn/sam_build.h"
#include "analyzer/doc/limits.h"

#include <string.h>

/* Lists of both: the global one's items first. */
static const struct node *join(struct sam *sam, const struct node *global, const struct node *own) {
	struct node *joined = node_new(sam->arena, NODE_LIST, own);
	const struct node *const lists[] = { global, own };
	for (size_t i = 0; i < 2; i++) {
		struct node **item;
		node_each(item, lists[i]) {
			node_list_add(sam->arena, joined, *item);
		}
	}
	sam->merged += joined->count;
	return joined;
}

/* Documents nest no deeper than LIMIT_DEPTH, and so do merged ones. */
const struct node *sam_merge(struct sam *sam, const struct node *global, const struct node *own) {
	if (!own) {
		return global;
	}
	if (!global || sam_is_call(global) || sam_is_call(own) || global->kind != own->kind ||
		sam->merged > LIMIT_GLOBALS_NODES) {
		return own;
	}
	if (own->kind == NODE_LIST) {
		return join(sam, global, own);
	}
	if (own->kind != NODE_MAP) {
		return own;
	}
	struct node *merged = node_new(sam->arena, NODE_MAP, own);
	const struct member *m;
	member_each(m, global) {
		const struct node *value = sam_merge(sam, m->value, node_find(own, m->key->text));
		node_map_add_at(sam->arena, merged, m->key, value);
	}
	member_each(m, own) {
		if (!node_find(global, m->key->text)) {
			node_map_add_at(sam->arena, merged, m->key, m->value);
		}
	}
	sam->merged += merged->count;
	return merged;
}

/* Whether IgnoreGlobals leaves a global property out. */
static bool is_ignored(const struct node *ignored, const char *property) {
	const char *all = node_text(ignored);
	if (all) {
		return strcmp(all, "*") == 0;
	}
	struct node **item;
	node_each(item, ignored) {
		const char *name = node_text(*item);
		if (name && strcmp(name, property) == 0) {
			return true;
		}
	}
	return false;
}

/* The global properties that hold for a resource. */
static const struct node *applying(
	struct sam *sam, const struct node *globals, const struct node *ignored) {
	if (!ignored) {
		return globals;
	}
	struct node *left = node_new(sam->arena, NODE_MAP, globals);
	const struct member *m;
	member_each(m, globals) {
		if (!is_ignored(ignored, m->key->text)) {
			node_map_add_at(sam->arena, left, m->key, m->value);
		}
	}
	return left;
}

const struct node *sam_with_globals(
	struct sam *sam, const char *section, const struct node *body, const char *id) {
	const struct node *properties = node_find(body, "Properties");
	if (!node_is_map(properties)) {
		properties = node_new(sam->arena, NODE_MAP, body);
	}
	const struct node *globals = section ? node_find(sam->globals, section) : NULL;
	if (!node_is_map(globals)) {
		return properties;
	}
	const struct node *ignored = node_find(body, "IgnoreGlobals");
	if (ignored && !node_is_list(ignored) && !(node_text(ignored) && is_ignored(ignored, ""))) {
		ctx_error(sam->ctx, node_span(ignored),
			"IgnoreGlobals of %s must be \"*\" or a list of properties", id);
		ignored = NULL;
	}
	bool whole = sam->merged <= LIMIT_GLOBALS_NODES;
	properties = sam_merge(sam, applying(sam, globals, ignored), properties);
	if (whole && sam->merged > LIMIT_GLOBALS_NODES) {
		ctx_error(sam->ctx, node_span(globals),
			"the Globals section adds more than %u properties; the rest is left out",
			LIMIT_GLOBALS_NODES);
	}
	return properties;
}
