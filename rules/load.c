#include "analyzer/doc/load.h"
#include "analyzer/base/file.h"
#include "analyzer/doc/limits.h"
#include "rules/rule.h"

#include <stdlib.h>
#include <string.h>

static bool is_rule_file(const char *name) {
	const char *extension = strrchr(name, '.');
	return extension && extension > name && name[0] != '.' &&
	       (strcmp(extension, ".yaml") == 0 || strcmp(extension, ".yml") == 0);
}

static void load_file(struct ctx *ctx, const char *path, struct rule_list *ret_rules) {
	const struct node *document = doc_load_own(ctx, path);
	const struct rule *rule = document ? rule_read(ctx, document, path) : NULL;
	if (!rule) {
		return;
	}
	const struct rule *same = rule_find(ret_rules, rule->id);
	if (same) {
		ctx_error(ctx, node_span(node_find(document, "id")), "rule %s stands in %s already",
			rule->id, same->file);
		return;
	}
	vec_push(ctx->arena, ret_rules, rule);
}

static void load_folder(
	struct ctx *ctx, const char *directory, unsigned depth, struct rule_list *ret_rules) {
	struct file_list names = { 0 };
	if (depth > LIMIT_WALK_DEPTH || !file_list_directory(ctx, directory, &names)) {
		return;
	}
	const char **name;
	vec_each(name, &names) {
		const char *path = file_join(ctx->arena, directory, *name);
		if (is_rule_file(*name)) {
			load_file(ctx, path, ret_rules);
		} else if (**name != '.' && file_is_directory(path)) {
			load_folder(ctx, path, depth + 1, ret_rules);
		}
	}
}

static int by_id(const void *a, const void *b) {
	return strcmp((*(const struct rule *const *)a)->id, (*(const struct rule *const *)b)->id);
}

void rules_load_directory(struct ctx *ctx, const char *directory, struct rule_list *ret_rules) {
	size_t before = ret_rules->count, errors = ctx->diags->errors;
	load_folder(ctx, directory, 0, ret_rules);
	if (ret_rules->count == before && ctx->diags->errors == errors) {
		ctx_error(ctx, NOWHERE, "%s holds no rule, in a file that ends in .yaml or .yml",
			directory);
	}
	if (ret_rules->count) {
		qsort(ret_rules->items, ret_rules->count, sizeof(ret_rules->items[0]), by_id);
	}
}

bool rule_is_named(const struct rule *rule, const char *text) {
	size_t length = strlen(text);
	bool prefix = length && strncmp(rule->id, text, length) == 0 &&
		      strlen(rule->id + length) == 3 &&
		      strspn(rule->id + length, "0123456789") == 3;
	return prefix || strcmp(rule->id, text) == 0 || strcmp(rule->name, text) == 0;
}

const struct rule *rule_find(const struct rule_list *rules, const char *id_or_name) {
	const struct rule *const *rule;
	vec_each(rule, rules) {
		if (strcmp((*rule)->id, id_or_name) == 0 ||
			strcmp((*rule)->name, id_or_name) == 0) {
			return *rule;
		}
	}
	return NULL;
}
