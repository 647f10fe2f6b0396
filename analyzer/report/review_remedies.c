#include "analyzer/base/map.h"
#include "analyzer/report/markdown.h"
#include "analyzer/report/price_tag.h"
#include "analyzer/report/review_markdown.h"

#include <stdlib.h>

/* A finding with its price, to be ranked. */
struct offer {
	const struct finding *finding;
	const struct price_tag *tag;
	struct decimal weight; /* of the risk that it removes */
	struct decimal cost;   /* a month, what is paid once spread over a year */
};

enum { MONTHS = 12 };

/* By enum severity: an error weighs as much as three warnings, a warning as three infos. */
static const int64_t weights[] = { 1, 3, 9 };

/* What costs nothing comes first, the gravest first; a saving before what is free. */
static int by_severity(const struct offer *x, const struct offer *y) {
	int order = decimal_compare(y->weight, x->weight);
	return order ? order : decimal_compare(x->cost, y->cost);
}

/* Then risk removed per dollar, the most first: a/x > b/y is a*y > b*x. */
static int by_ratio(const struct offer *x, const struct offer *y) {
	struct decimal left = { 0 }, right = { 0 };
	decimal_multiply(x->weight, y->cost, &left);
	decimal_multiply(y->weight, x->cost, &right);
	int order = decimal_compare(right, left);
	return order ? order : by_severity(x, y);
}

enum rank { FREE, PAID, PAID_ELSEWHERE };

static enum rank rank_of(const struct offer *offer) {
	return offer->tag->elsewhere ? PAID_ELSEWHERE
	       : decimal_compare(offer->cost, decimal_of(0)) > 0 || offer->tag->missing ? PAID
											: FREE;
}

static int by_worth(const void *a, const void *b) {
	const struct offer *x = a, *y = b;
	int order = (int)rank_of(x) - (int)rank_of(y);
	order = order ? order : rank_of(x) == PAID ? by_ratio(x, y) : by_severity(x, y);
	return order ? order : (x->finding > y->finding) - (x->finding < y->finding);
}

static struct offer offer_of(const struct finding *finding, const struct price_tag *tag) {
	struct offer offer = { finding, tag, decimal_of(weights[finding->severity]), tag->monthly };
	struct decimal spread = { 0 };
	if (decimal_divide(tag->one_time, decimal_of(MONTHS), &spread)) {
		decimal_add(offer.cost, spread, &offer.cost);
	}
	return offer;
}

static void put_amount(struct buf *out, const struct price_tag *tag, struct decimal amount) {
	if (!tag->elsewhere) {
		buf_printf(out, "%s%s ", tag->missing ? "at least " : "",
			decimal_print_rounded(out->arena, amount, 2));
	}
	buf_puts(out, "| ");
}

static void put_offer(struct buf *out, const struct offer *offer, size_t number) {
	const struct price_tag *tag = offer->tag;
	buf_printf(out, "| %zu | %s ", number, offer->finding->rule->id);
	review_name(out, offer->finding->resource);
	buf_printf(out, " | %s | ", severity_name(offer->finding->severity));
	put_amount(out, tag, tag->monthly);
	put_amount(out, tag, tag->one_time);
	markdown_text(out, tag->basis);
	if (tag->missing) {
		buf_puts(out, "; not priced: ");
		markdown_text(out, tag->missing);
	}
	buf_puts(out, tag->repeated ? "; counted once, with another finding |\n" : " |\n");
}

/* The remedies without amount that have one reason, in the order of findings. */
struct unknown {
	const char *reason;
	struct VEC(const struct finding *) findings;
};

/* What has no amount cannot be ranked: last, and with what is missing. */
static void put_unknown(const struct results *results, struct buf *out) {
	struct VEC(struct unknown) reasons = { 0 };
	struct map index = { 0 };
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		const struct price_tag *tag = price_tag_find(results, finding);
		if (!tag || tag->known) {
			continue;
		}
		const char *known = map_find(&index, tag->missing);
		size_t at = known ? (size_t)strtoul(known, NULL, 10) : reasons.count;
		if (!known) {
			map_set(out->arena, &index, tag->missing,
				arena_printf(out->arena, "%zu", at));
			vec_push(out->arena, &reasons, (struct unknown){ .reason = tag->missing });
		}
		vec_push(out->arena, &reasons.items[at].findings, finding);
	}
	buf_puts(out, reasons.count ? "Not ranked, for want of a price:\n\n" : "");
	const struct unknown *unknown;
	vec_each(unknown, &reasons) {
		const struct finding *const *each;
		vec_each(each, &unknown->findings) {
			buf_printf(out, "%s%s ", each == unknown->findings.items ? "- " : ", ",
				(*each)->rule->id);
			review_name(out, (*each)->resource);
		}
		buf_puts(out, ": ");
		markdown_text(out, unknown->reason);
		buf_putc(out, '\n');
	}
	buf_puts(out, reasons.count ? "\n" : "");
}

void review_remedies(const struct results *results, struct buf *out) {
	struct VEC(struct offer) offers = { 0 };
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		const struct price_tag *tag = price_tag_find(results, finding);
		if (tag && tag->known) {
			vec_push(out->arena, &offers, offer_of(finding, tag));
		}
	}
	buf_puts(out, "## What the remedies cost\n\n");
	if (offers.count) {
		qsort(offers.items, offers.count, sizeof(*offers.items), by_worth);
		buf_printf(out,
			"%s at list prices and at the usage said. What is free comes first, then "
			"the most risk removed per %s:\n"
			"an error weighs as much as three warnings, a warning as three infos, and "
			"what is paid once is spread over\n"
			"a year. What other findings cost stands last.\n\n"
			"| | Finding | Severity | Monthly | Once | For |\n"
			"| ---: | --- | --- | ---: | ---: | --- |\n",
			results->tags->book->currency, results->tags->book->currency);
	}
	const struct offer *offer;
	vec_each(offer, &offers) {
		put_offer(out, offer, (size_t)(offer - offers.items) + 1);
	}
	buf_puts(out, offers.count ? "\n" : "");
	buf_printf(out, "To fix everything: %s.\n\n", price_tags_total(out->arena, results->tags));
	put_unknown(results, out);
}
