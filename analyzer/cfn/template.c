#include "analyzer/cfn/template.h"

#include <string.h>

/* Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html and
 * the SAM specification's Globals (read 2026-11). */
static const char *const sections[] = { "AWSTemplateFormatVersion", "Description", "Metadata",
	"Parameters", "Rules", "Mappings", "Conditions", "Transform", "Resources", "Outputs",
	"Globals", "Hooks" };

static bool is_section(const char *name) {
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++) {
		if (strcmp(sections[i], name) == 0) {
			return true;
		}
	}
	return false;
}

/* One resource with a Type is enough; so is the version or a transform beside a Resources section.
 */
bool template_recognise(const struct node *root) {
	const struct node *resources = node_find(root, "Resources");
	if (!resources) {
		return node_find(root, "AWSTemplateFormatVersion") != NULL;
	}
	if (node_find(root, "AWSTemplateFormatVersion") || node_find(root, "Transform")) {
		return true;
	}
	const struct member *m;
	member_each(m, resources) {
		if (node_is_string(node_find(m->value, "Type"))) {
			return true;
		}
	}
	return false;
}

/* A section that must be a map, or NULL with a report. */
static const struct node *section(struct ctx *ctx, const struct node *root, const char *name) {
	const struct node *node = node_find(root, name);
	if (node && !node_is_map(node)) {
		ctx_error(ctx, node_span(node), "section %s must be a map, not %s", name,
			node_kind_name(node));
		return NULL;
	}
	return node;
}

static bool resource_is_usable(struct ctx *ctx, const struct member *m) {
	/* Loops and macros expand to resources; the keys that call them are no resources
	 * themselves. */
	if (strncmp(m->key->text, "Fn::", 4) == 0) {
		return true;
	}
	if (!node_is_map(m->value)) {
		ctx_error(ctx, node_span(m->value), "resource %s must be a map, not %s",
			m->key->text, node_kind_name(m->value));
		return false;
	}
	const struct node *type = node_find(m->value, "Type");
	if (!type) {
		ctx_error(ctx, node_span(m->key), "resource %s has no Type", m->key->text);
		return false;
	}
	if (!node_is_string(type) || type->tag) {
		ctx_error(ctx, node_span(type), "the Type of resource %s must be a string",
			m->key->text);
		return false;
	}
	const struct node *properties = node_find(m->value, "Properties");
	if (properties && !node_is_map(properties)) {
		ctx_error(ctx, node_span(properties),
			"the Properties of resource %s must be a map, not %s", m->key->text,
			node_kind_name(properties));
		return false;
	}
	return true;
}

/* The resources without those that cannot be read; the node itself when all can. */
static const struct node *usable_resources(struct ctx *ctx, const struct node *resources) {
	struct node *kept = node_new(ctx->arena, NODE_MAP, resources);
	const struct member *m;
	member_each(m, resources) {
		if (resource_is_usable(ctx, m)) {
			node_map_add(ctx->arena, kept, m->key->text, m->value);
		}
	}
	if (kept->count == resources->count) {
		return resources;
	}
	node_map_seal(ctx->arena, kept);
	return kept;
}

static void report_unknown_sections(struct ctx *ctx, const struct node *root) {
	const struct member *m;
	member_each(m, root) {
		if (!is_section(m->key->text)) {
			ctx_error(ctx, node_span(m->key), "%s is not a section of a template",
				m->key->text);
		}
	}
}

const struct template *template_new(struct ctx *ctx, const struct node *root) {
	if (!node_is_map(root)) {
		ctx_error(ctx, node_span(root), "a template must be a map, not %s",
			node_kind_name(root));
		return NULL;
	}
	report_unknown_sections(ctx, root);
	const struct node *resources = section(ctx, root, "Resources");
	if (!resources) {
		if (!node_find(root, "Resources")) {
			ctx_error(ctx, node_span(root), "the template has no Resources section");
		}
		return NULL;
	}
	struct template *template = arena_new_of(ctx->arena, struct template);
	template->arena = ctx->arena;
	template->root = root;
	template->parameters = section(ctx, root, "Parameters");
	template->mappings = section(ctx, root, "Mappings");
	template->conditions = section(ctx, root, "Conditions");
	template->outputs = section(ctx, root, "Outputs");
	template->metadata = section(ctx, root, "Metadata");
	template->transform = node_find(root, "Transform");
	template->resources = usable_resources(ctx, resources);
	return template;
}

bool template_uses(const struct template *template, const char *macro) {
	const struct node *transform = template->transform;
	const char *single = node_text(transform);
	if (single) {
		return strcmp(single, macro) == 0;
	}
	struct node **item;
	node_each(item, transform) {
		const char *name = node_text(*item);
		if (name && strcmp(name, macro) == 0) {
			return true;
		}
	}
	return false;
}
