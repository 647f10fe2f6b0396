#include "analyzer/report/rule_json.h"

#include "analyzer/doc/json_write.h"

static void put_texts(struct json *parent, const char *key, const char *const *texts) {
	struct json *list = json_add_list(parent, key);
	for (; *texts; texts++) {
		json_add_text(list, NULL, *texts);
	}
}

static void put_needs(struct json *json, const struct rule *rule) {
	struct json *needs = json_add_list(json, "needs");
	for (const struct need_kind *kind = need_kinds; kind->name; kind++) {
		if (rule->needs & kind->bit) {
			json_add_text(needs, NULL, kind->name);
		}
	}
}

/* The severity under each strategy that asks for recovery. */
static void put_strategies(struct json *json, const struct rule *rule) {
	struct json *strategies = json_add_object(json, "strategies");
	for (int i = STRATEGY_BACKUP_RESTORE; i < STRATEGY_COUNT; i++) {
		int weight = rule->weights[i];
		json_add_text(strategies, strategy_name((enum strategy)i),
			weight == WEIGHTLESS ? "none" : severity_name((enum severity)weight));
	}
}

static void put_effect(struct json *json, const char *key, const char *without, const char *with) {
	if (without || with) {
		struct json *effect = json_add_object(json, key);
		json_add_text(effect, "without", without);
		json_add_text(effect, "with", with);
	}
}

static void put_sources(struct json *json, const struct rule *rule) {
	struct json *references = json_add_list(json, "references");
	for (size_t i = 0; i < rule->reference_count; i++) {
		struct json *reference = json_add_object(references, NULL);
		json_add_text(reference, "title", rule->references[i].title);
		json_add_text(reference, "url", rule->references[i].url);
		json_add_text(reference, "read", rule->references[i].read);
	}
}

/* The ids alone, then what is said of some of them. */
static void put_mappings(struct json *json, const struct rule *rule) {
	struct json *maps = json_add_object(json, "maps");
	struct json *editions = json_add_object(json, "editions");
	struct json *differences = json_add_list(json, "differences");
	for (size_t i = 0; i < rule->mapping_count; i++) {
		const char *standard = rule->mappings[i].standard;
		json_add_text(editions, standard, standard_edition(standard));
		struct json *ids = json_add_list(maps, standard);
		const struct peer_check *check = rule->mappings[i].checks;
		for (; check->id; check++) {
			json_add_text(ids, NULL, check->id);
			if (check->differs) {
				struct json *difference = json_add_object(differences, NULL);
				json_add_text(difference, "standard", standard);
				json_add_text(difference, "id", check->id);
				json_add_text(difference, "differs", check->differs);
				json_add_bool(difference, "suppresses", !check->apart);
			}
		}
	}
}

static void put_remedy(struct json *remedy, const struct rule *rule) {
	const struct billing *billing = rule->billing;
	json_add_text(remedy, "text", rule->remedy_text);
	json_add_text(remedy, "snippet", rule->remedy_snippet);
	if (billing->prices) {
		put_texts(remedy, "price", billing->prices);
	}
	if (billing->free) {
		struct json *free = json_add_object(remedy, "free");
		json_add_text(free, "url", billing->free_url);
		json_add_text(free, "read", billing->free_read);
		json_add_text(free, "note", billing->free_note);
	}
	json_add_text(remedy, "unpriced", billing->unpriced);
	if (billing->counted_with) {
		put_texts(remedy, "counted_with", billing->counted_with);
	}
}

static void put_rule(struct json *json, const struct rule *rule) {
	json_add_text(json, "id", rule->id);
	json_add_text(json, "name", rule->name);
	json_add_text(json, "title", rule->title);
	json_add_text(json, "severity", severity_name(rule->severity));
	json_add_text(json, "category", rule->category);
	json_add_text(json, "file", rule->file);
	if (rule->once) {
		json_add_bool(json, "once", true);
	}
	put_needs(json, rule);
	put_strategies(json, rule);
	if (rule->fault) {
		json_add_text(json, "suppressions", fault_name(rule->fault));
	} else {
		put_texts(json, "resources", rule->resources);
	}
	json_add_text(json, "why", rule->why);
	put_remedy(json_add_object(json, "remedy"), rule);
	put_effect(json, "rpo", rule->rpo_without, rule->rpo_with);
	put_effect(json, "rto", rule->rto_without, rule->rto_with);
	put_sources(json, rule);
	put_mappings(json, rule);
}

void rule_json(const struct results *results, struct buf *out) {
	struct json *root = json_object(results->ctx);
	if (!root) {
		return;
	}
	json_add_text(root, "schema", "drlint.rules/1");
	struct json *list = json_add_list(root, "rules");
	const struct rule *const *rule;
	vec_each(rule, results->rules) {
		put_rule(json_add_object(list, NULL), *rule);
	}
	buf_puts(out, json_print(out->arena, root, false));
}
