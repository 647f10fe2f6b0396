#include "analyzer/cfn/intrinsic.h"

#include <stdlib.h>
#include <string.h>

struct value intrinsic_if(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	struct node *const *items = node_items_begin(arguments);
	const char *condition = node_items_count(arguments) == 3 ? node_text(items[0]) : NULL;
	if (!condition) {
		return value_unknown(
			eval, stack, arguments, "Fn::If takes a condition and two values");
	}
	const char *reason = NULL;
	enum truth outcome =
		condition_outcome(eval->arena, eval->scenario, stack, condition, &reason);
	if (outcome == UNKNOWN) {
		return value_unknown(eval, stack, arguments, "%s", reason);
	}
	return eval_node(eval, stack, items[outcome == YES ? 1 : 2]);
}

static struct value default_value(struct eval *eval, const struct stack *stack,
	const struct node *arguments, const char *map, const char *key, const char *second) {
	if (node_items_count(arguments) == 4) {
		const struct node *options = node_items_begin(arguments)[3];
		const struct node *fallback = node_find(options, "DefaultValue");
		if (fallback) {
			return eval_node(eval, stack, fallback);
		}
	}
	return value_unknown(
		eval, stack, arguments, "mapping %s has no entry %s, %s", map, key, second);
}

/* Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
 */
struct value intrinsic_find_in_map(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	size_t count = node_items_count(arguments);
	if (count != 3 && count != 4) {
		return value_unknown(
			eval, stack, arguments, "Fn::FindInMap takes a mapping and two keys");
	}
	const char *keys[3];
	for (size_t i = 0; i < 3; i++) {
		struct value key = eval_node(eval, stack, node_items_begin(arguments)[i]);
		keys[i] = value_text(eval->arena, &key);
		if (!keys[i]) {
			const char *reason = value_unknown_reason(eval->arena, &key);
			return value_unknown(eval, stack, arguments,
				"a key of Fn::FindInMap is not known: %s",
				reason ? reason : "it is not a text");
		}
	}
	const struct node *mapping = node_find(stack->template->mappings, keys[0]);
	const struct node *entry = node_find(node_find(mapping, keys[1]), keys[2]);
	return entry ? eval_node(eval, stack, entry)
		     : default_value(eval, stack, arguments, keys[0], keys[1], keys[2]);
}

/* The list to choose from: written out, or the value of a function. */
struct value intrinsic_select(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	if (node_items_count(arguments) != 2) {
		return value_unknown(
			eval, stack, arguments, "Fn::Select takes an index and a list");
	}
	struct value index = eval_node(eval, stack, node_items_begin(arguments)[0]);
	struct value list = eval_node(eval, stack, node_items_begin(arguments)[1]);
	const char *digits = value_text(eval->arena, &index);
	if (list.kind == VALUE_UNKNOWN) {
		return list;
	}
	if (!digits || list.kind != VALUE_LIST || strspn(digits, "0123456789") != strlen(digits)) {
		return value_unknown(
			eval, stack, arguments, "Fn::Select takes an index and a list");
	}
	unsigned long position = strtoul(digits, NULL, 10);
	return position < list.count
		       ? list.items[position]
		       : value_unknown(eval, stack, arguments, "the list has no item %s", digits);
}

struct value intrinsic_get_azs(
	struct eval *eval, const struct stack *stack, const struct node *arguments) {
	return value_unknown(eval, stack, arguments,
		"an account's availability zones are only known at deployment");
}
