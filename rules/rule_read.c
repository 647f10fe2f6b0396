#include "rules/rule_read.h"
#include "rules/rule_cite.h"

#include "analyzer/base/suggest.h"
#include "rules/word.h"

#include <string.h>

/* A rule file under the loader. */
struct reading {
	struct ctx *ctx;
	struct rule *rule;
	const struct node *document;
};

static const struct assertion *read_assertion(struct ctx *ctx, const struct node *map);

const char *severity_name(enum severity severity) {
	static const char *const names[] = { "info", "warning", "error" };
	return names[severity];
}

bool severity_parse(const char *text, enum severity *ret_severity) {
	for (int severity = SEVERITY_INFO; severity <= SEVERITY_ERROR; severity++) {
		if (strcmp(severity_name((enum severity)severity), text) == 0) {
			*ret_severity = (enum severity)severity;
			return true;
		}
	}
	return false;
}

bool is_listed(const char *list, const char *word) {
	size_t length = strlen(word);
	for (const char *at = list; *at; at += strcspn(at, " "), at += strspn(at, " ")) {
		if (strcspn(at, " ") == length && strncmp(at, word, length) == 0) {
			return true;
		}
	}
	return false;
}

static const struct word *find_word(struct ctx *ctx, const struct node *key) {
	const struct word *found = word_find(key->text);
	if (found) {
		return found;
	}
	struct suggestion suggestion = { 0 };
	for (const struct word_table *table = word_tables; table->symbol; table++) {
		for (const struct word *word = table->words; word->name; word++) {
			suggest_offer(&suggestion, key->text, word->name);
		}
	}
	ctx_error(ctx, node_span(key), "'%s' is not a word of rules%s%s%s", key->text,
		suggestion.best ? "; did you mean '" : "", suggestion.best ? suggestion.best : "",
		suggestion.best ? "'?" : "");
	return NULL;
}

static void check_arguments(
	struct ctx *ctx, const struct word *word, const struct node *arguments) {
	const struct member *m;
	member_each(m, arguments) {
		if (!is_listed(word->parameters, m->key->text)) {
			ctx_error(ctx, node_span(m->key), "%s takes no '%s'; it takes: %s",
				word->name, m->key->text,
				*word->parameters ? word->parameters : "no map");
		}
	}
	if (word->check) {
		word->check(ctx, arguments);
	}
}

static bool read_list(struct ctx *ctx, const struct node *list, struct assertion *assertion) {
	if (!node_is_list(list) || list->count == 0) {
		ctx_error(ctx, node_span(list), "%s takes a list of assertions",
			assertion->word->name);
		return false;
	}
	struct assertion *parts = arena_alloc(ctx->arena, list->count * sizeof(*parts));
	assertion->parts = parts;
	assertion->part_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		const struct assertion *part = read_assertion(ctx, list->items[i]);
		if (!part) {
			return false;
		}
		parts[i] = *part;
	}
	return true;
}

static bool check_collection(struct ctx *ctx, const struct node *name) {
	const char *text = node_text(name);
	if (text && (collection_find(text) || (*text >= 'A' && *text <= 'Z'))) {
		return true;
	}
	ctx_error(ctx, node_span(name),
		"'%s' is neither a collection nor the path of a list property",
		text ? text : "this");
	return false;
}

/* The words beside a quantifier are what it says of each element. */
static bool read_siblings(struct ctx *ctx, const struct node *map, const struct member *quantifier,
	struct assertion *assertion) {
	if (!check_collection(ctx, quantifier->value)) {
		return false;
	}
	struct node *rest = node_new(ctx->arena, NODE_MAP, map);
	const struct member *m;
	member_each(m, map) {
		if (m != quantifier) {
			node_map_add(ctx->arena, rest, m->key->text, m->value);
		}
	}
	if (rest->count == 0) {
		ctx_error(ctx, node_span(map), "nothing stands beside '%s'", quantifier->key->text);
		return false;
	}
	for (size_t i = 0, j = 0; i < node_members_count(map); i++) {
		const struct member *written = &node_members_begin(map)[i];
		if (written != quantifier) {
			rest->members->list[j++].key = written->key;
		}
	}
	assertion->parts = read_assertion(ctx, rest);
	assertion->part_count = 1;
	return assertion->parts != NULL;
}

static bool read_member(struct ctx *ctx, const struct node *map, const struct member *member,
	struct assertion *ret_assertion) {
	const struct word *word = find_word(ctx, member->key);
	if (!word) {
		return false;
	}
	*ret_assertion = (struct assertion){ .word = word, .arguments = member->value };
	switch (word->parts) {
	case PARTS_LIST:
		return read_list(ctx, member->value, ret_assertion);
	case PARTS_MAP:
		ret_assertion->parts = read_assertion(ctx, member->value);
		ret_assertion->part_count = 1;
		return ret_assertion->parts != NULL;
	case PARTS_SIBLINGS:
		return read_siblings(ctx, map, member, ret_assertion);
	case PARTS_NONE:
		check_arguments(ctx, word, member->value);
		return true;
	}
	return false;
}

static const struct member *find_quantifier(const struct node *map) {
	const struct member *m;
	member_each(m, map) {
		const struct word *word = word_find(m->key->text);
		if (word && word->parts == PARTS_SIBLINGS) {
			return m;
		}
	}
	return NULL;
}

/* A map of several words means that all of them hold. */
static const struct assertion *read_assertion(struct ctx *ctx, const struct node *map) {
	if (!node_is_map(map) || map->count == 0) {
		ctx_error(ctx, node_span(map), "an assertion is a map of words");
		return NULL;
	}
	struct assertion *assertion = arena_new_of(ctx->arena, struct assertion);
	const struct member *quantifier = find_quantifier(map);
	if (quantifier || map->count == 1) {
		const struct member *only = quantifier ? quantifier : node_members_begin(map);
		return read_member(ctx, map, only, assertion) ? assertion : NULL;
	}
	struct assertion *parts = arena_alloc(ctx->arena, map->count * sizeof(*parts));
	size_t count = 0;
	const struct member *m;
	member_each(m, map) {
		if (!read_member(ctx, map, m, &parts[count++])) {
			return NULL;
		}
	}
	*assertion = (struct assertion){
		.word = word_find("all"), .arguments = map, .parts = parts, .part_count = count
	};
	return assertion;
}

/* The text of a required member. */
static const char *required(struct reading *r, const char *key) {
	const struct node *node = node_find(r->document, key);
	if (!node_text(node)) {
		ctx_error(r->ctx, node ? node_span(node) : node_span(r->document),
			"a rule needs '%s', a text", key);
	}
	return node_text(node);
}

const char *const *read_texts(struct ctx *ctx, const struct node *list) {
	if (!list) {
		return NULL;
	}
	const char **texts =
		arena_zalloc(ctx->arena, (node_items_count(list) + 1) * sizeof(char *));
	size_t count = 0;
	struct node **item;
	node_each(item, list) {
		if (node_text(*item)) {
			texts[count++] = node_text(*item);
		} else {
			ctx_error(ctx, node_span(*item), "expected a text");
		}
	}
	if (!node_is_list(list)) {
		ctx_error(ctx, node_span(list), "expected a list of texts");
	}
	return texts;
}

const struct need_kind need_kinds[] = {
	{ "recovery-region", "no recovery region was said (--dr) or could be inferred",
		NEED_RECOVERY_REGION, false },
	{ "primary-region", "no primary region was said (--primary) or could be inferred",
		NEED_PRIMARY_REGION, false },
	{ "live", "nothing live was read (describe output)", NEED_LIVE, true },
	{ "previous", "nothing was given as deployed before (--previous)", NEED_PREVIOUS, true },
	{ "targets", "no recovery time or point objective was said or declared", NEED_TARGETS,
		true },
	{ "template", "there is no template", NEED_TEMPLATE, true },
	{ 0 },
};

static void read_need(struct reading *r, const struct node *need) {
	for (const struct need_kind *kind = need_kinds; kind->name; kind++) {
		if (node_text(need) && strcmp(node_text(need), kind->name) == 0) {
			r->rule->needs |= kind->bit;
			return;
		}
	}
	ctx_error(r->ctx, node_span(need),
		"needs takes: recovery-region, primary-region, live, previous, targets, template");
}

/* One of them, or a list. */
static void read_needs(struct reading *r) {
	const struct node *needs = node_find(r->document, "needs");
	struct node **need;
	node_each(need, needs) {
		read_need(r, *need);
	}
	if (needs && !node_is_list(needs)) {
		read_need(r, needs);
	}
}

static const char *const fault_names[FAULT_COUNT] = {
	[FAULT_WITHOUT_REASON] = "without-reason",
	[FAULT_EXPIRED] = "expired",
	[FAULT_UNUSED] = "unused",
	[FAULT_FORBIDDEN] = "forbidden",
	[FAULT_STALE] = "stale",
};

const char *fault_name(enum fault fault) {
	return fault_names[fault];
}

/* A rule that reports a fault of suppressions asks nothing of resources. */
static void read_fault(struct reading *r, const struct node *fault) {
	const char *text = node_text(fault);
	for (int i = FAULT_NONE + 1; i < FAULT_COUNT; i++) {
		if (text && strcmp(fault_names[i], text) == 0) {
			r->rule->fault = (enum fault)i;
		}
	}
	if (!r->rule->fault) {
		ctx_error(r->ctx, node_span(fault),
			"suppressions takes: without-reason, expired, unused, forbidden, stale");
	}
	static const char *const others[] = { "resources", "needs", "when", "require", "escalate" };
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		const struct member *other = node_find_member(r->document, others[i]);
		if (other) {
			ctx_error(r->ctx, node_span(other->key),
				"a rule about suppressions has no '%s'", others[i]);
		}
	}
	static const char *const none[] = { NULL };
	r->rule->resources = none;
}

/* What a rule asks of which resources. */
static void read_question(struct reading *r) {
	struct rule *rule = r->rule;
	rule->resources = read_texts(r->ctx, node_find(r->document, "resources"));
	if (!rule->resources || !rule->resources[0]) {
		ctx_error(
			r->ctx, node_span(r->document), "a rule needs resources, a list of types");
	}
	const struct node *when = node_find(r->document, "when");
	rule->when = when ? read_assertion(r->ctx, when) : NULL;
	const struct node *require = node_find(r->document, "require");
	if (require) {
		rule->require = read_assertion(r->ctx, require);
	} else {
		ctx_error(r->ctx, node_span(r->document), "a rule needs 'require'");
	}
}

static void read_weight(
	struct reading *r, const struct node *strategy, const struct node *severity) {
	enum strategy under;
	enum severity weight = r->rule->severity;
	if (!node_text(strategy) || !strategy_parse(node_text(strategy), &under)) {
		ctx_error(r->ctx, node_span(strategy),
			"a strategy is backup-restore, pilot-light, warm-standby or active-active");
		return;
	}
	if (severity && (!node_text(severity) || !severity_parse(node_text(severity), &weight))) {
		ctx_error(r->ctx, node_span(severity), "severity is error, warning or info");
	}
	r->rule->weights[under] = (signed char)weight;
}

/* A list of those it matters for, or a map from each of these to its severity. */
static void read_strategies(struct reading *r) {
	const struct node *strategies = node_find(r->document, "strategies");
	for (int i = STRATEGY_UNSAID; i < STRATEGY_COUNT; i++) {
		r->rule->weights[i] = strategies || i == STRATEGY_NONE
					      ? WEIGHTLESS
					      : (signed char)r->rule->severity;
	}
	r->rule->weights[STRATEGY_UNSAID] = (signed char)r->rule->severity;
	struct node **item;
	node_each(item, strategies) {
		read_weight(r, *item, NULL);
	}
	const struct member *m;
	member_each(m, strategies) {
		read_weight(r, m->key, m->value);
	}
	if (strategies && !node_is_list(strategies) && !node_is_map(strategies)) {
		ctx_error(r->ctx, node_span(strategies),
			"strategies is a list, or a map from strategies to severities");
	}
}

static void read_once(struct reading *r) {
	const struct node *once = node_find(r->document, "once");
	if (once && once->kind != NODE_BOOL) {
		ctx_error(r->ctx, node_span(once), "expected true or false");
	}
	r->rule->once = once && once->truth;
}

/* What gives a find another severity, and which; NULL where the rule has no such key. */
static const struct assertion *read_change(
	struct reading *r, const char *key, enum severity *ret_severity) {
	const struct node *change = node_find(r->document, key);
	const char *to = node_text(node_find(change, "to"));
	if (!change) {
		return NULL;
	}
	if (!to || !severity_parse(to, ret_severity)) {
		ctx_error(r->ctx, node_span(change), "%s needs to: error, warning or info", key);
	}
	return read_assertion(r->ctx, node_find(change, "when"));
}

static void read_severity(struct reading *r) {
	const char *text = required(r, "severity");
	if (text && !severity_parse(text, &r->rule->severity)) {
		ctx_error(r->ctx, node_span(node_find(r->document, "severity")),
			"severity is error, warning or info");
	}
	r->rule->escalate = read_change(r, "escalate", &r->rule->escalated);
	r->rule->ease = read_change(r, "ease", &r->rule->eased);
}

static void read_effects(struct reading *r) {
	const struct node *rpo = node_find(r->document, "rpo"),
			  *rto = node_find(r->document, "rto");
	r->rule->rpo_without = node_text(node_find(rpo, "without"));
	r->rule->rpo_with = node_text(node_find(rpo, "with"));
	r->rule->rto_without = node_text(node_find(rto, "without"));
	r->rule->rto_with = node_text(node_find(rto, "with"));
}

#define KEYS \
	"id name title severity category strategies resources once needs why when require " \
	"escalate ease suppressions message remedy rpo rto references maps examples"

static void check_keys(struct reading *r) {
	const struct member *m;
	member_each(m, r->document) {
		if (!is_listed(KEYS, m->key->text)) {
			ctx_error(r->ctx, node_span(m->key), "a rule has no '%s'", m->key->text);
		}
	}
}

const struct rule *rule_read(struct ctx *ctx, const struct node *document, const char *file) {
	size_t errors = ctx->diags->errors;
	if (!node_is_map(document)) {
		ctx_error(ctx, node_span(document), "a rule is a map");
		return NULL;
	}
	struct rule *rule = arena_new_of(ctx->arena, struct rule);
	struct reading r = { ctx, rule, document };
	check_keys(&r);
	rule->file = file;
	rule->id = required(&r, "id");
	rule->name = required(&r, "name");
	rule->title = required(&r, "title");
	rule->category = required(&r, "category");
	rule->why = required(&r, "why");
	rule->message = required(&r, "message");
	const struct node *fault = node_find(document, "suppressions");
	if (fault) {
		read_fault(&r, fault);
	} else {
		read_question(&r);
	}
	read_once(&r);
	read_severity(&r);
	read_strategies(&r);
	read_needs(&r);
	read_effects(&r);
	remedy_read(ctx, document, rule);
	rule_read_references(ctx, document, rule);
	rule_read_mappings(ctx, document, rule);
	rule->examples = node_find(document, "examples");
	return ctx->diags->errors == errors ? rule : NULL;
}
