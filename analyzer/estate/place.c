#include "analyzer/cfn/arn.h"
#include "analyzer/estate/links.h"

#include <string.h>

struct place place_of(const struct resource *resource) {
	return (struct place){
		.value = resource->properties,
		.pointer = resource->pointer,
	};
}

/* The pointer of a value below a place: where it is written, else where it would be. */
static const char *written_at(struct arena *arena, const struct place *place,
	const struct value *found, const struct node *expected, const char *pointer) {
	if (!found->node || found->node == expected || !place->value.node) {
		return pointer;
	}
	const char *written = pointer_of(arena, place->pointer, place->value.node, found->node);
	return written ? written : pointer;
}

struct place place_at(struct eval *eval, const struct place *place, const char *path) {
	struct place found = { .value = eval_path(eval, &place->value, path) };
	const struct node *expected = place->value.node;
	const char *pointer = place->pointer;
	while (*path) {
		size_t length = strcspn(path, ".");
		const char *key = arena_strndup(eval->arena, path, length);
		expected = node_find(expected, key);
		pointer = pointer_member(eval->arena, pointer, key);
		path += length + (path[length] == '.');
	}
	found.pointer = written_at(eval->arena, place, &found.value, expected, pointer);
	return found;
}

size_t place_count(const struct place *list) {
	if (list->value.kind == VALUE_LIST) {
		return list->value.count;
	}
	return list->value.kind == VALUE_UNKNOWN ? 1 : 0;
}

struct place place_item(struct eval *eval, const struct place *list, size_t index) {
	if (list->value.kind != VALUE_LIST) {
		return *list;
	}
	struct place found = { .value = list->value.items[index] };
	struct node **item;
	node_each(item, list->value.node) {
		if (*item == found.value.node) {
			size_t position = (size_t)(item - node_items_begin(list->value.node));
			found.pointer = pointer_item(eval->arena, list->pointer, position);
			return found;
		}
	}
	const char *pointer = pointer_item(eval->arena, list->pointer, index);
	found.pointer = written_at(eval->arena, list, &found.value, NULL, pointer);
	return found;
}

struct value resource_region_value(struct eval *eval, const struct resource *resource) {
	const struct stack *stack = &resource->stack->stack;
	const struct node *node = resource->properties.node;
	const char *region = resource_region(resource);
	if (region) {
		return value_literal(eval, stack, node, region);
	}
	return stack->name
		       ? value_unknown(eval, stack, node, "the region of stack %s was not said",
				 stack->name)
		       : value_unknown(eval, stack, node, "the region of its stack was not said");
}

struct value region_value(struct eval *eval, const struct resource *resource,
	const struct value *value, const char *what) {
	if (value_text(eval->arena, value)) {
		return *value;
	}
	const struct stack *stack = &resource->stack->stack;
	const struct node *node = value->node ? value->node : resource->properties.node;
	const char *reason = value_unknown_reason(eval->arena, value);
	return reason ? value_unknown(eval, stack, node, "%s", reason)
		      : value_unknown(eval, stack, node, "%s names no region", what);
}

void replica_add_own(
	struct eval *eval, const struct resource *resource, struct replica_list *ret_replicas) {
	struct place place = place_of(resource);
	const struct replica own = {
		.resource = resource,
		.region = resource_region_value(eval, resource),
		.settings = place.value,
		.pointer = place.pointer,
		.declared_by = resource,
	};
	vec_push(eval->arena, ret_replicas, own);
}

void replica_add_listed(struct eval *eval, const struct resource *resource,
	const struct place *item, struct replica_list *ret_replicas) {
	struct replica replica = {
		.resource = resource,
		.settings = item->value,
		.pointer = item->pointer,
		.declared_by = resource,
	};
	struct value region = item->value;
	if (item->value.kind == VALUE_MAP) {
		region = eval_member(eval, &item->value, "Region");
	}
	replica.region = region_value(eval, resource, &region, "the replica");
	vec_push(eval->arena, ret_replicas, replica);
}

void replica_add_list(struct eval *eval, const struct resource *resource, const char *path,
	struct replica_list *ret_replicas) {
	struct place properties = place_of(resource);
	struct place list = place_at(eval, &properties, path);
	replica_add_own(eval, resource, ret_replicas);
	for (size_t i = 0; i < place_count(&list); i++) {
		struct place item = place_item(eval, &list, i);
		replica_add_listed(eval, resource, &item, ret_replicas);
	}
}

void edge_add_replication(struct eval *eval, struct estate *estate, const struct resource *resource,
	struct edge_list *ret_edges) {
	struct replica_list replicas = { 0 };
	resource_replicas(eval, estate, resource, &replicas);
	for (size_t i = 1; i < replicas.count; i++) {
		const struct replica *replica = &replicas.items[i];
		const struct edge edge = {
			.kind = EDGE_REPLICATION,
			.from = resource,
			.to = replica->declared_by,
			.target = replica->region,
			.region = replica->region,
			.settings = replica->settings,
			.pointer = replica->pointer,
		};
		vec_push(eval->arena, ret_edges, edge);
	}
}

/* Says whether a Ref of the resource is a name that means what bears it in the reader's region. */
static bool is_regional_name(const struct value *value, const struct resource *to) {
	const struct part *reference = value_reference(value);
	if (reference && strcmp(reference->text, "Ref") != 0) {
		return false;
	}
	const char *ref_is = to->kind ? to->kind->ref_is : NULL;
	return to->kind && !to->kind->global && ref_is && strcmp(ref_is, "name") == 0 &&
	       strcmp(to->type, "AWS::S3::Bucket") != 0;
}

/*
 * A part of a name is what one may call a target that the estate lacks: "the bucket docs is not in
 * the estate".
 */
static struct value region_of_absent(struct eval *eval, const struct edge *edge, const char *type) {
	const struct stack *stack = &edge->from->stack->stack;
	const char *reason = value_unknown_reason(eval->arena, &edge->target);
	const struct node *node = edge->target.node;
	if (reason) {
		return value_unknown(eval, stack, node, "%s", reason);
	}
	const struct service_type *kind = type ? service_find(type) : NULL;
	const char *name = value_text(eval->arena, &edge->target);
	struct arn arn;
	if (arn_parse(eval->arena, &edge->target, &arn)) {
		const char *resource = value_text(eval->arena, &arn.resource);
		name = resource ? resource : name;
	}
	return value_unknown(eval, stack, node, "the %s%s%s is not in the estate",
		kind ? kind->noun : "target", name ? " " : "", name ? name : "");
}

static struct value region_of_target(
	struct eval *eval, const struct edge *edge, const char *type, const char *region) {
	struct value said = target_region(eval, &edge->target);
	if (said.kind != VALUE_ABSENT) {
		return region_value(eval, edge->from, &said, "the ARN");
	}
	if (!edge->to) {
		return region_of_absent(eval, edge, type);
	}
	if (region && is_regional_name(&edge->target, edge->to)) {
		return value_literal(eval, &edge->from->stack->stack, edge->target.node, region);
	}
	return resource_region_value(eval, edge->to);
}

void edge_add(struct eval *eval, struct estate *estate, const struct edge *edge,
	const struct place *place, const char *type, const char *region,
	struct edge_list *ret_edges) {
	if (place->value.kind == VALUE_ABSENT) {
		return;
	}
	struct edge added = *edge;
	added.target = place->value;
	added.pointer = place->pointer;
	added.to = target_from(estate, eval, &place->value, type, region);
	added.region =
		region_of_target(eval, &added, type, region ? region : resource_region(edge->from));
	vec_push(eval->arena, ret_edges, added);
}
