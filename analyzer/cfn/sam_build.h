#ifndef ANALYZER_CFN_SAM_BUILD_H
#define ANALYZER_CFN_SAM_BUILD_H

#include "analyzer/base/map.h"
#include "analyzer/base/vec.h"
#include "analyzer/cfn/sam.h"

/* What the files of the expansion share. Nothing outside includes this. */

/* A template on its way from SAM to CloudFormation. */
struct sam {
	struct ctx *ctx;
	struct arena *arena; /* of the run */
	struct template *template;
	const struct node *globals; /* the Globals section, or NULL */
	struct node *resources;	    /* what the template comes to */
	struct node *conditions;    /* with those that SAM adds; NULL while it adds none */
	struct map routes;	    /* logical id of an API -> struct sam_routes */
	struct map open;	    /* logical id -> what sam_open made of it */
	size_t merged;		    /* members that Globals added, against LIMIT_GLOBALS_NODES */
};

/* A resource of SAM under expansion. */
struct sam_item {
	struct sam *sam;
	const struct node *key; /* the logical id as it is written */
	const char *id;
	const char *owner; /* the resource that it is written in; NULL: it is one itself */
	const struct node *body;
	const struct node *properties; /* Globals included; an empty map where there are none */
};

/* The routes that events add to an API. */
struct sam_routes {
	struct node *paths;			    /* as OpenAPI writes them */
	const struct node *place;		    /* the first event */
	struct VEC(const struct node *) conditions; /* names, of the owners that have one */
	bool always;				    /* some owner has none */
	bool used;				    /* by an API of the template */
};

/* How a property of SAM is said in CloudFormation. What no row names is carried as it is. */
struct sam_property {
	const char *name; /* as SAM names it; NULL ends the table */
	const char *as;	  /* as CloudFormation does; NULL: it is no property of the resource */
	const struct node *(*convert)(const struct sam_item *item, const struct node *value);
};

/* The member of the item's properties, or NULL; AWS::NoValue is NULL too. */
const struct node *sam_find(const struct node *map, const char *name);

/* Says whether the node is a call of an intrinsic, whose outcome is not known here. */
bool sam_is_call(const struct node *node);

/* The text of a scalar that is no call; NULL for anything else. */
const char *sam_text(const struct node *node);

/*
 * A member that SAM looks into, as a map or a list; NULL where it is absent or a call. Any other
 * kind is reported.
 */
const struct node *sam_map(const struct sam_item *item, const struct node *map, const char *name);
const struct node *sam_list(const struct sam_item *item, const struct node *map, const char *name);

/* A text of letters and digits, of which logical ids are made. "" for what is no text. */
const char *sam_letters(struct sam *sam, const struct node *node);

/* Adds a member unless the value is NULL. */
void sam_set(struct sam *sam, struct node *map, const char *key, const struct node *value);
void sam_set_text(struct sam *sam, struct node *map, const char *key, const char *value,
	const struct node *origin);

/* { "Ref": id }, { "Fn::GetAtt": [id, attribute] } and { "Ref": "AWS::NoValue" }. */
const struct node *sam_ref(struct sam *sam, const char *id, const struct node *origin);
const struct node *sam_get_att(
	struct sam *sam, const char *id, const char *attribute, const struct node *origin);
const struct node *sam_if(struct sam *sam, const struct node *condition, const struct node *value);

/* { "Fn::Sub": [text, { "Target": target }] }: the text says ${Target}. */
const struct node *sam_sub(struct sam *sam, const char *text, const struct node *target);

/* Tags as CloudFormation writes them: a list of keys and values. */
const struct node *sam_tags(const struct sam_item *item, const struct node *value);

/* The bucket and key of "s3://BUCKET/KEY" or of a map, by CloudFormation's names for them. */
const struct node *sam_location(const struct sam_item *item, const struct node *value,
	const char *bucket, const char *key, const char *version);

/* Puts a resource of `type` in the item's place, and gives its properties, which are empty. */
struct node *sam_become(const struct sam_item *item, const char *type);

/* Carries the item's properties over by a table. */
void sam_carry(const struct sam_item *item, const struct node *from,
	const struct sam_property *rows, struct node *ret_properties);

/*
 * Adds a resource that the item brings with it, which exists when the item does, and gives its
 * properties; `origin` asks for it. An id that is taken keeps its resource: then what is given
 * belongs to none.
 */
struct node *sam_generate(const struct sam_item *item, const struct node *origin, const char *type,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Lets the template name what was generated: Ref "ID.NAME". */
void sam_name(const struct sam_item *item, const char *name, const char *id);

/*
 * A property of a resource that events add to, or a list in it (`list` not NULL), to be added to:
 * what was there is kept. NULL where there is no such resource or a function gives the property.
 */
struct node *sam_open(struct sam *sam, const char *id, const char *property, const char *list,
	const struct node *origin);

/* The role `ID`Role that `service` assumes, with the item's policies: its ARN. */
const struct node *sam_role(const struct sam_item *item, const char *service);

/* A role that `service` assumes, without policies: its properties. */
struct node *sam_trusted_role(const struct sam_item *item, const char *id, const char *service,
	const struct node *origin);

/* What an item's properties are with the Globals of its type merged in. */
const struct node *sam_with_globals(
	struct sam *sam, const char *section, const struct node *body, const char *id);

/* The maps merged, lists joined; where they do not fit, `own` wins. */
const struct node *sam_merge(struct sam *sam, const struct node *global, const struct node *own);

/* The function's events, sent to `target`: a reference to the function or its alias. */
void sam_events(const struct sam_item *item, const struct node *target, bool is_machine);

/* The routes of an API, noted when first asked for. */
struct sam_routes *sam_routes(struct sam *sam, const char *api, const struct node *place);

/* The deployed stage, domain, mappings and records of an API; `is_rest` for version 1. */
void sam_domain(const struct sam_item *item, const char *stage, bool is_rest);

/* Adds the APIs that events need and no resource defines. */
void sam_implicit_apis(struct sam *sam);

/* The expansion of each type, by the resource it turns into. */
void sam_function(const struct sam_item *item);
void sam_api(const struct sam_item *item);
void sam_http_api(const struct sam_item *item);
void sam_web_socket_api(const struct sam_item *item);
void sam_simple_table(const struct sam_item *item);
void sam_state_machine(const struct sam_item *item);
void sam_application(const struct sam_item *item);
void sam_layer_version(const struct sam_item *item);
void sam_connector(const struct sam_item *item);
void sam_graphql_api(const struct sam_item *item);
void sam_capacity_provider(const struct sam_item *item);

/* What the Connectors attribute of a resource of any type brings. */
void sam_connectors(struct sam *sam, const struct member *resource);

#endif
