#include "rules/suppress.h"

#include "rules/message.h"

#include <string.h>

/* One matching of suppressions with findings. */
struct matching {
	struct estate *estate;
	const struct rule_list *rules;
	const struct rule_selection *selection;
	const struct suppressions *told;
	struct findings *findings;
	struct suppression_list all;
	struct map anchored;	    /* anchor or baseline key -> struct indices */
	struct VEC(size_t) general; /* those without either */
	struct arena *scratch;	    /* rewound after each finding */
};

struct indices VEC(size_t);

const char *suppressor_name(const struct suppression *suppression) {
	static const char *const names[] = {
		[BY_COMMENT] = "comment",
		[BY_METADATA] = "metadata",
		[BY_ACKNOWLEDGEMENT] = "acknowledgement",
		[BY_CONFIGURATION] = "configuration",
		[BY_BASELINE] = "baseline",
	};
	return suppression->by == BY_PEER ? suppression->peer : names[suppression->by];
}

/* cdk-nag's ids have the pack's name in front: "NIST.800.53.R5-S3BucketReplicationEnabled". */
static bool is_id(const char *text, const char *id) {
	size_t length = strlen(text), tail = strlen(id);
	return strcmp(text, id) == 0 || (length > tail && text[length - tail - 1] == '-' &&
						strcmp(text + length - tail, id) == 0);
}

bool suppression_names(const struct suppression *suppression, const struct rule *rule) {
	if (rule->fault) {
		return false;
	}
	if (suppression->by != BY_PEER) {
		return rule_is_named(rule, suppression->rule);
	}
	for (size_t i = 0; i < rule->mapping_count; i++) {
		if (strcmp(rule->mappings[i].standard, suppression->standard) != 0) {
			continue;
		}
		const struct peer_check *check = rule->mappings[i].checks;
		for (; check->id; check++) {
			if (!check->apart && is_id(suppression->rule, check->id)) {
				return true;
			}
		}
	}
	return false;
}

static bool is_in_template(const struct suppression *suppression) {
	return suppression->by != BY_CONFIGURATION && suppression->by != BY_BASELINE;
}

static bool is_expired(const struct matching *m, const struct suppression *suppression) {
	return suppression->until && strcmp(m->told->today, suppression->until) > 0;
}

void inline_ban_read(struct ctx *ctx, const struct node *value, struct inline_ban *ret_ban) {
	bool allowed;
	if (node_bool(value, &allowed)) {
		ret_ban->all = !allowed;
		return;
	}
	const struct member *only =
		node_members_count(value) == 1 ? node_members_begin(value) : NULL;
	if (!only || strcmp(only->key->text, "forbid") != 0 || !node_is_list(only->value)) {
		ctx_error(ctx, node_span(value),
			"true, false or {forbid: [RULE, ...]} is wanted here");
		return;
	}
	struct node **item;
	node_each(item, only->value) {
		if (node_text(*item)) {
			vec_push(ctx->arena, &ret_ban->rules, *item);
		} else {
			ctx_error(ctx, node_span(*item),
				"a rule or a severity is named here, not %s",
				node_kind_name(*item));
		}
	}
}

static bool is_banned(const struct matching *m, const struct rule *rule, enum severity severity) {
	const struct node *const *name;
	vec_each(name, &m->told->ban.rules) {
		if (rule_is_named(rule, node_text(*name)) ||
			strcmp(severity_name(severity), node_text(*name)) == 0) {
			return true;
		}
	}
	return m->told->ban.all;
}

/* Says whether it may not suppress some rule that it names; most runs forbid nothing. */
static bool is_forbidden(const struct matching *m, const struct suppression *suppression) {
	if (!is_in_template(suppression) || (!m->told->ban.all && m->told->ban.rules.count == 0)) {
		return false;
	}
	bool forbidden = m->told->ban.all;
	const struct rule *const *rule;
	vec_each(rule, m->rules) {
		enum severity severity = rule_severity(m->selection, *rule, (*rule)->severity);
		forbidden = forbidden || (suppression_names(suppression, *rule) &&
						 is_banned(m, *rule, severity));
	}
	return forbidden;
}

static bool is_in_construct(
	const struct suppression *suppression, const struct resource *resource) {
	const struct provenance *provenance = resource->stack->provenance;
	const char *construct = resource_construct(resource);
	size_t length = strlen(suppression->construct);
	return provenance && provenance->record == suppression->record && construct &&
	       strncmp(construct, suppression->construct, length) == 0 &&
	       (construct[length] == '\0' || construct[length] == '/');
}

/* Whether it holds for a resource, as far as an anchor does not say. */
static bool covers(const struct suppression *suppression, const struct resource *resource) {
	const struct source *source = resource->stack->stack.template->root->source;
	if (suppression->key) {
		return true;
	}
	if (suppression->source && suppression->source != source) {
		return false;
	}
	if (suppression->construct && !is_in_construct(suppression, resource)) {
		return false;
	}
	return !suppression->resource || resource_answers_to(resource, suppression->resource);
}

static void try(struct matching *m, struct finding *finding, struct suppression *suppression) {
	bool accepted = suppression->by != BY_BASELINE || suppression->verdict == VERDICT_FAIL ||
			finding->verdict == VERDICT_UNKNOWN;
	if (!accepted || !suppression_names(suppression, finding->rule) ||
		!covers(suppression, finding->resource)) {
		return;
	}
	suppression->spent = true;
	finding->baselined = finding->baselined || suppression->by == BY_BASELINE;
	bool banned = is_in_template(suppression) && is_banned(m, finding->rule, finding->severity);
	if (!finding->suppressed && !is_expired(m, suppression) && !banned) {
		finding->suppressed = suppression;
	}
}

static void match_finding(struct matching *m, struct finding *finding) {
	const size_t *index;
	vec_each(index, &m->general) {
		try(m, finding, &m->all.items[*index]);
	}
	if (m->anchored.count == 0) {
		return;
	}
	struct anchor_list anchors = { 0 };
	suppression_anchors(m->scratch, finding, &anchors);
	vec_push(m->scratch, &anchors, baseline_key(m->scratch, finding));
	const char *const *anchor;
	vec_each(anchor, &anchors) {
		const struct indices *there = map_find(&m->anchored, *anchor);
		for (size_t i = 0; there && i < there->count; i++) {
			try(m, finding, &m->all.items[there->items[i]]);
		}
	}
}

static void index_all(struct matching *m) {
	for (size_t i = 0; i < m->all.count; i++) {
		const struct suppression *suppression = &m->all.items[i];
		const char *anchor = suppression->key ? suppression->key : suppression->anchor;
		if (!anchor) {
			vec_push(m->estate->ctx->arena, &m->general, i);
			continue;
		}
		struct indices *there = map_find(&m->anchored, anchor);
		if (!there) {
			there = arena_new_of(m->estate->ctx->arena, struct indices);
			map_set(m->estate->ctx->arena, &m->anchored, anchor, there);
		}
		vec_push(m->estate->ctx->arena, there, i);
	}
}

/* Whether a rule that a suppression names was asked in this run; else it cannot be called unused.
 */
static bool was_asked(const struct matching *m, const struct suppression *suppression) {
	const struct rule *const *rule;
	vec_each(rule, m->rules) {
		if (!suppression_names(suppression, *rule) ||
			!rule_is_selected(m->selection, *rule)) {
			continue;
		}
		bool applied = true;
		const struct unapplied *unapplied;
		vec_each(unapplied, &m->findings->unapplied) {
			applied = applied && unapplied->rule != *rule;
		}
		if (applied) {
			return true;
		}
	}
	return false;
}

/* The resource that a suppression of a file names. */
static const struct resource *owner_of(
	const struct matching *m, const struct suppression *suppression) {
	if (suppression->owner || !suppression->resource) {
		return suppression->owner;
	}
	struct resource *const *resource;
	vec_each(resource, estate_answering(m->estate, suppression->resource)) {
		bool stands = !suppression->stack ||
			      strcmp(baseline_stack((*resource)->stack), suppression->stack) == 0;
		if (stands && resource_answers_to(*resource, suppression->resource)) {
			return *resource;
		}
	}
	return NULL;
}

/* Whether what a suppression of a file is about is in this run, which may be a part of all. */
static bool is_here(const struct matching *m, const struct suppression *suppression) {
	if (is_in_template(suppression) || m->estate->complete) {
		return true;
	}
	struct member_stack *const *stack;
	vec_each(stack, &m->estate->stacks) {
		if (suppression->stack && strcmp(baseline_stack(*stack), suppression->stack) == 0) {
			return true;
		}
	}
	return !suppression->stack && owner_of(m, suppression);
}

static const char *fault_text(const void *data, const char *name) {
	const struct suppression *suppression = data;
	const struct {
		const char *name, *text;
	} texts[] = {
		{ "rule", suppression->rule },
		{ "until", suppression->until },
		{ "by", suppressor_name(suppression) },
		{ "resource", suppression->owner      ? suppression->owner->label
			      : suppression->resource ? suppression->resource
						      : suppression->construct },
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (strcmp(texts[i].name, name) == 0) {
			return texts[i].text;
		}
	}
	return NULL;
}

/* Where in the file a suppression is written, which tells two of one file apart. */
static const char *fault_mark(
	struct arena *arena, const struct rule *rule, const struct suppression *suppression) {
	struct span span = suppression->span;
	const char *parts[] = { rule->id, suppression->rule, suppressor_name(suppression),
		suppression->key, span.source ? span.source->name : NULL,
		arena_printf(arena, "%u", (unsigned)span.start) };
	return fingerprint_of(arena, parts, sizeof(parts) / sizeof(parts[0]));
}

/* A suppression that does not hold: what else may be wrong with it does not matter. */
static bool is_void(const struct matching *m, const struct suppression *suppression) {
	return is_forbidden(m, suppression) || is_expired(m, suppression);
}

/* A peer's own suppressions are not for us to judge, as long as they are none of ours. */
static enum verdict fault_of_reason(
	const struct matching *m, const struct suppression *suppression) {
	if (suppression->by == BY_PEER || suppression->by == BY_BASELINE ||
		is_void(m, suppression)) {
		return VERDICT_NOT_APPLICABLE;
	}
	return suppression->reason ? VERDICT_PASS : VERDICT_FAIL;
}

static enum verdict fault_of_date(const struct matching *m, const struct suppression *suppression) {
	if (!suppression->until || is_forbidden(m, suppression)) {
		return VERDICT_NOT_APPLICABLE;
	}
	return is_expired(m, suppression) ? VERDICT_FAIL : VERDICT_PASS;
}

static enum verdict fault_of_spending(
	const struct matching *m, const struct suppression *suppression) {
	if (is_void(m, suppression) || !was_asked(m, suppression) || !is_here(m, suppression)) {
		return VERDICT_NOT_APPLICABLE;
	}
	return suppression->spent ? VERDICT_PASS : VERDICT_FAIL;
}

static enum verdict fault_of_use(const struct matching *m, const struct suppression *suppression) {
	bool own = suppression->by != BY_PEER && suppression->by != BY_BASELINE;
	return own ? fault_of_spending(m, suppression) : VERDICT_NOT_APPLICABLE;
}

static enum verdict fault_of_entry(
	const struct matching *m, const struct suppression *suppression) {
	return suppression->by == BY_BASELINE ? fault_of_spending(m, suppression)
					      : VERDICT_NOT_APPLICABLE;
}

static enum verdict fault_of_place(
	const struct matching *m, const struct suppression *suppression) {
	if (!is_in_template(suppression) || (suppression->by == BY_PEER && !suppression->spent)) {
		return VERDICT_NOT_APPLICABLE;
	}
	return is_forbidden(m, suppression) ? VERDICT_FAIL : VERDICT_PASS;
}

static enum verdict (*const judges[FAULT_COUNT])(
	const struct matching *m, const struct suppression *suppression) = {
	[FAULT_WITHOUT_REASON] = fault_of_reason,
	[FAULT_EXPIRED] = fault_of_date,
	[FAULT_UNUSED] = fault_of_use,
	[FAULT_FORBIDDEN] = fault_of_place,
	[FAULT_STALE] = fault_of_entry,
};

static void add_verdict(struct matching *m, const struct rule *rule, enum verdict verdict,
	const struct suppression *suppression) {
	struct arena *arena = m->estate->ctx->arena;
	const struct resource *owner = owner_of(m, suppression);
	const struct finding finding = {
		.rule = rule,
		.verdict = verdict,
		.severity = rule_severity(m->selection, rule, rule->severity),
		.evidence = EVIDENCE_DECLARED,
		.resource = owner,
		.message = message_fill(arena, rule->message, fault_text, suppression),
		.pointer = owner ? arena_printf(arena, "/Resources/%s", owner->written_id) : NULL,
		.span = suppression->span,
		.fingerprint = fault_mark(arena, rule, suppression),
	};
	vec_push(arena, &m->findings->list, finding);
}

static void judge_all(struct matching *m, const struct rule *rule) {
	const struct suppression *suppression;
	vec_each(suppression, &m->all) {
		enum verdict verdict = judges[rule->fault](m, suppression);
		if (verdict != VERDICT_NOT_APPLICABLE) {
			add_verdict(m, rule, verdict, suppression);
		}
	}
}

static void check_rules(const struct matching *m) {
	const struct node *const *name;
	vec_each(name, &m->told->ban.rules) {
		enum severity severity;
		bool known = severity_parse(node_text(*name), &severity);
		for (size_t i = 0; i < m->rules->count && !known; i++) {
			known = rule_is_named(m->rules->items[i], node_text(*name));
		}
		if (!known) {
			ctx_warning(m->estate->ctx, node_span(*name),
				"there is no rule '%s' to forbid", node_text(*name));
		}
	}
	const struct suppression *suppression;
	vec_each(suppression, &m->all) {
		bool known = suppression->by == BY_PEER;
		for (size_t i = 0; i < m->rules->count && !known; i++) {
			known = suppression_names(suppression, m->rules->items[i]);
		}
		if (!known) {
			ctx_warning(m->estate->ctx, suppression->span,
				"there is no rule '%s' to suppress", suppression->rule);
		}
	}
}

void suppressions_apply(struct estate *estate, const struct rule_list *rules,
	const struct rule_selection *selection, struct suppressions *told,
	struct findings *findings) {
	struct matching m = { .estate = estate,
		.rules = rules,
		.selection = selection,
		.told = told,
		.findings = findings };
	suppressions_collect(estate, rules, &m.all);
	const struct suppression *one;
	vec_each(one, &told->said) {
		vec_push(estate->ctx->arena, &m.all, *one);
	}
	vec_each(one, &told->baseline) {
		struct suppression entry = *one;
		const struct rule *rule = rule_find(rules, entry.rule);
		if (rule && rule->once) {
			entry.key = baseline_key_of_rule(estate->ctx->arena, rule);
		}
		vec_push(estate->ctx->arena, &m.all, entry);
	}
	check_rules(&m);
	if (m.all.count == 0) {
		return;
	}
	index_all(&m);
	m.scratch = arena_new();
	struct finding *finding;
	vec_each(finding, &findings->list) {
		struct arena_mark mark = arena_mark(m.scratch);
		if (finding->verdict == VERDICT_FAIL || finding->verdict == VERDICT_UNKNOWN) {
			match_finding(&m, finding);
		}
		arena_rewind(m.scratch, mark);
	}
	arena_free(m.scratch);
	vec_each(one, &m.all) {
		if (fault_of_entry(&m, one) == VERDICT_FAIL) {
			vec_push(estate->ctx->arena, &findings->absent, one);
		}
	}
	const struct rule *const *rule;
	vec_each(rule, rules) {
		if ((*rule)->fault && rule_is_selected(selection, *rule)) {
			judge_all(&m, *rule);
		}
	}
	findings_settle(findings);
}
