#include "analyzer/report/review_markdown.h"

#include "analyzer/report/cost_outlook.h"
#include "analyzer/report/finding_text.h"
#include "analyzer/report/markdown.h"
#include "rules/suppress.h"

#include <string.h>

void review_name(struct buf *out, const struct resource *resource) {
	const char *name = resource_construct(resource), *stack = resource->stack->stack.name;
	static const char tail[] = "/Resource"; /* the CDK's own, the same for every construct */
	size_t length = name ? strlen(name) : 0, extra = sizeof(tail) - 1;
	if (length > extra && strcmp(name + length - extra, tail) == 0) {
		name = arena_strndup(out->arena, name, length - extra);
	} else if (!name && stack) {
		name = arena_printf(out->arena, "%s/%s", stack, resource->logical_id);
	}
	markdown_code(out, name ? name : resource->logical_id);
}

static void put_regions(struct buf *out, const struct regions *regions) {
	buf_puts(out, "- Primary region: ");
	buf_puts(out, regions->primary ? regions->primary : "not said");
	buf_puts(out, "\n- Recovery regions: ");
	const char *const *region;
	vec_each(region, &regions->recovery) {
		buf_printf(out, "%s%s", region == regions->recovery.items ? "" : ", ", *region);
	}
	buf_puts(out, regions->recovery.count ? " (" : "not said");
	markdown_text(out, regions->recovery.count ? regions->origin : "");
	buf_puts(out, regions->recovery.count ? ")\n" : "\n");
}

static void put_target(struct buf *out, const char *name, const struct recovery_target *target) {
	buf_printf(out, "; %s target ", name);
	if (!target->origin) {
		buf_puts(out, "not said");
		return;
	}
	buf_printf(out, "%u s (", target->seconds);
	markdown_text(out, target->origin);
	buf_putc(out, ')');
}

static void put_statuses(struct buf *out, const struct posture *posture) {
	size_t counts[DR_UNKNOWN + 1] = { 0 };
	const struct workload_component *component;
	vec_each(component, &posture->components) {
		counts[component_status(component)]++;
	}
	size_t count = posture->components.count;
	buf_printf(out, "- DR status of %zu component%s", count, count == 1 ? "" : "s");
	for (int status = DR_IMPLEMENTED; status <= DR_UNKNOWN; status++) {
		buf_printf(out, "%s %zu %s", status ? "," : ":", counts[status],
			dr_status_name((enum dr_status)status));
	}
	buf_putc(out, '\n');
}

static void put_count(struct buf *out, const char *lead, size_t count, const char *noun) {
	buf_printf(out, "%s%zu %s%s", lead, count, noun, count == 1 ? "" : "s");
}

static void put_summary(const struct results *results, struct buf *out) {
	const struct estate *estate = results->estate;
	const struct findings *findings = results->findings;
	const struct projection *projection = results->projection;
	buf_puts(out, "## Summary\n\n");
	put_regions(out, &estate->regions);
	const char *strategy = strategy_name(estate->objectives.strategy);
	buf_printf(out, "- Strategy: %s", strategy ? strategy : "not said");
	put_target(out, "RTO", &estate->objectives.rto);
	put_target(out, "RPO", &estate->objectives.rpo);
	buf_putc(out, '\n');
	put_statuses(out, results->posture);
	put_count(out, "- Findings: ", findings->errors, "error");
	put_count(out, ", ", findings->warnings, "warning");
	buf_printf(out, ", %zu info; %zu unknown; %zu passed\n", findings->infos,
		findings->unknowns, findings->passes);
	const struct senses senses = senses_of(projection->lacks);
	buf_printf(out, "- Cost: %s%s %s a month in a single region, %s%s with DR\n\n",
		cost_sense(senses.single_region), projection->book->currency,
		decimal_print_rounded(out->arena, projection->monthly.single_region, 2),
		cost_sense(senses.with_dr),
		decimal_print_rounded(out->arena, projection->monthly.with_dr, 2));
}

/* "table in us-west-2, copies in us-east-2" */
static void put_implementation(struct buf *out, const struct workload_component *component) {
	const struct standing *standing = component->standings.items;
	const struct service_type *kind = component->resource->kind;
	buf_puts(out, kind->noun);
	if (kind->global) {
		buf_puts(out, ", in no region");
		return;
	}
	buf_printf(out, " in %s", standing->region ? standing->region : "a region not said");
	if (component->standings.count == 1) {
		buf_puts(out, component->covered == NO ? " only" : "");
	}
	size_t unknown = 0;
	for (size_t i = 1; i < component->standings.count; i++) {
		standing = &component->standings.items[i];
		unknown += !standing->region;
		if (standing->region) {
			buf_printf(out, "; %s in %s",
				standing->as == STANDS_AS_COPY ? "copy" : "deployed",
				standing->region);
		}
	}
	if (unknown) {
		buf_printf(out, "; %zu in regions not known", unknown);
	}
}

static void put_reason(
	struct buf *out, const struct workload_component *component, enum dr_status status) {
	bool absent = component->covered != YES;
	if (component->errors) {
		put_count(out, ": ", component->errors, "error");
	} else if (status == DR_NEEDS_WORK) {
		buf_puts(out, ": nothing of it in the recovery region");
	} else if (status == DR_UNKNOWN && component->covered == UNKNOWN) {
		buf_puts(out, ": ");
		markdown_text(out, component->reason);
	} else if (component->warnings) {
		put_count(out, ": ", component->warnings, "warning");
	} else if (status == DR_UNKNOWN) {
		put_count(out, ": ", component->unknowns, "unanswered question");
	} else if (absent && component->strategy == STRATEGY_NONE) {
		buf_puts(out, ": may be lost with its region");
	} else if (absent) {
		buf_puts(out, status == DR_PARTIAL ? ": its backups at most are elsewhere"
						   : ": to be deployed when recovering");
	}
}

static void put_component(struct buf *out, const struct workload_component *component) {
	const struct resource *resource = component->resource;
	enum dr_status status = component_status(component);
	buf_puts(out, "| ");
	review_name(out, resource);
	buf_puts(out, " | ");
	put_implementation(out, component);
	buf_printf(out, " | **%s**", dr_status_name(status));
	put_reason(out, component, status);
	buf_printf(out, " | %s | not estimated yet |\n", evidence_name(resource->stack->evidence));
}

static void put_status(const struct results *results, struct buf *out) {
	const struct posture *posture = results->posture;
	buf_puts(out, "## DR status\n\n");
	if (posture->components.count == 0) {
		buf_puts(out, "The input holds no component that drlint knows.\n\n");
		return;
	}
	buf_puts(out, "| Component | Implementation | DR status | Evidence | RTO / RPO |\n"
		      "| --- | --- | --- | --- | --- |\n");
	const struct workload_component *component;
	vec_each(component, &posture->components) {
		put_component(out, component);
	}
	buf_puts(out,
		"\nThe status is of what is configured. It does not say that a recovery was tried, "
		"or would succeed.\nRTO and RPO are not estimated yet.\n\n");
}

static void put_copies(struct buf *out, const struct workload_component *component) {
	const struct resource *resource = component->resource;
	const char *from = resource_region(resource);
	for (size_t i = 1; i < component->standings.count; i++) {
		const struct standing *standing = &component->standings.items[i];
		buf_puts(out, "| ");
		review_name(out, resource);
		buf_printf(out, " | %s | %s | ", from ? from : "not said",
			standing->region ? standing->region : "not known");
		markdown_code(out, standing->pointer);
		buf_puts(out, " |\n");
	}
	if (component->standings.count == 1) {
		buf_puts(out, "| ");
		review_name(out, resource);
		buf_printf(out, " | %s | %s | |\n", from ? from : "not said",
			component->covered == UNKNOWN ? "not known" : "**none**");
	}
}

static void put_replication(const struct results *results, struct buf *out) {
	buf_puts(out, "## Replication\n\n");
	size_t stores = 0;
	const struct workload_component *component;
	vec_each(component, &results->posture->components) {
		if (component->resource->kind->role == ROLE_STORE) {
			buf_puts(out, stores++ ? ""
					       : "| Data | From | Copied to | Configured at |\n"
						 "| --- | --- | --- | --- |\n");
			put_copies(out, component);
		}
	}
	buf_puts(out, stores ? "\n" : "No data stores.\n\n");
}

static void put_finding(
	const struct results *results, struct buf *out, const struct finding *finding) {
	bool failed = finding->verdict == VERDICT_FAIL;
	const char *construct = finding->resource ? resource_construct(finding->resource) : NULL;
	const char *when = finding_when(results->ctx->arena, finding);
	buf_printf(out, "- **%s** ", finding->rule->id);
	if (!failed) {
		markdown_code(out, finding->resource->label);
		buf_puts(out, ": ");
	}
	markdown_text(out, failed ? finding->message : finding->rule->title);
	if (*when) {
		buf_puts(out, ", ");
		markdown_text(out, when);
	}
	if (!failed) {
		buf_puts(out, ": not known: ");
		markdown_text(out, finding->unknown);
	}
	if (finding->suppressed) {
		buf_printf(out, ": suppressed by %s", suppressor_name(finding->suppressed));
		buf_puts(out, finding->suppressed->reason ? ": " : "");
		markdown_text(out, finding->suppressed->reason ? finding->suppressed->reason : "");
	}
	buf_puts(out, " (");
	markdown_place(out, finding->span);
	if (construct) {
		buf_puts(out, finding->span.source ? ", " : "");
		markdown_code(out, construct);
	}
	buf_puts(out, ")\n");
}

static void put_group(const struct results *results, struct buf *out, const char *title,
	enum verdict verdict, enum severity severity) {
	size_t count = 0;
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		if (finding->verdict == verdict && !finding->suppressed &&
			(verdict == VERDICT_UNKNOWN || finding->severity == severity)) {
			buf_puts(out, count++ ? "" : title);
			put_finding(results, out, finding);
		}
	}
	buf_puts(out, count ? "\n" : "");
}

/* What was accepted stays on the table. */
static void put_suppressed(const struct results *results, struct buf *out) {
	size_t count = 0;
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		if (finding->suppressed) {
			buf_puts(out, count++ ? "" : "### Suppressed\n\n");
			put_finding(results, out, finding);
		}
	}
	buf_puts(out, count ? "\n" : "");
}

static void put_findings(const struct results *results, struct buf *out) {
	const struct findings *findings = results->findings;
	buf_puts(out, "## Findings\n\n");
	put_group(results, out, "### Errors\n\n", VERDICT_FAIL, SEVERITY_ERROR);
	put_group(results, out, "### Warnings\n\n", VERDICT_FAIL, SEVERITY_WARNING);
	put_group(results, out, "### Info\n\n", VERDICT_FAIL, SEVERITY_INFO);
	put_group(results, out, "### Unknown\n\n", VERDICT_UNKNOWN, SEVERITY_INFO);
	if (findings->errors + findings->warnings + findings->infos + findings->unknowns == 0) {
		buf_puts(out, "None.\n\n");
	}
	put_suppressed(results, out);
}

/* What is wrong with suppressions is no step towards recovery. */
static bool is_open_fail(const struct finding *finding) {
	return finding->verdict == VERDICT_FAIL && !finding->suppressed && !finding->rule->fault;
}

/* Says whether a finding is the first fail of its rule at its severity. */
static bool is_first(const struct findings *findings, size_t index) {
	const struct finding *finding = &findings->list.items[index];
	for (size_t i = 0; i < index; i++) {
		const struct finding *other = &findings->list.items[i];
		if (other->rule == finding->rule && is_open_fail(other) &&
			other->severity == finding->severity) {
			return false;
		}
	}
	return true;
}

static void put_step(struct buf *out, const struct findings *findings, size_t first) {
	const struct finding *finding = &findings->list.items[first];
	markdown_text(out, finding->rule->remedy_text);
	buf_printf(out, " (%s: ", finding->rule->id);
	const struct resource *last = NULL;
	for (size_t i = first; i < findings->list.count; i++) {
		const struct finding *other = &findings->list.items[i];
		if (other->rule == finding->rule && is_open_fail(other) &&
			other->severity == finding->severity && other->resource != last) {
			buf_puts(out, last ? ", " : "");
			review_name(out, other->resource);
			last = other->resource;
		}
	}
	buf_puts(out, ")\n");
}

static void put_steps(const struct results *results, struct buf *out) {
	const struct findings *findings = results->findings;
	unsigned number = 0;
	buf_puts(out, "## Next steps\n\n");
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_INFO; severity--) {
		for (size_t i = 0; i < findings->list.count; i++) {
			const struct finding *finding = &findings->list.items[i];
			if (is_open_fail(finding) && finding->severity == (enum severity)severity &&
				is_first(findings, i)) {
				buf_printf(out, "%u. ", ++number);
				put_step(out, findings, i);
			}
		}
	}
	buf_puts(out, number ? "\n`drlint explain RULE` says why, and where it is from.\n\n"
			     : "None that drlint knows of. Try a recovery.\n\n");
}

void review_markdown(const struct results *results, struct buf *out) {
	size_t stacks = results->estate->stacks.count;
	buf_puts(out, "# Disaster recovery review\n\n");
	buf_printf(out, "By drlint " DRLINT_VERSION " from %zu stack%s.\n\n", stacks,
		stacks == 1 ? "" : "s");
	put_summary(results, out);
	put_status(results, out);
	put_replication(results, out);
	put_findings(results, out);
	review_cost(results, out);
	review_remedies(results, out);
	put_steps(results, out);
	review_unknowns(results, out);
}
