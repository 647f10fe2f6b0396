#include "analyzer/base/buf.h"
#include "rules/graph.h"
#include "rules/pin.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Whether what stands in the recovery region is configured like its twin in the primary. */

/*
 * Properties that differ by design or are judged by rules of their own: names, what a region or
 * network gives, how much runs while nobody needs it, what is replicated to where, the code.
 */
static bool may_differ(const char *key) {
	static const char *const keys[] = { "AvailabilityZones", "Body", "Cluster", "Code",
		"CodeUri", "Comment", "Description", "DestinationBucketName", "Dimensions",
		"DesiredCapacity", "DesiredCount", "Enabled", "Environment", "Layers",
		"LifecycleConfiguration", "MinCapacity", "MinSize", "NetworkConfiguration",
		"NotificationConfiguration", "ProvisionedConcurrencyConfig",
		"ReplicationConfiguration", "ReservedConcurrentExecutions", "Role",
		"SecurityGroupIds", "SecurityGroups", "State", "SubnetIds", "SubnetMappings",
		"Subnets", "Tags", "UserData", "VPCZoneIdentifier", "VpcConfig", "VpcId" };
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strcmp(keys[i], key) == 0) {
			return true;
		}
	}
	return false;
}

/*
 * What a missing property means, where that is not false, zero or nothing. Source: the pages of the
 * types in the CloudFormation template reference (read 2026-11).
 */
static const struct missing {
	const char *type, *key, *means;
} missing[] = {
	{ "AWS::Lambda::Function", "MemorySize", "128" },
	{ "AWS::Lambda::Function", "PackageType", "Zip" },
	{ "AWS::Lambda::Function", "Timeout", "3" },
	{ "AWS::Serverless::Function", "MemorySize", "128" },
	{ "AWS::Serverless::Function", "PackageType", "Zip" },
	{ "AWS::Serverless::Function", "Timeout", "3" },
	{ "AWS::SQS::Queue", "MessageRetentionPeriod", "345600" },
	{ "AWS::SQS::Queue", "SqsManagedSseEnabled", "true" },
	{ "AWS::SQS::Queue", "VisibilityTimeout", "30" },
	{ "AWS::Kinesis::Stream", "RetentionPeriodHours", "24" },
	{ "AWS::StepFunctions::StateMachine", "StateMachineType", "STANDARD" },
	{ NULL, NULL, NULL },
};

/* One comparison: of what stands here with what stands there. */
struct comparison {
	struct judge *judge;
	const struct resource *here, *there;
	struct buf differences; /* "MemorySize (128, there 1024), Timeout (...)" */
	size_t count;
	struct value first; /* of what differs, for the place */
	const char *pointer;
	const char *open; /* why something could not be compared; NULL: all could */
	unsigned depth;
};

static const char *meaning_of_missing(const struct comparison *c, const char *key) {
	for (const struct missing *row = missing; row->type; row++) {
		if (strcmp(row->type, c->here->type) == 0 && strcmp(row->key, key) == 0) {
			return row->means;
		}
	}
	return NULL;
}

static void add_difference(struct comparison *c, const struct value *here,
	const struct value *there, const char *key, const char *pointer) {
	const char *found = judge_describe(c->judge, here);
	const char *other = judge_describe(c->judge, there);
	bool brief = (!found || strlen(found) < 40) && (!other || strlen(other) < 40);
	if (c->count++ == 0) {
		c->first = *here;
		c->pointer = pointer;
	}
	if (c->count <= 4) {
		buf_printf(&c->differences, "%s%s", c->count > 1 ? ", " : "", key);
	}
	if (c->count <= 4 && brief) {
		buf_printf(&c->differences, " (%s, there %s)", found ? found : "nothing",
			other ? other : "nothing");
	}
}

/* What a text says but for region and account of its stack; NULL where it is not known. */
static const char *blanked(
	struct comparison *c, const struct value *value, const struct resource *resource) {
	const struct environment *environment = &resource->stack->stack.environment;
	const char *text = value_text(c->judge->eval->arena, value);
	const char *own[] = { environment->region, environment->account };
	struct buf out = buf_new(c->judge->eval->arena);
	while (text && *text) {
		size_t skipped = 0;
		for (size_t i = 0; i < 2 && !skipped; i++) {
			size_t length = own[i] ? strlen(own[i]) : 0;
			skipped = length && strncmp(text, own[i], length) == 0 ? length : 0;
		}
		buf_putc(&out, skipped ? '*' : *text);
		text += skipped ? skipped : 1;
	}
	return text ? out.bytes ? out.bytes : "" : NULL;
}

/* Says whether a text holds a word for a part that a region plays, or the short code of one. */
static bool says_part(const char *text) {
	static const char *const words[] = { "ACTIVE", "COPY", "EAST", "FOLLOWER", "LEADER",
		"NORTH", "PASSIVE", "READER", "SOUTH", "WEST", "WRITER" };
	if (pin_says_role(text)) {
		return true;
	}
	for (const char *at = text; *at;) {
		size_t length = 0;
		while (isalnum((unsigned char)at[length])) {
			length++;
		}
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
			size_t size = strlen(words[i]);
			size_t same = 0;
			while (same < size && same < length &&
				toupper((unsigned char)at[same]) == words[i][same]) {
				same++;
			}
			if (same == size && length == size) {
				return true;
			}
		}
		bool short_code = length >= 4 && length <= 5 &&
				  isdigit((unsigned char)at[length - 1]) &&
				  strspn(at, "abcdefghijklmnopqrstuvwxyz") == length - 1;
		if (short_code) {
			return true;
		}
		at += length ? length : 1;
	}
	return false;
}

/* Something that only one region has: an ARN, an address, an id that AWS made. */
static bool is_regional(const char *text) {
	if (strncmp(text, "arn:", 4) == 0 || strchr(text, '/') || strstr(text, "://") ||
		strstr(text, "amazonaws.com")) {
		return true;
	}
	const char *hyphen = strrchr(text, '-');
	const char *tail = hyphen ? hyphen + 1 : text;
	size_t length = strlen(tail);
	return length >= 8 && strspn(tail, "0123456789abcdefABCDEF") == length;
}

static bool is_number(const char *text) {
	char *end;
	strtod(text, &end);
	return *text && !*end;
}

/* Numbers by what they amount to ("30" and 30.0), booleans by what they say. */
static bool same_scalar(const char *a, const char *b) {
	if (is_number(a) && is_number(b)) {
		return strtod(a, NULL) == strtod(b, NULL);
	}
	return strcasecmp(a, b) == 0 || strcmp(a, b) == 0;
}

static bool has_unknown_part(const struct value *value) {
	for (size_t i = 0; i < value->count; i++) {
		if (value->parts[i].kind == PART_UNKNOWN) {
			return true;
		}
	}
	return false;
}

/* A reference is to something of its own region; which, its twin's template says as well. */
static enum truth same_text(
	struct comparison *c, const struct value *here, const struct value *there) {
	const char *a = blanked(c, here, c->here), *b = blanked(c, there, c->there);
	if (!a || !b) {
		return has_unknown_part(here) == has_unknown_part(there) ? YES : UNKNOWN;
	}
	if (same_scalar(a, b) || is_regional(a) || is_regional(b) || says_part(a) || says_part(b)) {
		return YES;
	}
	return NO;
}

static bool is_nothing(struct comparison *c, const struct value *value) {
	const char *text = value_text(c->judge->eval->arena, value);
	return value->kind == VALUE_ABSENT || (value->kind == VALUE_LIST && value->count == 0) ||
	       (text && (!*text || strcmp(text, "0") == 0 || strcasecmp(text, "false") == 0));
}

static void compare(struct comparison *c, const struct value *here, const struct value *there,
	const char *key, const char *pointer);

/* A variable that only one of them has is a difference; what differs in value is one for numbers
 * and plain words only: names, addresses and switches are each region's own. */
static void compare_variable(struct comparison *c, const struct value *here,
	const struct value *there, const char *key, const char *pointer) {
	struct arena *arena = c->judge->eval->arena;
	if (pin_says_role(key)) {
		return;
	}
	if (here->kind == VALUE_ABSENT || there->kind == VALUE_ABSENT) {
		add_difference(c, here, there, key, pointer);
		return;
	}
	const char *a = value_text(arena, here), *b = value_text(arena, there);
	bool numbers = a && b && is_number(a) && is_number(b);
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	bool words = a && b && strspn(a, letters) == strlen(a) && strspn(b, letters) == strlen(b) &&
		     !says_part(a) && !says_part(b);
	static const char *const switches[] = { "true", "false", "on", "off", "yes", "no",
		"enabled", "disabled" };
	for (size_t i = 0; words && i < sizeof(switches) / sizeof(switches[0]); i++) {
		words = strcasecmp(a, switches[i]) != 0;
	}
	if ((numbers || words) && !same_scalar(a, b)) {
		add_difference(c, here, there, key, pointer);
	}
}

typedef void compare_function(struct comparison *c, const struct value *here,
	const struct value *there, const char *key, const char *pointer);

/* Each key of either map once. */
static void compare_members(struct comparison *c, const struct value *here,
	const struct value *there, const char *pointer, compare_function *compare_one) {
	struct eval *eval = c->judge->eval;
	struct value_members mine = { 0 }, theirs = { 0 };
	eval_members(eval, here, &mine);
	eval_members(eval, there, &theirs);
	const struct value_member *m;
	vec_each(m, &mine) {
		struct value other = eval_member(eval, there, m->key);
		compare_one(
			c, &m->value, &other, m->key, pointer_member(eval->arena, pointer, m->key));
	}
	const struct value absent = { .kind = VALUE_ABSENT };
	vec_each(m, &theirs) {
		struct value own = eval_member(eval, here, m->key);
		if (own.kind == VALUE_ABSENT) {
			compare_one(c, &absent, &m->value, m->key,
				pointer_member(eval->arena, pointer, m->key));
		}
	}
}

static void compare_variables(struct comparison *c, const struct value *here,
	const struct value *there, const char *pointer) {
	if (here->kind == VALUE_UNKNOWN || there->kind == VALUE_UNKNOWN) {
		c->open = "the environment of one of them is not known";
		return;
	}
	compare_members(c, here, there, pointer, compare_variable);
}

/* Values of one kind. */
static void compare_alike(struct comparison *c, const struct value *here, const struct value *there,
	const char *key, const char *pointer) {
	enum truth same = YES;
	switch (here->kind) {
	case VALUE_TEXT:
		same = same_text(c, here, there);
		break;
	case VALUE_MAP:
		compare_members(c, here, there, pointer, compare);
		break;
	case VALUE_LIST:
		same = truth_of(here->count == there->count);
		for (size_t i = 0; same == YES && i < here->count; i++) {
			compare(c, &here->items[i], &there->items[i], key,
				pointer_item(c->judge->eval->arena, pointer, i));
		}
		break;
	case VALUE_ABSENT:
	case VALUE_UNKNOWN:
		break;
	}
	if (same == NO) {
		add_difference(c, here, there, key, pointer);
	}
	c->open = same == UNKNOWN ? "what one of them has is not known" : c->open;
}

static struct value or_missing(struct comparison *c, const struct value *value,
	const struct value *other, const char *key) {
	const char *means = meaning_of_missing(c, key);
	return value->kind == VALUE_ABSENT && means
		       ? value_literal(c->judge->eval, other->stack, other->node, means)
		       : *value;
}

/* Deeper than any property; what is nested deeper is not compared. */
#define COMPARE_DEPTH 32

static void compare(struct comparison *c, const struct value *here, const struct value *there,
	const char *key, const char *pointer) {
	const struct service_type *kind = c->here->kind;
	const char *name = kind ? kind->name_property : NULL;
	const char *title = kind ? kind->title_property : NULL;
	if (may_differ(key) || (name && strcmp(name, key) == 0) ||
		(title && strcmp(title, key) == 0) || pin_says_role(key) ||
		c->depth >= COMPARE_DEPTH) {
		return;
	}
	struct value a = or_missing(c, here, there, key), b = or_missing(c, there, here, key);
	if (a.kind == VALUE_UNKNOWN || b.kind == VALUE_UNKNOWN) {
		bool alike = a.kind == b.kind && strcmp(a.reason, b.reason) == 0;
		c->open = alike ? c->open : "what one of them has is not known";
		return;
	}
	c->depth++;
	if (a.kind == b.kind) {
		compare_alike(c, &a, &b, key, pointer);
	} else if (!is_nothing(c, &a) || !is_nothing(c, &b)) {
		add_difference(c, &a, &b, key, pointer);
	}
	c->depth--;
}

/* Several candidates may be twins of others; only one alone is compared. */
static const struct resource *lone_twin(struct judge *judge) {
	const char *primary = judge->estate->regions.primary, *reason;
	struct resource_list twins = { 0 };
	if (primary) {
		graph_twins(judge, judge->subject.resource, primary, &twins, &reason);
	}
	return twins.count == 1 ? twins.items[0] : NULL;
}

static enum truth evaluate_has_lone_twin(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	return judge_blame(judge, truth_of(lone_twin(judge) != NULL), NULL, NULL, NULL);
}

static enum truth evaluate_configured_like_twin(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct comparison c = {
		.judge = judge,
		.here = judge->subject.resource,
		.there = lone_twin(judge),
		.differences = buf_new(judge->eval->arena),
	};
	if (c.there) {
		struct value here = c.here->properties, there = c.there->properties;
		const char *top = judge->subject.pointer;
		compare_members(&c, &here, &there, top, compare);
		struct value mine = eval_path(judge->eval, &here, "Environment.Variables");
		struct value theirs = eval_path(judge->eval, &there, "Environment.Variables");
		const char *environment = pointer_member(judge->eval->arena, top, "Environment");
		compare_variables(&c, &mine, &theirs,
			pointer_member(judge->eval->arena, environment, "Variables"));
	}
	enum truth result = c.count ? NO : c.open ? UNKNOWN : YES;
	bool placed = result == NO && c.first.kind != VALUE_ABSENT;
	judge_blame(judge, result, placed ? &c.first : NULL, result == NO ? c.pointer : NULL,
		result == UNKNOWN ? "%s" : NULL, c.open);
	judge_fact(judge, "differences", c.count ? c.differences.bytes : "");
	return result;
}

const struct word topology_drift_words[] = {
	{ "has_lone_twin", "exactly one resource of the primary region stands for the same", "", "",
		evaluate_has_lone_twin, NULL, PARTS_NONE },
	{ "configured_like_twin",
		"the properties are those of the twin in the primary region, but for names, region "
		"and account, what a network gives, and how much runs",
		"", "differences", evaluate_configured_like_twin, NULL, PARTS_NONE },
	{ 0 },
};
