#include "rules/rule_keys.h"
#include "rules/rule_read.h"

#include <string.h>

#define KEYS "text snippet set price free unpriced counted_with"
#define FREE_KEYS "url read note"

/* Nothing is free for want of a price: a page of AWS has to say so, or AWS has no part in it. */
static void read_free(struct ctx *ctx, const struct node *free, struct billing *billing) {
	const struct node *url = node_find(free, "url"), *read = node_find(free, "read");
	billing->free = true;
	billing->free_url = node_text(url);
	billing->free_read = node_text(read);
	billing->free_note = node_text(node_find(free, "note"));
	if (!node_is_map(free)) {
		ctx_error(ctx, node_span(free), "free is a map of url and read, or of note");
		return;
	}
	rule_key_check(ctx, free, "free", FREE_KEYS);
	if (url && (!billing->free_url || strncmp(billing->free_url, "https://", 8) != 0)) {
		ctx_error(ctx, node_span(url),
			"free names the page that states it, beginning with https://");
	} else if (url && !billing->free_read) {
		ctx_error(ctx, node_span(free), "free needs read: when the page was read");
	} else if (!url && !billing->free_note) {
		ctx_error(ctx, node_span(free), "free needs url, or a note where AWS has no part");
	}
}

static void read_billing(struct ctx *ctx, const struct node *remedy, struct billing *billing) {
	static const char *const kinds[] = { "price", "free", "unpriced", "counted_with" };
	const struct node *first = NULL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const struct node *kind = node_find(remedy, kinds[i]);
		if (kind && first) {
			ctx_error(ctx, node_span(kind),
				"a remedy has one of price, free, unpriced and counted_with");
		}
		first = first ? first : kind;
	}
	const struct node *free = node_find(remedy, "free");
	const struct node *unpriced = node_find(remedy, "unpriced");
	if (free) {
		read_free(ctx, free, billing);
	}
	billing->prices = rule_key_texts(ctx, remedy, "price");
	billing->counted_with = rule_key_texts(ctx, remedy, "counted_with");
	billing->unpriced = node_text(unpriced);
	if (unpriced && !billing->unpriced) {
		ctx_error(ctx, node_span(unpriced), "unpriced says why, in a text");
	}
}

void remedy_read(struct ctx *ctx, const struct node *document, struct rule *rule) {
	const struct node *remedy = node_find(document, "remedy");
	rule_key_check(ctx, remedy, "a remedy", KEYS);
	rule_key_check(ctx, node_find(remedy, "set"), "set", "path value");
	rule->remedy_text = node_text(node_find(remedy, "text"));
	if (!rule->remedy_text) {
		ctx_error(ctx, node_span(remedy ? remedy : document),
			"a rule needs a remedy with a text");
		return;
	}
	rule->remedy_snippet = node_text(node_find(remedy, "snippet"));
	rule->remedy_set = node_find(remedy, "set");
	struct billing *billing = arena_new_of(ctx->arena, struct billing);
	read_billing(ctx, remedy, billing);
	rule->billing = billing;
}
