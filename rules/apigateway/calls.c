#include "analyzer/doc/limits.h"
#include "rules/word.h"

#include <string.h>

/* --- calls_own_region --- */

/*
 * A region other than `own` that an ARN or host spells between delimiters, or NULL; what follows
 * the host of a URL is the callee's.
 */
static const char *spelt_region(struct arena *arena, const char *text, const char *own) {
	static const char delimiters[] = ".:/,@ ";
	const char *host = strstr(text, "://");
	if (host) {
		text = arena_strndup(
			arena, text, (size_t)(host - text) + 3 + strcspn(host + 3, "/"));
	}
	while (*text) {
		size_t length = strcspn(text, delimiters);
		const char *label = arena_strndup(arena, text, length);
		if (region_is_known(label) && !(own && strcmp(own, label) == 0)) {
			return label;
		}
		text += length;
		text += strspn(text, delimiters);
	}
	return NULL;
}

/* What only the environment leaves open, the region or account of the stack, is its own. */
static bool is_environment(const char *reason) {
	return strstr(reason, "was not said") != NULL;
}

/* What is known of one address that an API calls. */
struct address {
	enum truth own;	    /* it is of the stack's region */
	const char *region; /* another that it names, or NULL */
};

static struct address judge_address(struct judge *judge, const struct value *value) {
	struct arena *arena = judge->eval->arena;
	const char *own = resource_region(judge->resource);
	if (value->kind != VALUE_TEXT) {
		return (struct address){ value->kind == VALUE_UNKNOWN ? UNKNOWN : YES, NULL };
	}
	struct address address = { YES, NULL };
	for (size_t i = 0; i < value->count; i++) {
		const struct part *part = &value->parts[i];
		const char *region = NULL;
		if (part->kind == PART_LITERAL) {
			region = spelt_region(arena, part->text, own);
		} else if (part->kind == PART_UNKNOWN && !is_environment(part->text)) {
			address.own = truth_and(address.own, UNKNOWN);
		} else if (part->kind == PART_REFERENCE &&
			   part->stack != &judge->resource->stack->stack) {
			region = part->stack->environment.region;
			region = region && own && strcmp(own, region) == 0 ? NULL : region;
		}
		if (region) {
			return (struct address){ own ? NO : UNKNOWN, region };
		}
	}
	return address;
}

/*
 * Source: the extensions x-amazon-apigateway-integration and -authorizer of
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 * (read 2026-11).
 */
static bool holds_addresses(const char *key) {
	static const char *const keys[] = { "authorizerUri", "issuer", "providerARNs", "uri" };
	bool holds = false;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		holds = holds || strcmp(key, keys[i]) == 0;
	}
	return holds;
}

/* The worst of a list, or the one address. */
static struct address judge_addresses(struct judge *judge, const struct value *value) {
	struct address worst = { YES, NULL };
	if (value->kind != VALUE_LIST) {
		return judge_address(judge, value);
	}
	for (size_t i = 0; i < value->count; i++) {
		struct address found = judge_address(judge, &value->items[i]);
		worst = found.own < worst.own ? found : worst;
	}
	return worst;
}

/* The addresses of an OpenAPI document, by the names of the members that hold them. */
static struct address judge_document(
	struct judge *judge, const struct node *node, unsigned depth, const struct node **ret_at) {
	struct address worst = { YES, NULL };
	if (depth > LIMIT_DEPTH) {
		return worst;
	}
	struct node **item;
	node_each(item, node) {
		struct address found = judge_document(judge, *item, depth + 1, ret_at);
		worst = found.own < worst.own ? found : worst;
	}
	const struct member *m;
	member_each(m, node) {
		bool holds = holds_addresses(m->key->text);
		struct value value = { .kind = VALUE_ABSENT };
		if (holds) {
			value = eval_node(judge->eval, &judge->resource->stack->stack, m->value);
		}
		struct address found = holds ? judge_addresses(judge, &value)
					     : judge_document(judge, m->value, depth + 1, ret_at);
		if (found.own < worst.own) {
			worst = found;
			*ret_at = holds ? m->value : *ret_at;
		}
	}
	return worst;
}

static enum truth evaluate_calls_own_region(
	struct judge *judge, const struct assertion *assertion) {
	const char *path = node_text(node_find(assertion->arguments, "path")), *pointer;
	struct value value = path ? judge_property(judge, path, &pointer) : judge->subject.value;
	pointer = path ? pointer : judge->subject.pointer;
	const struct node *at = NULL;
	struct address address = value.kind == VALUE_MAP ? judge_document(judge, value.node, 0, &at)
							 : judge_address(judge, &value);
	bool unsaid = address.region && address.own == UNKNOWN;
	judge_blame(judge, address.own, &value, pointer, address.own == UNKNOWN ? "%s" : NULL,
		unsaid ? "the stack's region was not said" : judge_reason(judge, &value));
	judge->blame.node = at ? at : judge->blame.node;
	judge_fact(judge, "called_region", address.region ? address.region : "another region");
	return address.own;
}

/* --- checked_at_execute_api --- */

/* A literal host holds an id that only what was read live is known by. */
static enum truth is_host_of(
	struct judge *judge, const struct resource *api, const struct value *host) {
	const struct resource *cut =
		host->kind == VALUE_UNKNOWN ? judge_made_of(judge, host) : NULL;
	if (cut) {
		return truth_of(cut == api);
	}
	const char *id = api->logical_id, *first = NULL;
	bool refers = false, is_execute = false, open = host->kind == VALUE_UNKNOWN;
	for (size_t i = 0; host->kind == VALUE_TEXT && i < host->count; i++) {
		const struct part *part = &host->parts[i];
		bool literal = part->kind == PART_LITERAL;
		open = open || part->kind == PART_UNKNOWN;
		refers = refers ||
			 (part->kind == PART_REFERENCE && part->stack == &api->stack->stack &&
				 strcmp(part->logical_id, id) == 0);
		is_execute = is_execute || (literal && strstr(part->text, "execute-api."));
		first = i == 0 && literal ? part->text : first;
	}
	if (!is_execute) {
		return open ? UNKNOWN : NO;
	}
	if (first && api->stack->evidence == EVIDENCE_LIVE) {
		size_t length = strlen(id);
		return truth_of(strncmp(first, id, length) == 0 && first[length] == '.');
	}
	return refers ? YES : first || open ? UNKNOWN : NO;
}

static enum truth evaluate_checked_at_execute_api(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	enum truth result = NO;
	struct resource *const *check;
	vec_each(check, estate_of_type(judge->estate, "AWS::Route53::HealthCheck")) {
		const char *reason;
		struct value host = eval_path(judge->eval, &(*check)->properties,
			"HealthCheckConfig.FullyQualifiedDomainName");
		enum truth exists =
			eval_exists(judge->eval, &(*check)->stack->stack, (*check)->node, &reason);
		enum truth is_host = is_host_of(judge, judge->resource, &host);
		result = truth_or(result, truth_and(exists, is_host));
	}
	return judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "a health check asks at a host that may be this API's" : NULL);
}

const struct word apigateway_call_words[] = {
	{ "calls_own_region",
		"the address at a path, or each of the OpenAPI document there, is of the stack's "
		"region",
		"path", "called_region", evaluate_calls_own_region, NULL, PARTS_NONE },
	{ "checked_at_execute_api",
		"a health check asks the API at the host name that API Gateway gave it", "", "",
		evaluate_checked_at_execute_api, NULL, PARTS_NONE },
	{ 0 },
};
