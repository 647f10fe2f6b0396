#ifndef ANALYZER_REPORT_PRICE_TAG_H
#define ANALYZER_REPORT_PRICE_TAG_H

#include "analyzer/report/report.h"
#include "pricing/remedy.h"

/* Where rules and pricing meet: what the remedy of a finding costs. */
struct price_tag {
	bool known;			  /* `monthly` and `one_time` are amounts */
	struct decimal monthly, one_time; /* below zero: it saves that much */
	const char *basis;   /* what is paid for, or who states that nothing is; NULL: not known */
	const char *missing; /* what has no price, or why nothing has; NULL: nothing */
	bool free;	     /* AWS bills nothing for it */
	bool elsewhere;	     /* other findings cost it: nothing is paid for this one */
	bool repeated;	     /* an earlier finding asks for the same: not counted again */
};

struct price_tags {
	const struct book *book;
	struct VEC(struct price_tag) list; /* by index of the finding; of fails that count */
	struct decimal monthly, one_time;  /* of all remedies that are known, made at once */
	size_t priced;			   /* of these: how many remedies */
	size_t unpriced;		   /* remedies of which no amount is known */
	bool lower_bound;		   /* something of those that are known is not priced */
};

/* Prices the remedy of each fail that is not suppressed. */
void price_tags_make(struct estate *estate, const struct terms *terms,
	const struct findings *findings, struct price_tags *ret_tags);

/* The tag of a finding; NULL where none was made. */
const struct price_tag *price_tag_find(
	const struct results *results, const struct finding *finding);

/* "USD 0.20 a month, USD 0.15 once: ...", in lines. */
const char *price_tag_text(
	struct arena *arena, const struct price_tags *tags, const struct price_tag *tag);

/* "USD 0.20 a month, USD 0.15 once", or "not known"; NULL where no tag was made. */
const char *price_tag_amounts(
	struct arena *arena, const struct results *results, const struct finding *finding);

/* "at least USD 12.34 a month, USD 0.15 once for 9 remedies; 3 more have no price" */
const char *price_tags_total(struct arena *arena, const struct price_tags *tags);

/* A line with that, where remedies were priced. */
void price_tags_summary(const struct results *results, struct buf *out);

/* "AWS bills nothing for it (https://..., read 2026-11)", or a note instead, or both. */
const char *price_tag_free(struct arena *arena, const struct billing *billing);

/*
 * Add the members that a machine reads: of all, "remedies"; of one, monthly_cost, one_time_cost,
 * unpriced, repeated.
 */
struct json;
void price_tags_json(struct json *json, struct arena *arena, const struct price_tags *tags);
void price_tag_json(struct json *json, struct arena *arena, const struct price_tags *tags,
	const struct price_tag *tag);

#endif
