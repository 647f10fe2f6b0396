#include "analyzer/cli/config.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/base/buf.h"
#include "analyzer/base/file.h"
#include "analyzer/base/suggest.h"
#include "analyzer/doc/load.h"
#include "pricing/decimal.h"

#define AT(member) offsetof(struct config, member)
#define IN_STACK(member) offsetof(struct stack_request, member)

/* A key of the configuration: how its value is read, and where in the struct it goes. */
struct key {
	const char *name;
	void (*read)(struct ctx *ctx, const struct config *config, const struct node *value,
		void *target);
	size_t offset;
	const struct key *inside; /* the keys of the map that is its value */
};

static const char *text_of(struct ctx *ctx, const struct node *value) {
	const char *text = node_text(value);
	if (!text || !*text) {
		ctx_error(ctx, node_span(value), "a text is wanted here, not %s",
			text ? "an empty one" : node_kind_name(value));
		return NULL;
	}
	return text;
}

static const char *region_of(struct ctx *ctx, const struct node *value) {
	const char *region = text_of(ctx, value);
	if (!region || region_is_known(region)) {
		return region;
	}
	const char *meant = region_suggestion(region);
	ctx_error(ctx, node_span(value), "no AWS region is called '%s'%s%s%s", region,
		meant ? "; did you mean '" : "", meant ? meant : "", meant ? "'?" : "");
	return NULL;
}

static void read_text(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	(void)config;
	*(const char **)target = text_of(ctx, value);
}

static void read_region(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	(void)config;
	*(const char **)target = region_of(ctx, value);
}

static void read_account(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	const char *account = text_of(ctx, value);
	(void)config;
	if (account && (strlen(account) != 12 || strspn(account, "0123456789") != 12)) {
		ctx_error(ctx, node_span(value), "'%s' is not an account id of 12 digits", account);
		return;
	}
	*(const char **)target = account;
}

static void read_path(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	const char *path = text_of(ctx, value);
	*(const char **)target = path ? file_join(ctx->arena, config->directory, path) : NULL;
}

static void read_level(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	const char *level = text_of(ctx, value);
	(void)config;
	if (level && strcmp(level, "error") != 0 && strcmp(level, "warning") != 0 &&
		strcmp(level, "info") != 0 && strcmp(level, "never") != 0) {
		ctx_error(ctx, node_span(value), "'%s' is not one of error, warning, info, never",
			level);
		return;
	}
	*(const char **)target = level;
}

/* Calls `each` on the items of a list, or on a lone scalar, which stands for a list of one. */
static void read_items(struct ctx *ctx, const struct node *value, struct text_list *target,
	const char *(*each)(struct ctx *ctx, const struct node *item)) {
	if (node_is_scalar(value)) {
		const char *text = each(ctx, value);
		if (text) {
			vec_push(ctx->arena, target, text);
		}
		return;
	}
	if (!node_is_list(value)) {
		ctx_error(ctx, node_span(value), "a list is wanted here, not %s",
			node_kind_name(value));
		return;
	}
	struct node **item;
	node_each(item, value) {
		const char *text = each(ctx, *item);
		if (text) {
			vec_push(ctx->arena, target, text);
		}
	}
}

static void read_texts(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	(void)config;
	read_items(ctx, value, target, text_of);
}

static void read_regions(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	(void)config;
	read_items(ctx, value, target, region_of);
}

static void read_paths(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	struct text_list *paths = target;
	read_items(ctx, value, paths, text_of);
	for (size_t i = 0; i < paths->count; i++) {
		paths->items[i] = file_join(ctx->arena, config->directory, paths->items[i]);
	}
}

static void read_severities(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	(void)config;
	if (!node_is_map(value)) {
		ctx_error(ctx, node_span(value),
			"a map of rules to severities is wanted here, not %s",
			node_kind_name(value));
		return;
	}
	const struct member *member;
	member_each(member, value) {
		enum severity severity;
		const char *text = text_of(ctx, member->value);
		if (text && severity_parse(text, &severity)) {
			map_set(ctx->arena, target, node_text(member->key), text);
		} else if (text) {
			ctx_error(ctx, node_span(member->value),
				"'%s' is not one of error, warning, info", text);
		}
	}
}

static void read_map(struct ctx *ctx, const struct config *config, const struct key *keys,
	const struct node *map, void *base);

static void read_stacks(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target);

static void read_tiers(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target);

static void read_strategy(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	const char *text = text_of(ctx, value);
	(void)config;
	if (text && !strategy_parse(text, target)) {
		ctx_error(ctx, node_span(value),
			"'%s' is not one of none, backup-restore, pilot-light, warm-standby, "
			"active-active",
			text);
	}
}

static void read_target(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	struct recovery_target *objective = target;
	const char *text = text_of(ctx, value);
	(void)config;
	if (text && !duration_parse(text, &objective->seconds)) {
		ctx_error(ctx, node_span(value), "'%s' is not a time: 30s, 15m, 4h, 1d", text);
	} else if (text) {
		objective->origin = value->source->name;
	}
}

static void read_suppressions(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	(void)config;
	if (!node_is_list(value)) {
		ctx_error(ctx, node_span(value), "a list of suppressions is wanted here, not %s",
			node_kind_name(value));
		return;
	}
	const struct suppression like = { .by = BY_CONFIGURATION };
	struct node **item;
	node_each(item, value) {
		suppression_read(ctx, *item, &like, target);
	}
}

static void read_inline(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	(void)config;
	inline_ban_read(ctx, value, target);
}

/* {KEY: VALUE}; the value may be a pattern. */
static void read_tag(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	struct workload_tier *tier = target;
	(void)config;
	if (!node_is_map(value) || value->count != 1) {
		ctx_error(ctx, node_span(value), "a tag is a map of one key to its value");
		return;
	}
	const struct member *tag = node_members_begin(value);
	tier->tag = tag->key->text;
	tier->tag_value = text_of(ctx, tag->value);
}

static void read_amount(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	(void)config;
	const char *text = node_text(value);
	struct decimal amount;
	if (text && decimal_parse(text, &amount) && decimal_compare(amount, decimal_of(0)) >= 0) {
		*(const char **)target = text;
	} else {
		ctx_error(ctx, node_span(value), "an amount of money a month is wanted here");
	}
}

static const struct key region_keys[] = {
	{ "primary", read_region, AT(primary), NULL },
	{ "dr", read_regions, AT(dr), NULL },
	{ 0 },
};

static const struct key rule_keys[] = {
	{ "select", read_texts, AT(select), NULL },
	{ "ignore", read_texts, AT(ignore), NULL },
	{ "severity", read_severities, AT(severity), NULL },
	{ "paths", read_paths, AT(rule_paths), NULL },
	{ 0 },
};

static const struct key stack_keys[] = {
	{ "template", read_path, IN_STACK(template), NULL },
	{ "regions", read_regions, IN_STACK(regions), NULL },
	{ "parameters", read_path, IN_STACK(parameters), NULL },
	{ "account", read_account, IN_STACK(account), NULL },
	{ "name", read_text, IN_STACK(name), NULL },
	{ 0 },
};

static const struct key target_keys[] = {
	{ "rto", read_target, AT(objectives.rto), NULL },
	{ "rpo", read_target, AT(objectives.rpo), NULL },
	{ 0 },
};

static const struct key match_keys[] = {
	{ "tag", read_tag, 0, NULL },
	{ "name", read_text, offsetof(struct workload_tier, name), NULL },
	{ "path", read_text, offsetof(struct workload_tier, path), NULL },
	{ "type", read_text, offsetof(struct workload_tier, type), NULL },
	{ 0 },
};

static const struct key tier_keys[] = {
	{ "match", NULL, 0, match_keys },
	{ "strategy", read_strategy, offsetof(struct workload_tier, strategy), NULL },
	{ 0 },
};

static const struct key budget_keys[] = {
	{ "monthly", read_amount, AT(max_monthly), NULL },
	{ "monthly_increase", read_amount, AT(max_increase), NULL },
	{ 0 },
};

static const struct key root_keys[] = {
	{ "regions", NULL, 0, region_keys },
	{ "strategy", read_strategy, AT(objectives.strategy), NULL },
	{ "targets", NULL, 0, target_keys },
	{ "tiers", read_tiers, AT(objectives.tiers), NULL },
	{ "stacks", read_stacks, AT(stacks), NULL },
	{ "rules", NULL, 0, rule_keys },
	{ "suppress", read_suppressions, AT(suppress), NULL },
	{ "inline_suppressions", read_inline, AT(inline_ban), NULL },
	{ "usage", read_path, AT(usage), NULL },
	{ "budget", NULL, 0, budget_keys },
	{ "fail_on", read_level, AT(fail_on), NULL },
	{ 0 },
};

static void unknown_key(struct ctx *ctx, const struct key *keys, const struct node *name) {
	struct suggestion meant = { 0 };
	struct buf all = buf_new(ctx->arena);
	for (const struct key *key = keys; key->name; key++) {
		suggest_offer(&meant, node_text(name), key->name);
		buf_printf(&all, "%s%s", key == keys ? "" : ", ", key->name);
	}
	if (meant.best) {
		ctx_error(ctx, node_span(name), "no key is called '%s' here; did you mean '%s'?",
			node_text(name), meant.best);
	} else {
		ctx_error(ctx, node_span(name), "no key is called '%s' here; there are %s",
			node_text(name), all.bytes);
	}
}

static void read_map(struct ctx *ctx, const struct config *config, const struct key *keys,
	const struct node *map, void *base) {
	if (!node_is_map(map)) {
		ctx_error(ctx, node_span(map), "a map is wanted here, not %s", node_kind_name(map));
		return;
	}
	const struct member *member;
	member_each(member, map) {
		const struct key *key = keys;
		while (key->name && strcmp(key->name, node_text(member->key)) != 0) {
			key++;
		}
		if (!key->name) {
			unknown_key(ctx, keys, member->key);
		} else if (key->inside) {
			read_map(ctx, config, key->inside, member->value, base);
		} else {
			key->read(ctx, config, member->value, (char *)base + key->offset);
		}
	}
}

static void read_stacks(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	struct stack_requests *requests = target;
	if (!node_is_list(value)) {
		ctx_error(ctx, node_span(value), "a list of stacks is wanted here, not %s",
			node_kind_name(value));
		return;
	}
	struct node **item;
	node_each(item, value) {
		struct stack_request request = { .origin = *item };
		size_t errors = ctx->diags->errors;
		read_map(ctx, config, stack_keys, *item, &request);
		if (ctx->diags->errors == errors && !request.template) {
			ctx_error(ctx, node_span(*item), "a stack needs a template");
		}
		if (ctx->diags->errors == errors && request.regions.count == 0) {
			ctx_error(ctx, node_span(*item), "a stack needs regions");
		}
		if (ctx->diags->errors == errors) {
			vec_push(ctx->arena, requests, request);
		}
	}
}

static void read_tiers(
	struct ctx *ctx, const struct config *config, const struct node *value, void *target) {
	struct objectives *objectives =
		(struct objectives *)((char *)target - offsetof(struct objectives, tiers));
	if (!node_is_list(value)) {
		ctx_error(ctx, node_span(value), "a list of tiers is wanted here, not %s",
			node_kind_name(value));
		return;
	}
	struct node **item;
	node_each(item, value) {
		struct workload_tier tier = { 0 };
		size_t errors = ctx->diags->errors;
		read_map(ctx, config, tier_keys, *item, &tier);
		bool matches = tier.tag || tier.name || tier.path || tier.type;
		if (ctx->diags->errors == errors && (!matches || !tier.strategy)) {
			ctx_error(ctx, node_span(*item),
				"a tier needs what it matches (tag, name, path or type) and a "
				"strategy");
		} else if (ctx->diags->errors == errors) {
			vec_push(ctx->arena, &objectives->tiers, tier);
		}
	}
}

void config_read(struct ctx *ctx, const struct node *root, const char *directory,
	struct config *ret_config) {
	ret_config->directory = directory;
	if (root->kind != NODE_NULL) {
		read_map(ctx, ret_config, root_keys, root, ret_config);
	}
}

/* The nearest .drlint.yaml, in the working folder or above it; named relative to it. */
static const char *find_upward(struct arena *arena) {
	char folder[4096];
	if (!getcwd(folder, sizeof(folder))) {
		return NULL;
	}
	const char *path = ".drlint.yaml";
	for (const char *slash = folder; slash; slash = strchr(slash + 1, '/')) {
		if (file_exists(path)) {
			return path;
		}
		path = arena_printf(arena, "../%s", path);
	}
	return NULL;
}

static const char *find_personal(struct arena *arena) {
	const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	if (base && *base) {
		base = file_join(arena, base, "drlint/drlint.yaml");
	} else if (home && *home) {
		base = file_join(arena, home, ".config/drlint/drlint.yaml");
	}
	return base && *base && file_exists(base) ? base : NULL;
}

void config_load(struct ctx *ctx, const struct options *options, struct config *ret_config) {
	const char *path = options->config;
	if (!path && options->isolated) {
		return;
	}
	if (!path) {
		path = find_upward(ctx->arena);
	}
	if (!path) {
		path = find_personal(ctx->arena);
	}
	if (!path) {
		return;
	}
	ret_config->path = path;
	const struct node *root = doc_load_own(ctx, path);
	if (root) {
		config_read(ctx, root, file_directory(ctx->arena, path), ret_config);
	}
}
