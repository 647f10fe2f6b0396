#include "analyzer/cfn/arn.h"
#include "rules/graph.h"
#include "rules/word.h"

#include <string.h>

/* Words about the keys that encrypt the copies of a table. */

#define KEY "SSESpecification.KMSMasterKeyId"
#define ALIAS "AWS::KMS::Alias"
#define OWN_KEY_ALIAS "alias/aws/dynamodb"

/*
 * The type of key that encrypts a copy. All copies of a table must have the same. Source:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-security.html (read
 * 2026-11).
 */
enum key_type { KEY_AWS_OWNED, KEY_AWS_MANAGED, KEY_CUSTOMER, KEY_UNKNOWN };

static const char *const key_type_names[] = { "an AWS owned key", "an AWS managed key",
	"a customer managed key", "a key not known" };

static bool ends_with(const char *text, const char *end) {
	size_t length = strlen(text), tail = strlen(end);
	return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* The end of a text that is written out, behind an account or region that may not be known. */
static const char *written_end(struct judge *judge, const struct value *value) {
	const char *text = value_text(judge->eval->arena, value);
	if (!text && value->kind == VALUE_TEXT && value->count > 0) {
		const struct part *last = &value->parts[value->count - 1];
		text = last->kind == PART_LITERAL ? last->text : NULL;
	}
	return text;
}

/* The same where it says which key or alias is meant. */
static const char *key_text(struct judge *judge, const struct value *key) {
	const char *text = value_text(judge->eval->arena, key), *end = written_end(judge, key);
	return text ? text : end && (strstr(end, ":key/") || strstr(end, ":alias/")) ? end : NULL;
}

/* Says whether a part of a text refers to a key or an alias of one, which is a customer's. */
static bool refers_to_key(struct judge *judge, const struct value *key) {
	for (size_t i = 0; key->kind == VALUE_TEXT && i < key->count; i++) {
		const struct part *part = &key->parts[i];
		const struct resource *to =
			part->kind == PART_REFERENCE
				? estate_find(judge->estate, part->stack, part->logical_id)
				: NULL;
		if (to && strncmp(to->type, "AWS::KMS::", strlen("AWS::KMS::")) == 0) {
			return true;
		}
	}
	return false;
}

/* Says whether a parameter allows no key, or the AWS managed one. */
static bool allows_no_key(const struct node *parameter) {
	struct node **item;
	node_each(item, node_find(parameter, "AllowedValues")) {
		const char *text = node_text(*item);
		if (!text || !*text || ends_with(text, OWN_KEY_ALIAS)) {
			return true;
		}
	}
	return false;
}

/* A template asks for a key, by a parameter or a mapping, where it is one's own. */
static bool is_asked_for(struct judge *judge, const struct value *key) {
	const char *name;
	const struct node *arguments;
	if (key->kind != VALUE_UNKNOWN ||
		!intrinsic_call(judge->eval->arena, key->node, &name, &arguments)) {
		return false;
	}
	const struct node *parameter =
		strcmp(name, "Ref") == 0
			? node_find(key->stack->template->parameters, node_text(arguments))
			: NULL;
	return (parameter && !map_has(&key->stack->arguments, node_text(arguments)) &&
		       !allows_no_key(parameter)) ||
	       strcmp(name, "Fn::FindInMap") == 0;
}

/* Judges the key that a copy names. */
static enum key_type named_type(struct judge *judge, const struct value *key) {
	const char *text = key_text(judge, key);
	if (text) {
		return ends_with(text, OWN_KEY_ALIAS) ? KEY_AWS_MANAGED : KEY_CUSTOMER;
	}
	return refers_to_key(judge, key) || is_asked_for(judge, key) ? KEY_CUSTOMER : KEY_UNKNOWN;
}

static enum truth table_encrypts(struct judge *judge) {
	struct value enabled =
		eval_path(judge->eval, &judge->resource->properties, "SSESpecification.SSEEnabled");
	return enabled.kind == VALUE_ABSENT ? NO : value_truth(judge->eval->arena, &enabled);
}

/* Judges the subject, a copy of a table. */
static enum key_type key_type_of(struct judge *judge) {
	struct value key = eval_path(judge->eval, &judge->subject.value, KEY);
	const char *text = value_text(judge->eval->arena, &key);
	if (key.kind != VALUE_ABSENT && !(text && !*text)) {
		return named_type(judge, &key);
	}
	enum truth encrypts = table_encrypts(judge);
	return encrypts == UNKNOWN ? KEY_UNKNOWN
	       : encrypts == YES   ? KEY_AWS_MANAGED
				   : KEY_AWS_OWNED;
}

static enum truth list_copies(struct judge *judge, struct subject_list *ret_copies) {
	return collection_find("replica")->list(judge, ret_copies);
}

static enum truth evaluate_same_key_type(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct subject whole = judge->subject;
	struct subject_list copies = { 0 };
	list_copies(judge, &copies);
	enum key_type first = KEY_UNKNOWN;
	enum truth result = judge_blame(judge, YES, NULL, NULL, NULL);
	struct subject *copy;
	vec_each(copy, &copies) {
		judge->subject = *copy;
		enum key_type type = key_type_of(judge);
		const char *pointer;
		struct value key = judge_property(judge, KEY, &pointer);
		if (type == KEY_UNKNOWN) {
			result = judge_blame(
				judge, UNKNOWN, &key, pointer, "%s", judge_reason(judge, &key));
			continue;
		}
		first = first == KEY_UNKNOWN ? type : first;
		if (type != first) {
			judge_blame(judge, NO, &key, pointer, NULL);
			judge_fact(judge, "type", key_type_names[type]);
			judge_fact(judge, "other_type", key_type_names[first]);
			judge->subject = whole;
			return NO;
		}
	}
	judge->subject = whole;
	judge_fact(judge, "type", key_type_names[first]);
	judge_fact(judge, "other_type", key_type_names[first]);
	return result;
}

/* A key for one copy asks for a key for each, and for encryption of the table as a whole. */
static enum truth evaluate_key_for_each_replica(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	struct subject whole = judge->subject, without = whole;
	struct subject_list copies = { 0 };
	list_copies(judge, &copies);
	size_t with_key = 0, open = 0;
	struct subject *copy;
	vec_each(copy, &copies) {
		judge->subject = *copy;
		enum truth present = judge_present(judge, KEY);
		with_key += present == YES;
		open += present == UNKNOWN;
		without = present == NO ? *copy : without;
	}
	judge->subject = without;
	enum truth complete = truth_of(with_key == 0 || with_key == copies.count);
	enum truth result = with_key == 0 ? YES : truth_and(complete, table_encrypts(judge));
	if (open > 0 && result != NO) {
		result = UNKNOWN;
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "it is not known which copies have a key" : NULL);
	judge->subject = whole;
	return result;
}

/* The region that a key surely stands in, or NULL. */
static const char *key_region(struct judge *judge, const struct value *key) {
	struct arn arn;
	if (arn_parse(judge->eval->arena, key, &arn)) {
		return value_text(judge->eval->arena, &arn.region);
	}
	const struct part *reference = value_reference(key);
	return reference ? reference->stack->environment.region : NULL;
}

/* A copy in the stack's region and a key of the stack, whichever region that is. */
static bool is_beside_key(struct judge *judge, const struct value *key) {
	struct value region = eval_member(judge->eval, &judge->subject.value, "Region");
	const struct part *reference = value_reference(key);
	bool here = (reference && reference->stack == &judge->resource->stack->stack) ||
		    arn_says_own(judge, key->node, "AWS::Region");
	return here && graph_is_own_region(judge, judge->resource, &region) == YES;
}

static enum truth evaluate_key_in_region(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value key = judge_property(judge, KEY, &pointer);
	if (key.kind == VALUE_ABSENT) {
		return judge_blame(judge, YES, &key, pointer, NULL);
	}
	const char *found = key_region(judge, &key), *text = value_text(judge->eval->arena, &key);
	if (!found && text) {
		return judge_blame(judge, YES, &key, pointer, NULL);
	}
	if (is_beside_key(judge, &key)) {
		return judge_blame(judge, YES, &key, pointer, NULL);
	}
	if (!found || !judge->subject.region) {
		return judge_blame(judge, UNKNOWN, &key, pointer, "%s",
			found ? "the region of the copy is not known" : judge_reason(judge, &key));
	}
	enum truth same = truth_of(strcmp(found, judge->subject.region) == 0);
	judge_blame(judge, same, &key, pointer, NULL);
	judge_fact(judge, "key_region", found);
	return same;
}

/* What names a key: the id at the end of a text, or the resource that a reference leads to. */
static const char *name_of_key(struct judge *judge, const struct value *key) {
	const char *text = key_text(judge, key);
	const struct part *reference = text ? NULL : value_reference(key);
	if (reference) {
		const struct resource *to =
			estate_find(judge->estate, reference->stack, reference->logical_id);
		const char *alias = to ? resource_physical_name(judge->eval, to) : NULL;
		return alias ? alias
		       : to  ? arena_printf(judge->eval->arena, "%zu", to->index)
			     : NULL;
	}
	const char *key_id = text ? strstr(text, ":key/") : NULL;
	const char *alias = text ? strstr(text, ":alias/") : NULL;
	return key_id ? key_id + strlen(":key/") : alias ? alias + 1 : text;
}

/* Says whether what is named so is a multi-Region key, whose id is the same in each region. */
static enum truth is_in_each_region(struct judge *judge, const struct value *key) {
	const char *name = name_of_key(judge, key);
	const struct part *reference = value_reference(key);
	if (!reference || !name) {
		return name ? truth_of(strncmp(name, "mrk-", 4) == 0) : UNKNOWN;
	}
	const struct resource *to =
		estate_find(judge->estate, reference->stack, reference->logical_id);
	struct value multi = eval_member(judge->eval, &to->properties, "MultiRegion");
	return strcmp(to->type, "AWS::KMS::Key") != 0 ? YES
	       : multi.kind == VALUE_ABSENT	      ? NO
						      : value_truth(judge->eval->arena, &multi);
}

/* A key that is handed in is none that the stack makes. */
static bool others_are_made_here(struct judge *judge, const struct value *key) {
	struct subject own = judge->subject;
	struct subject_list copies = { 0 };
	list_copies(judge, &copies);
	bool made = is_asked_for(judge, key);
	struct subject *copy;
	vec_each(copy, &copies) {
		struct value other = eval_path(judge->eval, &copy->value, KEY);
		const struct part *reference = value_reference(&other);
		const struct resource *to = reference && reference->stack == key->stack
						    ? estate_find(judge->estate, reference->stack,
							      reference->logical_id)
						    : NULL;
		bool made_key = to && strcmp(to->type, ALIAS) != 0;
		made = made && (strcmp(copy->pointer, own.pointer) == 0 ||
				       other.kind == VALUE_ABSENT || made_key);
	}
	judge->subject = own;
	return made;
}

/* Says whether a key is named by a reference to an alias, whose name is not known. */
static bool is_open_alias(struct judge *judge, const struct value *key) {
	const struct part *reference = value_reference(key);
	const struct resource *to =
		reference ? estate_find(judge->estate, reference->stack, reference->logical_id)
			  : NULL;
	return to && strcmp(to->type, ALIAS) == 0 && !resource_physical_name(judge->eval, to);
}

/* Whether two copies name one key; by an alias of an unknown name, any alias may be meant. */
static enum truth is_same_key(
	struct judge *judge, const struct value *key, const struct value *other) {
	const char *name = name_of_key(judge, key), *other_name = name_of_key(judge, other);
	if (!name || !other_name) {
		return NO;
	}
	bool aliases = strncmp(name, "alias/", 6) == 0 || strncmp(other_name, "alias/", 6) == 0;
	bool open = is_open_alias(judge, key) != is_open_alias(judge, other);
	return open && aliases ? UNKNOWN : truth_of(strcmp(name, other_name) == 0);
}

static enum truth is_shared(
	struct judge *judge, const struct subject *own, const struct value *key) {
	struct subject_list copies = { 0 };
	list_copies(judge, &copies);
	enum truth result = NO;
	struct subject *copy;
	vec_each(copy, &copies) {
		struct value other = eval_path(judge->eval, &copy->value, KEY);
		if (strcmp(copy->pointer, own->pointer) != 0 && other.kind != VALUE_ABSENT) {
			result = truth_or(result, is_same_key(judge, key, &other));
		}
	}
	judge->subject = *own;
	return result;
}

/* Says whether a stack of the copy's region makes the alias that the copy names. */
static enum truth alias_is_there(struct judge *judge, const char *alias) {
	enum truth result = judge->subject.region && judge->estate->complete ? NO : UNKNOWN;
	struct resource *const *known;
	vec_each(known, estate_of_type(judge->estate, ALIAS)) {
		struct value name = eval_member(judge->eval, &(*known)->properties, "AliasName");
		const char *region = resource_region(*known);
		enum truth here = region && judge->subject.region
					  ? truth_of(strcmp(region, judge->subject.region) == 0)
					  : UNKNOWN;
		result = truth_or(result, truth_and(here, judge_text_equals(&name, alias)));
	}
	return result;
}

/*
 * A key id without mrk- names a key of one region only. One alias may stand for a key in each, and
 * does where each region has it.
 */
static enum truth evaluate_key_of_its_own(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value key = judge_property(judge, KEY, &pointer);
	const char *name = name_of_key(judge, &key);
	if (!name) {
		bool open = key.kind != VALUE_ABSENT && !others_are_made_here(judge, &key);
		return judge_blame(judge, open ? UNKNOWN : YES, &key, pointer, open ? "%s" : NULL,
			judge_reason(judge, &key));
	}
	struct subject own = judge->subject;
	enum truth result = truth_not(is_shared(judge, &own, &key));
	if (result == NO) {
		bool is_alias = strncmp(name, "alias/", 6) == 0;
		bool is_aws = is_alias && ends_with(name, OWN_KEY_ALIAS);
		enum truth there = is_aws     ? YES
				   : is_alias ? alias_is_there(judge, name)
					      : is_in_each_region(judge, &key);
		result = truth_or(result, there);
	}
	return judge_blame(judge, result, &key, pointer,
		result == UNKNOWN ? "the alias may stand in a stack that was not given" : NULL);
}

/*
 * Says whether the subject, a table or a copy, names a key of this kind; a resource is no alias.
 * The custom resource that copies a table names none.
 */
static enum truth evaluate_names_key_of(struct judge *judge, const struct assertion *assertion) {
	bool customer = strcmp(node_text(assertion->arguments), "customer") == 0;
	const char *pointer;
	struct value key = judge_property(judge, KEY, &pointer);
	const char *text = key_text(judge, &key);
	bool by_custom_resource =
		judge->subject.value.kind == VALUE_UNKNOWN &&
		strcmp(judge->subject.resource->type, "AWS::DynamoDB::Table") == 0;
	if (key.kind == VALUE_ABSENT || (text && !*text) || by_custom_resource) {
		return judge_blame(judge, NO, &key, pointer, NULL);
	}
	if (text || value_reference(&key)) {
		bool own = text && ends_with(text, OWN_KEY_ALIAS);
		return judge_blame(judge, truth_of(customer != own), &key, pointer, NULL);
	}
	return judge_blame(judge, UNKNOWN, &key, pointer, "%s", judge_reason(judge, &key));
}

static void check_key_of(struct ctx *ctx, const struct node *arguments) {
	const char *kind = node_text(arguments);
	if (!kind || (strcmp(kind, "customer") != 0 && strcmp(kind, "aws") != 0)) {
		ctx_error(ctx, node_span(arguments), "expected customer or aws");
	}
}

const struct word dynamodb_key_words[] = {
	{ "same_key_type", "all copies of the table are encrypted with keys of the same type", "",
		"type other_type", evaluate_same_key_type, NULL, PARTS_NONE },
	{ "key_for_each_replica",
		"when one copy names a key, each does and the table as a whole is encrypted", "",
		"", evaluate_key_for_each_replica, NULL, PARTS_NONE },
	{ "key_in_region", "the key that the copy names stands in the copy's region", "",
		"key_region", evaluate_key_in_region, NULL, PARTS_NONE },
	{ "key_of_its_own",
		"no other copy names the same single-Region key, nor an alias that its region "
		"lacks",
		"", "", evaluate_key_of_its_own, NULL, PARTS_NONE },
	{ "names_key_of",
		"the table or copy names a key of one's own (customer) or DynamoDB's in AWS KMS "
		"(aws)",
		"", "", evaluate_names_key_of, check_key_of, PARTS_NONE },
	{ 0 },
};
