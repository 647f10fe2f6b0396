#include "rules/suppress.h"

#include "analyzer/base/date.h"
#include "analyzer/doc/comment.h"
#include "analyzer/doc/limits.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What is being collected. */
struct collecting {
	struct estate *estate;
	const struct rule_list *rules;
	struct suppression_list *list;
	struct map
		mapped; /* a peer's standard -> a map: id -> whether one of the rules maps to it */
};

static void add(struct ctx *ctx, struct suppression_list *list, const struct suppression *one) {
	if (list->count == LIMIT_SUPPRESSIONS) {
		ctx_error(ctx, one->span, "there are more than %d suppressions; this is not read",
			LIMIT_SUPPRESSIONS);
	}
	if (list->count <= LIMIT_SUPPRESSIONS) {
		vec_push(ctx->arena, list, *one);
	}
}

static const char *read_date(struct ctx *ctx, struct span span, const char *text) {
	if (text && date_is_valid(text)) {
		return text;
	}
	ctx_error(ctx, span, "'%s' is not a date: 2027-01-31", text ? text : "");
	return NULL;
}

/* The rules that an entry names, one suppression each. */
static void add_rules(struct ctx *ctx, const struct node *rules, const struct suppression *like,
	struct suppression_list *ret_suppressions) {
	struct suppression one = *like;
	one.span = node_span(rules);
	one.rule = node_text(rules);
	if (one.rule) {
		add(ctx, ret_suppressions, &one);
		return;
	}
	struct node **item;
	node_each(item, rules) {
		one.span = node_span(*item);
		one.rule = node_text(*item);
		if (one.rule) {
			add(ctx, ret_suppressions, &one);
		} else {
			ctx_error(ctx, one.span, "a rule is named here, by its id or name");
		}
	}
	if (!node_is_list(rules)) {
		ctx_error(ctx, node_span(rules), "rule takes a rule, or a list of rules");
	}
}

static void read_member(
	struct ctx *ctx, const struct member *member, struct suppression *suppression) {
	const char *key = member->key->text, *text = node_text(member->value);
	struct span span = node_span(member->value);
	bool is_said = suppression->by == BY_CONFIGURATION;
	if (strcmp(key, "rule") == 0) {
		return;
	}
	if (strcmp(key, "expires") == 0) {
		suppression->until = read_date(ctx, span, text);
	} else if (strcmp(key, "reason") != 0 && !(is_said && strcmp(key, "resource") == 0)) {
		ctx_error(ctx, node_span(member->key),
			"a suppression has no '%s'; it has rule,%s "
			"reason and expires",
			key, is_said ? " resource," : "");
	} else if (!text || !*text) {
		ctx_error(ctx, span, "%s takes a text", key);
	} else if (strcmp(key, "reason") == 0) {
		suppression->reason = text;
	} else {
		suppression->resource = text;
	}
}

void suppression_read(struct ctx *ctx, const struct node *entry, const struct suppression *like,
	struct suppression_list *ret_suppressions) {
	struct suppression one = *like;
	if (!node_is_map(entry)) {
		add_rules(ctx, entry, &one, ret_suppressions);
		return;
	}
	size_t errors = ctx->diags->errors;
	const struct member *member;
	member_each(member, entry) {
		read_member(ctx, member, &one);
	}
	const struct node *rules = node_find(entry, "rule");
	if (!rules) {
		ctx_error(ctx, node_span(entry), "a suppression needs a rule");
	}
	if (ctx->diags->errors == errors) {
		add_rules(ctx, rules, &one, ret_suppressions);
	}
}

/* A line is told from a resource by what follows the file's name. */
static const char *line_anchor(struct arena *arena, const struct source *source, unsigned line) {
	return arena_printf(arena, "%s\n:%u", source->name, line);
}

static const char *resource_anchor(struct arena *arena, const struct resource *resource) {
	const struct span span = node_span(resource->node);
	return arena_printf(
		arena, "%s\n@%u", span.source ? span.source->name : "", (unsigned)span.start);
}

/* The resource as it is written, where SAM's transform made this one of it. */
static const struct resource *as_written(const struct resource *resource) {
	const struct resource *written =
		map_find(&resource->stack->resources, resource->written_id);
	return written ? written : resource;
}

/* The line that a comment is about: its own, or the next that holds more than comments. */
static uint32_t place_of(const struct source *source, const struct comment *comment) {
	const char *text = source->text;
	uint32_t start = comment->start;
	while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '\t')) {
		start--;
	}
	bool alone = start == 0 || text[start - 1] == '\n' || text[start - 1] == '\r';
	if (!alone) {
		while (start > 0 && text[start - 1] != '\n' && text[start - 1] != '\r') {
			start--;
		}
		return start + (uint32_t)strspn(text + start, " \t");
	}
	uint32_t at = comment->start;
	while (text[at] == '#') {
		at += (uint32_t)strcspn(text + at, "\r\n");
		at += (uint32_t)strspn(text + at, " \t\r\n");
	}
	return at;
}

static const struct resource *resource_at(
	struct estate *estate, const struct source *source, uint32_t place) {
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		const struct node *key = (*resource)->key, *node = (*resource)->node;
		uint32_t start = key->source ? key->start : node->start;
		if (node->source == source && start <= place && place < node->end) {
			return *resource;
		}
	}
	return NULL;
}

/* A word of a comment; in quotes it may hold blanks. Moves *at behind it; NULL: no quote ends. */
static const char *take_text(struct arena *arena, const char **at) {
	const char *start = *at;
	size_t length = strcspn(start, " \t");
	if (*start == '"' || *start == '\'') {
		const char *close = strchr(start + 1, *start);
		*at = close ? close + 1 : start;
		return close ? arena_strndup(arena, start + 1, (size_t)(close - start - 1)) : NULL;
	}
	*at = start + length;
	return arena_strndup(arena, start, length);
}

/* KEY=TEXT of a comment. */
static void read_setting(
	struct ctx *ctx, const char **at, struct suppression *suppression, struct span span) {
	const char *equals = strchr(*at, '=');
	const char *key = arena_strndup(ctx->arena, *at, (size_t)(equals - *at));
	*at = equals + 1;
	const char *text = take_text(ctx->arena, at);
	if (!text) {
		ctx_error(ctx, span, "the quote behind %s= does not end", key);
		*at += strlen(*at);
	} else if (strcmp(key, "until") == 0) {
		suppression->until = read_date(ctx, span, text);
	} else if (strcmp(key, "reason") == 0) {
		suppression->reason = *text ? text : NULL;
	} else {
		ctx_error(ctx, span, "no '%s' is known here; there are until and reason", key);
	}
}

/* `ignore RULE,RULE until=DATE reason="..."`, of which `at` is behind the `ignore`. */
static void read_ignore(struct ctx *ctx, struct span comment, const char *text, const char *at,
	struct suppression *like, struct suppression_list *ret_suppressions) {
	struct VEC(struct suppression) named = { 0 };
	size_t errors = ctx->diags->errors;
	while (*(at += strspn(at, " \t,"))) {
		size_t length = strcspn(at, " \t,");
		uint32_t place = comment.start + (uint32_t)(at - text);
		struct span span = { comment.source, place, place + (uint32_t)length };
		if (memchr(at, '=', length)) {
			read_setting(ctx, &at, like, span);
			continue;
		}
		struct suppression one = { .rule = arena_strndup(ctx->arena, at, length),
			.span = span };
		vec_push(ctx->arena, &named, one);
		at += length;
	}
	if (named.count == 0) {
		ctx_error(ctx, comment,
			"which rule? '# drlint: ignore RULE until=2027-01-31 reason=\"...\"'");
	}
	for (size_t i = 0; ctx->diags->errors == errors && i < named.count; i++) {
		like->rule = named.items[i].rule;
		like->span = named.items[i].span;
		add(ctx, ret_suppressions, like);
	}
}

static void read_comment(struct collecting *collecting, const struct template *template,
	const struct comment *comment) {
	static const char name[] = "drlint:", word[] = "ignore";
	struct estate *estate = collecting->estate;
	struct ctx *ctx = estate->ctx;
	struct source *source = template->root->source;
	struct span span = { source, comment->start, comment->end };
	const char *text =
		arena_strndup(ctx->arena, source->text + span.start, span.end - span.start);
	const char *at = text + strspn(text, "# \t");
	if (strncmp(at, name, strlen(name)) != 0) {
		return;
	}
	at += strlen(name);
	at += strspn(at, " \t");
	size_t length = strcspn(at, " \t");
	if (length != strlen(word) || strncmp(at, word, length) != 0) {
		ctx_error(ctx, span,
			"drlint understands '# drlint: ignore RULE until=2027-01-31 "
			"reason=\"...\"'");
		return;
	}
	uint32_t place = place_of(source, comment);
	struct suppression like = {
		.by = BY_COMMENT,
		.anchor = line_anchor(ctx->arena, source, source_position(source, place).line),
		.owner = resource_at(estate, source, place),
	};
	read_ignore(ctx, span, text, at + length, &like, collecting->list);
}

/* Where a peer's suppressions stand in Metadata, and how they are written. */
static const struct peer {
	const char *name;
	const char *path;	 /* below its name: a list of ids, or of maps */
	const char *id, *reason; /* keys of such a map; NULL: ids only */
	const char *standard;
} peers[] = {
	{ "cfn-lint", "config/ignore_checks", NULL, NULL, "cfn-lint" },
	{ "guard", "SuppressedRules", NULL, NULL, "cfn-guard" },
	{ "checkov", "skip", "id", "comment", "checkov" },
	{ "cfn_nag", "rules_to_suppress", "id", "reason", "cfn-nag" },
	{ "cdk_nag", "rules_to_suppress", "id", "reason", "cdk-nag" },
};

/* The same few ids stand at most resources of a CDK app, so each is looked for once. */
static bool maps_to_some(struct collecting *collecting, const struct suppression *suppression) {
	static const bool answers[] = { false, true };
	struct arena *arena = collecting->estate->ctx->arena;
	struct map *mapped = map_find(&collecting->mapped, suppression->standard);
	if (!mapped) {
		mapped = arena_new_of(arena, struct map);
		map_set(arena, &collecting->mapped, suppression->standard, mapped);
	}
	const bool *known = map_find(mapped, suppression->rule);
	if (known) {
		return *known;
	}
	bool found = false;
	const struct rule *const *rule;
	vec_each(rule, collecting->rules) {
		found = found || suppression_names(suppression, *rule);
	}
	map_set(arena, mapped, suppression->rule, &answers[found]);
	return found;
}

/* Where what a resource's Metadata says holds; NULL: in the whole template. */
static const char *anchor_of(struct collecting *collecting, const struct suppression *like) {
	return like->owner ? resource_anchor(collecting->estate->ctx->arena, like->owner) : NULL;
}

static void read_peer(struct collecting *collecting, const struct peer *peer,
	const struct node *metadata, const struct suppression *like) {
	const struct node *own = node_find(metadata, peer->name);
	const struct node *list = own ? node_at(own, peer->path) : NULL;
	struct node **item;
	node_each(item, list) {
		struct suppression one = *like;
		one.by = BY_PEER;
		one.peer = peer->name;
		one.standard = peer->standard;
		one.span = node_span(*item);
		one.rule = node_text(
			peer->id && node_is_map(*item) ? node_find(*item, peer->id) : *item);
		one.reason = peer->reason ? node_text(node_find(*item, peer->reason)) : NULL;
		if (one.rule && maps_to_some(collecting, &one)) {
			one.anchor = anchor_of(collecting, like);
			add(collecting->estate->ctx, collecting->list, &one);
		}
	}
}

static void read_metadata(struct collecting *collecting, const struct node *metadata,
	const struct suppression *like) {
	if (!metadata) {
		return;
	}
	struct ctx *ctx = collecting->estate->ctx;
	const struct node *own = node_find(metadata, "drlint");
	struct suppression one = *like;
	one.anchor = own ? anchor_of(collecting, like) : NULL;
	const struct member *member;
	member_each(member, own) {
		if (strcmp(member->key->text, "ignore") != 0) {
			ctx_warning(ctx, node_span(member->key),
				"drlint reads only ignore here, not '%s'", member->key->text);
			continue;
		}
		if (!node_is_list(member->value)) {
			suppression_read(ctx, member->value, &one, collecting->list);
		}
		struct node **item;
		node_each(item, member->value) {
			suppression_read(ctx, *item, &one, collecting->list);
		}
	}
	if (own && !node_is_map(own)) {
		ctx_error(ctx, node_span(own), "a map {ignore: [...]} is wanted here, not %s",
			node_kind_name(own));
	}
	for (size_t i = 0; i < sizeof(peers) / sizeof(peers[0]); i++) {
		read_peer(collecting, &peers[i], metadata, like);
	}
}

static void read_template(struct collecting *collecting, const struct member_stack *stack) {
	struct ctx *ctx = collecting->estate->ctx;
	const struct template *template = stack->stack.template;
	struct comment_list comments = { 0 };
	doc_comments(ctx, template->root->source, "drlint:", &comments);
	const struct comment *comment;
	vec_each(comment, &comments) {
		read_comment(collecting, template, comment);
	}
	const struct suppression whole = { .by = BY_METADATA, .source = template->root->source };
	read_metadata(collecting, template->metadata, &whole);
	for (size_t i = 0; i < stack->resources.count; i++) {
		const struct resource *resource = stack->resources.entries[i].value;
		const struct node *metadata = as_written(resource) == resource
						      ? node_find(resource->node, "Metadata")
						      : NULL;
		const struct suppression like = { .by = BY_METADATA, .owner = resource };
		read_metadata(collecting, metadata, &like);
	}
}

/* Ours are "drlint::S3001"; cdk-nag takes those that CDK writes as annotations for its own:
 * "Annotation::AwsSolutions-DDB3", before aws-cdk-lib 2.262.1 "annotation::". */
static void read_acknowledgement(struct collecting *collecting, const struct member *member,
	const struct suppression *like) {
	static const char ours[] = "drlint::", theirs[] = "annotation::";
	const char *id = member->key->text, *reason = node_text(member->value);
	struct suppression one = *like;
	one.span = node_span(member->key);
	one.reason = reason && *reason ? reason : NULL;
	if (strncmp(id, ours, strlen(ours)) == 0) {
		one.by = BY_ACKNOWLEDGEMENT;
		one.rule = id + strlen(ours);
		add(collecting->estate->ctx, collecting->list, &one);
	} else if (strncasecmp(id, theirs, strlen(theirs)) == 0) {
		one.by = BY_PEER;
		one.peer = "cdk_nag";
		one.standard = "cdk-nag";
		one.rule = id + strlen(theirs);
		if (maps_to_some(collecting, &one)) {
			add(collecting->estate->ctx, collecting->list, &one);
		}
	}
}

static void read_acknowledged(struct collecting *collecting, const struct provenance *provenance) {
	struct acknowledgement_list acknowledged = { 0 };
	provenance->acknowledged(provenance, &acknowledged);
	const struct acknowledgement *one;
	vec_each(one, &acknowledged) {
		const struct suppression like = { .record = provenance->record,
			.construct = one->construct };
		const struct member *member;
		member_each(member, one->rules) {
			read_acknowledgement(collecting, member, &like);
		}
	}
}

/* Says whether none of the stacks before this one shares its template, or its record. */
static bool is_first(const struct estate *estate, size_t index, bool of_record) {
	const struct member_stack *stack = estate->stacks.items[index];
	for (size_t i = 0; i < index; i++) {
		const struct member_stack *other = estate->stacks.items[i];
		bool same = of_record ? other->provenance && other->provenance->record ==
								     stack->provenance->record
				      : other->stack.template->root->source ==
						stack->stack.template->root->source;
		if (same) {
			return false;
		}
	}
	return true;
}

void suppressions_collect(struct estate *estate, const struct rule_list *rules,
	struct suppression_list *ret_suppressions) {
	struct collecting collecting = {
		.estate = estate, .rules = rules, .list = ret_suppressions
	};
	for (size_t i = 0; i < estate->stacks.count; i++) {
		const struct member_stack *stack = estate->stacks.items[i];
		if (stack->stack.template->root->source && is_first(estate, i, false)) {
			read_template(&collecting, stack);
		}
		if (stack->provenance && is_first(estate, i, true)) {
			read_acknowledged(&collecting, stack->provenance);
		}
	}
}

static void push_line(struct arena *arena, struct span span, struct anchor_list *ret_anchors) {
	if (span.source) {
		unsigned line = source_position(span.source, span.start).line;
		vec_push(arena, ret_anchors, line_anchor(arena, span.source, line));
	}
}

/* One step down a JSON pointer; the place of what is there goes to *ret_span. */
static const struct node *step(
	struct arena *arena, const struct node *node, const char *key, struct span *ret_span) {
	char *name = arena_strdup(arena, key);
	for (char *escape = name; (escape = strchr(escape, '~')); escape++) {
		*escape = escape[1] == '1' ? '/' : '~';
		memmove(escape + 1, escape + 2, escape[1] ? strlen(escape + 1) : 0);
	}
	if (node_is_list(node)) {
		char *end;
		size_t index = strtoul(name, &end, 10);
		bool there = *name && !*end && index < node->count;
		*ret_span = there ? node_span(node->items[index]) : NOWHERE;
		return there ? node->items[index] : NULL;
	}
	const struct member *member = node_find_member(node, name);
	*ret_span = member ? node_span(member->key) : NOWHERE;
	return member ? member->value : NULL;
}

void suppression_anchors(
	struct arena *arena, const struct finding *finding, struct anchor_list *ret_anchors) {
	const struct resource *resource = as_written(finding->resource);
	vec_push(arena, ret_anchors, resource_anchor(arena, resource));
	push_line(arena, finding->span, ret_anchors);
	push_line(arena, node_span(resource->key), ret_anchors);
	const struct member *type = node_find_member(resource->node, "Type");
	push_line(arena, type ? node_span(type->key) : NOWHERE, ret_anchors);
	const struct template *template = resource->stack->stack.template;
	const struct node *at = template->written_root ? template->written_root : template->root;
	char *path = arena_strdup(arena, finding->pointer ? finding->pointer : "");
	unsigned depth = 0;
	for (char *rest = NULL, *key = strtok_r(path, "/", &rest); key && at;
		key = strtok_r(NULL, "/", &rest)) {
		struct span span;
		at = step(arena, at, key, &span);
		if (depth++ > 0) {
			push_line(arena, span, ret_anchors);
		}
	}
}
