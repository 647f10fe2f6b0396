#include "analyzer/cfn/intrinsic.h"

#include <string.h>

/* Sorted by name. Fn::Equals and its kin only stand in conditions, which conditions.c reads. */
const struct intrinsic intrinsics[] = {
	{ "Fn::Base64", "the text itself: what is encoded is what rules ask about",
		intrinsic_base64 },
	{ "Fn::Cidr", "the address blocks, when block, count and bits are known", intrinsic_cidr },
	{ "Fn::FindInMap", "an entry of Mappings, or its DefaultValue", intrinsic_find_in_map },
	{ "Fn::GetAZs", "unknown: an account's zones are only known at deployment",
		intrinsic_get_azs },
	{ "Fn::GetAtt", "a reference to a resource's attribute; an output of a nested stack",
		intrinsic_get_att },
	{ "Fn::GetStackOutput", "an output of another stack of the estate",
		intrinsic_get_stack_output },
	{ "Fn::If", "the branch that the condition chooses in the scenario", intrinsic_if },
	{ "Fn::ImportValue", "an export of another stack of the estate", intrinsic_import_value },
	{ "Fn::Join", "the texts, joined; parts that are not known stay so", intrinsic_join },
	{ "Fn::Length", "how many items a list has", intrinsic_length },
	{ "Fn::Select", "one item of a list", intrinsic_select },
	{ "Fn::Split", "the pieces of a known text", intrinsic_split },
	{ "Fn::Sub", "the text with its placeholders filled", intrinsic_sub },
	{ "Fn::ToJsonString", "a value as JSON text; parts that are not known stay so",
		intrinsic_to_json_string },
	{ "Ref", "a parameter's value, a pseudo parameter, or a reference to a resource",
		intrinsic_ref },
	{ 0 },
};

/* All but Ref begin with "Fn::"; the letters behind it tell most of them apart. */
static bool is_named(const struct intrinsic *intrinsic, const char *name) {
	const char *own = intrinsic->name;
	bool alike = *own == *name && (*own != 'F' || (own[4] == name[4] && own[5] == name[5]));
	return alike && strcmp(own, name) == 0;
}

const struct intrinsic *intrinsic_find(const char *name) {
	const struct intrinsic *row = intrinsics;
	while (row->name && !is_named(row, name)) {
		row++;
	}
	return row->name ? row : NULL;
}
