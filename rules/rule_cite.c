#include "rules/rule_cite.h"

#include "rules/rule_keys.h"

#include <string.h>

void rule_read_references(struct ctx *ctx, const struct node *document, struct rule *rule) {
	const struct node *list = node_find(document, "references");
	size_t count = node_items_count(list);
	struct reference *references = arena_alloc(ctx->arena, count * sizeof(*references));
	if (count == 0) {
		ctx_error(ctx, node_span(document), "a rule needs at least one reference");
	}
	for (size_t i = 0; i < count; i++) {
		const struct node *item = list->items[i];
		rule_key_check(ctx, item, "a reference", "title url read");
		references[i] = (struct reference){ node_text(node_find(item, "title")),
			node_text(node_find(item, "url")), node_text(node_find(item, "read")) };
		if (!references[i].title || !references[i].url || !references[i].read) {
			ctx_error(ctx, node_span(item), "a reference needs title, url and read");
		}
	}
	rule->references = references;
	rule->reference_count = count;
}

/* Source:
 * https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/document-revisions.html,
 * read 2026-11. */
static const struct edition {
	const char *standard, *date;
} editions[] = {
	{ "wellarchitected", "2024-11-06" },
};

const char *standard_edition(const char *standard) {
	for (size_t i = 0; i < sizeof(editions) / sizeof(editions[0]); i++) {
		if (strcmp(editions[i].standard, standard) == 0) {
			return editions[i].date;
		}
	}
	return NULL;
}

struct peer_check_list VEC(struct peer_check);

static void add_check(struct ctx *ctx, const struct node *id, const struct peer_check *like,
	struct peer_check_list *checks) {
	struct peer_check check = *like;
	check.id = node_text(id);
	if (!check.id || !*check.id) {
		ctx_error(ctx, node_span(id), "expected an id");
		return;
	}
	vec_push(ctx->arena, checks, check);
}

/* {id, differs, suppresses}, where id may be a list. */
static void read_difference(
	struct ctx *ctx, const struct node *item, struct peer_check_list *checks) {
	struct peer_check like = { 0 };
	const struct node *id = NULL;
	const struct member *m;
	member_each(m, item) {
		const char *key = m->key->text, *text = node_text(m->value);
		if (strcmp(key, "id") == 0) {
			id = m->value;
		} else if (strcmp(key, "suppresses") == 0 && m->value->kind == NODE_BOOL) {
			like.apart = !m->value->truth;
		} else if (strcmp(key, "differs") == 0 && text && *text) {
			like.differs = text;
		} else {
			ctx_error(ctx, node_span(m->key),
				"a check of others has id, differs, which is a text, and "
				"suppresses, true or false");
		}
	}
	if (!id || !like.differs) {
		ctx_error(ctx, node_span(item), "a check that is a map needs id and differs");
		return;
	}
	if (!node_is_list(id) || id->count == 0) {
		add_check(ctx, id, &like, checks);
	}
	struct node **one;
	node_each(one, id) {
		add_check(ctx, *one, &like, checks);
	}
}

static const struct peer_check *read_checks(struct ctx *ctx, const struct node *list) {
	struct peer_check_list checks = { 0 };
	static const struct peer_check none;
	struct node **item;
	node_each(item, list) {
		if (node_is_map(*item)) {
			read_difference(ctx, *item, &checks);
		} else {
			add_check(ctx, *item, &none, &checks);
		}
	}
	if (!node_is_list(list)) {
		ctx_error(ctx, node_span(list), "expected a list of ids");
	}
	vec_push(ctx->arena, &checks, none);
	return checks.items;
}

void rule_read_mappings(struct ctx *ctx, const struct node *document, struct rule *rule) {
	const struct node *map = node_find(document, "maps");
	struct mapping *mappings =
		arena_alloc(ctx->arena, node_members_count(map) * sizeof(*mappings));
	size_t count = 0;
	const struct member *m;
	member_each(m, map) {
		mappings[count++] = (struct mapping){ m->key->text, read_checks(ctx, m->value) };
	}
	rule->mappings = mappings;
	rule->mapping_count = count;
}
