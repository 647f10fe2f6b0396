#include "analyzer/cfn/template.h"

#include "analyzer/cfn/expand.h"

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

/* Whether a node is what a macro brings: `!Transform {...}`, or a map that calls one. */
static bool is_macro(const struct node *node) {
	return node && ((node->tag && strcmp(node->tag, "Transform") == 0) ||
			       node_find(node, "Fn::Transform"));
}

/* A section that must be a map, or NULL with a report. */
static const struct node *section(struct ctx *ctx, const struct node *root, const char *name) {
	const struct node *node = node_find(root, name);
	if (node && node->tag && is_macro(node)) {
		struct node *map = node_new(ctx->arena, NODE_MAP, node);
		node_map_add(ctx->arena, map, "Fn::Transform", node);
		return map;
	}
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
	if (is_macro(m->value)) {
		return node_is_string(node_find(m->value, "Type"));
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
	if (properties && !node_is_map(properties) && !properties->tag) {
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
			node_map_add_at(ctx->arena, kept, m->key, m->value);
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

/* The name of a macro in the Transform section, which may have parameters; "" for what is none. */
static const char *macro_name(const struct node *item) {
	const char *name = node_text(node_is_map(item) ? node_find(item, "Name") : item);
	return name && !item->tag ? name : "";
}

/*
 * Macros that change nothing that is read here, or nothing before drlint reads it: a name, or the
 * beginning of one. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 * (read 2026-11).
 */
static const char *const known_macros[] = {
	"AWS::CodeDeployBlueGreen",   /* adds what a deployment of ECS services needs */
	"AWS::Include",		      /* expand.c */
	"AWS::LanguageExtensions",    /* expand.c and the intrinsics */
	"AWS::SecretsManager-",	      /* adds the nested stack of a rotation function */
	"AWS::Serverless-2016-10-31", /* the Serverless Application Model */
	"AWS::ServiceCatalog",	      /* fills in texts, which text.c leaves unknown */
};

static bool is_known_macro(const char *name) {
	for (size_t i = 0; i < sizeof(known_macros) / sizeof(known_macros[0]); i++) {
		const char *known = known_macros[i];
		size_t length = strlen(known);
		if (strncmp(name, known, length) == 0 &&
			(known[length - 1] == '-' || !name[length])) {
			return true;
		}
	}
	return false;
}

/* Finds the macro that is somebody's own, and the inclusion of sections that are not at hand. */
static void read_transform(struct ctx *ctx, struct template *template) {
	const struct node *transform = template->transform;
	bool single = transform && !node_is_list(transform);
	size_t count = single ? 1 : node_items_count(transform);
	for (size_t i = 0; i < count; i++) {
		const struct node *item = single ? transform : node_items_begin(transform)[i];
		const char *name = macro_name(item);
		if (item->kind == NODE_UNKNOWN || strcmp(name, "AWS::Include") == 0) {
			template->open = item->kind == NODE_UNKNOWN
						 ? item->text
						 : "AWS::Include is carried out at deployment";
		} else if (!*name) {
			ctx_error(ctx, node_span(item),
				"section Transform must name macros, with or without parameters");
		} else if (!template->macro && !is_known_macro(name)) {
			template->macro = name;
			template->open = arena_printf(
				ctx->arena, "macro %s can add resources at deployment", name);
			ctx_note(ctx, node_span(item),
				"macro %s can change the whole template: it is judged as written, "
				"and "
				"what is absent from it is unknown",
				name);
		}
	}
}

/* Why a module hides resources, or NULL. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html (read 2026-11). */
static const char *module_opener(struct arena *arena, const struct node *resources) {
	static const char suffix[] = "::MODULE";
	const struct member *m;
	member_each(m, resources) {
		const char *type = node_text(node_find(m->value, "Type"));
		size_t length = type ? strlen(type) : 0, tail = strlen(suffix);
		if (length > tail && strcmp(type + length - tail, suffix) == 0) {
			return arena_printf(arena, "module %s holds resources that are not written",
				m->key->text);
		}
	}
	return NULL;
}

/* The Resources section; where a macro may bring it, an empty one stands for it. */
static const struct node *resources_of(
	struct ctx *ctx, const struct node *root, const struct template *template) {
	const struct node *resources = section(ctx, root, "Resources");
	if (resources) {
		return usable_resources(ctx, resources);
	}
	if (template->open && !node_find(root, "Resources")) {
		return node_new(ctx->arena, NODE_MAP, root);
	}
	if (!node_find(root, "Resources")) {
		ctx_error(ctx, node_span(root), "the template has no Resources section");
	}
	return NULL;
}

const struct template *template_new(struct ctx *ctx, const struct node *root) {
	if (!node_is_map(root)) {
		ctx_error(ctx, node_span(root), "a template must be a map, not %s",
			node_kind_name(root));
		return NULL;
	}
	struct template *template = arena_new_of(ctx->arena, struct template);
	template->arena = ctx->arena;
	template->root = root;
	template->transform = node_find(root, "Transform");
	read_transform(ctx, template);
	/* What a macro is given need not have CloudFormation's shape. */
	struct ctx aside = { ctx->arena, diags_new(ctx->arena) };
	ctx = template->macro ? &aside : ctx;
	report_unknown_sections(ctx, root);
	template->parameters = section(ctx, root, "Parameters");
	template->mappings = section(ctx, root, "Mappings");
	template->conditions = section(ctx, root, "Conditions");
	template->outputs = section(ctx, root, "Outputs");
	template->metadata = section(ctx, root, "Metadata");
	template->rules = section(ctx, root, "Rules");
	template->resources = resources_of(ctx, root, template);
	if (!template->open) {
		template->open = map_opener(ctx->arena, template->resources);
	}
	if (!template->open) {
		template->open = module_opener(ctx->arena, template->resources);
	}
	return template->resources ? template : NULL;
}

bool template_uses(const struct template *template, const char *macro) {
	const struct node *transform = template->transform;
	struct node **item;
	node_each(item, transform) {
		if (strcmp(macro_name(*item), macro) == 0) {
			return true;
		}
	}
	return transform && !node_is_list(transform) && strcmp(macro_name(transform), macro) == 0;
}
