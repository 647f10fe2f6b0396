#include "analyzer/cfn/arn.h"
#include "rules/graph.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- schedule_within_rpo --- */

#define HOUR 3600L
#define DAY (24 * HOUR)

/* A whole number, or -1. */
static long whole(const char *text) {
	char *end;
	long number = strtol(text, &end, 10);
	return *text && !*end && number >= 0 ? number : -1;
}

/* The longest time between two of a comma-separated list of values that come round. */
static long longest_gap(struct arena *arena, const char *field, long round) {
	struct VEC(long) times = { 0 };
	char *copy = arena_strdup(arena, field);
	for (char *rest = NULL, *item = strtok_r(copy, ",", &rest); item;
		item = strtok_r(NULL, ",", &rest)) {
		long time = whole(item);
		if (time < 0 || (times.count && time <= times.items[times.count - 1])) {
			return -1;
		}
		vec_push(arena, &times, time);
	}
	if (times.count == 0) {
		return -1;
	}
	long longest = round - times.items[times.count - 1] + times.items[0];
	for (size_t i = 1; i < times.count; i++) {
		long gap = times.items[i] - times.items[i - 1];
		longest = gap > longest ? gap : longest;
	}
	return longest;
}

static bool is_any(const char *field) {
	return strcmp(field, "*") == 0 || strcmp(field, "?") == 0;
}

/* Every so many hours: "0/4", or a list of hours. */
static long hours_between(struct arena *arena, const char *field) {
	if (is_any(field)) {
		return HOUR;
	}
	const char *slash = strchr(field, '/');
	long step = slash ? whole(slash + 1) : -1;
	if (slash && (step < 1 || step > 24)) {
		return -1;
	}
	long gap = slash ? step : longest_gap(arena, field, 24);
	return gap < 0 ? -1 : gap * HOUR;
}

/* The number of a weekday, from Sunday's 1; -1 for what is none. */
static long weekday(const char *text) {
	static const char *const names[] = { "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT" };
	for (long i = 0; i < 7; i++) {
		if (strncasecmp(text, names[i], 3) == 0 && strlen(text) == 3) {
			return i + 1;
		}
	}
	long number = whole(text);
	return number >= 1 && number <= 7 ? number : -1;
}

/* One weekday, a list of some, or a range: "MON-FRI". */
static long weekdays_between(struct arena *arena, const char *field) {
	bool runs[8] = { false };
	char *copy = arena_strdup(arena, field);
	for (char *rest = NULL, *item = strtok_r(copy, ",", &rest); item;
		item = strtok_r(NULL, ",", &rest)) {
		char *dash = strchr(item, '-');
		if (dash) {
			*dash = '\0';
		}
		long first = weekday(item), last = dash ? weekday(dash + 1) : first;
		if (first < 0 || last < first) {
			return -1;
		}
		for (long day = first; day <= last; day++) {
			runs[day] = true;
		}
	}
	long longest = 0, since = 0;
	for (long day = 0; day < 14; day++) {
		since++;
		if (runs[day % 7 + 1]) {
			longest = since > longest && day >= 7 ? since : longest;
			since = 0;
		}
	}
	return longest * DAY;
}

/*
 * The longest time between two runs of "cron(minutes hours day month weekday year)", or -1 where it
 * is not told here. Source:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html (read 2026-11).
 */
static long cron_gap(struct arena *arena, const char *text) {
	const char *fields[6] = { 0 };
	char *copy = arena_strndup(arena, text, strcspn(text, ")"));
	size_t count = 0;
	for (char *rest = NULL, *field = strtok_r(copy, " ", &rest); field && count < 6;
		field = strtok_r(NULL, " ", &rest)) {
		fields[count++] = field;
	}
	if (count != 6 || whole(fields[0]) < 0 || !is_any(fields[3]) || !is_any(fields[5])) {
		return -1;
	}
	if (is_any(fields[2]) && is_any(fields[4])) {
		return hours_between(arena, fields[1]);
	}
	if (whole(fields[2]) > 0 && is_any(fields[4])) {
		return 31 * DAY;
	}
	bool at_one_time = whole(fields[1]) >= 0;
	return is_any(fields[2]) && at_one_time ? weekdays_between(arena, fields[4]) : -1;
}

/* "rate(12 hours)" */
static long rate_gap(const char *text) {
	char *end;
	long number = strtol(text, &end, 10);
	static const struct {
		const char *unit;
		long seconds;
	} units[] = { { " minute", 60 }, { " hour", HOUR }, { " day", DAY } };
	for (size_t i = 0; number > 0 && i < sizeof(units) / sizeof(units[0]); i++) {
		if (strncmp(end, units[i].unit, strlen(units[i].unit)) == 0) {
			return number * units[i].seconds;
		}
	}
	return -1;
}

/* Without a schedule a rule runs daily. */
static long rule_gap(struct judge *judge, const struct value *rule) {
	struct value schedule = eval_member(judge->eval, rule, "ScheduleExpression");
	const char *text = value_text(judge->eval->arena, &schedule);
	if (schedule.kind == VALUE_ABSENT) {
		return DAY;
	}
	if (text && strncmp(text, "cron(", 5) == 0) {
		return cron_gap(judge->eval->arena, text + 5);
	}
	return text && strncmp(text, "rate(", 5) == 0 ? rate_gap(text + 5) : -1;
}

static enum truth evaluate_schedule_within_rpo(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct recovery_target *rpo = &judge->estate->objectives.rpo;
	const char *pointer;
	struct value rules = judge_property(judge, "BackupPlan.BackupPlanRule", &pointer);
	enum truth result = rules.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	long shortest = -1;
	for (size_t i = 0; rules.kind == VALUE_LIST && i < rules.count; i++) {
		long gap = rule_gap(judge, &rules.items[i]);
		enum truth within = gap < 0 ? UNKNOWN : truth_of(gap <= (long)rpo->seconds);
		result = truth_or(result, within);
		shortest = gap >= 0 && (shortest < 0 || gap < shortest) ? gap : shortest;
	}
	result = rpo->origin ? result : YES;
	judge_blame(judge, result, &rules, pointer,
		result == UNKNOWN ? "the schedule of one of its rules is not known" : NULL);
	judge_fact(judge, "gap", arena_printf(judge->eval->arena, "%ld h", shortest / HOUR));
	judge_fact(judge, "target", arena_printf(judge->eval->arena, "%u s", rpo->seconds));
	return result;
}

/* --- kept_as_long_as_source, sound_lifecycle --- */

/* A number of days; ABSENT is for ever, -1 not known. */
static long days(struct judge *judge, const struct value *map, const char *path, long missing) {
	struct value value = eval_path(judge->eval, map, path);
	const char *text = value_text(judge->eval->arena, &value);
	return value.kind == VALUE_ABSENT ? missing : text ? whole(text) : -1;
}

#define FOR_EVER 1000000L

/* A copy without a lifecycle takes that of the rule. */
static enum truth copy_is_kept(struct judge *judge, const struct value *copy, long wanted) {
	if (copy->kind == VALUE_UNKNOWN) {
		return UNKNOWN;
	}
	struct value lifecycle = eval_member(judge->eval, copy, "Lifecycle");
	if (lifecycle.kind == VALUE_ABSENT) {
		return YES;
	}
	long found = days(judge, copy, "Lifecycle.DeleteAfterDays", FOR_EVER);
	return found < 0 || wanted < 0 ? UNKNOWN : truth_of(found >= wanted);
}

static enum truth evaluate_kept_as_long_as_source(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value copies = judge_property(judge, "CopyActions", &pointer);
	long wanted = days(judge, &judge->subject.value, "Lifecycle.DeleteAfterDays", FOR_EVER);
	enum truth result = copies.kind == VALUE_UNKNOWN ? UNKNOWN : YES;
	for (size_t i = 0; copies.kind == VALUE_LIST && i < copies.count; i++) {
		result = truth_and(result, copy_is_kept(judge, &copies.items[i], wanted));
	}
	return judge_blame(judge, result, &copies, pointer,
		result == UNKNOWN ? "how long it or its copies are kept is not known" : NULL);
}

/* What goes to cold storage has to stay there for 90 days. */
static enum truth lifecycle_is_sound(struct judge *judge, const struct value *owner) {
	long cold = days(judge, owner, "Lifecycle.MoveToColdStorageAfterDays", FOR_EVER);
	long end = days(judge, owner, "Lifecycle.DeleteAfterDays", FOR_EVER);
	if (cold == FOR_EVER || end == FOR_EVER) {
		return YES;
	}
	return cold < 0 || end < 0 ? UNKNOWN : truth_of(end >= cold + 90);
}

static enum truth evaluate_sound_lifecycle(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value copies = judge_property(judge, "CopyActions", &pointer);
	enum truth result = lifecycle_is_sound(judge, &judge->subject.value);
	for (size_t i = 0; copies.kind == VALUE_LIST && i < copies.count; i++) {
		result = truth_and(result, lifecycle_is_sound(judge, &copies.items[i]));
	}
	return judge_blame(
		judge, result, NULL, NULL, result == UNKNOWN ? "its lifecycle is not known" : NULL);
}

/* --- copies_to_known_vault --- */

/* Says whether a vault of the region has a name that is not known, which may be any. */
static bool has_nameless_vault(struct judge *judge, const char *region) {
	static const char *const types[] = { "AWS::Backup::BackupVault",
		"AWS::Backup::LogicallyAirGappedBackupVault" };
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct resource *const *vault;
		vec_each(vault, estate_of_type(judge->estate, types[i])) {
			const char *own = resource_region(*vault);
			if (!resource_physical_name(judge->eval, *vault) &&
				(!own || strcmp(own, region) == 0)) {
				return true;
			}
		}
	}
	return false;
}

static enum truth evaluate_copies_to_known_vault(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer, *own = judge->resource->stack->stack.environment.account;
	struct value value = judge_property(judge, "DestinationBackupVaultArn", &pointer);
	const struct resource *vault =
		estate_target(judge->estate, judge->eval, &value, "AWS::Backup::BackupVault");
	if (vault) {
		return judge_blame(judge, YES, &value, pointer, NULL);
	}
	struct arn arn;
	bool parsed = value.kind == VALUE_TEXT && arn_parse(judge->eval->arena, &value, &arn);
	const char *region = parsed ? value_text(judge->eval->arena, &arn.region) : NULL;
	const char *account = parsed ? value_text(judge->eval->arena, &arn.account) : NULL;
	const char *name = parsed ? value_text(judge->eval->arena, &arn.resource) : NULL;
	if (!region || !name) {
		return judge_blame(
			judge, UNKNOWN, &value, pointer, "%s", judge_reason(judge, &value));
	}
	bool own_account = own && account ? strcmp(own, account) == 0
					  : arn_says_own(judge, value.node, "AWS::AccountId");
	bool here = own_account && judge->estate->complete &&
		    estate_has_region(judge->estate, region) &&
		    strcmp(name, "backup-vault:Default") != 0 && !has_nameless_vault(judge, region);
	return judge_blame(judge, here ? NO : UNKNOWN, &value, pointer, here ? NULL : "%s",
		"the vault may stand in a stack or account that was not given");
}

/* --- failed_jobs_are_told --- */

/* Says whether a list of events or of their sources names this one. */
static enum truth names_event(const struct value *events, const char *event) {
	enum truth result = events->kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	for (size_t i = 0; events->kind == VALUE_LIST && i < events->count; i++) {
		result = truth_or(result, judge_text_equals(&events->items[i], event));
	}
	return result;
}

/* A backup job's completion is told whether it went well or not. */
static enum truth vault_tells(struct judge *judge) {
	const char *pointer;
	struct value events = judge_property(judge, "Notifications.BackupVaultEvents", &pointer);
	enum truth backup = truth_or(names_event(&events, "BACKUP_JOB_FAILED"),
		names_event(&events, "BACKUP_JOB_COMPLETED"));
	return truth_and(backup, names_event(&events, "COPY_JOB_FAILED"));
}

static enum truth rule_tells(struct judge *judge, const struct resource *rule) {
	struct value pattern = eval_member(judge->eval, &rule->properties, "EventPattern");
	struct value sources = eval_member(judge->eval, &pattern, "source");
	const char *reason;
	enum truth exists = eval_exists(judge->eval, &rule->stack->stack, rule->node, &reason);
	struct value state = eval_member(judge->eval, &rule->properties, "State");
	enum truth off = state.kind == VALUE_ABSENT ? NO : judge_text_equals(&state, "DISABLED");
	return truth_and(truth_and(exists, truth_not(off)), names_event(&sources, "aws.backup"));
}

static enum truth evaluate_failed_jobs_are_told(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = vault_tells(judge);
	struct resource *const *rule;
	vec_each(rule, estate_of_type(judge->estate, "AWS::Events::Rule")) {
		result = truth_or(result, rule_tells(judge, *rule));
	}
	if (result == NO && !judge->estate->complete) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"a rule for its events may stand in a stack that was not given");
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "which events are told is not known" : NULL);
}

/* --- estate_has --- */

/* Says whether the resource exists, and has something at the path (NULL: whatever it has). */
static enum truth is_there(struct judge *judge, const struct resource *resource, const char *path) {
	const char *reason;
	enum truth exists =
		eval_exists(judge->eval, &resource->stack->stack, resource->node, &reason);
	if (!path) {
		return exists;
	}
	struct value found = eval_path(judge->eval, &resource->properties, path);
	return truth_and(exists,
		found.kind == VALUE_UNKNOWN ? UNKNOWN : truth_of(found.kind != VALUE_ABSENT));
}

static enum truth evaluate_estate_has(struct judge *judge, const struct assertion *assertion) {
	const char *type = node_text(node_find(assertion->arguments, "type"));
	const char *path = node_text(node_find(assertion->arguments, "with"));
	enum truth result = NO;
	struct resource *const *resource;
	vec_each(resource, estate_of_type(judge->estate, type)) {
		result = truth_or(result, is_there(judge, *resource, path));
	}
	if (result == NO && !judge->estate->complete) {
		return judge_blame(
			judge, UNKNOWN, NULL, NULL, "it may stand in a stack that was not given");
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "the condition of what would do is not known" : NULL);
}

static void check_type(struct ctx *ctx, const struct node *arguments) {
	if (!node_text(node_find(arguments, "type"))) {
		ctx_error(ctx, node_span(arguments), "estate_has takes a type");
	}
}

const struct word backup_words[] = {
	{ "schedule_within_rpo",
		"a rule of the plan runs at least as often as the recovery point objective asks",
		"", "gap target", evaluate_schedule_within_rpo, NULL, PARTS_NONE },
	{ "kept_as_long_as_source", "the rule's copies are kept as long as what they are of", "",
		"", evaluate_kept_as_long_as_source, NULL, PARTS_NONE },
	{ "sound_lifecycle",
		"what the rule and its copies move to cold storage stays there for 90 days", "", "",
		evaluate_sound_lifecycle, NULL, PARTS_NONE },
	{ "copies_to_known_vault", "the vault that the copy goes to stands in one of the stacks",
		"", "", evaluate_copies_to_known_vault, NULL, PARTS_NONE },
	{ "failed_jobs_are_told",
		"somebody is told of backup and copy jobs that fail: by the vault, or by a rule "
		"for "
		"the events of AWS Backup",
		"", "", evaluate_failed_jobs_are_told, NULL, PARTS_NONE },
	{ "estate_has",
		"a resource of the type, `with` a property at a path, stands in one of the stacks",
		"type with", "", evaluate_estate_has, check_type, PARTS_NONE },
	{ 0 },
};
