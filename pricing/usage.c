#include "pricing/usage.h"

#include "pricing/costing.h"

#include <fnmatch.h>
#include <string.h>

struct usage {
	const struct node *by_resource, *by_type;
};

struct usage *usage_none(struct ctx *ctx) {
	return arena_new_of(ctx->arena, struct usage);
}

/* A number, or the expected one of a range. */
static const char *value_text_of(const struct node *value) {
	const struct node *expected = node_find(value, "expected");
	return node_text(expected ? expected : value);
}

static void check_value(struct ctx *ctx, const struct member *entry, const char *prefix) {
	const char *name = arena_printf(ctx->arena, "%s%s", prefix, entry->key->text);
	const char *text = value_text_of(entry->value);
	struct decimal number;
	if (!text && node_is_map(entry->value) && !*prefix) {
		const struct member *m;
		member_each(m, entry->value) {
			check_value(ctx, m, arena_printf(ctx->arena, "%s.", name));
		}
		return;
	}
	if (!text || !decimal_parse(text, &number) || decimal_compare(number, decimal_of(0)) < 0) {
		ctx_error(ctx, node_span(entry->value),
			"%s must be a number, or a range {low, expected, high}", name);
	} else if (!cost_key_is_known(name)) {
		ctx_warning(ctx, node_span(entry->key), "no cost model asks for %s", name);
	}
}

static void check_section(struct ctx *ctx, const struct node *section) {
	const struct member *m, *entry;
	member_each(m, section) {
		if (!node_is_map(m->value)) {
			ctx_error(ctx, node_span(m->value), "the usage of %s must be a map",
				m->key->text);
		}
		member_each(entry, m->value) {
			check_value(ctx, entry, "");
		}
	}
}

struct usage *usage_read(struct ctx *ctx, const struct node *document) {
	struct usage *usage = usage_none(ctx);
	if (!node_is_map(document)) {
		ctx_error(ctx, node_span(document), "a usage file is a map");
		return usage;
	}
	static const char *const keys[] = { "version", "resource_usage",
		"resource_type_default_usage" };
	const struct member *m;
	member_each(m, document) {
		bool known = false;
		for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
			known = known || strcmp(m->key->text, keys[i]) == 0;
		}
		if (!known) {
			ctx_error(ctx, node_span(m->key), "a usage file has no '%s'", m->key->text);
		}
	}
	usage->by_resource = node_find(document, "resource_usage");
	usage->by_type = node_find(document, "resource_type_default_usage");
	check_section(ctx, usage->by_resource);
	check_section(ctx, usage->by_type);
	return usage;
}

/* The names by which a file may call a resource. */
static size_t names_of(
	struct arena *arena, const struct resource *resource, const char **ret_names) {
	size_t count = 0;
	const char *stack = resource->stack->stack.name;
	const char *construct = resource_construct(resource);
	ret_names[count++] = resource->logical_id;
	if (stack) {
		ret_names[count++] = arena_printf(arena, "%s/%s", stack, resource->logical_id);
	}
	if (construct) {
		size_t length = strlen(construct);
		bool leaf = length > 9 && strcmp(construct + length - 9, "/Resource") == 0;
		ret_names[count++] = arena_strndup(arena, construct, leaf ? length - 9 : length);
	}
	return count;
}

static const struct node *find_value(const struct node *entry, const char *key) {
	const char *dot = strchr(key, '.');
	if (!dot) {
		return node_find(entry, key);
	}
	char path[128];
	size_t length = strlen(key);
	if (length >= sizeof(path)) {
		return NULL;
	}
	memcpy(path, key, length + 1);
	path[dot - key] = '/';
	return node_at(entry, path);
}

/* The exact name wins over a pattern; of patterns the first that fits. */
static const struct node *by_name(
	const struct node *section, const char *const *names, size_t count, const char *key) {
	for (size_t i = 0; i < count; i++) {
		const struct node *value = find_value(node_find(section, names[i]), key);
		if (value) {
			return value;
		}
	}
	const struct member *m;
	member_each(m, section) {
		for (size_t i = 0; strchr(m->key->text, '*') && i < count; i++) {
			const struct node *value = find_value(m->value, key);
			if (value && fnmatch(m->key->text, names[i], FNM_NOESCAPE) == 0) {
				return value;
			}
		}
	}
	return NULL;
}

bool usage_value(const struct usage *usage, const struct resource *resource,
	const struct usage_key *key, struct decimal *ret_value, const char **ret_origin) {
	struct arena *arena = resource->stack->stack.template->arena;
	const char *names[3];
	size_t count = names_of(arena, resource, names);
	const struct node *value = by_name(usage->by_resource, names, count, key->name);
	if (!value) {
		value = find_value(node_find(usage->by_type, resource->type), key->name);
	}
	const char *text = value ? value_text_of(value) : key->fallback;
	*ret_origin = value ? "file" : "default";
	return text && decimal_parse(text, ret_value);
}
