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

/* Mapped checks while they are read: all that a rule has, and those under one standard. */
struct peer_check_list VEC(struct peer_check *);

static struct peer_check *read_checks(
	struct ctx *ctx, const struct node *list, struct peer_check_list *all) {
	size_t count = 0;
	struct peer_check *checks =
		arena_alloc(ctx->arena, (node_items_count(list) + 1) * sizeof(*checks));
	struct node **item;
	node_each(item, list) {
		const char *id = node_text(*item);
		if (!id || !*id) {
			ctx_error(ctx, node_span(*item), "expected an id");
			continue;
		}
		checks[count] = (struct peer_check){ .id = id };
		vec_push(ctx->arena, all, &checks[count++]);
	}
	if (!node_is_list(list)) {
		ctx_error(ctx, node_span(list), "expected a list of ids");
	}
	checks[count] = (struct peer_check){ 0 };
	return checks;
}

/* Gives the sentence to each check of this id, of whichever standard. */
static void set_difference(struct ctx *ctx, const struct node *id, const char *differs, bool apart,
	const struct peer_check_list *all) {
	const char *text = node_text(id);
	struct suggestion meant = { 0 };
	bool found = false;
	struct peer_check **check;
	vec_each(check, all) {
		suggest_offer(&meant, text ? text : "", (*check)->id);
		if (text && strcmp((*check)->id, text) == 0) {
			(*check)->differs = differs;
			(*check)->apart = apart;
			found = true;
		}
	}
	if (!found) {
		ctx_error(ctx, node_span(id), "no such check is under 'maps'%s",
			rule_key_meant(ctx->arena, &meant));
	}
}

static void read_difference(
	struct ctx *ctx, const struct node *item, const struct peer_check_list *all) {
	rule_key_check(ctx, item, "a difference", "checks differs suppresses");
	const struct node *checks = node_find(item, "checks");
	const struct node *suppresses = node_find(item, "suppresses");
	const char *differs = node_text(node_find(item, "differs"));
	if (!node_is_list(checks) || checks->count == 0 || !differs || !*differs) {
		ctx_error(ctx, node_span(item),
			"a difference needs checks, a list of ids, and differs, a text");
		return;
	}
	if (suppresses && suppresses->kind != NODE_BOOL) {
		ctx_error(ctx, node_span(suppresses), "suppresses takes true or false");
		return;
	}
	struct node **id;
	node_each(id, checks) {
		set_difference(ctx, *id, differs, suppresses && !suppresses->truth, all);
	}
}

void rule_read_mappings(struct ctx *ctx, const struct node *document, struct rule *rule) {
	const struct node *map = node_find(document, "maps");
	const struct node *differences = node_find(document, "differences");
	struct peer_check_list all = { 0 };
	struct mapping *mappings =
		arena_alloc(ctx->arena, node_members_count(map) * sizeof(*mappings));
	size_t count = 0;
	const struct member *m;
	member_each(m, map) {
		mappings[count++] =
			(struct mapping){ m->key->text, read_checks(ctx, m->value, &all) };
	}
	struct node **item;
	node_each(item, differences) {
		read_difference(ctx, *item, &all);
	}
	if (differences && !node_is_list(differences)) {
		ctx_error(ctx, node_span(differences), "expected a list of differences");
	}
	rule->mappings = mappings;
	rule->mapping_count = count;
}
