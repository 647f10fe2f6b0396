#include "rules/rule_read.h"
#include "rules/message.h"
#include "rules/rule_cite.h"
#include "rules/rule_examples.h"
#include "rules/rule_keys.h"

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
	ctx_error(ctx, node_span(key), "'%s' is not a word of rules%s", key->text,
		suggestion.best ? rule_key_meant(ctx->arena, &suggestion)
				: "; 'drlint explain --words' lists them");
	return NULL;
}

/* What is neither keys nor, for a word that has a check of its own, a value. */
static bool has_wrong_shape(
	struct ctx *ctx, const struct word *word, const struct node *arguments) {
	bool none = arguments->kind == NODE_NULL;
	if (!*word->parameters && !word->check && !none &&
		!(node_is_map(arguments) && arguments->count == 0)) {
		ctx_error(ctx, node_span(arguments),
			"%s takes nothing: write '%s: {}', below 'not' where it is not to hold",
			word->name, word->name);
		return true;
	}
	if (*word->parameters && !none && !node_is_map(arguments)) {
		ctx_error(ctx, node_span(arguments), "%s takes a map of: %s", word->name,
			word->parameters);
		return true;
	}
	return false;
}

static void check_arguments(
	struct ctx *ctx, const struct word *word, const struct node *arguments) {
	size_t errors = ctx->diags->errors;
	if (has_wrong_shape(ctx, word, arguments)) {
		return;
	}
	const struct member *m;
	member_each(m, arguments) {
		if (rule_key_is_listed(word->parameters, m->key->text)) {
			continue;
		}
		struct suggestion meant = { 0 };
		rule_key_offer(ctx->arena, &meant, m->key->text, word->parameters);
		ctx_error(ctx, node_span(m->key), "%s takes no '%s'%s", word->name, m->key->text,
			meant.best ? rule_key_meant(ctx->arena, &meant)
			: *word->parameters
				? arena_printf(ctx->arena, "; it takes: %s", word->parameters)
				: arena_printf(ctx->arena,
					  "; 'drlint explain %s' shows how it is written",
					  word->name));
	}
	if (word->check && ctx->diags->errors == errors) {
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
	struct suggestion meant = { 0 };
	for (size_t i = 0; text && collection_tables[i]; i++) {
		for (const struct collection *row = collection_tables[i]; row->name; row++) {
			suggest_offer(&meant, text, row->name);
		}
	}
	ctx_error(ctx, node_span(name),
		"'%s' is neither a collection nor the path of a list property%s",
		text ? text : "this", rule_key_meant(ctx->arena, &meant));
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

#define SEVERITIES "error warning info"
#define STRATEGIES "backup-restore pilot-light warm-standby active-active"
#define CATEGORIES \
	"replication backup protection encryption topology traffic observability cost hygiene"

/* An id is letters and digits that end in three digits; a name is words with hyphens. */
static bool is_id(const char *text) {
	size_t length = strlen(text);
	return length > 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length &&
	       !strchr("0123456789", *text) && strspn(text + length - 3, "0123456789") == 3;
}

static bool is_name(const char *text) {
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return !text[length] && text[0] != '-' && text[length - 1] != '-';
}

static void read_head(struct reading *r) {
	struct rule *rule = r->rule;
	rule->id = required(r, "id");
	rule->name = required(r, "name");
	rule->title = required(r, "title");
	rule->category = required(r, "category");
	rule->why = required(r, "why");
	rule->message = required(r, "message");
	if (rule->id && !is_id(rule->id)) {
		ctx_error(r->ctx, node_span(node_find(r->document, "id")),
			"an id is capital letters and three digits: ACME001");
	}
	if (rule->name && !is_name(rule->name)) {
		ctx_error(r->ctx, node_span(node_find(r->document, "name")),
			"a name is small letters, digits and hyphens: table-without-alarm");
	}
	if (rule->category && !rule_key_is_listed(CATEGORIES, rule->category)) {
		rule_key_choice(r->ctx, node_find(r->document, "category"), "category", CATEGORIES);
	}
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
	rule_key_choice(r->ctx, need, "needs",
		"recovery-region primary-region live previous targets template");
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
		rule_key_choice(r->ctx, fault, "suppressions",
			"without-reason expired unused forbidden stale");
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
	rule->resources = rule_key_texts(r->ctx, r->document, "resources");
	if (!rule->resources) {
		ctx_error(r->ctx, node_span(r->document),
			"a rule needs resources, a list of types: [AWS::DynamoDB::Table]");
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
		rule_key_choice(r->ctx, strategy, "strategies", STRATEGIES);
		return;
	}
	if (severity && (!node_text(severity) || !severity_parse(node_text(severity), &weight))) {
		rule_key_choice(r->ctx, severity, "severity", SEVERITIES);
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
	rule_key_check(r->ctx, change, key, "when to");
	if (!to || !severity_parse(to, ret_severity)) {
		ctx_error(r->ctx, node_span(change), "%s needs to: error, warning or info", key);
	}
	const struct node *when = node_find(change, "when");
	if (!when) {
		ctx_error(r->ctx, node_span(change), "%s needs when, an assertion", key);
	}
	return when ? read_assertion(r->ctx, when) : NULL;
}

static void read_severity(struct reading *r) {
	const char *text = required(r, "severity");
	if (text && !severity_parse(text, &r->rule->severity)) {
		rule_key_choice(r->ctx, node_find(r->document, "severity"), "severity", SEVERITIES);
	}
	r->rule->escalate = read_change(r, "escalate", &r->rule->escalated);
	r->rule->ease = read_change(r, "ease", &r->rule->eased);
}

static void read_effects(struct reading *r) {
	const struct node *rpo = node_find(r->document, "rpo"),
			  *rto = node_find(r->document, "rto");
	rule_key_check(r->ctx, rpo, "rpo", "without with");
	rule_key_check(r->ctx, rto, "rto", "without with");
	r->rule->rpo_without = node_text(node_find(rpo, "without"));
	r->rule->rpo_with = node_text(node_find(rpo, "with"));
	r->rule->rto_without = node_text(node_find(rto, "without"));
	r->rule->rto_with = node_text(node_find(rto, "with"));
}

#define KEYS \
	"id name title severity category strategies resources once needs why when require " \
	"escalate ease suppressions message remedy rpo rto references maps differences never " \
	"examples"

const struct rule *rule_read(struct ctx *ctx, const struct node *document, const char *file) {
	size_t errors = ctx->diags->errors;
	if (!node_is_map(document)) {
		ctx_error(ctx, node_span(document), "a rule is a map");
		return NULL;
	}
	struct rule *rule = arena_new_of(ctx->arena, struct rule);
	struct reading r = { ctx, rule, document };
	rule_key_check(ctx, document, "a rule", KEYS);
	rule->file = file;
	read_head(&r);
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
	rule_read_examples(ctx, document, rule);
	message_check(ctx, node_find(document, "message"), rule);
	return ctx->diags->errors == errors ? rule : NULL;
}
