#include "rules/graph.h"

#include <math.h>
#include <string.h>

/*
 * Whether a component can be recovered within the objectives. AWS publishes bounds for little of
 * this; where it does not, a figure is what it calls typical or an assumption of ours, and decides
 * only when the objective lies outside of its range.
 */

#define MINUTE 60.0
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* What recovery takes or loses, in seconds. */
struct estimate {
	double low, high;
	bool promised; /* `high` is a bound that AWS or a schedule gives */
	const char *what;
};

/*
 * Typically within a second, without a promise. Source:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 * (read 2026-11).
 */
static const struct estimate eventual = { 1, 3, false,
	"replication typically lags by a second or so" };
static const struct estimate strong = { 0, 0, true, "strong consistency loses nothing" };
/* Source: https://aws.amazon.com/s3/sla-rtc/ (read 2026-11). */
static const struct estimate timed = { 1, 15 * MINUTE, true,
	"Replication Time Control promises 15 minutes for 99.9 % of objects" };
/*
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html (read 2026-11):
 * most objects within 15 minutes, some after hours.
 */
static const struct estimate untimed = { 15 * MINUTE, DAY, false,
	"AWS does not promise when an object is replicated without Replication Time Control" };
/* A plan runs hourly at most. */
static const struct estimate by_backup = { HOUR, 2 * DAY, false,
	"only copies of backups may be left, which plans make hourly at most" };
static const struct estimate lost = { INFINITY, INFINITY, true,
	"no copy of its data is in a recovery region" };
/* Assumptions: AWS publishes no figure for either. */
static const struct estimate restored = { 5 * MINUTE, DAY, false,
	"its data is to be restored, which is assumed to take 5 minutes to a day" };
static const struct estimate deployed = { 15 * MINUTE, HOUR, false,
	"it is to be deployed there, which is assumed to take 15 to 60 minutes" };
/* Detection at the defaults of Route 53, 90 s, and a time to live of 60 s, at least. */
static const struct estimate switched = { 0, 5 * MINUTE, false,
	"requests are to be switched, which is assumed to take up to 5 minutes" };

static enum truth is_within(const struct estimate *estimate, double target) {
	if (estimate->high <= target) {
		return YES;
	}
	return estimate->promised || estimate->low > target ? NO : UNKNOWN;
}

static enum truth ask(struct judge *judge, const char *word) {
	const struct assertion assertion = { .word = word_find(word) };
	return judge_assertion(judge, &assertion);
}

/* Says whether a plan of the estate copies what it backs up. */
static bool plans_copy(struct judge *judge) {
	struct resource *const *plan;
	vec_each(plan, estate_of_type(judge->estate, "AWS::Backup::BackupPlan")) {
		struct value rules =
			eval_path(judge->eval, &(*plan)->properties, "BackupPlan.BackupPlanRule");
		for (size_t i = 0; rules.kind == VALUE_LIST && i < rules.count; i++) {
			if (eval_member(judge->eval, &rules.items[i], "CopyActions").kind !=
				VALUE_ABSENT) {
				return true;
			}
		}
		if (rules.kind == VALUE_UNKNOWN) {
			return true;
		}
	}
	return !judge->estate->complete;
}

static bool may_be_restored(struct judge *judge) {
	return plans_copy(judge) && ask(judge, "in_backup_selection") != NO;
}

static const struct estimate *loss_of_table(struct judge *judge) {
	struct value mode = eval_member(
		judge->eval, &judge->subject.resource->properties, "MultiRegionConsistency");
	return mode.kind != VALUE_ABSENT && judge_text_equals(&mode, "STRONG") == YES ? &strong
										      : &eventual;
}

/* The rule that leads to the copy says whether its time is controlled. */
static const struct estimate *loss_of_bucket(struct judge *judge) {
	struct edge_list edges = { 0 };
	resource_edges(
		judge->eval, judge->estate, judge->subject.resource, EDGE_REPLICATION, &edges);
	const struct edge *edge;
	vec_each(edge, &edges) {
		const char *region = value_text(judge->eval->arena, &edge->region);
		struct value time = eval_path(
			judge->eval, &edge->settings, "Destination.ReplicationTime.Status");
		if (region && graph_is_recovery(judge->estate, region) &&
			time.kind != VALUE_ABSENT && judge_text_equals(&time, "Enabled") == YES) {
			return &timed;
		}
	}
	return &untimed;
}

static enum truth is_copied(struct judge *judge) {
	struct replica_list replicas = { 0 };
	resource_replicas(judge->eval, judge->estate, judge->subject.resource, &replicas);
	enum truth result = NO;
	const struct replica *replica;
	vec_each(replica, &replicas) {
		const char *region = value_text(judge->eval->arena, &replica->region);
		bool own = replicas.count == 1;
		enum truth there = region ? truth_of(graph_is_recovery(judge->estate, region))
				   : own  ? NO
					  : UNKNOWN;
		result = truth_or(result, there);
	}
	return result;
}

/* What the loss of the primary region loses; NULL: it cannot be told. */
static const struct estimate *point_of(struct judge *judge) {
	bool bucket = strcmp(judge->subject.resource->type, "AWS::S3::Bucket") == 0;
	switch (is_copied(judge)) {
	case YES:
		return bucket ? loss_of_bucket(judge) : loss_of_table(judge);
	case UNKNOWN:
		return NULL;
	case NO:
		break;
	}
	return may_be_restored(judge) ? &by_backup : &lost;
}

/* How long it takes until the component works in a recovery region; NULL: it cannot be told. */
static const struct estimate *time_of(struct judge *judge) {
	if (judge->subject.resource->kind->role == ROLE_STORE) {
		enum truth copied = is_copied(judge);
		const struct estimate *left = may_be_restored(judge) ? &restored : &lost;
		return copied == YES ? &switched : copied == UNKNOWN ? NULL : left;
	}
	enum truth stands = ask(judge, "has_twin");
	return stands == YES ? &switched : stands == UNKNOWN ? NULL : &deployed;
}

/* One objective; joins its verdict with the other's and keeps the blame of the worse. */
struct objective {
	const char *name;
	const struct recovery_target *target;
	const struct estimate *(*estimate)(struct judge *judge);
	bool stores_only;
};

static enum truth meets(
	struct judge *judge, const struct objective *objective, const char **ret_what) {
	bool store =
		judge->subject.resource->kind && judge->subject.resource->kind->role == ROLE_STORE;
	if (!objective->target->origin || !judge->subject.resource->kind ||
		(objective->stores_only && !store)) {
		return YES;
	}
	const struct estimate *estimate = objective->estimate(judge);
	*ret_what = estimate ? estimate->what : "it is not known what is in the recovery region";
	return estimate ? is_within(estimate, objective->target->seconds) : UNKNOWN;
}

static const char *duration_text(struct arena *arena, uint32_t seconds) {
	if (seconds >= 3600 && seconds % 3600 == 0) {
		return arena_printf(arena, "%u h", seconds / 3600);
	}
	return seconds >= 60 && seconds % 60 == 0 ? arena_printf(arena, "%u min", seconds / 60)
						  : arena_printf(arena, "%u s", seconds);
}

static enum truth evaluate_recoverable_in_time(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct objectives *wanted = &judge->estate->objectives;
	const struct objective objectives[] = {
		{ "recovery point objective", &wanted->rpo, point_of, true },
		{ "recovery time objective", &wanted->rto, time_of, false },
	};
	enum truth result = YES;
	const char *what = "", *objective = "", *target = "";
	for (size_t i = 0; i < sizeof(objectives) / sizeof(objectives[0]); i++) {
		const char *why = "";
		enum truth met = meets(judge, &objectives[i], &why);
		if (met < result) {
			result = met;
			what = why;
			objective = objectives[i].name;
			target = duration_text(judge->eval->arena, objectives[i].target->seconds);
		}
	}
	judge_blame(judge, result, NULL, NULL, result == UNKNOWN ? "the %s is %s, and %s" : NULL,
		objective, target, what);
	judge_fact(judge, "what", what);
	judge_fact(judge, "objective", objective);
	judge_fact(judge, "target", target);
	return result;
}

const struct word topology_target_words[] = {
	{ "recoverable_in_time",
		"what is known of the component's copies and twins allows it to be recovered "
		"within the recovery time and point objectives",
		"", "what objective target", evaluate_recoverable_in_time, NULL, PARTS_NONE },
	{ 0 },
};
