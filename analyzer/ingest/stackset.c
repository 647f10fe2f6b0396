#include "analyzer/ingest/nested.h"

#include "analyzer/doc/inside.h"
#include "analyzer/doc/load.h"

#include <string.h>

/*
 * The stacks of an AWS::CloudFormation::StackSet, from its reference page and that of
 * DeploymentTargets (read 2026-11):
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
 * OperationPreferences say in which order they are made, which changes nothing of what there is.
 */
struct stackset {
	struct search *search;
	struct eval *eval;
	const struct template *template;
	const char *path, *real; /* of the template; `real` NULL where it is written inside */
	struct value group;	 /* the item of StackInstancesGroup at hand; ABSENT for none */
};

/* Where one of the accounts is not known, or is decided by who joins the organization: NULL. */
struct account_list VEC(const char *);

/* The template that stands in TemplateBody, as a string of JSON or YAML. */
static const struct template *read_body(const struct search *search, const struct value *body) {
	struct ctx *ctx = search->ingest->ctx;
	const char *text = value_text(ctx->arena, body);
	struct inside *inside = inside_new(ctx->arena, body->node);
	if (node_text(body->node) && strcmp(node_text(body->node), text) == 0) {
		inside_add(inside, body->node);
	} else {
		inside_add_mark(inside, text, body->node);
	}
	const struct node *root = doc_parse(ctx, inside_source(inside));
	if (root && !template_recognise(root)) {
		ctx_error(ctx, node_span(body->node),
			"the TemplateBody is not a CloudFormation template");
		return NULL;
	}
	return root ? template_new(ctx, root) : NULL;
}

static void not_read(const struct search *search, const char *reason) {
	struct arena *arena = search->ingest->ctx->arena;
	input_incomplete(
		search->ingest, arena_printf(arena, "what the StackSet %s makes is not known: %s",
					search->resource->key->text, reason));
}

static bool find_template(struct stackset *set) {
	struct search *search = set->search;
	struct value body = search_property(search, set->eval, "TemplateBody");
	set->path = search->nest->path;
	if (value_text(set->eval->arena, &body)) {
		set->template = search_may_descend(search, NULL) ? read_body(search, &body) : NULL;
		return set->template != NULL;
	}
	if (body.kind != VALUE_ABSENT) {
		const char *reason = value_unknown_reason(set->eval->arena, &body);
		not_read(search, reason ? reason : "its TemplateBody is not a text");
		return false;
	}
	set->path = search_template(search, set->eval);
	if (!set->path) {
		not_read(search, search->missing);
		return false;
	}
	set->real = input_real_path(search->ingest, set->path);
	if (search_may_descend(search, set->real)) {
		input_is_new(search->ingest, set->path);
		set->template = input_template(search->ingest, set->path, search->resource->value);
	}
	return set->template != NULL;
}

/* A list of ParameterKey and ParameterValue. */
static void pass_list(
	struct stackset *set, struct member_stack *child, const struct value *parameters) {
	const char *reason = value_unknown_reason(set->eval->arena, parameters);
	if (parameters->kind == VALUE_UNKNOWN) {
		search_pass_unknown(set->search, child, reason);
		return;
	}
	for (size_t i = 0; parameters->kind == VALUE_LIST && i < parameters->count; i++) {
		const struct value *item = &parameters->items[i];
		struct value key = eval_member(set->eval, item, "ParameterKey");
		const char *name = value_text(set->eval->arena, &key);
		const struct node *node =
			item->kind == VALUE_MAP ? node_find(item->node, "ParameterValue") : NULL;
		if (name && node) {
			const struct value value = { .node = node, .stack = item->stack };
			search_pass(set->search, child, name, &value);
		}
	}
}

static void add_stack(struct stackset *set, const char *account, const char *region) {
	struct search *search = set->search;
	struct ingest *ingest = search->ingest;
	if (ingest->full) {
		return;
	}
	struct member_stack *child = input_stack(ingest, set->template, region, account);
	const char *parent = search->parent->display_name;
	child->display_name = arena_printf(ingest->ctx->arena, "%s/%s/%s%s%s", parent ? parent : "",
		search->resource->key->text, account ? account : "", account && region ? "/" : "",
		region ? region : "");
	child->regions_are_complete = region != NULL;
	struct value parameters = search_property(search, set->eval, "Parameters");
	pass_list(set, child, &parameters);
	struct value overrides = eval_member(set->eval, &set->group, "ParameterOverrides");
	pass_list(set, child, &overrides);
	search_add_stack(search, child, set->path, set->real);
}

static void add_texts(struct eval *eval, const struct value *list, struct account_list *ret_texts) {
	for (size_t i = 0; list->kind == VALUE_LIST && i < list->count; i++) {
		vec_push(eval->arena, ret_texts, value_text(eval->arena, &list->items[i]));
	}
}

/*
 * Accounts stand alone or filter those of organizational units: which these are is not in the
 * template, but for an INTERSECTION with accounts that are.
 */
static void accounts_of(struct stackset *set, struct account_list *ret_accounts) {
	struct eval *eval = set->eval;
	struct value units =
		eval_path(eval, &set->group, "DeploymentTargets.OrganizationalUnitIds");
	struct value listed = eval_path(eval, &set->group, "DeploymentTargets.Accounts");
	struct value filter = eval_path(eval, &set->group, "DeploymentTargets.AccountFilterType");
	const char *text = value_text(eval->arena, &filter);
	bool meet = text && strcmp(text, "INTERSECTION") == 0;
	bool join = text && strcmp(text, "UNION") == 0;
	if (units.kind == VALUE_ABSENT || meet || join) {
		add_texts(eval, &listed, ret_accounts);
	}
	if (ret_accounts->count == 0 || join) {
		vec_push(eval->arena, ret_accounts, NULL);
	}
}

static void add_group(struct stackset *set) {
	struct eval *eval = set->eval;
	struct account_list accounts = { 0 }, regions = { 0 };
	struct value listed = eval_member(eval, &set->group, "Regions");
	accounts_of(set, &accounts);
	add_texts(eval, &listed, &regions);
	if (regions.count == 0) {
		vec_push(eval->arena, &regions, NULL);
	}
	const char *const *account;
	vec_each(account, &accounts) {
		const char *const *region;
		vec_each(region, &regions) {
			if (!*region) {
				not_read(set->search, "a region it is deployed in is not known");
			}
			add_stack(set, *account, *region);
		}
	}
}

void stackset_add(struct search *search) {
	struct eval eval = estate_eval(search->ingest->estate, search->ingest->ctx->arena);
	struct stackset set = { .search = search, .eval = &eval };
	if (!find_template(&set)) {
		return;
	}
	struct value groups = search_property(search, &eval, "StackInstancesGroup");
	for (size_t i = 0; groups.kind == VALUE_LIST && i < groups.count; i++) {
		set.group = groups.items[i];
		add_group(&set);
	}
	if (groups.kind != VALUE_LIST || groups.count == 0) {
		not_read(search, "it does not say where its stacks are");
		set.group = (struct value){ .kind = VALUE_ABSENT };
		add_stack(&set, NULL, search->ingest->options->region);
	}
}
