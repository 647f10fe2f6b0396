#include "analyzer/base/file.h"
#include "rules/examples.h"
#include "rules/pin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Turns every literal of every example of every rule into a parameter without a value, one at a
 * time and all at once, and says where a verdict became one that cannot be known: literals
 * FOLDER... Each verdict must stay what it was or become unknown or not applicable.
 */

#define ALL SIZE_MAX

/* Rules that find a region or zone that a template itself writes out, as each says: where the text
 * is gone, nothing is left to find, for what a parameter gives is the deployment's to choose. */
static const char *const of_written_texts[] = { "LAM003", "STACK007", "TOPO003" };

/* Where a parameter is itself an answer, whatever its value: a table asks for a key of one's own.
 */
static const struct {
	const char *rule, *property;
} asked_for[] = { { "DDB002", ".KMSMasterKeyId" } };

/* The literal that is replaced, counted from 0 over the templates of the example. */
struct replacing {
	size_t wanted, seen;
	struct arena *arena;
	const char *path, *text; /* of the one replaced */
};

/* A literal becomes a short-form Ref; the tree of an example is this test's own. */
static void replace(struct replacing *replacing, const struct node *literal, const char *path) {
	size_t index = replacing->seen++;
	if (replacing->wanted != ALL && replacing->wanted != index) {
		return;
	}
	replacing->path = path;
	replacing->text = literal->text;
	struct node *node = (struct node *)literal;
	node->kind = NODE_STRING;
	node->tag = "Ref";
	node->text = arena_printf(replacing->arena, "Literal%zu", index);
}

static bool is_function(const struct node *node) {
	if (node->tag) {
		return true;
	}
	const char *key = node_members_count(node) == 1 ? node_members_begin(node)->key->text : "";
	return strncmp(key, "Fn::", 4) == 0 || strcmp(key, "Ref") == 0;
}

/* What functions are given stays: CloudFormation takes no Ref in most of it. */
static void walk(struct replacing *replacing, const struct node *node, const char *path) {
	if (is_function(node)) {
		return;
	}
	if (node_is_scalar(node)) {
		replace(replacing, node, path);
	}
	const struct member *member;
	member_each(member, node) {
		walk(replacing, member->value,
			arena_printf(replacing->arena, "%s.%s", path, member->key->text));
	}
	struct node **item;
	node_each(item, node) {
		walk(replacing, *item, arena_printf(replacing->arena, "%s[]", path));
	}
}

/* A map with the members of another, to which more can be added. */
static struct node *copy_of(struct arena *arena, const struct node *map) {
	struct node *copy = node_new(arena, NODE_MAP, map);
	const struct member *member;
	member_each(member, map) {
		node_map_add(arena, copy, member->key->text, member->value);
	}
	return copy;
}

static const struct node *apply(void *data, struct ctx *ctx, const struct node *root) {
	struct replacing *replacing = data;
	replacing->arena = ctx->arena;
	size_t first = replacing->seen;
	const struct member *resource;
	member_each(resource, node_find(root, "Resources")) {
		const struct node *properties = node_find(resource->value, "Properties");
		if (properties) {
			walk(replacing, properties, resource->key->text);
		}
	}
	struct node *parameters = copy_of(ctx->arena, node_find(root, "Parameters"));
	struct node *declared = node_new(ctx->arena, NODE_MAP, NULL);
	node_map_add(ctx->arena, declared, "Type", node_new_text(ctx->arena, "String", NULL));
	for (size_t i = first; i < replacing->seen; i++) {
		node_map_add(ctx->arena, parameters, arena_printf(ctx->arena, "Literal%zu", i),
			declared);
	}
	struct node *changed = copy_of(ctx->arena, root);
	node_map_add(ctx->arena, changed, "Parameters", parameters);
	return changed;
}

/* Logical id -> the weightiest verdict, by its name; ids without one are not applicable. */
static struct map verdicts_of(struct arena *arena, const struct findings *findings) {
	static const int weights[] = {
		[VERDICT_PASS] = 1, [VERDICT_UNKNOWN] = 2, [VERDICT_FAIL] = 3
	};
	struct map verdicts = { 0 };
	const struct finding *finding;
	vec_each(finding, &findings->list) {
		const enum verdict *now = map_find(&verdicts, finding->resource->logical_id);
		if (!now || weights[finding->verdict] > weights[*now]) {
			map_set(arena, &verdicts, finding->resource->logical_id, &finding->verdict);
		}
	}
	return verdicts;
}

/* One example under one replacement. */
struct trial {
	const struct rule *rule;
	const struct node *example;
	const struct map *before;
	size_t convictions;
};

static void convict(struct trial *trial, const struct replacing *replacing, const char *logical_id,
	const char *was, const struct finding *finding) {
	const struct node *example = trial->example;
	struct position at = source_position(example->source, example->start);
	bool all = replacing->wanted == ALL;
	printf("%s:%u: %s: %s was %s and is %s (%s) without a value for %s%s%s\n",
		example->source->name, at.line, trial->rule->id, logical_id, was,
		verdict_name(finding->verdict), finding->message,
		all ? "any literal" : replacing->path, all ? "" : ", ", all ? "" : replacing->text);
	trial->convictions++;
}

/* Says whether a find may have gone with the text that it was about. */
static bool is_of_written_text(const struct rule *rule, const struct replacing *replacing) {
	bool is_written = replacing->wanted == ALL || pin_spelling(replacing->text);
	for (size_t i = 0; i < sizeof(of_written_texts) / sizeof(of_written_texts[0]); i++) {
		if (strcmp(of_written_texts[i], rule->id) == 0) {
			return is_written;
		}
	}
	return false;
}

static bool is_asked_for(const struct rule *rule, const struct replacing *replacing) {
	size_t length = strlen(replacing->path);
	for (size_t i = 0; i < sizeof(asked_for) / sizeof(asked_for[0]); i++) {
		size_t tail = strlen(asked_for[i].property);
		bool there = replacing->wanted == ALL ||
			     (length >= tail && strcmp(replacing->path + length - tail,
							asked_for[i].property) == 0);
		if (there && strcmp(asked_for[i].rule, rule->id) == 0) {
			return true;
		}
	}
	return false;
}

/* What holds whether or not the rule is to be asked is a pass, though it was not asked before. */
static bool is_known(const struct trial *trial, const struct replacing *replacing,
	const enum verdict *was, enum verdict is) {
	if (is == VERDICT_UNKNOWN || (was && *was == is) || is_asked_for(trial->rule, replacing)) {
		return true;
	}
	return is == VERDICT_PASS &&
	       (!was || (*was == VERDICT_FAIL && is_of_written_text(trial->rule, replacing)));
}

static void compare(struct trial *trial, struct arena *arena, const struct replacing *replacing,
	const struct findings *findings) {
	struct map after = verdicts_of(arena, findings);
	const struct finding *finding;
	vec_each(finding, &findings->list) {
		const char *id = finding->resource->logical_id;
		const enum verdict *was = map_find(trial->before, id);
		const enum verdict *is = map_find(&after, id);
		if (is == &finding->verdict && !is_known(trial, replacing, was, *is)) {
			convict(trial, replacing, id,
				verdict_name(was ? *was : VERDICT_NOT_APPLICABLE), finding);
		}
	}
}

/* Judges with one literal replaced; false where there is no such literal. */
static bool try(struct trial *trial, size_t wanted) {
	struct arena *arena = arena_new();
	struct ctx ctx = { arena, diags_new(arena) };
	struct replacing replacing = { .wanted = wanted };
	const struct example_change change = { apply, &replacing };
	struct findings findings = { 0 };
	bool judged = example_judge(&ctx, trial->rule, trial->example, &change, &findings);
	bool replaced = wanted == ALL || wanted < replacing.seen;
	if (judged && replaced) {
		compare(trial, arena, &replacing, &findings);
	}
	arena_free(arena);
	return replaced;
}

/* Returns the convictions; counts the trials. */
static size_t try_example(const struct rule *rule, const struct node *example, size_t *trials) {
	struct arena *arena = arena_new();
	struct ctx ctx = { arena, diags_new(arena) };
	struct findings findings = { 0 };
	size_t convictions = 0;
	if (example_judge(&ctx, rule, example, NULL, &findings)) {
		struct map before = verdicts_of(arena, &findings);
		struct trial trial = { .rule = rule, .example = example, .before = &before };
		for (size_t i = 0; try(&trial, i); i++) {
			++*trials;
		}
		try(&trial, ALL);
		++*trials;
		convictions = trial.convictions;
	}
	arena_free(arena);
	return convictions;
}

int main(int argc, char **argv) {
	struct arena *arena = arena_new();
	struct ctx ctx = { arena, diags_new(arena) };
	struct rule_list rules = { 0 };
	for (int i = 1; i < argc; i++) {
		rules_load_directory(&ctx, argv[i], &rules);
	}
	size_t trials = 0, convictions = 0;
	const struct rule *const *rule;
	vec_each(rule, &rules) {
		struct node **example;
		node_each(example, (*rule)->fault ? NULL : (*rule)->examples) {
			convictions += try_example(*rule, *example, &trials);
		}
	}
	printf("%zu literals replaced, %zu verdicts that cannot be known\n", trials, convictions);
	arena_free(arena);
	return convictions || trials < 1000;
}
