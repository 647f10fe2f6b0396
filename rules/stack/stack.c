#include "analyzer/doc/limits.h"
#include "rules/graph.h"

#include <ctype.h>
#include <string.h>

/* --- names_no_zone --- */

/*
 * Where types name Availability Zones; "[]" stands for the items of a list. Volumes and One Zone
 * file systems are left out: what is stored in a zone belongs to it. Source: the properties of type
 * AWS::EC2::AvailabilityZone.Name of the CloudFormation resource specification (read 2026-11).
 */
static const struct zone_property {
	const char *type, *path;
} zone_properties[] = {
	{ "AWS::AutoScaling::AutoScalingGroup", "AvailabilityZones[]" },
	{ "AWS::DAX::Cluster", "AvailabilityZones[]" },
	{ "AWS::DMS::ReplicationInstance", "AvailabilityZone" },
	{ "AWS::DocDB::DBCluster", "AvailabilityZones[]" },
	{ "AWS::DocDB::DBInstance", "AvailabilityZone" },
	{ "AWS::EC2::CapacityReservation", "AvailabilityZone" },
	{ "AWS::EC2::Host", "AvailabilityZone" },
	{ "AWS::EC2::Instance", "AvailabilityZone" },
	{ "AWS::EC2::LaunchTemplate", "LaunchTemplateData.Placement.AvailabilityZone" },
	{ "AWS::EC2::Subnet", "AvailabilityZone" },
	{ "AWS::EMR::Cluster", "Instances.Placement.AvailabilityZone" },
	{ "AWS::ElastiCache::CacheCluster", "PreferredAvailabilityZone" },
	{ "AWS::ElastiCache::CacheCluster", "PreferredAvailabilityZones[]" },
	{ "AWS::ElastiCache::ReplicationGroup", "PreferredCacheClusterAZs[]" },
	{ "AWS::ElasticLoadBalancing::LoadBalancer", "AvailabilityZones[]" },
	{ "AWS::ElasticLoadBalancingV2::TargetGroup", "Targets[].AvailabilityZone" },
	{ "AWS::Glue::Connection",
		"ConnectionInput.PhysicalConnectionRequirements.AvailabilityZone" },
	{ "AWS::Neptune::DBCluster", "AvailabilityZones[]" },
	{ "AWS::Neptune::DBInstance", "AvailabilityZone" },
	{ "AWS::RDS::DBCluster", "AvailabilityZones[]" },
	{ "AWS::RDS::DBInstance", "AvailabilityZone" },
	{ "AWS::Redshift::Cluster", "AvailabilityZone" },
};

/* The code of a region and a letter: "us-west-2a". */
static bool is_zone(struct arena *arena, const char *text) {
	size_t length = strlen(text);
	return length > 1 && islower((unsigned char)text[length - 1]) &&
	       isdigit((unsigned char)text[length - 2]) &&
	       region_is_known(arena_strndup(arena, text, length - 1));
}

/* A zone that the template itself writes; what a parameter, mapping or list gives is no such. */
static bool is_written_zone(struct judge *judge, const struct value *value) {
	const char *text = value_text(judge->eval->arena, value);
	bool written = node_is_scalar(value->node) && !value->node->tag;
	return text && written && is_zone(judge->eval->arena, text);
}

/* The zone written at a path of the subject, with its place; false where there is none. */
static bool find_zone(
	struct judge *judge, const char *path, struct value *ret_value, const char **ret_pointer) {
	struct arena *arena = judge->eval->arena;
	const char *items = strstr(path, "[]");
	if (!items) {
		*ret_value = judge_property(judge, path, ret_pointer);
		return is_written_zone(judge, ret_value);
	}
	const char *list_path = arena_strndup(arena, path, (size_t)(items - path)), *below;
	const char *member = items[2] ? items + 3 : NULL;
	struct value list = judge_property(judge, list_path, &below);
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		*ret_value =
			member ? eval_path(judge->eval, &list.items[i], member) : list.items[i];
		*ret_pointer = pointer_item(arena, below, i);
		if (is_written_zone(judge, ret_value)) {
			return true;
		}
	}
	return false;
}

/* The CDK writes the zones that it looked up into the template of each environment anew. */
static enum truth evaluate_names_no_zone(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const struct resource *resource = judge->resource;
	bool synthesised = resource->stack->provenance && resource_region(resource);
	for (size_t i = 0; !synthesised && i < sizeof(zone_properties) / sizeof(zone_properties[0]);
		i++) {
		struct value value;
		const char *pointer;
		if (strcmp(zone_properties[i].type, resource->type) == 0 &&
			find_zone(judge, zone_properties[i].path, &value, &pointer)) {
			return judge_blame(judge, NO, &value, pointer, NULL);
		}
	}
	return judge_blame(judge, YES, NULL, NULL, NULL);
}

/* --- nested --- */

/* What a template declares is nested; a stack as a whole is told by what deploys or describes it.
 */
static bool is_declared(const struct resource *resource) {
	const struct member_stack *stack = resource->stack;
	return stack->evidence != EVIDENCE_LIVE &&
	       node_find(stack->stack.template->resources, resource->logical_id);
}

static enum truth evaluate_nested(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	return judge_blame(judge, truth_of(is_declared(judge->resource)), NULL, NULL, NULL);
}

/* --- reads_nothing_from_primary --- */

/* What CDK stacks of us-east-1 are made for, which nothing else can give. */
static bool is_bound_to_us_east_1(const struct resource *resource) {
	static const char *const types[] = { "AWS::CertificateManager::Certificate",
		"AWS::CloudFront::Distribution", "AWS::Lambda::Version", "AWS::WAFv2::WebACL" };
	const char *region = resource_region(resource);
	bool bound = false;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		bound = bound || strcmp(types[i], resource->type) == 0;
	}
	return bound && region && strcmp(region, "us-east-1") == 0;
}

/* "us-west-2" as the CDK writes it into the names of exports: "uswest2". */
static const char *without_dashes(struct arena *arena, const char *region) {
	char *text = arena_strdup(arena, region), *to = text;
	for (const char *from = text; *from; from++) {
		if (*from != '-') {
			*to++ = *from;
		}
	}
	*to = '\0';
	return text;
}

/* By the writer's stack or, where that was not given, by the name. */
static enum truth export_is_of_primary(struct judge *judge, const char *key) {
	const struct linker *linker = judge->eval->linker;
	const char *primary = judge->estate->regions.primary;
	struct value value = linker->cdk_export(
		judge->eval, linker->estate, &judge->resource->stack->stack, key);
	const struct part *part = value_reference(&value);
	const struct resource *source =
		part ? estate_find(judge->estate, part->stack, part->logical_id) : NULL;
	if (!primary) {
		return UNKNOWN;
	}
	if (source) {
		const char *region = resource_region(source);
		return !region ? UNKNOWN
			       : truth_of(strcmp(region, primary) == 0 &&
					  !is_bound_to_us_east_1(source));
	}
	const char *name = strrchr(key, '/');
	const char *mark = without_dashes(judge->eval->arena, primary);
	return name && strstr(name, mark) ? YES : UNKNOWN;
}

static enum truth blame_reading(struct judge *judge, enum truth reads, const char *what) {
	judge_blame(judge, truth_not(reads), NULL, NULL,
		reads == UNKNOWN ? "which region the value is written in is not known" : NULL);
	judge_fact(judge, "imported", what);
	return truth_not(reads);
}

/* Functions at the edge stand in us-east-1, wherever the primary region is. */
static enum truth judge_parameter_reader(struct judge *judge) {
	const char *primary = judge->estate->regions.primary;
	struct value region = eval_member(judge->eval, &judge->subject.value, "Region");
	struct value name = eval_member(judge->eval, &judge->subject.value, "ParameterName");
	const char *text = judge_describe(judge, &name);
	enum truth reads = primary ? judge_text_equals(&region, primary) : UNKNOWN;
	reads = truth_and(reads, truth_not(judge_text_equals(&region, "us-east-1")));
	return blame_reading(judge, reads, text ? text : "a parameter");
}

/* The arguments of a Fn::GetStackOutput, or NULL for anything else. */
static const struct node *output_read(const struct node *node) {
	const struct node *long_form = node_find(node, "Fn::GetStackOutput");
	bool short_form = node->tag && strcmp(node->tag, "GetStackOutput") == 0;
	return short_form ? node : long_form;
}

/* A Fn::GetStackOutput of another region: CloudFormation asks that at each update of the stack. */
struct weak_reference {
	const struct node *node; /* NULL: there is none */
	enum truth of_primary;
};

static enum truth is_of_primary(struct judge *judge, const struct node *node) {
	const struct stack *stack = &judge->resource->stack->stack;
	const struct node *region = node_find(output_read(node), "Region");
	if (!region) {
		return NO;
	}
	struct value where = eval_node(judge->eval, stack, region);
	struct value output = eval_node(judge->eval, stack, node);
	const struct part *part = value_reference(&output);
	const struct resource *source =
		part ? estate_find(judge->estate, part->stack, part->logical_id) : NULL;
	return source && is_bound_to_us_east_1(source)
		       ? NO
		       : judge_text_equals(&where, judge->estate->regions.primary);
}

/* Finds the first that surely is of the primary region, else the first that may be. */
static void find_weak_reference(struct judge *judge, const struct node *node, unsigned depth,
	struct weak_reference *found) {
	if (found->of_primary == YES || depth == LIMIT_DEPTH) {
		return;
	}
	if (output_read(node)) {
		enum truth of_primary = is_of_primary(judge, node);
		*found = of_primary > found->of_primary
				 ? (struct weak_reference){ node, of_primary }
				 : *found;
		return;
	}
	struct node **item;
	node_each(item, node) {
		find_weak_reference(judge, *item, depth + 1, found);
	}
	const struct member *m;
	member_each(m, node) {
		find_weak_reference(judge, m->value, depth + 1, found);
	}
}

/* A stack as a whole, which no template declares; one that a template nests is asked by itself. */
static enum truth judge_weak_references(struct judge *judge) {
	const struct template *template = judge->resource->stack->stack.template;
	struct weak_reference found = { NULL, NO };
	if (judge->estate->regions.primary) {
		find_weak_reference(judge, template->resources, 0, &found);
	}
	const struct node *read = found.node ? output_read(found.node) : NULL;
	const char *stack = node_text(node_find(read, "StackName"));
	const char *output = node_text(node_find(read, "OutputName"));
	blame_reading(judge, found.of_primary,
		arena_printf(judge->eval->arena, "%s of %s",
			output ? arena_printf(judge->eval->arena, "output %s", output)
			       : "an output",
			stack ? stack : "a stack"));
	judge->blame.node = found.node ? found.node : judge->blame.node;
	return truth_not(found.of_primary);
}

static enum truth evaluate_reads_nothing_from_primary(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	if (strcmp(judge->resource->type, "Custom::CrossRegionStringParameterReader") == 0) {
		return judge_parameter_reader(judge);
	}
	if (strcmp(judge->resource->type, "AWS::CloudFormation::Stack") == 0) {
		return judge_weak_references(judge);
	}
	struct value imports = eval_path(judge->eval, &judge->subject.value, "ReaderProps.imports");
	struct value_members members = { 0 };
	eval_members(judge->eval, &imports, &members);
	enum truth reads = imports.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	const char *first = "";
	const struct value_member *member;
	vec_each(member, &members) {
		enum truth of_primary = export_is_of_primary(judge, member->key);
		first = of_primary > reads ? member->key : first;
		reads = truth_or(reads, of_primary);
	}
	return blame_reading(judge, reads, first);
}

/* --- sets_up_data --- */

/* What keeps state besides the stores whose copies are read; the list of STACK001. */
static const char *const stateful_types[] = { "AWS::Backup::BackupVault", "AWS::Cassandra::Table",
	"AWS::Cognito::UserPool", "AWS::DSQL::Cluster", "AWS::DocDB::DBCluster", "AWS::EC2::Volume",
	"AWS::EMR::Cluster", "AWS::Elasticsearch::Domain", "AWS::FSx::FileSystem", "AWS::KMS::Key",
	"AWS::KMS::ReplicaKey", "AWS::Logs::LogGroup", "AWS::MSK::Cluster",
	"AWS::MemoryDB::Cluster", "AWS::Neptune::DBCluster", "AWS::OpenSearchService::Domain",
	"AWS::Redshift::Cluster", "AWS::Route53::HostedZone", "AWS::S3Express::DirectoryBucket",
	"AWS::SQS::Queue", "AWS::Timestream::InfluxDBInstance", "AWS::Timestream::Table", NULL };

/* Says whether a text has the type as a whole: a bucket's policy is no bucket. */
static bool speaks_of(const char *text, const char *type) {
	size_t length = strlen(type);
	const char *at = strstr(text, type);
	while (at && isalnum((unsigned char)at[length])) {
		at = strstr(at + length, type);
	}
	return at;
}

/* By the types that the template of the stack set speaks of, where that is given. */
static enum truth evaluate_sets_up_data(struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *pointer;
	struct value body = judge_property(judge, "TemplateBody", &pointer);
	const char *text = value_text(judge->eval->arena, &body);
	enum truth result = text ? NO : UNKNOWN;
	for (size_t i = 0; text && services[i]; i++) {
		for (const struct service_type *row = services[i]; row->type; row++) {
			bool held = row->role == ROLE_STORE && speaks_of(text, row->type);
			result = held ? YES : result;
		}
	}
	for (const char *const *type = stateful_types; text && *type; type++) {
		result = speaks_of(text, *type) ? YES : result;
	}
	return judge_blame(judge, result, &body, pointer,
		result == UNKNOWN ? "the template of the stack set was not given" : NULL);
}

const struct word stack_words[] = {
	{ "sets_up_data", "the template of the stack set declares a data store", "", "",
		evaluate_sets_up_data, NULL, PARTS_NONE },
	{ "nested", "of a stack: another stack's template declares it", "", "", evaluate_nested,
		NULL, PARTS_NONE },
	{ "names_no_zone", "the resource is bound to no Availability Zone by its code", "", "",
		evaluate_names_no_zone, NULL, PARTS_NONE },
	{ "reads_nothing_from_primary",
		"what a CDK reader or a stack's Fn::GetStackOutput reads is of no stack in the "
		"primary region",
		"", "imported", evaluate_reads_nothing_from_primary, NULL, PARTS_NONE },
	{ 0 },
};
