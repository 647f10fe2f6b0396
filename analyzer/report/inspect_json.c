#include "analyzer/report/inspect_json.h"

#include "analyzer/doc/json_write.h"
#include "analyzer/report/inspect_text.h"

static void put_place(struct json *json, struct span span) {
	if (!span.source) {
		return;
	}
	struct position at = source_position(span.source, span.start);
	json_add_text(json, "file", span.source->name);
	json_add_count(json, "line", at.line);
	json_add_count(json, "column", at.column);
}

static void put_value(struct json *list, const struct inspected_value *value) {
	struct json *json = json_add_object(list, NULL);
	json_add_text(json, "path", value->path);
	json_add_text(json, "value", value->text);
	json_add_text(json, "unknown", value->unknown);
	put_place(json, value->span);
	struct json *origins = value->origins.count ? json_add_list(json, "origins") : NULL;
	const struct origin *origin;
	vec_each(origin, &value->origins) {
		struct json *item = json_add_object(origins, NULL);
		json_add_text(item, "kind", origin->kind);
		json_add_text(item, "name", origin->name);
		json_add_text(item, "how", origin->how);
		put_place(item, origin->span);
	}
}

static void put_region(struct json *json, struct arena *arena, const struct value *region) {
	json_add_text(json, "region", value_text(arena, region));
	json_add_text(json, "unknown", value_unknown_reason(arena, region));
}

static void put_links(struct json *json, struct arena *arena, const struct inspected_case *one) {
	struct json *replicas = json_add_list(json, "replicas");
	const struct replica *replica;
	vec_each(replica, &one->replicas) {
		struct json *item = json_add_object(replicas, NULL);
		put_region(item, arena, &replica->region);
		json_add_text(item, "path", replica->pointer);
		json_add_text(item, "declared_by", replica->declared_by->logical_id);
	}
	struct json *edges = json_add_list(json, "edges");
	for (enum edge_kind kind = 0; kind < EDGE_KINDS; kind++) {
		const struct edge *edge;
		vec_each(edge, &one->edges[kind]) {
			struct json *item = json_add_object(edges, NULL);
			json_add_text(item, "kind", inspect_edge_name(kind));
			json_add_text(item, "to", edge->to ? edge->to->logical_id : NULL);
			json_add_text(item, "target", value_text(arena, &edge->target));
			put_region(item, arena, &edge->region);
			json_add_text(item, "path", edge->pointer);
		}
	}
}

static void put_case(struct json *list, struct arena *arena, const struct inspected_case *one) {
	static const char *const exists[] = { [NO] = "no", [UNKNOWN] = "unknown", [YES] = "yes" };
	struct json *json = json_add_object(list, NULL);
	struct json *when = json_add_list(json, "when");
	const struct decision *decision;
	vec_each(decision, &one->when) {
		struct json *item = json_add_object(when, NULL);
		json_add_text(item, "condition", decision->condition);
		json_add_bool(item, "value", decision->value);
	}
	json_add_text(json, "exists", exists[one->exists]);
	json_add_text(json, "unknown", one->exists == UNKNOWN ? one->unknown : NULL);
	struct json *values = json_add_list(json, "properties");
	const struct inspected_value *value;
	vec_each(value, &one->values) {
		put_value(values, value);
	}
	put_links(json, arena, one);
}

static void put_inspection(
	struct json *list, struct arena *arena, const struct inspection *inspection) {
	const struct resource *resource = inspection->resource;
	const struct stack *stack = &resource->stack->stack;
	struct json *json = json_add_object(list, NULL);
	json_add_text(json, "account", stack->environment.account);
	json_add_text(json, "region", stack->environment.region);
	json_add_text(json, "stack", stack->name);
	json_add_text(json, "logical_id", resource->logical_id);
	json_add_text(json, "type", resource->type);
	put_place(json, node_span(resource->key));
	json_add_text(json, "construct", resource_construct(resource));
	struct source_location location = resource_location(resource, NULL);
	if (location.file) {
		struct json *source = json_add_object(json, "source");
		json_add_text(source, "file", location.file);
		json_add_count(source, "line", location.line);
		json_add_count(source, "column", location.column);
	}
	struct json *cases = json_add_list(json, "cases");
	const struct inspected_case *one;
	vec_each(one, &inspection->cases) {
		put_case(cases, arena, one);
	}
	json_add_bool(json, "cases_left_out", inspection->exhausted);
}

void inspect_json(const struct results *results, struct buf *out) {
	struct json *json = json_object(results->ctx);
	if (!json) {
		return;
	}
	json_add_text(json, "schema", "drlint.inspect/1");
	struct json *list = json_add_list(json, "resources");
	const struct inspection *inspection;
	vec_each(inspection, results->inspections) {
		put_inspection(list, out->arena, inspection);
	}
	buf_puts(out, json_print(out->arena, json, false));
}
