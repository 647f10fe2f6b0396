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

/* Risk removed per dollar, the most first: a/x > b/y is a*y > b*x, which asks no division by 0. */
static int by_worth(const void *a, const void *b) {
	const struct offer *x = a, *y = b;
	struct decimal left = { 0 }, right = { 0 };
	decimal_multiply(x->weight, y->cost, &left);
	decimal_multiply(y->weight, x->cost, &right);
	int order = decimal_compare(right, left);
	order = order ? order : decimal_compare(y->weight, x->weight);
	order = order ? order : decimal_compare(x->cost, y->cost);
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

static void put_offer(struct buf *out, const struct offer *offer, size_t number) {
	const struct price_tag *tag = offer->tag;
	buf_printf(out, "| %zu | %s ", number, offer->finding->rule->id);
	review_name(out, offer->finding->resource);
	const char *bound = tag->missing ? "at least " : "";
	buf_printf(out, " | %s | %s%s | %s%s | ", severity_name(offer->finding->severity), bound,
		decimal_print_rounded(out->arena, tag->monthly, 2), bound,
		decimal_print_rounded(out->arena, tag->one_time, 2));
	markdown_text(out, tag->basis);
	if (tag->missing) {
		buf_puts(out, "; not priced: ");
		markdown_text(out, tag->missing);
	}
	buf_puts(out, tag->repeated ? "; counted once, with another finding |\n" : " |\n");
}

/* What has no amount, where the rule says what it would be of. */
static void put_unknown(const struct results *results, struct buf *out) {
	size_t others = 0, listed = 0;
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		const struct price_tag *tag = price_tag_find(results, finding);
		if (!tag || tag->known) {
			continue;
		}
		if (!tag->asked) {
			others++;
			continue;
		}
		buf_puts(out, listed++ ? "" : "Not priced:\n\n");
		buf_printf(out, "- %s ", finding->rule->id);
		review_name(out, finding->resource);
		buf_puts(out, ": ");
		markdown_text(out, tag->missing);
		buf_putc(out, '\n');
	}
	buf_puts(out, listed ? "\n" : "");
	if (others) {
		buf_printf(out, "%zu other finding%s a remedy whose price no rule names.\n\n",
			others, others == 1 ? " has" : "s have");
	}
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
			"%s at list prices and at the usage said, most risk removed per %s first: "
			"an "
			"error weighs as\nmuch as three warnings, a warning as three infos; what "
			"is paid "
			"once is spread over a year.\n\n"
			"| | Finding | Severity | Monthly | Once | For |\n"
			"| ---: | --- | --- | ---: | ---: | --- |\n",
			results->tags->book->currency, results->tags->book->currency);
	}
	const struct offer *offer;
	vec_each(offer, &offers) {
		put_offer(out, offer, (size_t)(offer - offers.items) + 1);
	}
	buf_puts(out, offers.count ? "\n" : "");
	buf_printf(out, "To fix everything, each remedy priced by itself: %s.\n\n",
		price_tags_total(out->arena, results->tags));
	put_unknown(results, out);
}
