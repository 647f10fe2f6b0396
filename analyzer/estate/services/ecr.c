#include "analyzer/estate/links.h"

#include <string.h>

#define REGISTRY "AWS::ECR::ReplicationConfiguration"

/*
 * Whether a rule of the registry covers the repository: one without filters covers all, each filter
 * is a prefix of names. Source:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html (read 2026-11).
 */
static enum truth is_covered(
	struct eval *eval, const struct resource *repository, const struct place *rule) {
	struct place filters = place_at(eval, rule, "RepositoryFilters");
	const char *name = resource_physical_name(eval, repository);
	enum truth result = filters.value.kind == VALUE_ABSENT ? YES : NO;
	for (size_t i = 0; i < place_count(&filters); i++) {
		struct place item = place_item(eval, &filters, i);
		struct value filter = eval_member(eval, &item.value, "Filter");
		const char *prefix = value_text(eval->arena, &filter);
		enum truth fits = name && prefix
					  ? truth_of(strncmp(name, prefix, strlen(prefix)) == 0)
					  : UNKNOWN;
		result = truth_or(result, fits);
	}
	return result;
}

static void add_destinations(struct eval *eval, const struct resource *repository,
	const struct place *rule, struct replica_list *ret_replicas) {
	enum truth covered = is_covered(eval, repository, rule);
	struct place destinations = place_at(eval, rule, "Destinations");
	for (size_t i = 0; covered != NO && i < place_count(&destinations); i++) {
		struct place destination = place_item(eval, &destinations, i);
		replica_add_listed(eval, repository, &destination, ret_replicas);
		if (covered == UNKNOWN) {
			const struct stack *stack = &repository->stack->stack;
			ret_replicas->items[ret_replicas->count - 1].region = value_unknown(eval,
				stack, repository->properties.node,
				"whether a replication rule of the registry covers the repository "
				"is not known");
		}
	}
}

static bool is_same_place(const struct resource *a, const struct resource *b) {
	const struct environment *x = &a->stack->stack.environment;
	const struct environment *y = &b->stack->stack.environment;
	return x->region && y->region && strcmp(x->region, y->region) == 0 &&
	       (!x->account || !y->account || strcmp(x->account, y->account) == 0);
}

/* A registry is the account's in one region: its rules hold for every repository there. */
static void repository_replicas(struct eval *eval, struct estate *estate,
	const struct resource *repository, struct replica_list *ret_replicas) {
	replica_add_own(eval, repository, ret_replicas);
	struct resource *const *registry;
	vec_each(registry, estate_of_type(estate, REGISTRY)) {
		const char *reason;
		if (!is_same_place(*registry, repository) ||
			eval_exists(eval, &(*registry)->stack->stack, (*registry)->node, &reason) ==
				NO) {
			continue;
		}
		struct place properties = place_of(*registry);
		struct place rules = place_at(eval, &properties, "ReplicationConfiguration.Rules");
		for (size_t i = 0; i < place_count(&rules); i++) {
			struct place rule = place_item(eval, &rules, i);
			add_destinations(eval, repository, &rule, ret_replicas);
		}
	}
}

const struct service_type ecr_types[] = {
	{
		.type = "AWS::ECR::Repository",
		.noun = "repository",
		.role = ROLE_STORE,
		.name_property = "RepositoryName",
		.ref_is = "name",
		.replicas = repository_replicas,
		.edges = edge_add_replication,
	},
	{ .type = REGISTRY, .noun = "replication configuration", .role = ROLE_PART },
	{ .type = NULL },
};
