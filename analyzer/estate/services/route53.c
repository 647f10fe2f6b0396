#include "analyzer/estate/links.h"

/* What a record's target may be, where it is no reference. */
static void add_record(struct eval *eval, struct estate *estate, const struct resource *resource,
	const struct place *record, struct edge_list *ret_edges) {
	const struct edge edge = {
		.kind = EDGE_REQUEST,
		.from = resource,
		.settings = record->value,
	};
	struct place alias = place_at(eval, record, "AliasTarget.DNSName");
	edge_add(eval, estate, &edge, &alias, NULL, NULL, ret_edges);
	struct place values = place_at(eval, record, "ResourceRecords");
	for (size_t i = 0; i < place_count(&values); i++) {
		struct place value = place_item(eval, &values, i);
		if (value_reference(&value.value)) {
			edge_add(eval, estate, &edge, &value, NULL, NULL, ret_edges);
		}
	}
}

static void record_edges(struct eval *eval, struct estate *estate, const struct resource *record,
	struct edge_list *ret_edges) {
	struct place properties = place_of(record);
	add_record(eval, estate, record, &properties, ret_edges);
}

static void group_edges(struct eval *eval, struct estate *estate, const struct resource *group,
	struct edge_list *ret_edges) {
	struct place properties = place_of(group);
	struct place list = place_at(eval, &properties, "RecordSets");
	for (size_t i = 0; i < place_count(&list); i++) {
		struct place record = place_item(eval, &list, i);
		add_record(eval, estate, group, &record, ret_edges);
	}
}

const struct service_type route53_types[] = {
	{
		.type = "AWS::Route53::RecordSet",
		.noun = "record",
		.role = ROLE_ROUTING,
		.global = true,
		.ref_is = "name",
		.edges = record_edges,
	},
	{
		.type = "AWS::Route53::RecordSetGroup",
		.noun = "record group",
		.role = ROLE_ROUTING,
		.global = true,
		.ref_is = "name",
		.edges = group_edges,
	},
	{
		.type = "AWS::Route53::HealthCheck",
		.noun = "health check",
		.role = ROLE_PART,
		.global = true,
		.ref_is = "id",
	},
	{
		.type = "AWS::Route53::HostedZone",
		.noun = "hosted zone",
		.role = ROLE_PART,
		.global = true,
		.ref_is = "id",
	},
	{
		.type = "AWS::Route53RecoveryControl::Cluster",
		.noun = "routing control cluster",
		.role = ROLE_PART,
		.global = true,
		.name_property = "Name",
		.ref_is = "arn",
	},
	{
		.type = "AWS::Route53RecoveryControl::ControlPanel",
		.noun = "control panel",
		.role = ROLE_PART,
		.global = true,
		.name_property = "Name",
		.ref_is = "arn",
	},
	{
		.type = "AWS::Route53RecoveryControl::RoutingControl",
		.noun = "routing control",
		.role = ROLE_PART,
		.global = true,
		.name_property = "Name",
		.ref_is = "arn",
	},
	{
		.type = "AWS::Route53RecoveryControl::SafetyRule",
		.noun = "safety rule",
		.role = ROLE_PART,
		.global = true,
		.name_property = "Name",
		.ref_is = "arn",
	},
	{ .type = NULL },
};
