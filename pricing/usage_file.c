#include "pricing/usage_file.h"

#include "analyzer/base/suggest.h"
#include "pricing/costing.h"

#include <string.h>
#include <strings.h>

#define USAGE_FILE_VERSION "0.1"
#define LARGEST_VALUE 1000000000000000 /* so that growth never leaves a decimal */

/*
 * Keys of Infracost's usage files that no model here asks for, of the types whose copies cost
 * something; they are no misspelling of a key that one does ask for. Source:
 * https://github.com/infracost/infracost/blob/master/infracost-usage-example.yml (read 2026-11).
 */
static const char *const infracost_keys[] = { "monthly_data_processed_gb", "capacity",
	"object_tags", "monthly_intra_region_gb", "monthly_outbound_internet_gb",
	"monthly_rds_snapshot_gb", "monthly_dynamodb_backup_gb", "monthly_select_data_scanned_gb",
	"monthly_select_data_returned_gb", "monthly_standard_select_data_scanned_gb",
	"monthly_standard_select_data_returned_gb", "monthly_bulk_select_data_scanned_gb",
	"monthly_bulk_select_data_returned_gb", "monthly_expedited_select_data_scanned_gb",
	"monthly_expedited_select_data_returned_gb", "monthly_standard_data_retrieval_requests",
	"monthly_expedited_data_retrieval_requests", "monthly_bulk_data_retrieval_requests",
	"monthly_bulk_data_retrieval_gb", "early_delete_gb", "new_connections",
	"active_connections", "rule_evaluations", "monthly_efs_item_restore_requests",
	"monthly_fsx_windows_backup_gb", "monthly_fsx_lustre_backup_gb" };

/*
 * What a value may be beyond a number that is not negative, by the unit of a key or by its name.
 * Sources, read 2026-11: the target of scaling,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html; the size of an
 * item, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html; the
 * duration of a function, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
 */
static const struct limit {
	const char *of;
	int64_t least, most;
	bool is_whole;
	const char *says;
} limits[] = {
	{ "%", 0, 100, false, "is a percentage and at most 100" },
	{ "0 or 1", 0, 1, true, "is 0 or 1" },
	{ "1 or 2", 1, 2, true, "is 1 or 2" },
	{ "hours", 0, 744, false, "is hours of a month and at most 744" },
	{ "rotations", 0, INT64_MAX, true, "is a whole number" },
	{ "jobs", 0, INT64_MAX, true, "is a whole number" },
	{ "target_utilization_percent", 20, 90, false, "is from 20 to 90, as scaling takes it" },
	{ "average_item_size_kb", 0, 400, false, "is KB, and no item has more than 400" },
	{ "average_index_item_size_kb", 0, 400, false, "is KB, and no item has more than 400" },
	{ "request_duration_ms", 0, 900000, false,
		"is milliseconds, and no function runs for more than 900000" },
};

/* Words that Infracost's files have where ours have 0 or 1. */
static const struct word {
	const char *word, *number;
} words[] = { { "aws", "0" }, { "non_aws", "1" } };

/* By enum usage_end. */
static const char *const range_ends[] = { "expected", "low", "high" };
enum { RANGE_ENDS = sizeof(range_ends) / sizeof(*range_ends) };

static bool is_range(const struct node *value) {
	return node_find(value, "low") || node_find(value, "expected") || node_find(value, "high");
}

const char *usage_file_number(
	const struct usage_key *key, const struct node *value, enum usage_end end) {
	const char *text = node_text(is_range(value) ? node_find(value, range_ends[end]) : value);
	for (size_t i = 0; text && i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(key->unit, "0 or 1") == 0 && strcasecmp(words[i].word, text) == 0) {
			return words[i].number;
		}
	}
	return text;
}

/* What a name in a file may be: a key, or near one. */
struct key_search {
	const char *name;
	const struct usage_key *found;
	struct suggestion meant;
};

/* A key "rule_percent.*" stands for any name after its dot. */
static bool is_named(const struct usage_key *key, const char *name) {
	size_t length = strlen(key->name);
	if (length > 2 && strcmp(key->name + length - 2, ".*") == 0) {
		return strncmp(key->name, name, length - 1) == 0 && name[length - 1];
	}
	return strcmp(key->name, name) == 0 || (key->alias && strcmp(key->alias, name) == 0);
}

static void search_key(void *user, const struct usage_key *key) {
	struct key_search *search = user;
	if (is_named(key, search->name)) {
		search->found = key;
	}
	suggest_offer(&search->meant, search->name, key->name);
}

static bool is_infracost_key(const char *name) {
	const char *dot = strchr(name, '.');
	name = dot ? dot + 1 : name;
	for (size_t i = 0; i < sizeof(infracost_keys) / sizeof(*infracost_keys); i++) {
		if (strcmp(infracost_keys[i], name) == 0) {
			return true;
		}
	}
	return false;
}

/* NULL where no model asks for it, which is reported. */
static const struct usage_key *check_key(
	struct ctx *ctx, const struct node *key, const char *name) {
	struct key_search search = { .name = name };
	cost_keys_each(search_key, &search);
	if (search.found) {
		return search.found;
	}
	if (search.meant.best && !is_infracost_key(name)) {
		ctx_error(ctx, node_span(key), "no usage key is called %s; did you mean %s?", name,
			search.meant.best);
	} else {
		ctx_warning(ctx, node_span(key), "no cost model asks for %s", name);
	}
	return NULL;
}

static bool is_within(const struct limit *limit, struct decimal number) {
	struct decimal whole = number;
	return decimal_compare(number, decimal_of(limit->least)) >= 0 &&
	       (limit->most == INT64_MAX ||
		       decimal_compare(number, decimal_of(limit->most)) <= 0) &&
	       (!limit->is_whole ||
		       (decimal_ceiling(number, &whole) && decimal_compare(number, whole) == 0));
}

static void check_limits(struct ctx *ctx, const struct node *value, const char *name,
	const struct usage_key *key, struct decimal number) {
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		const struct limit *limit = &limits[i];
		bool holds = strcmp(limit->of, key->unit) == 0 || strcmp(limit->of, key->name) == 0;
		if (holds && !is_within(limit, number)) {
			ctx_error(ctx, node_span(value), "%s %s", name, limit->says);
			return;
		}
	}
}

/* One number of a value; `key` NULL: no model asks for it. */
static void check_number(
	struct ctx *ctx, const struct node *value, const char *name, const struct usage_key *key) {
	const char *text = key ? usage_file_number(key, value, USAGE_EXPECTED) : node_text(value);
	struct decimal number;
	if (!text || !decimal_parse(text, &number) || decimal_compare(number, decimal_of(0)) < 0) {
		ctx_error(ctx, node_span(value),
			"%s must be a decimal number like 1000 or 0.5, not negative, or a range "
			"{low, expected, high}",
			name);
	} else if (decimal_compare(number, decimal_of(LARGEST_VALUE)) > 0) {
		ctx_error(ctx, node_span(value), "%s is too large to compute with", name);
	} else if (key) {
		check_limits(ctx, value, name, key, number);
	}
}

static bool is_above(const struct node *range, enum usage_end a, enum usage_end b) {
	struct decimal left, right;
	const char *first = node_text(node_find(range, range_ends[a]));
	const char *second = node_text(node_find(range, range_ends[b]));
	return first && second && decimal_parse(first, &left) && decimal_parse(second, &right) &&
	       decimal_compare(left, right) > 0;
}

static void check_range(
	struct ctx *ctx, const struct node *range, const char *name, const struct usage_key *key) {
	size_t errors = ctx->diags->errors;
	for (int end = 0; end < RANGE_ENDS; end++) {
		const struct node *value = node_find(range, range_ends[end]);
		if (value) {
			check_number(ctx, value, name, key);
		}
	}
	if (node_members_count(range) != RANGE_ENDS) {
		ctx_error(ctx, node_span(range), "the range of %s needs low, expected and high",
			name);
	} else if (ctx->diags->errors == errors &&
		   (is_above(range, USAGE_LOW, USAGE_EXPECTED) ||
			   is_above(range, USAGE_EXPECTED, USAGE_HIGH))) {
		ctx_error(
			ctx, node_span(range), "the range of %s must rise from low to high", name);
	}
}

/* A value of an entry under its whole name: "storage_gb", "standard.storage_gb". */
typedef void (*value_visit)(
	void *user, const struct node *key, const char *name, const struct node *value);

static void each_value(
	struct arena *arena, const struct node *entry, value_visit visit, void *user) {
	const struct member *m, *inner;
	member_each(m, entry) {
		if (!node_is_map(m->value) || is_range(m->value) ||
			node_members_count(m->value) == 0) {
			visit(user, m->key, m->key->text, m->value);
			continue;
		}
		member_each(inner, m->value) {
			visit(user, inner->key,
				arena_printf(arena, "%s.%s", m->key->text, inner->key->text),
				inner->value);
		}
	}
}

struct file_check {
	struct ctx *ctx;
	bool has_ranges;
};

static void check_value(
	void *user, const struct node *key, const char *name, const struct node *value) {
	struct file_check *check = user;
	const struct usage_key *known = check_key(check->ctx, key, name);
	if (is_range(value)) {
		check_range(check->ctx, value, name, known);
		check->has_ranges = true;
	} else if (known) {
		check_number(check->ctx, value, name, known);
	}
}

static void check_section(struct file_check *check, const struct node *section) {
	struct ctx *ctx = check->ctx;
	const struct member *m;
	if (section && section->kind != NODE_NULL && !node_is_map(section)) {
		ctx_error(ctx, node_span(section), "a map of names is wanted here, not %s",
			node_kind_name(section));
	}
	member_each(m, section) {
		if (!node_is_map(m->value) && m->value->kind != NODE_NULL) {
			ctx_error(ctx, node_span(m->value), "the usage of %s must be a map",
				m->key->text);
		}
		each_value(ctx->arena, m->value, check_value, check);
	}
}

/* The model of a type, by either of its names; NULL, reported, for a type that none prices. */
static const struct cost_model *find_model(struct ctx *ctx, const struct node *type) {
	struct suggestion meant = { 0 };
	for (const struct cost_model *const *table = cost_models; *table; table++) {
		for (const struct cost_model *model = *table; model->type; model++) {
			if (strcmp(model->type, type->text) == 0 ||
				(model->alias && strcmp(model->alias, type->text) == 0)) {
				return model;
			}
			suggest_offer(&meant, type->text, model->type);
			suggest_offer(&meant, type->text, model->alias ? model->alias : "");
		}
	}
	ctx_warning(ctx, node_span(type), "no cost model prices the type %s%s%s%s", type->text,
		meant.best ? "; did you mean " : "", meant.best ? meant.best : "",
		meant.best ? "?" : "");
	return NULL;
}

static void check_types(struct ctx *ctx, const struct node *section) {
	const struct member *m;
	member_each(m, section) {
		const struct cost_model *model = find_model(ctx, m->key);
		if (model) {
			struct map asked = { 0 };
			usage_file_mark(ctx->arena, m->value, model->keys, &asked);
			usage_file_unasked(ctx, m->value, m->key->text, &asked);
		}
	}
}

static void check_version(struct ctx *ctx, const struct node *version) {
	const char *text = node_text(version);
	if (version && (!text || strcmp(text, USAGE_FILE_VERSION) != 0)) {
		ctx_error(ctx, node_span(version), "the version of a usage file is %s",
			USAGE_FILE_VERSION);
	}
}

static void check_sections(struct ctx *ctx, const struct node *document) {
	static const char *const sections[] = { "version", "resource_usage",
		"resource_type_default_usage" };
	const struct member *m;
	member_each(m, document) {
		bool known = false;
		struct suggestion meant = { 0 };
		for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++) {
			known = known || strcmp(m->key->text, sections[i]) == 0;
			suggest_offer(&meant, m->key->text, sections[i]);
		}
		if (!known) {
			ctx_error(ctx, node_span(m->key), "a usage file has no '%s'%s%s%s",
				m->key->text, meant.best ? "; did you mean '" : "",
				meant.best ? meant.best : "", meant.best ? "'?" : "");
		}
	}
}

bool usage_file_check(struct ctx *ctx, const struct node *document) {
	if (!node_is_map(document)) {
		ctx_error(ctx, node_span(document), "a usage file is a map");
		return false;
	}
	struct file_check check = { .ctx = ctx };
	check_sections(ctx, document);
	check_version(ctx, node_find(document, "version"));
	check_section(&check, node_find(document, "resource_usage"));
	check_section(&check, node_find(document, "resource_type_default_usage"));
	check_types(ctx, node_find(document, "resource_type_default_usage"));
	return check.has_ranges;
}

/* Values by where they stand. */
static const char *place_of(struct arena *arena, const struct node *value) {
	return arena_printf(arena, "%p", (const void *)value);
}

struct marking {
	struct arena *arena;
	const struct usage_key *const *keys;
	struct map *asked;
};

static void mark_value(
	void *user, const struct node *key_node, const char *name, const struct node *value) {
	struct marking *marking = user;
	for (const struct usage_key *const *key = marking->keys; *key; key++) {
		if (is_named(*key, name)) {
			map_set(marking->arena, marking->asked, place_of(marking->arena, key_node),
				value);
			return;
		}
	}
}

void usage_file_mark(struct arena *arena, const struct node *entry,
	const struct usage_key *const *keys, struct map *asked) {
	struct marking marking = { arena, keys, asked };
	each_value(arena, entry, mark_value, &marking);
}

static void note_name(
	void *user, const struct node *key_node, const char *name, const struct node *value) {
	struct marking *marking = user;
	(void)key_node;
	if (is_named(*marking->keys, name)) {
		map_set(marking->arena, marking->asked, name, value);
	}
}

void usage_file_names(struct arena *arena, const struct node *entry, const struct usage_key *key,
	struct map *ret_names) {
	struct marking marking = { arena, &key, ret_names };
	each_value(arena, entry, note_name, &marking);
}

struct unasked {
	struct ctx *ctx;
	const char *type;
	const struct map *asked;
};

static void report_unasked(
	void *user, const struct node *key, const char *name, const struct node *value) {
	struct unasked *unasked = user;
	struct key_search search = { .name = name };
	(void)value;
	cost_keys_each(search_key, &search);
	if (search.found && !map_has(unasked->asked, place_of(unasked->ctx->arena, key))) {
		ctx_warning(unasked->ctx, node_span(key),
			"the cost model of %s does not ask for %s", unasked->type, name);
	}
}

void usage_file_unasked(
	struct ctx *ctx, const struct node *entry, const char *type, const struct map *asked) {
	struct unasked unasked = { ctx, type, asked };
	each_value(ctx->arena, entry, report_unasked, &unasked);
}
