#include "analyzer/report/cost_json.h"

#include "analyzer/doc/json_write.h"
#include "analyzer/report/cost_outlook.h"

static void put_decimal(struct json *json, const char *key, struct decimal value, struct buf *out) {
	json_add_text(json, key, decimal_print(out->arena, value));
}

static void put_amounts(struct json *json, const struct amounts *amounts, struct buf *out) {
	struct json *monthly = json_add_object(json, "monthly");
	put_decimal(monthly, "single_region", amounts->single_region, out);
	put_decimal(monthly, "with_dr", amounts->with_dr, out);
	put_decimal(monthly, "additional", amounts->additional, out);
}

static void put_bound(struct json *json, const struct bound *bound, struct buf *out) {
	put_amounts(json, &bound->monthly, out);
	put_decimal(json, "one_time", bound->one_time, out);
	cost_senses_json(json, bound->lacks);
}

static void put_bounds(struct json *json, const struct bounds *bounds, struct buf *out) {
	if (!bounds->known) {
		return;
	}
	struct json *range = json_add_object(json, "range");
	struct json *low = json_add_object(range, "low"), *high = json_add_object(range, "high");
	put_bound(low, &bounds->low, out);
	put_bound(high, &bounds->high, out);
}

/* What a million requests cost, before and with DR. */
static void put_rate(struct json *json, const char *key, const struct rate *rate, struct buf *out) {
	if (rate->known) {
		struct json *pair = json_add_object(json, key);
		put_decimal(pair, "single_region", rate->single_region, out);
		put_decimal(pair, "with_dr", rate->with_dr, out);
	}
}

static void put_line(struct json *json, const struct line *line, struct buf *out) {
	json_add_text(json, "item", line->item);
	json_add_text(json, "description", line->description);
	json_add_text(json, "region", line->region);
	put_decimal(json, "quantity", line->quantity, out);
	json_add_text(json, "unit", line->unit);
	put_decimal(json, "unit_price", line->unit_price, out);
	put_decimal(json, line->once ? "amount" : "monthly", line->amount, out);
	json_add_bool(json, "once", line->once);
	json_add_bool(json, "dr", line->dr);
}

static void put_rates(struct json *json, const struct component *component, struct buf *out) {
	put_rate(json, "per_million_requests", &component->per_million_requests, out);
	put_rate(json, "per_million_reads", &component->per_million_reads, out);
	put_rate(json, "per_million_mixed", &component->per_million_mix, out);
	if (component->per_million_requests.known) {
		put_decimal(json, "item_size_kb", component->item_size_kb, out);
	}
	const struct rate *sent = &component->per_gb_transferred, *kept = &component->per_gb_stored;
	if (sent->known || kept->known) {
		struct json *rate = json_add_object(json, "per_gb");
		if (sent->known) {
			put_decimal(rate, "transferred", sent->with_dr, out);
		}
		if (kept->known) {
			put_decimal(rate, "stored", kept->with_dr, out);
		}
	}
}

static void put_component(struct json *json, const struct component *component, struct buf *out) {
	const struct resource *resource = component->resource;
	json_add_text(json, "component", resource->logical_id);
	json_add_text(json, "stack", resource->stack->stack.name);
	json_add_text(json, "construct", resource_construct(resource));
	json_add_text(json, "type", resource->type);
	struct json *regions = json_add_list(json, "regions");
	const char *const *region;
	vec_each(region, &component->regions) {
		json_add_text(regions, NULL, *region);
	}
	struct json *usage = json_add_list(json, "usage");
	const struct usage_value *value;
	vec_each(value, &component->usage) {
		struct json *item = json_add_object(usage, NULL);
		json_add_text(item, "key", value->key);
		put_decimal(item, "value", value->value, out);
		json_add_text(item, "origin", value->origin);
	}
	struct json *lines = json_add_list(json, "lines");
	const struct line *line;
	vec_each(line, &component->lines) {
		put_line(json_add_object(lines, NULL), line, out);
	}
	put_amounts(json, &component->monthly, out);
	put_decimal(json, "one_time", component->one_time, out);
	put_bounds(json, &component->bounds, out);
	put_rates(json, component, out);
	struct json *notes = json_add_list(json, "notes");
	const char *const *note;
	vec_each(note, &component->notes) {
		json_add_text(notes, NULL, *note);
	}
	json_add_bool(json, "lower_bound", component->lower_bound);
	cost_senses_json(json, component->lacks);
}

/* The book's sources of the prices that were used, in the order of the lines. */
static void put_book(struct json *root, const struct projection *projection, struct buf *out) {
	struct map used = { 0 };
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct line *line;
		vec_each(line, &component->lines) {
			map_set(out->arena, &used, line->price->source, line);
		}
	}
	struct json *json = json_add_object(root, "price_book");
	json_add_text(json, "name", projection->book->name);
	struct json *sources = json_add_list(json, "sources");
	for (size_t i = 0; i < used.count; i++) {
		json_add_text(sources, NULL, used.entries[i].key);
	}
}

void cost_json(const struct results *results, struct buf *out) {
	const struct projection *projection = results->projection;
	struct json *root = json_object(results->ctx);
	if (!root) {
		return;
	}
	json_add_text(root, "schema", "drlint.cost/1");
	json_add_text(root, "currency", projection->book->currency);
	json_add_bool(root, "lower_bound", projection->lower_bound);
	put_book(root, projection, out);
	struct json *components = json_add_list(root, "components");
	const struct component *component;
	vec_each(component, &projection->components) {
		put_component(json_add_object(components, NULL), component, out);
	}
	struct json *totals = json_add_object(root, "totals");
	put_amounts(totals, &projection->monthly, out);
	put_decimal(totals, "one_time", projection->one_time, out);
	put_bounds(totals, &projection->bounds, out);
	cost_senses_json(totals, projection->lacks);
	struct json *list = json_add_list(root, "unpriced");
	const struct unpriced *entry;
	vec_each(entry, &projection->unpriced) {
		struct json *json = json_add_object(list, NULL);
		json_add_text(json, "component", entry->resource->logical_id);
		json_add_text(json, "stack", entry->resource->stack->stack.name);
		json_add_text(json, "item", entry->item);
		json_add_text(json, "region", entry->region);
		json_add_text(json, "reason", entry->reason);
		json_add_bool(json, "dr", entry->dr);
		if (entry->failover) {
			json_add_bool(json, "failover", true);
		}
	}
	cost_outlook_json(results, root, out->arena);
	buf_puts(out, json_print(out->arena, root, false));
}
