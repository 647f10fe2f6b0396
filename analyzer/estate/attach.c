#include "analyzer/estate/links.h"

#include <string.h>

/* Says whether the node is a plain Ref or GetAtt, which names the same thing in every scenario. */
static bool is_plain_reference(const struct node *node) {
	if (node->tag) {
		return strcmp(node->tag, "Ref") == 0 || strcmp(node->tag, "GetAtt") == 0;
	}
	return node_members_count(node) == 1 &&
	       (node_find(node, "Ref") || node_find(node, "Fn::GetAtt"));
}

static const struct resource *plainly_named(struct estate *estate, struct eval *eval,
	const struct resource *part, const char *property) {
	const struct stack *stack = &part->stack->stack;
	const struct node *node = node_find(part->properties.node, property);
	struct logical_ids named = { 0 };
	bool is_reference = node && is_plain_reference(node) &&
			    intrinsic_written(eval->arena, stack, node, &named);
	return is_reference && named.count ? estate_find(estate, stack, named.items[0]) : NULL;
}

/* What a plain reference names, or what that stands for; NULL where scenarios can differ. */
static const struct resource *plain_target(
	struct estate *estate, struct eval *eval, const struct resource *part) {
	const struct resource *target = plainly_named(estate, eval, part, part->kind->attached_by);
	const char *own = target ? stand_in_property(target->type) : NULL;
	if (own) {
		target = plainly_named(estate, eval, target, own);
	}
	return target && stand_in_property(target->type) ? NULL : target;
}

void link_attach(struct estate *estate, struct eval *eval, struct resource *part) {
	if (!node_find(part->properties.node, part->kind->attached_by)) {
		return;
	}
	const struct resource *target = plain_target(estate, eval, part);
	if (target) {
		link_index(estate->ctx->arena, &estate->attached, part, "%s\n%zu", part->type,
			target->index);
	} else {
		link_index(estate->ctx->arena, &estate->attached, part, "%s\n", part->type);
	}
}

static void add_those_that_name(struct eval *eval, struct estate *estate,
	const struct resource *resource, const struct resource_list *candidates,
	struct resource_list *ret_parts) {
	struct resource *const *part;
	vec_each(part, candidates) {
		struct value value =
			eval_member(eval, &(*part)->properties, (*part)->kind->attached_by);
		const char *reason;
		if (estate_target(estate, eval, &value, resource->type) == resource &&
			eval_exists(eval, &(*part)->stack->stack, (*part)->node, &reason) != NO) {
			vec_push(eval->arena, ret_parts, *part);
		}
	}
}

void estate_attached(struct eval *eval, struct estate *estate, const struct resource *resource,
	const char *type, struct resource_list *ret_parts) {
	const char *key = arena_concat(
		eval->arena, type, "\n", arena_decimal(eval->arena, resource->index), NULL);
	const struct resource_list *plain = map_find(&estate->attached, key);
	if (plain) {
		add_those_that_name(eval, estate, resource, plain, ret_parts);
	}
	key = arena_concat(eval->arena, type, "\n", NULL);
	const struct resource_list *other = map_find(&estate->attached, key);
	if (other) {
		add_those_that_name(eval, estate, resource, other, ret_parts);
	}
}
