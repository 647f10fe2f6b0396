#include "analyzer/estate/objectives.h"

#include "analyzer/estate/links.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

static const char *const strategy_names[] = {
	[STRATEGY_NONE] = "none",
	[STRATEGY_BACKUP_RESTORE] = "backup-restore",
	[STRATEGY_PILOT_LIGHT] = "pilot-light",
	[STRATEGY_WARM_STANDBY] = "warm-standby",
	[STRATEGY_ACTIVE_ACTIVE] = "active-active",
};

const char *strategy_name(enum strategy strategy) {
	return strategy_names[strategy];
}

bool strategy_parse(const char *text, enum strategy *ret_strategy) {
	for (int i = STRATEGY_NONE; i < STRATEGY_COUNT; i++) {
		if (strcmp(strategy_names[i], text) == 0) {
			*ret_strategy = (enum strategy)i;
			return true;
		}
	}
	return false;
}

bool duration_parse(const char *text, uint32_t *ret_seconds) {
	static const struct {
		const char *suffix;
		uint32_t seconds;
	} units[] = { { "", 1 }, { "s", 1 }, { "m", 60 }, { "h", 3600 }, { "d", 86400 } };
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 9) {
		return false;
	}
	uint64_t number = strtoull(text, NULL, 10);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		uint64_t seconds = number * units[i].seconds;
		if (strcmp(text + digits, units[i].suffix) == 0 && seconds <= UINT32_MAX) {
			*ret_seconds = (uint32_t)seconds;
			return true;
		}
	}
	return false;
}

static void take_target(struct estate *estate, struct recovery_target *target,
	const struct resource *resource, const char *text, uint32_t unit) {
	uint32_t number;
	if (!text || !duration_parse(text, &number) || number > UINT32_MAX / unit ||
		(target->origin && target->seconds <= number * unit)) {
		return;
	}
	target->seconds = number * unit;
	target->origin =
		arena_printf(estate->ctx->arena, "%s %s", resource->type, resource->logical_id);
}

static void declared_by(struct estate *estate, const char *type, const char *path, uint32_t unit,
	struct recovery_target *target) {
	struct eval eval = estate_eval(estate, estate->ctx->arena);
	struct resource *const *resource;
	vec_each(resource, estate_of_type(estate, type)) {
		struct value value = eval_path(&eval, &(*resource)->properties, path);
		take_target(estate, target, *resource, value_text(eval.arena, &value), unit);
	}
}

void objectives_declared(struct estate *estate) {
	static const struct {
		const char *type, *rto, *rpo;
		uint32_t unit; /* seconds in one of the property's */
	} sources[] = {
		{ "AWS::ResilienceHub::ResiliencyPolicy", "Policy.Region.RtoInSecs",
			"Policy.Region.RpoInSecs", 1 },
		{ "AWS::ARCRegionSwitch::Plan", "RecoveryTimeObjectiveMinutes", NULL, 60 },
	};
	struct objectives *objectives = &estate->objectives;
	bool rto_said = objectives->rto.origin, rpo_said = objectives->rpo.origin;
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (!rto_said) {
			declared_by(estate, sources[i].type, sources[i].rto, sources[i].unit,
				&objectives->rto);
		}
		if (!rpo_said && sources[i].rpo) {
			declared_by(estate, sources[i].type, sources[i].rpo, sources[i].unit,
				&objectives->rpo);
		}
	}
}

static bool fits(const char *pattern, const char *text) {
	return text && (strcmp(pattern, text) == 0 ||
			       (strchr(pattern, '*') && fnmatch(pattern, text, FNM_NOESCAPE) == 0));
}

static bool construct_fits(const struct resource *resource, const char *pattern) {
	static const char leaf[] = "/Resource";
	const char *construct = resource_construct(resource);
	if (!construct || fits(pattern, construct)) {
		return construct;
	}
	size_t length = strlen(construct), tail = sizeof(leaf) - 1;
	struct arena *arena = resource->stack->stack.template->arena;
	return length > tail && strcmp(construct + length - tail, leaf) == 0 &&
	       fits(pattern, arena_strndup(arena, construct, length - tail));
}

bool resource_answers_to(const struct resource *resource, const char *pattern) {
	struct arena *arena = resource->stack->stack.template->arena;
	const char *stack = resource->stack->stack.name, *id = resource->logical_id;
	return fits(pattern, id) || fits(pattern, resource->written_id) ||
	       (stack && strchr(pattern, '/') &&
		       fits(pattern, arena_printf(arena, "%s/%s", stack, id))) ||
	       construct_fits(resource, pattern);
}

/* Lists a resource under each name that it answers to. */
static void list_names(struct estate *estate, struct resource *resource) {
	static const char leaf[] = "/Resource";
	struct arena *arena = estate->ctx->arena;
	const char *stack = resource->stack->stack.name, *id = resource->logical_id;
	const char *construct = resource_construct(resource);
	link_index(arena, &estate->answering, resource, "%s", id);
	if (strcmp(resource->written_id, id) != 0) {
		link_index(arena, &estate->answering, resource, "%s", resource->written_id);
	}
	if (stack) {
		link_index(arena, &estate->answering, resource, "%s/%s", stack, id);
	}
	if (construct) {
		link_index(arena, &estate->answering, resource, "%s", construct);
		size_t length = strlen(construct), tail = sizeof(leaf) - 1;
		if (length > tail && strcmp(construct + length - tail, leaf) == 0) {
			link_index(arena, &estate->answering, resource, "%.*s",
				(int)(length - tail), construct);
		}
	}
}

const struct resource_list *estate_answering(struct estate *estate, const char *name) {
	static const struct resource_list none = { 0 };
	if (strchr(name, '*')) {
		return &estate->resources;
	}
	if (estate->answering.count == 0) {
		struct resource *const *resource;
		vec_each(resource, &estate->resources) {
			list_names(estate, *resource);
		}
	}
	const struct resource_list *list = map_find(&estate->answering, name);
	return list ? list : &none;
}

/* Tags are a list of {Key, Value} or, for some types, a map. */
static bool has_tag(
	struct eval *eval, const struct resource *resource, const char *key, const char *wanted) {
	struct value tags = eval_path(eval, &resource->properties, "Tags");
	if (tags.kind == VALUE_MAP) {
		struct value value = eval_member(eval, &tags, key);
		const char *text = value_text(eval->arena, &value);
		return text && fits(wanted, text);
	}
	for (size_t i = 0; tags.kind == VALUE_LIST && i < tags.count; i++) {
		struct value name = eval_member(eval, &tags.items[i], "Key");
		struct value value = eval_member(eval, &tags.items[i], "Value");
		const char *name_text = value_text(eval->arena, &name);
		const char *text = value_text(eval->arena, &value);
		if (name_text && text && strcmp(name_text, key) == 0 && fits(wanted, text)) {
			return true;
		}
	}
	return false;
}

static bool is_in_tier(
	struct eval *eval, const struct workload_tier *tier, const struct resource *resource) {
	if (tier->type && strcmp(tier->type, resource->type) != 0) {
		return false;
	}
	if (tier->path && !construct_fits(resource, tier->path)) {
		return false;
	}
	if (tier->name && !resource_answers_to(resource, tier->name) &&
		!fits(tier->name, resource_physical_name(eval, resource))) {
		return false;
	}
	return !tier->tag || has_tag(eval, resource, tier->tag, tier->tag_value);
}

enum strategy objectives_strategy(
	struct estate *estate, struct eval *eval, const struct resource *resource) {
	const struct workload_tier *tier;
	vec_each(tier, &estate->objectives.tiers) {
		if (is_in_tier(eval, tier, resource)) {
			return tier->strategy;
		}
	}
	return estate->objectives.strategy;
}
