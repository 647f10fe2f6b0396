#include "analyzer/cfn/sam_build.h"

#include <string.h>

/* CloudFront's hosted zone, where edge-optimized domains are. Source: the HostedZoneId of
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html (read 2026-11). */
#define CLOUDFRONT_ZONE "Z2FDTNDATAQYW2"

/* The custom domain of an API. */
struct domain {
	const struct sam_item *item;
	const struct node *written; /* the Domain property */
	const char *id;		    /* of the domain's resource */
	const char *type;	    /* of its endpoint; NULL: given by a function */
	const struct node *type_node;
	bool rest, closed; /* of a REST API; inside a network */
};

static const struct node *list_of(struct sam *sam, const struct node *item) {
	struct node *list = node_new(sam->arena, NODE_LIST, item);
	node_list_add(sam->arena, list, item);
	return list;
}

static bool is_edge(const struct domain *domain) {
	return domain->type && strcmp(domain->type, "EDGE") == 0;
}

/* The members that a domain's resource has whatever its endpoint. */
static void carry_settings(const struct domain *domain, struct node *ret_properties) {
	static const char *const names[] = { "DomainName", "MutualTlsAuthentication", "Policy" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		sam_set(domain->item->sam, ret_properties, names[i],
			sam_find(domain->written, names[i]));
	}
}

static void add_rest_domain(const struct domain *domain) {
	struct sam *sam = domain->item->sam;
	struct node *made = sam_generate(domain->item, domain->written,
		domain->closed ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName",
		"%s", domain->id);
	const struct node *certificate = sam_find(domain->written, "CertificateArn");
	struct node *endpoint = node_new(sam->arena, NODE_MAP, domain->type_node);
	carry_settings(domain, made);
	node_map_add(sam->arena, endpoint, "Types", list_of(sam, domain->type_node));
	node_map_add(sam->arena, made, "EndpointConfiguration", endpoint);
	sam_set(sam, made, "SecurityPolicy", sam_find(domain->written, "SecurityPolicy"));
	if (!domain->type) {
		certificate = node_new_unknown(
			sam->arena, "which endpoint it is for is given by a function", certificate);
		sam_set(sam, made, "CertificateArn", certificate);
	}
	sam_set(sam, made,
		is_edge(domain) || domain->closed ? "CertificateArn" : "RegionalCertificateArn",
		certificate);
}

static void add_http_domain(const struct domain *domain) {
	struct sam *sam = domain->item->sam;
	struct node *made = sam_generate(
		domain->item, domain->written, "AWS::ApiGatewayV2::DomainName", "%s", domain->id);
	struct node *configuration = node_new(sam->arena, NODE_MAP, domain->written);
	carry_settings(domain, made);
	sam_set(sam, configuration, "CertificateArn", sam_find(domain->written, "CertificateArn"));
	node_map_add(sam->arena, configuration, "EndpointType", domain->type_node);
	sam_set(sam, configuration, "SecurityPolicy", sam_find(domain->written, "SecurityPolicy"));
	node_map_add(sam->arena, made, "DomainNameConfigurations", list_of(sam, configuration));
}

/* How a mapping of each kind names its parts. */
static const struct mapping_form {
	const char *type, *domain, *api, *path, *suffix;
} mapping_forms[] = {
	{ "AWS::ApiGateway::BasePathMapping", "DomainName", "RestApiId", "BasePath",
		"BasePathMapping" },
	{ "AWS::ApiGateway::BasePathMappingV2", "DomainNameArn", "RestApiId", "BasePath",
		"BasePathMapping" },
	{ "AWS::ApiGatewayV2::ApiMapping", "DomainName", "ApiId", "ApiMappingKey", "ApiMapping" },
};

static void add_mapping(const struct domain *domain, const char *stage, const struct node *path) {
	const struct sam_item *item = domain->item;
	struct sam *sam = item->sam;
	const struct mapping_form *form = &mapping_forms[domain->closed ? 1 : domain->rest ? 0 : 2];
	const struct node *origin = path ? path : domain->written;
	const char *id = arena_printf(
		sam->arena, "%s%s%s", item->id, path ? sam_letters(sam, path) : "", form->suffix);
	struct node *mapping = sam_generate(item, origin, form->type, "%s", id);
	sam_set(sam, mapping, form->domain, sam_ref(sam, domain->id, origin));
	sam_set(sam, mapping, form->api, sam_ref(sam, item->id, origin));
	sam_set(sam, mapping, "Stage", sam_ref(sam, stage, origin));
	sam_set(sam, mapping, form->path, path);
	sam_name(item, form->suffix, id);
}

static void add_mappings(const struct domain *domain, const char *stage) {
	const struct node *paths = sam_find(domain->written, "BasePath");
	struct node **path;
	node_each(path, sam_is_call(paths) ? NULL : paths) {
		add_mapping(domain, stage, *path);
	}
	if (sam_is_call(paths) || !node_is_list(paths)) {
		add_mapping(domain, stage, NULL);
	}
}

/* --- records --- */

static const struct node *record(
	const struct domain *domain, const struct node *route, const char *type) {
	struct sam *sam = domain->item->sam;
	static const char *const names[] = { "SetIdentifier", "Region" };
	struct node *made = node_new(sam->arena, NODE_MAP, route);
	struct node *target = node_new(sam->arena, NODE_MAP, route);
	sam_set(sam, made, "Name", sam_find(domain->written, "DomainName"));
	sam_set_text(sam, made, "Type", type, route);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		sam_set(sam, made, names[i], sam_find(route, names[i]));
	}
	sam_set(sam, target, "EvaluateTargetHealth", sam_find(route, "EvaluateTargetHealth"));
	const struct node *distribution = sam_find(route, "DistributionDomainName");
	const char *attribute = is_edge(domain) ? "DistributionDomainName" : "RegionalDomainName";
	if (is_edge(domain)) {
		sam_set_text(sam, target, "HostedZoneId", CLOUDFRONT_ZONE, route);
	} else {
		sam_set(sam, target, "HostedZoneId",
			sam_get_att(sam, domain->id, "RegionalHostedZoneId", route));
	}
	sam_set(sam, target, "DNSName",
		is_edge(domain) && distribution ? distribution
						: sam_get_att(sam, domain->id, attribute, route));
	node_map_add(sam->arena, made, "AliasTarget", target);
	return made;
}

/* One group holds the records of all APIs in a hosted zone. */
static void add_records(const struct domain *domain) {
	const struct sam_item *item = domain->item;
	struct sam *sam = item->sam;
	const struct node *route = sam_map(item, domain->written, "Route53");
	const struct node *zone = sam_find(route, "HostedZoneId");
	const struct node *name = sam_find(route, "HostedZoneName");
	bool separate = false, six = false;
	if (!route) {
		return;
	}
	node_bool(sam_find(route, "SeparateRecordSetGroup"), &separate);
	node_bool(sam_find(route, "IpV6"), &six);
	const char *letters = arena_printf(sam->arena, "%s%s", sam_letters(sam, zone ? zone : name),
		separate ? sam_letters(sam, sam_find(domain->written, "DomainName")) : "");
	const char *id = arena_printf(sam->arena, "RecordSetGroup%s", letters);
	struct node *records = map_find(&sam->open, id);
	if (!records) {
		struct node *group =
			sam_generate(item, route, "AWS::Route53::RecordSetGroup", "%s", id);
		records = node_new(sam->arena, NODE_LIST, route);
		sam_set(sam, group, "HostedZoneId", zone);
		sam_set(sam, group, "HostedZoneName", name);
		node_map_add(sam->arena, group, "RecordSets", records);
		map_set(sam->arena, &sam->open, id, records);
	}
	node_list_add(sam->arena, records, record(domain, route, "A"));
	if (six) {
		node_list_add(sam->arena, records, record(domain, route, "AAAA"));
	}
}

/* --- the property --- */

static const struct node *endpoint_type(const struct sam_item *item, const struct node *written) {
	const struct node *type = sam_find(written, "EndpointConfiguration");
	if (node_is_map(type) && !sam_is_call(type)) {
		type = sam_find(type, "Type");
	}
	return type ? type : node_new_text(item->sam->arena, "REGIONAL", written);
}

void sam_domain(const struct sam_item *item, const char *stage, bool is_rest) {
	const struct node *written = sam_map(item, item->properties, "Domain");
	const struct node *name = sam_find(written, "DomainName");
	if (!written) {
		return;
	}
	if (!name || !sam_find(written, "CertificateArn")) {
		ctx_error(item->sam->ctx, node_span(written),
			"the Domain of %s must have a DomainName and a CertificateArn", item->id);
		return;
	}
	const struct node *type = endpoint_type(item, written);
	const char *text = sam_is_call(type) ? NULL : node_text(type);
	bool closed = is_rest && text && strcmp(text, "PRIVATE") == 0;
	const struct domain domain = {
		.item = item,
		.written = written,
		.id = arena_printf(item->sam->arena, "ApiGatewayDomainName%s%s",
			is_rest && !closed ? "" : "V2", sam_letters(item->sam, name)),
		.type = text,
		.type_node = type,
		.rest = is_rest,
		.closed = closed,
	};
	if (is_rest) {
		add_rest_domain(&domain);
	} else {
		add_http_domain(&domain);
	}
	sam_name(item, "DomainName", domain.id);
	add_mappings(&domain, stage);
	add_records(&domain);
}
