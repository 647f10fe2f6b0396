#include "analyzer/report/inspect_text.h"

#include "analyzer/report/terminal.h"

#include <string.h>

const char *inspect_edge_name(enum edge_kind kind) {
	static const char *const names[] = {
		[EDGE_REPLICATION] = "replication",
		[EDGE_REQUEST] = "request",
		[EDGE_ENCRYPTION] = "encryption",
	};
	return names[kind];
}

static const char *place_text(struct arena *arena, struct span span) {
	struct position at = source_position(span.source, span.start);
	return arena_printf(arena, "%s:%u:%u", span.source->name, at.line, at.column);
}

static void put_origin(struct buf *out, const struct origin *origin) {
	const char *how = origin->how ? origin->how : "";
	terminal_text(out, arena_printf(out->arena, "%s %s", origin->kind, origin->name));
	if (!origin->how && !origin->span.source) {
		return;
	}
	const char *place = origin->span.source ? place_text(out->arena, origin->span) : "";
	terminal_text(
		out, arena_printf(out->arena, " (%s%s%s)", how, *how && *place ? ", " : "", place));
}

static void put_value(
	const struct results *results, struct buf *out, const struct inspected_value *value) {
	buf_puts(out, "  ");
	terminal_text(out, value->path);
	if (value->text) {
		buf_puts(out, " = ");
		terminal_text(out, value->text);
	} else if (!value->unknown) {
		buf_puts(out, " is not shown, since a parameter with NoEcho is in it");
	}
	if (value->unknown) {
		const char *reason = arena_printf(out->arena, " is unknown: %s", value->unknown);
		terminal_paint(out, results->color, PAINT_YELLOW, reason);
	}
	if (value->span.source) {
		const char *place = place_text(out->arena, value->span);
		terminal_paint(
			out, results->color, PAINT_DIM, arena_printf(out->arena, "  at %s", place));
	}
	const struct origin *origin;
	vec_each(origin, &value->origins) {
		buf_puts(out, "\n      ");
		put_origin(out, origin);
	}
	buf_putc(out, '\n');
}

static const struct inspected_value *find_value(
	const struct inspected_case *one, const char *path) {
	const struct inspected_value *value;
	vec_each(value, &one->values) {
		if (strcmp(value->path, path) == 0) {
			return value;
		}
	}
	return NULL;
}

static bool same_text(const char *a, const char *b) {
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_value(const struct inspected_value *a, const struct inspected_value *b) {
	return a && b && same_text(a->text, b->text) && same_text(a->unknown, b->unknown) &&
	       a->span.source == b->span.source && a->span.start == b->span.start;
}

/* The values of a case, or those that differ from `usual`. */
static void put_values(const struct results *results, struct buf *out,
	const struct inspected_case *one, const struct inspected_case *usual) {
	const struct inspected_value *value;
	vec_each(value, &one->values) {
		if (!usual || !same_value(value, find_value(usual, value->path))) {
			put_value(results, out, value);
		}
	}
	if (!usual) {
		return;
	}
	vec_each(value, &usual->values) {
		if (!find_value(one, value->path)) {
			buf_puts(out, "  ");
			terminal_text(out, value->path);
			buf_puts(out, " is absent\n");
		}
	}
}

static void put_region(struct buf *out, const struct value *region) {
	const char *text = value_text(out->arena, region);
	const char *reason = value_unknown_reason(out->arena, region);
	terminal_text(out, text ? arena_printf(out->arena, "in %s", text)
				: arena_printf(out->arena, "in a region that is unknown: %s",
					  reason ? reason : "it is not said"));
}

static const char *links_text(struct arena *arena, const struct inspected_case *one) {
	struct buf out = buf_new(arena);
	const struct replica *replica;
	vec_each(replica, &one->replicas) {
		buf_puts(&out, "  replica ");
		put_region(&out, &replica->region);
		buf_puts(&out, "  at ");
		terminal_text(&out, replica->pointer);
		buf_putc(&out, '\n');
	}
	for (enum edge_kind kind = 0; kind < EDGE_KINDS; kind++) {
		const struct edge *edge;
		vec_each(edge, &one->edges[kind]) {
			const char *target = value_text(arena, &edge->target);
			const char *to = edge->to ? edge->to->logical_id : target;
			buf_printf(&out, "  %s edge to ", inspect_edge_name(kind));
			terminal_text(&out, to ? to : "a target that is unknown");
			buf_putc(&out, ' ');
			put_region(&out, &edge->region);
			buf_puts(&out, "  at ");
			terminal_text(&out, edge->pointer);
			buf_putc(&out, '\n');
		}
	}
	return out.bytes;
}

static void put_existence(struct buf *out, const struct inspected_case *one) {
	if (one->exists == NO) {
		buf_puts(out, "  does not exist\n");
	} else if (one->exists == UNKNOWN) {
		buf_puts(out, "  may not exist: ");
		terminal_text(out, one->unknown);
		buf_putc(out, '\n');
	}
}

static void put_when(struct buf *out, const struct inspected_case *one) {
	const struct decision *decision;
	vec_each(decision, &one->when) {
		buf_puts(out, decision == one->when.items ? "\nwhen " : " and ");
		terminal_text(out, decision->condition);
		buf_puts(out, decision->value ? " = true" : " = false");
	}
	buf_putc(out, '\n');
}

static void put_case(const struct results *results, struct buf *out,
	const struct inspected_case *one, const struct inspected_case *usual) {
	put_when(out, one);
	put_existence(out, one);
	put_values(results, out, one, usual);
	const char *links = links_text(out->arena, one);
	if (!usual || strcmp(links, links_text(out->arena, usual)) != 0) {
		buf_puts(out, links);
	}
}

static void put_head(
	const struct results *results, struct buf *out, const struct resource *resource) {
	const struct stack *stack = &resource->stack->stack;
	const char *name = stack->name ? stack->name : resource->stack->display_name;
	terminal_paint(out, results->color, PAINT_BOLD,
		arena_printf(out->arena, "%s, %s", resource->logical_id, resource->type));
	buf_puts(out, "\n  stack ");
	terminal_text(out, name ? name : "without a name");
	terminal_text(
		out, arena_printf(out->arena, ", account %s, region %s",
			     stack->environment.account ? stack->environment.account : "unknown",
			     stack->environment.region ? stack->environment.region : "unknown"));
	struct span span = node_span(resource->key);
	if (span.source) {
		buf_puts(out, "\n  ");
		terminal_text(out, place_text(out->arena, span));
	}
	const char *construct = resource_construct(resource);
	if (construct) {
		buf_puts(out, "\n  ");
		terminal_text(out, construct);
	}
	struct source_location location = resource_location(resource, NULL);
	if (location.file) {
		terminal_text(out, arena_printf(out->arena, " at %s:%u:%u", location.file,
					   location.line, location.column));
	}
	buf_putc(out, '\n');
}

void inspect_text(const struct results *results, struct buf *out) {
	const struct inspection *inspection;
	vec_each(inspection, results->inspections) {
		if (inspection != results->inspections->items) {
			buf_putc(out, '\n');
		}
		put_head(results, out, inspection->resource);
		for (size_t i = 0; i < inspection->cases.count; i++) {
			put_case(results, out, &inspection->cases.items[i],
				i ? &inspection->cases.items[0] : NULL);
		}
		if (inspection->exhausted) {
			buf_puts(out,
				"\nThere are more combinations of conditions than are shown.\n");
		}
	}
}
