#include "analyzer/report/price_tag.h"

#include "analyzer/doc/json_write.h"

enum { LINE_WIDTH = 120 }; /* as the texts of rules are broken */

static bool is_zero(struct decimal value) {
	return decimal_compare(value, decimal_of(0)) == 0;
}

/* Reports a sum that does not fit, once for all. */
static void count(struct ctx *ctx, struct price_tags *tags, const struct price_tag *tag) {
	tags->unpriced += !tag->known;
	tags->lower_bound |= tag->known && tag->missing;
	if (tag->known && !tag->repeated &&
		(!decimal_add(tags->monthly, tag->monthly, &tags->monthly) ||
			!decimal_add(tags->one_time, tag->one_time, &tags->one_time))) {
		ctx_error(ctx, NOWHERE, "the cost of all remedies is too large to compute");
	}
}

/* One change that several findings ask for is paid once. */
static bool is_repeated(struct arena *arena, struct map *priced, const struct remedy *remedy,
	const struct remedy_cost *cost) {
	const char *key = arena_printf(arena, "%zu\n%s\n%s", remedy->resource->index,
		cost->item ? cost->item : "", remedy->region ? remedy->region : "");
	bool repeated = map_has(priced, key);
	map_set(arena, priced, key, priced);
	return repeated;
}

static struct price_tag tag_of(struct arena *arena, struct remedies *remedies, struct map *priced,
	const struct finding *finding) {
	const struct rule *rule = finding->rule;
	struct price_tag tag = { .missing = "the rule names no price of its remedy" };
	if (rule->remedy_free) {
		tag.known = true;
		tag.missing = NULL;
		tag.basis =
			arena_printf(arena, "AWS states that it is free (%s)", rule->remedy_free);
	} else if (rule->remedy_prices && finding->resource) {
		const struct remedy remedy = { finding->resource, rule->remedy_prices,
			finding->replica_region };
		struct remedy_cost cost;
		remedy_price(remedies, &remedy, &cost);
		tag = (struct price_tag){ cost.known, cost.monthly, cost.one_time, cost.basis,
			cost.missing, true, is_repeated(arena, priced, &remedy, &cost) };
	}
	return tag;
}

void price_tags_make(struct estate *estate, const struct terms *terms,
	const struct findings *findings, struct price_tags *ret_tags) {
	struct arena *arena = estate->ctx->arena;
	struct remedies *remedies = remedies_new(estate, terms);
	struct map priced = { 0 };
	*ret_tags = (struct price_tags){ .book = terms->book };
	const struct finding *finding;
	vec_each(finding, &findings->list) {
		struct price_tag tag = { 0 };
		if (finding->verdict == VERDICT_FAIL && !finding->suppressed &&
			!finding->rule->fault) {
			tag = tag_of(arena, remedies, &priced, finding);
			count(estate->ctx, ret_tags, &tag);
		}
		vec_push(arena, &ret_tags->list, tag);
	}
}

const struct price_tag *price_tag_find(
	const struct results *results, const struct finding *finding) {
	if (!results->tags) {
		return NULL;
	}
	const struct price_tag *tag =
		&results->tags->list.items[finding - results->findings->list.items];
	return tag->known || tag->missing ? tag : NULL;
}

static void put_amounts(struct buf *out, const struct price_tags *tags, struct decimal monthly,
	struct decimal one_time) {
	const char *currency = tags->book->currency;
	buf_printf(out, "%s %s a month", currency, decimal_print_rounded(out->arena, monthly, 2));
	if (!is_zero(one_time)) {
		buf_printf(out, ", %s %s once", currency,
			decimal_print_rounded(out->arena, one_time, 2));
	}
}

/* Breaks a text into lines, at spaces. */
static const char *filled(struct arena *arena, const char *text) {
	char *lines = arena_strdup(arena, text), *start = lines, *space = NULL;
	for (char *at = lines; *at; at++) {
		space = *at == ' ' ? at : space;
		if (space > start && at - start >= LINE_WIDTH) {
			*space = '\n';
			start = space + 1;
		}
	}
	return lines;
}

const char *price_tag_text(
	struct arena *arena, const struct price_tags *tags, const struct price_tag *tag) {
	struct buf out = buf_new(arena);
	if (!tag->known) {
		return tag->asked
			       ? filled(arena, arena_printf(arena, "not known: %s", tag->missing))
			       : NULL;
	}
	buf_puts(&out, tag->missing ? "at least " : "");
	put_amounts(&out, tags, tag->monthly, tag->one_time);
	buf_printf(&out, ": %s", tag->basis);
	if (tag->missing) {
		buf_printf(&out, "; not priced: %s", tag->missing);
	}
	buf_puts(&out, tag->repeated ? "; counted once, with another finding" : "");
	return filled(arena, out.bytes);
}

const char *price_tags_total(struct arena *arena, const struct price_tags *tags) {
	struct buf out = buf_new(arena);
	buf_puts(&out, tags->lower_bound || tags->unpriced ? "at least " : "");
	put_amounts(&out, tags, tags->monthly, tags->one_time);
	if (tags->unpriced) {
		buf_printf(&out, "; %zu remed%s no price", tags->unpriced,
			tags->unpriced == 1 ? "y has" : "ies have");
	}
	return out.bytes;
}

static void put_cost(struct json *json, const char *key, struct arena *arena,
	const struct price_tags *tags, const struct price_tag *tag, struct decimal amount) {
	struct json *cost = json_add_object(json, key);
	json_add_text(cost, "amount", decimal_print(arena, amount));
	json_add_text(cost, "currency", tags->book->currency);
	json_add_text(cost, "basis", tag->basis);
}

void price_tag_json(struct json *json, struct arena *arena, const struct price_tags *tags,
	const struct price_tag *tag) {
	if (tag->known) {
		put_cost(json, "monthly_cost", arena, tags, tag, tag->monthly);
	}
	if (tag->known && !is_zero(tag->one_time)) {
		put_cost(json, "one_time_cost", arena, tags, tag, tag->one_time);
	}
	json_add_text(json, "unpriced", tag->missing);
	if (tag->repeated) {
		json_add_bool(json, "repeated", true);
	}
}
