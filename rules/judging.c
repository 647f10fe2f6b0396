#include "rules/judging.h"

#include "rules/message.h"

#include <stdlib.h>
#include <string.h>

/* What one scenario said of one subject; copied from the values' arena to the notes'. */
struct note {
	size_t scenario;
	enum truth truth;
	enum severity severity;
	const char *pointer, *region, *message, *reason, *top_property;
	struct span span;
};

/* The outcomes that one scenario took. */
struct outcomes VEC(struct outcome);

struct notes {
	struct VEC(struct note) list;
	struct VEC(struct outcomes) scenarios;
	bool brief; /* of what passes, only what tells subjects apart */
};

struct judging *judging_new(struct estate *estate, bool without_passes) {
	struct judging *judging = arena_new_of(estate->ctx->arena, struct judging);
	judging->estate = estate;
	judging->without_passes = without_passes;
	judging->values = arena_new();
	judging->notes = arena_new();
	return judging;
}

void judging_free(struct judging *judging) {
	arena_free(judging->values);
	arena_free(judging->notes);
}

static const char *kept(struct arena *arena, const char *text) {
	return text ? arena_strdup(arena, text) : NULL;
}

/* The rule's severity under the strategy; that of a fail unless `escalate` or `ease` holds. */
static enum severity weigh(struct judge *judge, enum truth truth) {
	const struct rule *rule = judge->rule;
	const struct blame blame = judge->blame;
	enum severity severity =
		(enum severity)rule
			->weights[objectives_strategy(judge->estate, judge->eval, judge->resource)];
	if (truth == NO && rule->escalate && rule->escalated > severity &&
		judge_assertion(judge, rule->escalate) == YES) {
		severity = rule->escalated;
	}
	if (truth == NO && rule->ease && rule->eased < severity &&
		judge_assertion(judge, rule->ease) == YES) {
		severity = rule->eased;
	}
	judge->blame = blame;
	return severity;
}

/* What is said of a resource as a whole points at its logical id. */
static struct span span_of(const struct node *blamed, const struct resource *resource) {
	const struct node *node = blamed && blamed->source ? blamed : resource->node;
	bool whole = node == resource->node || node == resource->properties.node;
	return node_span(whole && resource->key->source ? resource->key : node);
}

/* What a finding that is made of the note says besides its verdict. */
static void describe_note(struct judging *judging, struct judge *judge, struct note *note) {
	judge_place(judge, &judge->blame);
	const struct blame blame = judge->blame;
	note->severity = weigh(judge, note->truth);
	note->message = kept(judging->notes, message_format(judge, judge->rule->message));
	note->reason = kept(judging->notes, blame.reason);
	note->top_property = kept(judging->notes, blame.top_property);
	note->span = span_of(blame.node, judge->resource);
}

static void take_note(
	struct judging *judging, struct judge *judge, enum truth truth, struct notes *notes) {
	const char *pointer = judge->blame.pointer, *region = judge->blame.subject.region;
	bool whole = pointer == judge->resource->pointer;
	bool own = region == resource_region(judge->resource);
	struct note note = {
		.scenario = notes->scenarios.count,
		.truth = truth,
		.pointer = whole ? pointer : kept(judging->notes, pointer),
		.region = own ? region : kept(judging->notes, region),
	};
	if (truth != YES || !notes->brief) {
		describe_note(judging, judge, &note);
	}
	vec_push(judging->notes, &notes->list, note);
}

/* A requirement that ranges over elements says something of each. */
static void judge_elements(
	struct judging *judging, struct judge *judge, enum truth exists, struct notes *notes) {
	const struct assertion *require = judge->rule->require;
	struct subject_list subjects = { 0 };
	struct subject whole = judge->subject;
	enum truth listed = quantifier_list(judge, require, &subjects);
	if (listed != YES) {
		take_note(judging, judge, UNKNOWN, notes);
	}
	struct subject *subject;
	vec_each(subject, &subjects) {
		judge->subject = *subject;
		enum truth truth = YES;
		for (size_t i = 0; i < require->part_count && truth != NO; i++) {
			truth = truth_and(truth, judge_assertion(judge, &require->parts[i]));
		}
		take_note(
			judging, judge, truth == NO && exists == UNKNOWN ? UNKNOWN : truth, notes);
	}
	judge->subject = whole;
}

/* Replicas are told apart by their region, other elements by where they are written. */
static void judge_whole_resource(
	struct judging *judging, struct judge *judge, enum truth exists, struct notes *notes) {
	enum truth truth = judge_assertion(judge, judge->rule->require);
	if (truth == NO && exists == UNKNOWN) {
		truth = UNKNOWN;
	}
	take_note(judging, judge, truth, notes);
}

/* Where the requirement holds, nothing is wrong whether or not it is asked. */
static bool holds_anyway(struct judge *judge) {
	const struct blame blame = judge->blame;
	enum truth holds = judge_assertion(judge, judge->rule->require);
	judge->blame = blame;
	return holds == YES;
}

static void judge_scenario(struct judging *judging, struct judge *judge, struct notes *notes) {
	const struct resource *resource = judge->resource;
	const char *reason = NULL;
	enum truth exists =
		resource->conditional
			? eval_exists(judge->eval, &resource->stack->stack, resource->node, &reason)
			: YES;
	if (exists == NO) {
		return;
	}
	judge->subject = judge_whole(resource);
	enum truth applies = judge->rule->when ? judge_assertion(judge, judge->rule->when) : YES;
	if (applies == NO) {
		return;
	}
	if (applies == UNKNOWN && !holds_anyway(judge)) {
		take_note(judging, judge, UNKNOWN, notes);
		return;
	}
	judge->blame = (struct blame){ .subject = judge->subject };
	if (strcmp(judge->rule->require->word->name, "each") == 0) {
		judge_elements(judging, judge, exists, notes);
	} else {
		judge_whole_resource(judging, judge, exists, notes);
	}
}

static void note_outcomes(
	struct judging *judging, const struct scenario *scenario, struct notes *notes) {
	struct outcomes outcomes = { 0 };
	const struct decision *d;
	vec_each(d, &scenario->decisions) {
		const struct outcome outcome = { d->condition, d->value };
		vec_push(judging->notes, &outcomes, outcome);
	}
	vec_push(judging->notes, &notes->scenarios, outcomes);
}

/* Runs every scenario; the evaluations' values do not outlive theirs. */
static bool judge_scenarios(struct judging *judging, const struct rule *rule,
	const struct resource *resource, struct notes *notes) {
	struct scenario scenario;
	scenario_begin(&scenario, judging->notes);
	do {
		struct arena_mark mark = arena_mark(judging->values);
		struct eval eval = estate_eval(judging->estate, judging->values);
		eval.scenario = &scenario;
		struct judge judge = {
			.estate = judging->estate,
			.eval = &eval,
			.rule = rule,
			.resource = resource,
			.patterns = &judging->patterns,
			.once = &judging->once,
		};
		judge_scenario(judging, &judge, notes);
		note_outcomes(judging, &scenario, notes);
		arena_rewind(judging->values, mark);
	} while (scenario_next(&scenario));
	return !scenario.exhausted;
}

static bool same_text(const char *a, const char *b) {
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_subject(const struct note *a, const struct note *b) {
	return same_text(a->pointer, b->pointer) && same_text(a->region, b->region);
}

static const struct outcome *outcome_of(const struct outcomes *outcomes, const char *condition) {
	const struct outcome *o;
	vec_each(o, outcomes) {
		if (strcmp(o->condition, condition) == 0) {
			return o;
		}
	}
	return NULL;
}

static bool agrees(const struct outcomes *scenario, const struct outcomes *outcomes) {
	const struct outcome *o;
	vec_each(o, outcomes) {
		const struct outcome *other = outcome_of(scenario, o->condition);
		if (other && other->value != o->value) {
			return false;
		}
	}
	return true;
}

/* Says whether the subject has this verdict in every scenario that agrees with the outcomes. */
static bool holds_under(
	const struct notes *notes, const struct note *note, const struct outcomes *outcomes) {
	for (size_t i = 0; i < notes->scenarios.count; i++) {
		if (!agrees(&notes->scenarios.items[i], outcomes)) {
			continue;
		}
		bool found = false;
		const struct note *other;
		vec_each(other, &notes->list) {
			found = found || (other->scenario == i && same_subject(other, note) &&
						 other->truth == note->truth);
		}
		if (!found) {
			return false;
		}
	}
	return true;
}

/* Leaves out each outcome without which the verdict is still the same. */
static void fewest_outcomes(struct judging *judging, const struct notes *notes,
	const struct note *note, struct finding *finding) {
	struct outcomes left = notes->scenarios.items[note->scenario];
	for (size_t i = left.count; i > 0; i--) {
		struct outcomes fewer = { 0 };
		for (size_t j = 0; j < left.count; j++) {
			if (j != i - 1) {
				vec_push(judging->notes, &fewer, left.items[j]);
			}
		}
		if (holds_under(notes, note, &fewer)) {
			left = fewer;
		}
	}
	const struct outcome *o;
	vec_each(o, &left) {
		vec_push(judging->estate->ctx->arena, &finding->when, *o);
	}
}

/* A question of the workload as a whole is told at whichever resource comes first. */
static const char *fingerprint(struct arena *arena, const struct finding *finding) {
	if (finding->rule->once) {
		return fingerprint_of(arena, &finding->rule->id, 1);
	}
	const struct stack *stack = &finding->resource->stack->stack;
	const char *const parts[] = { finding->rule->id, stack->environment.account,
		stack->environment.region, stack->name, finding->resource->logical_id,
		finding->pointer, finding->replica_region };
	return fingerprint_of(arena, parts, sizeof(parts) / sizeof(parts[0]));
}

static void add_finding(struct judging *judging, const struct rule *rule,
	const struct resource *resource, const struct notes *notes, const struct note *note,
	struct findings *ret_findings) {
	static const enum verdict verdicts[] = {
		[NO] = VERDICT_FAIL, [UNKNOWN] = VERDICT_UNKNOWN, [YES] = VERDICT_PASS
	};
	struct arena *arena = judging->estate->ctx->arena;
	const char *own = resource_region(resource);
	struct finding finding = {
		.rule = rule,
		.verdict = verdicts[note->truth],
		.severity = note->severity,
		.evidence = resource->stack->evidence,
		.resource = resource,
		.replica_region =
			strcmp(rule->require->word->name, "each") == 0 &&
					!(own && note->region && strcmp(own, note->region) == 0 &&
						strstr(note->pointer, "/Replicas/") == NULL)
				? kept(arena, note->region)
				: NULL,
		.message = kept(arena, note->message),
		.pointer = resource_written_pointer(arena, resource, kept(arena, note->pointer)),
		.top_property = kept(arena, note->top_property),
		.span = note->span,
		.unknown = note->truth == UNKNOWN
				   ? kept(arena, note->reason ? note->reason : "it cannot be told")
				   : NULL,
	};
	if (note->truth != YES) {
		fewest_outcomes(judging, notes, note, &finding);
	}
	finding.fingerprint = fingerprint(arena, &finding);
	vec_push(arena, &ret_findings->list, finding);
}

/* The weightiest note of a subject: a fail, else an unknown; of several the first with fewest
 * outcomes. */
static bool outweighs(const struct notes *notes, const struct note *a, const struct note *b) {
	if (a->truth != b->truth) {
		return a->truth < b->truth;
	}
	return notes->scenarios.items[a->scenario].count <
	       notes->scenarios.items[b->scenario].count;
}

/* The place of a subject among notes of which `first` is the first with its pointer. */
static size_t place_of_subject(const struct notes *notes, const struct note *note, size_t first) {
	while (first < notes->list.count && !same_subject(&notes->list.items[first], note)) {
		first++;
	}
	return first;
}

/* The weightiest notes of all subjects, in the order of their first notes. */
static struct notes weightiest(struct judging *judging, const struct notes *notes) {
	struct notes best = { .scenarios = notes->scenarios, .brief = notes->brief };
	struct map places = { 0 }; /* pointer -> the first place with it in `best`, from 1 */
	const struct note *note;
	vec_each(note, &notes->list) {
		uintptr_t first = (uintptr_t)map_find(&places, note->pointer);
		size_t place = first ? place_of_subject(&best, note, first - 1) : best.list.count;
		if (!first) {
			map_set(judging->notes, &places, note->pointer, (void *)(place + 1));
		}
		if (place == best.list.count) {
			vec_push(judging->notes, &best.list, *note);
		} else if (outweighs(notes, note, &best.list.items[place])) {
			best.list.items[place] = *note;
		}
	}
	return best;
}

void judging_run(struct judging *judging, const struct rule *rule, const struct resource *resource,
	struct findings *ret_findings) {
	struct arena_mark mark = arena_mark(judging->notes);
	struct notes notes = { .brief = judging->without_passes };
	bool seen_all = judge_scenarios(judging, rule, resource, &notes);
	if (!seen_all && notes.brief) {
		/* What passed where it was looked at is unknown, and has to say where. */
		notes = (struct notes){ 0 };
		judge_scenarios(judging, rule, resource, &notes);
	}
	struct notes best = notes.list.count > 1 ? weightiest(judging, &notes) : notes;
	struct note *note;
	vec_each(note, &best.list) {
		if (!seen_all && note->truth == YES) {
			note->truth = UNKNOWN;
			note->reason = "its conditions have more outcomes than are explored";
		}
		if (note->truth == YES && notes.brief) {
			ret_findings->unlisted++;
			continue;
		}
		add_finding(judging, rule, resource, &notes, note, ret_findings);
	}
	arena_rewind(judging->notes, mark);
}
