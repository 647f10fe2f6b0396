#ifndef ANALYZER_ESTATE_SERVICE_H
#define ANALYZER_ESTATE_SERVICE_H

#include "analyzer/estate/estate.h"

/*
 * What drlint knows of an AWS resource type: one file per service in services/, each a table of
 * these rows. A row says what the type stores, copies and calls; it holds no opinion on it.
 */
enum role {
	ROLE_STORE,    /* keeps data that a region's loss would take */
	ROLE_COMPUTE,  /* runs code */
	ROLE_ENDPOINT, /* receives requests */
	ROLE_KEY,      /* encrypts */
	ROLE_ROUTING,  /* sends requests to regions */
	ROLE_PART,     /* part of another component; no box of its own */
};

/* A copy of a data store in one region, the one in its own stack's region included. */
struct replica {
	const struct resource *resource;
	struct value region;   /* TEXT of a region, or UNKNOWN */
	struct value settings; /* what configures this copy; may be UNKNOWN */
	const char *pointer;   /* of `settings`: "/Resources/T/Properties/Replicas/1" */
	const struct resource *declared_by; /* a custom resource, or itself */
};
struct replica_list VEC(struct replica);

enum edge_kind { EDGE_REPLICATION, EDGE_REQUEST, EDGE_ENCRYPTION };

/* A link from one resource: the copy it feeds, what it calls, the key it uses. */
struct edge {
	enum edge_kind kind;
	const struct resource *from;
	const struct resource *to; /* NULL where the estate does not hold the target */
	struct value target;	   /* what the source says of it */
	struct value region;	   /* of the target: TEXT or UNKNOWN */
	struct value settings;	   /* what configures the link (a replication rule), or ABSENT */
	const char *pointer;	   /* of the place that makes the link */
};
#define EDGE_KINDS 3
struct edge_list VEC(struct edge);

/* What names a resource. */
struct users {
	struct VEC(
		const struct resource *) resources; /* in their properties; in the estate's order */
	struct VEC(const struct stack *) outputs;   /* in an output of theirs */
};

/* The links and copies of a resource as they were found, and what names it. */
struct kept;
struct kept_list VEC(struct kept);
struct resource_links {
	struct kept_list edges; /* by kind */
	struct kept_list replicas;
	struct users users;	  /* see estate_users */
	const struct value *name; /* in every scenario; NULL where conditions decide it */
	/* By kind: what has a link to it in every scenario; see resource_sources. */
	struct resource_list sources[EDGE_KINDS];
};

struct service_type {
	const char *type;
	const char *noun; /* "table", "bucket": as messages call it */
	enum role role;
	bool global;		   /* exists outside any region */
	const char *name_property; /* holds the physical name; NULL for none */
	/* Holds what people call it, which AWS does not know it by and others may be called too. */
	const char *title_property; /* NULL for none */
	const char *ref_is;	    /* what Ref gives: "name", "arn", "id" */
	/*
	 * Of a part: the property that names the resource it belongs to, or is fed from
	 * ("RestApiId" of a method); NULL for none. estate_attached finds it from the other end.
	 */
	const char *attached_by;
	void (*replicas)(struct eval *eval, struct estate *estate, const struct resource *resource,
		struct replica_list *ret_replicas);
	void (*edges)(struct eval *eval, struct estate *estate, const struct resource *resource,
		struct edge_list *ret_edges);
};

/* All service tables, each ended by a row without type; the list ends with NULL. */
extern const struct service_type *const services[];
extern const struct service_type dynamodb_types[], s3_types[], kms_types[], lambda_types[],
	apigateway_types[], route53_types[], other_types[];
extern const struct service_type backup_types[], secretsmanager_types[], efs_types[], ecr_types[],
	rds_types[], elasticache_types[];

const struct service_type *service_find(const char *type);

/*
 * The copies of a data store under the scenario of `eval`; for a store that the service does not
 * replicate by itself, the one in its own region.
 */
void resource_replicas(struct eval *eval, struct estate *estate, const struct resource *resource,
	struct replica_list *ret_replicas);

/* The links of one kind that leave a resource. */
void resource_edges(struct eval *eval, struct estate *estate, const struct resource *resource,
	enum edge_kind kind, struct edge_list *ret_edges);

/*
 * Adds what has a link of this kind to a resource under the scenario, as far as it `fits`, and no
 * more than `most`. All links are listed once; those that conditions decide are asked each time.
 */
void resource_sources(struct eval *eval, struct estate *estate, const struct resource *to,
	enum edge_kind kind, bool (*fits)(const struct resource *source, const struct resource *to),
	size_t most, struct resource_list *ret_sources);

/*
 * What names the resource (a Ref or GetAtt of it, anywhere inside) where each parameter has its
 * default. All users of the estate are found at once, when the first are asked for.
 */
const struct users *estate_users(struct estate *estate, const struct resource *resource);

#endif
