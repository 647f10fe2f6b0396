#include "rules/rule_cite.h"

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
		references[i] = (struct reference){ node_text(node_find(item, "title")),
			node_text(node_find(item, "url")), node_text(node_find(item, "read")) };
		if (!references[i].title || !references[i].url || !references[i].read) {
			ctx_error(ctx, node_span(item), "a reference needs title, url and read");
		}
	}
	rule->references = references;
	rule->reference_count = count;
}

/* An id alone, or {id, differs, suppresses}. */
static struct peer_check read_check(struct ctx *ctx, const struct node *item) {
	struct peer_check check = { .id = node_text(item) };
	const struct member *m;
	member_each(m, item) {
		const char *key = m->key->text, *text = node_text(m->value);
		if (strcmp(key, "suppresses") == 0 && m->value->kind == NODE_BOOL) {
			check.apart = !m->value->truth;
		} else if (strcmp(key, "id") == 0 && text && *text) {
			check.id = text;
		} else if (strcmp(key, "differs") == 0 && text && *text) {
			check.differs = text;
		} else {
			ctx_error(ctx, node_span(m->key),
				"a check of others has id and differs, which are texts, and "
				"suppresses, true or false");
		}
	}
	if (!check.id) {
		ctx_error(ctx, node_span(item), "expected an id, or a map with one");
	} else if (check.apart && !check.differs) {
		ctx_error(ctx, node_span(item),
			"a check whose suppressions do not count here needs 'differs'");
	}
	return check;
}

static const struct peer_check *read_checks(struct ctx *ctx, const struct node *list) {
	struct peer_check *checks =
		arena_zalloc(ctx->arena, (node_items_count(list) + 1) * sizeof(*checks));
	size_t count = 0;
	struct node **item;
	node_each(item, list) {
		checks[count] = read_check(ctx, *item);
		count += checks[count].id != NULL;
	}
	if (!node_is_list(list)) {
		ctx_error(ctx, node_span(list), "expected a list of ids");
	}
	return checks;
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
