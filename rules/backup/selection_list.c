#include "rules/backup/selection.h"

/* What is written of a selection; NULL where that is not all that it may say. */
static const struct node *written(const struct resource *selection) {
	const struct node *body = node_find(selection->properties.node, "BackupSelection");
	bool whole = node_is_map(body) && !intrinsic_is_possible(body);
	return whole && !selection->stack->stack.template->macro ? body : NULL;
}

/* Where it lists no resources, or asks for tags too, it takes what it does not list. */
static bool takes_unlisted(const struct resource *selection) {
	const struct node *body = written(selection);
	return !node_find(body, "Resources") || node_find(body, "ListOfTags");
}

static bool asks_for_tags(const struct resource *selection) {
	const struct node *body = written(selection);
	return !body || node_find(body, "ListOfTags") || node_find(body, "Conditions");
}

/* The selections of a kind, listed when they are first asked for. */
static const struct resource_list *those(
	struct judge *judge, const char *kind, bool (*is_one)(const struct resource *selection)) {
	struct resource_list *list = map_find(judge->once, kind);
	if (list) {
		return list;
	}
	struct arena *arena = judge->estate->ctx->arena;
	list = arena_new_of(arena, struct resource_list);
	map_set(arena, judge->once, kind, list);
	struct resource *const *selection;
	vec_each(selection, estate_of_type(judge->estate, BACKUP_SELECTION)) {
		if (is_one(*selection)) {
			vec_push(arena, list, *selection);
		}
	}
	return list;
}

const struct resource_list *selections_by_tags(struct judge *judge) {
	return those(judge, "selections that ask for tags", asks_for_tags);
}

struct resource_list selections_that_may_take(
	struct judge *judge, const struct resource *resource) {
	static const struct naming listed = { BACKUP_SELECTION, "BackupSelection.Resources",
		"AWS::DynamoDB::Table" };
	struct arena *arena = judge->eval->arena;
	struct resource_list selections = { 0 };
	estate_may_name(arena, judge->estate, &listed, resource, &selections);
	estate_naming_none(arena, judge->estate, &listed, &selections);
	struct resource *const *selection;
	vec_each(selection, those(judge, "selections of what is not listed", takes_unlisted)) {
		vec_push(arena, &selections, *selection);
	}
	return selections;
}
