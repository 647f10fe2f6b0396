#ifndef ANALYZER_ESTATE_ESTATE_H
#define ANALYZER_ESTATE_ESTATE_H

#include "analyzer/cfn/eval.h"
#include "analyzer/estate/objectives.h"

struct service_type;
struct naming_index;
#define NAMING_SLOTS 32
struct resource_links;

/* How it is known that something is so; every finding says it. */
enum evidence { EVIDENCE_CONFIGURED, EVIDENCE_INFERRED, EVIDENCE_DECLARED, EVIDENCE_LIVE };
const char *evidence_name(enum evidence evidence);

/* A stack as the estate sees it: the deployed template and where it came from. */
struct member_stack {
	struct stack stack; /* first, so that a `struct stack *` of the estate is one of these */
	const char *display_name; /* for messages: "DocPipeline/Beta/DocProcessing" */
	enum evidence evidence;
	bool regions_are_complete; /* said to be deployed exactly here, not perhaps elsewhere too */
	const struct node *tags;
	/* The user's source of a construct path; NULL where the input records none. */
	const struct provenance *provenance;
	struct map resources; /* logical id -> struct resource; filled by estate_add_stack */
};

/* The user's own source line of a resource, as a CDK assembly records it. */
struct source_location {
	const char *file; /* NULL: not recorded */
	unsigned line, column;
};

/* What the author of a CDK app acknowledged, for a construct and all below it. */
struct acknowledgement {
	const char *construct;	  /* "Stack/Bucket" */
	const struct node *rules; /* {"TOOL::RULE": REASON} */
};
struct acknowledgement_list VEC(struct acknowledgement);

/* What an assembly knows of its resources beyond the template. */
struct provenance {
	void *data;
	const void *record; /* the same for all stacks that are recorded together */
	/* What the whole record acknowledges. */
	void (*acknowledged)(
		const struct provenance *self, struct acknowledgement_list *ret_acknowledged);
	const char *(*construct)(const struct provenance *self, const struct member_stack *stack,
		const char *logical_id);
	struct source_location (*location)(const struct provenance *self,
		const struct member_stack *stack, const char *logical_id, const char *property);
};

/* A thing with a CloudFormation type and properties, in one stack. */
struct resource {
	struct member_stack *stack;
	const char *logical_id, *type;
	/* The logical id that is written: of the AWS::Serverless resource that it comes from, else
	 * its own. */
	const char *written_id;
	const char *pointer;	 /* "/Resources/DocumentsTable/Properties": findings' paths begin so
				  */
	const char *label;	 /* for messages: its logical id, or "the alias of WRITTEN_ID" */
	const struct node *key;	 /* the logical id as it is written */
	const struct node *node; /* the whole body: Type, Properties, DeletionPolicy ... */
	struct value properties; /* a MAP (an empty one where the template has none) */
	const struct service_type *kind; /* NULL for a type that no service file describes */
	const char *elsewhere; /* the region that it is made in from its stack's; NULL: there */
	bool conditional;      /* a Condition decides whether it, or its stack, exists */
	bool helper;  /* put there by the CDK for its own ends; not the author's workload */
	size_t index; /* in estate->resources */
	struct resource_links *links; /* what service.c keeps of them */
};

struct resource_list VEC(struct resource *);

/* Which region is which; NULL and empty where neither said nor inferred. */
struct regions {
	const char *primary;
	struct VEC(const char *) recovery;
	const char *origin; /* "--dr", "DR_REGION", ".drlint.yaml", or what it was inferred from */
};

/* All stacks and live resources analysed in one run. */
struct estate {
	struct ctx *ctx;
	struct VEC(struct member_stack *) stacks;
	struct resource_list resources;	   /* by stack, then in template order */
	struct VEC(const char *) deployed; /* regions that stacks are in; by estate_link */
	struct map by_type;		   /* type -> struct resource_list */
	struct map by_name;  /* name -> struct resource_list, where the name is known */
	struct map nameless; /* type -> struct resource_list: the name is said and not known */
	struct map there, nameless_there; /* type -> struct map: region -> resource_list */
	struct map exports;   /* "account\nregion\nname" -> what a stack exports there */
	struct map answering; /* name -> struct resource_list; see estate_answering */
	struct map attached;  /* resource or type -> the parts that name it; see links.h */
	struct map twins;     /* "type\nmark" -> struct resource_list; see estate_twins */
	struct naming_index *namings[NAMING_SLOTS]; /* see estate_naming */
	bool users_known;			    /* see estate_users */
	bool sources_known;			    /* see resource_sources */
	struct resource_list varying;		    /* whose links conditions decide */
	struct resource_list replicating_out; /* to what the estate may not hold; with `varying` */
	struct regions regions;
	struct objectives objectives;
	struct estate *previous; /* what was deployed before; NULL: not given */
	bool complete; /* the input says which stacks there are, so absence proves something */
	const char *incomplete_reason; /* why not, as a phrase */
	bool stacks_known; /* it says which stacks there are, whatever else those may hold */
	const char
		*open_reason; /* why some stack may hold more resources than are known, or NULL */
	struct linker linker;
};

struct estate *estate_new(struct ctx *ctx);

/*
 * Adds a stack with its resources, once its template is expanded (stack_expand). Nested stacks are
 * added like any other, parent first.
 */
void estate_add_stack(struct estate *estate, struct member_stack *stack);

/* Joins what was added: names, exports, CDK exports. Call once, after the last stack. */
void estate_link(struct estate *estate);

/*
 * Fills in regions that were not said: the DR regions from where replicas and stacks are, the
 * primary from where most of the workload is. Leaves what stays ambiguous unsaid.
 */
void estate_infer_regions(struct estate *estate);

/*
 * The regions that may each be the primary, by name, where that was not said and could not be
 * inferred; none where it is known, or where no region is.
 */
struct region_names VEC(const char *);
void estate_rival_regions(struct estate *estate, struct region_names *ret_rivals);

/* An evaluation in this estate, with values in `arena` and no scenario. */
struct eval estate_eval(struct estate *estate, struct arena *arena);

/* The resources of a type; an empty list where there are none. */
const struct resource_list *estate_of_type(const struct estate *estate, const char *type);

/* The resource with this logical id in this very stack, or NULL. */
struct resource *estate_find(
	const struct estate *estate, const struct stack *stack, const char *logical_id);

/*
 * The resource that a value names: a Ref or GetAtt of it, an ARN, or its physical name (of a
 * resource of `type`, which may be NULL for references and ARNs). NULL where the estate holds no
 * such resource.
 */
struct resource *estate_target(
	struct estate *estate, struct eval *eval, const struct value *value, const char *type);

/*
 * A place where resources of a type name others: a path of their properties; where a list is on the
 * way or at the end, each of its items. A type that ends in "::" stands for all that begin so. What
 * is named is a resource of the type `target`, as estate_target takes it; NULL: a text is meant.
 */
struct naming {
	const char *type, *path, *target;
};

/*
 * Adds what names a resource at the place under the scenario. Who names what is listed once, when
 * it is first asked for; where conditions decide it, it is asked each time. The naming must be a
 * constant, and stands for the list.
 */
void estate_naming(struct eval *eval, struct estate *estate, const struct naming *naming,
	const struct resource *to, struct resource_list *ret_naming);

/* Adds what may name a resource there: it does in some scenario, or what it names is not known. */
void estate_may_name(struct arena *arena, struct estate *estate, const struct naming *naming,
	const struct resource *to, struct resource_list *ret_naming);

/* Adds what names something there, in some scenario, that is no resource of the estate. */
void estate_naming_none(struct arena *arena, struct estate *estate, const struct naming *naming,
	struct resource_list *ret_naming);

/*
 * Adds what may have a text at the place, whose naming is without target: what surely has another,
 * or none, in every scenario is passed over. Values in `arena`.
 */
void estate_saying(struct arena *arena, struct estate *estate, const struct naming *naming,
	const char *text, struct resource_list *ret_saying);

/*
 * Whether what a node of the stack's template gives may be a target at all, whatever conditions
 * decide. Asking this first keeps conditions out that only choose among texts such as a log level.
 */
bool target_is_possible(
	const struct estate *estate, const struct stack *stack, const struct node *node);

/* Region of a resource, or NULL when its stack's region was never said. */
const char *resource_region(const struct resource *resource);

/* What the name property of a resource holds; ABSENT where its type has none. */
struct value resource_name_value(struct eval *eval, const struct resource *resource);

/* The name AWS knows it by when the template says it (its name property), else NULL. */
const char *resource_physical_name(struct eval *eval, const struct resource *resource);

/* Says whether the template says the name, known or not; else AWS makes one. */
bool resource_says_name(struct eval *eval, const struct resource *resource);

/* The resources of a type that say a name which is not known whatever the conditions are. */
const struct resource_list *estate_nameless(const struct estate *estate, const char *type);

/* Those of a region, and all of the type that stand there; listed when first asked for. */
const struct resource_list *estate_nameless_there(
	struct estate *estate, const char *type, const char *region);
const struct resource_list *estate_there(
	struct estate *estate, const char *type, const char *region);

/* Construct path in the CDK app, or NULL. */
const char *resource_construct(const struct resource *resource);

/* The user's source line; of the assignment to a top-level `property` where that is recorded. */
struct source_location resource_location(const struct resource *resource, const char *property);

/*
 * The JSON pointer, in the template as it is written, of what a pointer into the resource names;
 * they differ where SAM's transform made the resource.
 */
const char *resource_written_pointer(
	struct arena *arena, const struct resource *resource, const char *pointer);

/*
 * The twins of a resource: what stands for the same component in stacks of `region`. Twins have the
 * same type and the same logical id, the same construct path below the stack, or the same physical
 * name but for region and account.
 */
void estate_twins(struct estate *estate, struct eval *eval, const struct resource *resource,
	const char *region, struct resource_list *ret_twins);

/*
 * A JSON pointer one step further down: to a member, or to a list item. Both escape and copy into
 * the arena.
 */
const char *pointer_member(struct arena *arena, const char *pointer, const char *key);
const char *pointer_item(struct arena *arena, const char *pointer, size_t index);

/*
 * The pointer of `node` when it stands at or below `top`, whose pointer is `pointer`, intrinsics on
 * the way included ("/Replicas/1/Fn::If/1"); NULL when it stands elsewhere.
 */
const char *pointer_of(
	struct arena *arena, const char *pointer, const struct node *top, const struct node *node);

/* The estate's region list includes every region that some stack is deployed in. */
bool estate_has_region(const struct estate *estate, const char *region);

#endif
