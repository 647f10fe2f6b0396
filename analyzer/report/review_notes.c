#include "analyzer/report/cost_outlook.h"
#include "analyzer/report/markdown.h"
#include "analyzer/report/review_markdown.h"

#include <stdlib.h>
#include <string.h>

static void put_component(struct buf *out, const struct component *component) {
	const struct senses senses = senses_of(component->lacks);
	const struct amounts *monthly = &component->monthly;
	buf_puts(out, "| ");
	review_name(out, component->resource);
	buf_printf(out, " | %s | %s | %s | %s |\n",
		cost_of_component(
			out->arena, component, senses.single_region, monthly->single_region),
		cost_of_component(out->arena, component, senses.with_dr, monthly->with_dr),
		cost_of_component(out->arena, component, senses.additional, monthly->additional),
		cost_of_component(out->arena, component, senses.with_dr, component->one_time));
}

static void put_total(struct buf *out, const struct projection *projection) {
	const struct senses senses = senses_of(projection->lacks);
	const struct amounts *monthly = &projection->monthly;
	buf_printf(out, "| **Total** | %s | %s | %s | %s |\n",
		cost_amount(out->arena, senses.single_region, monthly->single_region),
		cost_amount(out->arena, senses.with_dr, monthly->with_dr),
		cost_amount(out->arena, senses.additional, monthly->additional),
		cost_amount(out->arena, senses.with_dr, projection->one_time));
}

static void put_unpriced(struct buf *out, const struct projection *projection) {
	const struct unpriced *entry;
	buf_puts(out, projection->unpriced.count
			      ? "Not priced, so that the totals are lower bounds:\n\n"
			      : "");
	vec_each(entry, &projection->unpriced) {
		buf_puts(out, "- ");
		review_name(out, entry->resource);
		buf_printf(out, ": %s", entry->item);
		buf_puts(out, entry->region ? " in " : "");
		markdown_text(out, entry->region ? entry->region : "");
		buf_puts(out, entry->dr ? ", of the DR bill: " : ": ");
		markdown_text(out, entry->reason);
		buf_putc(out, '\n');
	}
	buf_puts(out, projection->unpriced.count ? "\n" : "");
}

void review_cost(const struct results *results, struct buf *out) {
	const struct projection *projection = results->projection;
	buf_puts(out, "## Cost impact\n\n");
	if (projection->components.count == 0) {
		buf_puts(out, "Nothing here has a cost model.\n\n");
		return;
	}
	buf_printf(out, "%s a month, at the usage below, under the list prices of the book %s.\n\n",
		projection->book->currency, projection->book->name);
	buf_puts(out, "| Component | Single region | With DR | Additional | Once |\n"
		      "| --- | ---: | ---: | ---: | ---: |\n");
	const struct component *component;
	size_t free = 0;
	vec_each(component, &projection->components) {
		free += cost_is_free(component);
		if (!cost_is_free(component)) {
			put_component(out, component);
		}
	}
	put_total(out, projection);
	buf_puts(out, cost_free_count(out->arena, free));
	buf_putc(out, '\n');
	put_unpriced(out, projection);
}

static void put_usage(struct buf *out, const struct projection *projection) {
	const struct component *component;
	vec_each(component, &projection->components) {
		const struct usage_value *value;
		const char *separator = ": ";
		if (component->usage.count == 0) {
			continue;
		}
		buf_puts(out, "- Usage of ");
		review_name(out, component->resource);
		vec_each(value, &component->usage) {
			buf_printf(out, "%s%s %s (%s)", separator, value->key,
				decimal_print(out->arena, value->value), value->origin);
			separator = ", ";
		}
		buf_putc(out, '\n');
	}
	vec_each(component, &projection->components) {
		const char *const *note;
		vec_each(note, &component->notes) {
			buf_puts(out, "- ");
			review_name(out, component->resource);
			buf_puts(out, ": ");
			markdown_text(out, *note);
			buf_putc(out, '\n');
		}
	}
}

/* Rules that were not applied, those of one reason together. */
static void put_unapplied(struct buf *out, const struct findings *findings) {
	struct map reasons = { 0 };
	const struct unapplied *unapplied;
	vec_each(unapplied, &findings->unapplied) {
		struct buf *ids = map_find(&reasons, unapplied->reason);
		if (!ids) {
			ids = arena_new_of(out->arena, struct buf);
			*ids = buf_new(out->arena);
			map_set(out->arena, &reasons, unapplied->reason, ids);
		}
		buf_printf(ids, "%s%s", ids->length ? ", " : "", unapplied->rule->id);
	}
	for (size_t i = 0; i < reasons.count; i++) {
		const struct buf *ids = reasons.entries[i].value;
		buf_printf(out, "- Not asked (%s): ", ids->bytes);
		markdown_text(out, reasons.entries[i].key);
		buf_putc(out, '\n');
	}
}

static int by_key(const void *a, const void *b) {
	return strcmp(((const struct map_entry *)a)->key, ((const struct map_entry *)b)->key);
}

/* Types that no service file describes: nothing was said of them. */
static void put_unread(struct buf *out, const struct estate *estate) {
	struct map types = { 0 };
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		if (!(*resource)->kind && !(*resource)->helper) {
			map_set(out->arena, &types, (*resource)->type, *resource);
		}
	}
	if (types.count == 0) {
		return;
	}
	qsort(types.entries, types.count, sizeof(*types.entries), by_key);
	buf_puts(out, "- Types that drlint does not know, and says nothing of: ");
	for (size_t i = 0; i < types.count; i++) {
		buf_puts(out, i ? ", " : "");
		markdown_code(out, types.entries[i].key);
	}
	buf_putc(out, '\n');
}

static void put_unreadable(struct buf *out, const struct diags *diags) {
	const struct diag *diag;
	vec_each(diag, &diags->list) {
		if (diag->severity == DIAG_ERROR) {
			buf_puts(out, "- **Not read as meant**: ");
			markdown_text(out, diag->message);
			buf_puts(out, diag->span.source ? " (" : "");
			markdown_place(out, diag->span);
			buf_puts(out, diag->span.source ? ")\n" : "\n");
		}
	}
}

void review_unknowns(const struct results *results, struct buf *out) {
	const struct estate *estate = results->estate;
	buf_puts(out, "## Assumptions and unknowns\n\n");
	put_unreadable(out, results->ctx->diags);
	buf_puts(out, "- RTO and RPO are not estimated yet.\n");
	buf_puts(out, "- Where conditions decide, the DR status shows the parameters given, else "
		      "their defaults; a finding names\n  the condition under which it holds.\n");
	if (!estate->complete) {
		buf_puts(out, "- The input may not be all there is: ");
		markdown_text(out, estate->incomplete_reason);
		buf_puts(out, ". What it lacks is unknown, not missing.\n");
	}
	put_unread(out, estate);
	put_unapplied(out, results->findings);
	buf_puts(out, "- Requests are single requests, GB are 2^30 bytes, a month is 730 hours.\n");
	put_usage(out, results->projection);
}
