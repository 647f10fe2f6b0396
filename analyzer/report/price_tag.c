#include "analyzer/report/price_tag.h"

#include "analyzer/doc/json_write.h"
#include "analyzer/report/finding_text.h"

enum { LINE_WIDTH = 120 }; /* as the texts of rules are broken */

static bool is_zero(struct decimal value) {
	return decimal_compare(value, decimal_of(0)) == 0;
}

const char *price_tag_free(struct arena *arena, const struct billing *billing) {
	const char *note = billing->free_note;
	return !billing->free_url
		       ? note
		       : arena_printf(arena, "AWS bills nothing for it (%s, read %s)%s%s",
				 billing->free_url, billing->free_read, note ? "; " : "",
				 note ? note : "");
}

static bool counts(const struct finding *finding) {
	return finding->verdict == VERDICT_FAIL && !finding->suppressed && !finding->rule->fault;
}

/* The rules whose findings cost the remedy, where one of them found something. */
static struct price_tag counted_tag(
	struct arena *arena, const struct findings *findings, const char *const *rules) {
	struct buf names = buf_new(arena);
	bool found = false;
	for (; *rules; rules++) {
		buf_printf(&names, "%s%s", names.length ? ", " : "", *rules);
		const struct finding *finding;
		vec_each(finding, &findings->list) {
			found |= counts(finding) && strcmp(finding->rule->id, *rules) == 0;
		}
	}
	return (struct price_tag){ .known = found,
		.elsewhere = found,
		.basis = found ? arena_printf(arena,
					 "what it takes is priced with the findings of %s",
					 names.bytes)
			       : NULL,
		.missing = found ? NULL
				 : arena_printf(arena,
					   "what it takes is priced with findings of %s, of which "
					   "there are none",
					   names.bytes) };
}

/* Prices are made under the parameters that were said; a finding may be of other ones. */
static const char *missing_price(
	struct arena *arena, const struct finding *finding, const struct remedy_cost *cost) {
	return cost->is_unmoved && finding->when.count
		       ? arena_printf(arena,
				 "it is found %s, and prices are made of what is "
				 "deployed as it stands",
				 finding_when(arena, finding))
		       : cost->missing;
}

static struct price_tag priced_tag(
	struct arena *arena, struct remedies *remedies, const struct finding *finding) {
	const struct remedy remedy = { finding->resource, finding->rule->billing->prices,
		finding->replica_region };
	struct remedy_cost cost;
	remedy_price(remedies, &remedy, &cost);
	return (struct price_tag){ .known = cost.known,
		.monthly = cost.monthly,
		.one_time = cost.one_time,
		.basis = cost.basis,
		.missing = missing_price(arena, finding, &cost),
		.repeated = cost.repeated };
}

static struct price_tag tag_of(struct arena *arena, struct remedies *remedies,
	const struct findings *findings, const struct finding *finding) {
	const struct billing *billing = finding->rule->billing;
	if (billing->free) {
		return (struct price_tag){
			.known = true, .free = true, .basis = price_tag_free(arena, billing)
		};
	}
	if (billing->counted_with) {
		return counted_tag(arena, findings, billing->counted_with);
	}
	if (billing->prices && finding->resource) {
		return priced_tag(arena, remedies, finding);
	}
	return (struct price_tag){ .missing = billing->unpriced
						      ? billing->unpriced
						      : "the rule does not say what it takes" };
}

/* What all remedies cost together, which is less than their sum where several ask for the same. */
static void add_up(struct ctx *ctx, struct remedies *remedies, struct price_tags *tags) {
	struct remedy_cost total;
	if (!remedies_total(remedies, &total)) {
		ctx_error(ctx, NOWHERE, "the cost of all remedies is too large to compute");
		tags->lower_bound = true;
		return;
	}
	tags->monthly = total.monthly;
	tags->one_time = total.one_time;
	tags->lower_bound |= total.missing != NULL;
}

void price_tags_make(struct estate *estate, const struct terms *terms,
	const struct findings *findings, struct price_tags *ret_tags) {
	struct arena *arena = estate->ctx->arena;
	struct remedies *remedies = remedies_new(estate, terms);
	*ret_tags = (struct price_tags){ .book = terms->book };
	const struct finding *finding;
	vec_each(finding, &findings->list) {
		struct price_tag tag = { 0 };
		if (counts(finding)) {
			tag = tag_of(arena, remedies, findings, finding);
			ret_tags->priced += tag.known;
			ret_tags->unpriced += !tag.known;
		}
		vec_push(arena, &ret_tags->list, tag);
	}
	add_up(estate->ctx, remedies, ret_tags);
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
		return filled(arena, arena_printf(arena, "not known: %s", tag->missing));
	}
	if (tag->elsewhere) {
		return filled(arena, tag->basis);
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

const char *price_tag_amounts(
	struct arena *arena, const struct results *results, const struct finding *finding) {
	const struct price_tag *tag = price_tag_find(results, finding);
	struct buf out = buf_new(arena);
	if (!tag || !tag->known || tag->elsewhere) {
		return !tag ? NULL : tag->known ? "that of other findings" : "not known";
	}
	buf_puts(&out, tag->missing ? "at least " : "");
	put_amounts(&out, results->tags, tag->monthly, tag->one_time);
	return out.bytes;
}

const char *price_tags_total(struct arena *arena, const struct price_tags *tags) {
	struct buf out = buf_new(arena);
	buf_puts(&out, tags->lower_bound || tags->unpriced ? "at least " : "");
	put_amounts(&out, tags, tags->monthly, tags->one_time);
	if (tags->priced) {
		buf_printf(&out, " for %zu remed%s", tags->priced,
			tags->priced == 1 ? "y" : "ies made at once");
	}
	if (tags->unpriced) {
		buf_printf(&out, "; %zu%s ha%s no price", tags->unpriced,
			tags->priced	      ? " more"
			: tags->unpriced == 1 ? " remedy"
					      : " remedies",
			tags->unpriced == 1 ? "s" : "ve");
	}
	return out.bytes;
}

void price_tags_summary(const struct results *results, struct buf *out) {
	if (results->tags) {
		buf_printf(out, "to fix everything: %s\n",
			price_tags_total(out->arena, results->tags));
	}
}

static void put_cost(struct json *json, const char *key, struct arena *arena,
	const struct price_tags *tags, const struct price_tag *tag, struct decimal amount) {
	struct json *cost = json_add_object(json, key);
	json_add_text(cost, "amount", decimal_print(arena, amount));
	json_add_text(cost, "currency", tags->book->currency);
	json_add_text(cost, "basis", tag->basis);
}

void price_tags_json(struct json *json, struct arena *arena, const struct price_tags *tags) {
	struct json *total = json_add_object(json, "remedies");
	json_add_text(total, "price_book", tags->book->name);
	json_add_text(total, "currency", tags->book->currency);
	json_add_text(total, "monthly", decimal_print(arena, tags->monthly));
	json_add_text(total, "one_time", decimal_print(arena, tags->one_time));
	json_add_bool(total, "lower_bound", tags->lower_bound || tags->unpriced);
	json_add_count(total, "priced", tags->priced);
	json_add_count(total, "unpriced", tags->unpriced);
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
	if (tag->repeated || tag->elsewhere) {
		json_add_bool(json, "repeated", true);
	}
}
