#include "analyzer/cfn/expand.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/vec.h"
#include "analyzer/cfn/eval.h"
#include "analyzer/cfn/include.h"
#include "analyzer/cfn/sam.h"
#include "analyzer/doc/limits.h"

#include <ctype.h>
#include <string.h>

#define LOOP "Fn::ForEach::"
#define MACRO "Fn::Transform"
#define EXTENSIONS "AWS::LanguageExtensions"

/* How deep nodes may nest while they are expanded; included files add to the template's depth. */
#define DEPTH (4 * LIMIT_DEPTH)

/* What the identifier of a loop stands for in one turn; loops nest. */
struct loop_item {
	const char *identifier, *item;
	const char *alphanumeric; /* the item as `&{Identifier}` gives it */
	const struct loop_item *outer;
};

struct expansion {
	struct ctx *ctx;
	struct stack *stack;
	struct inclusion inclusion;
	size_t nodes; /* put together by loops, against LIMIT_LOOP_NODES */
};

static const struct node *rewrite(struct expansion *x, const struct node *node,
	const struct loop_item *bindings, unsigned depth);

/* The binding whose `${Identifier}` or `&{Identifier}` begins at `text`, or NULL. */
static const struct loop_item *bound_at(const char *text, const struct loop_item *bindings) {
	if ((text[0] != '$' && text[0] != '&') || text[1] != '{') {
		return NULL;
	}
	for (const struct loop_item *b = bindings; b; b = b->outer) {
		size_t length = strlen(b->identifier);
		if (strncmp(text + 2, b->identifier, length) == 0 && text[2 + length] == '}') {
			return b;
		}
	}
	return NULL;
}

/* The text with the identifiers of loops replaced; the text itself where it has none. */
static const char *substitute(
	struct arena *arena, const char *text, const struct loop_item *bindings) {
	struct buf buf = buf_new(arena);
	bool changed = false;
	for (const char *c = text; *c;) {
		const struct loop_item *b = bound_at(c, bindings);
		if (!b) {
			buf_putc(&buf, *c++);
			continue;
		}
		buf_puts(&buf, *c == '$' ? b->item : b->alphanumeric);
		c += strlen(b->identifier) + strlen("${}");
		changed = true;
	}
	return changed ? buf.bytes : text;
}

static const struct node *rewrite_text(
	struct expansion *x, const struct node *node, const struct loop_item *bindings) {
	const char *text = substitute(x->ctx->arena, node->text, bindings);
	if (text == node->text) {
		return node;
	}
	struct node *changed = node_new_text(x->ctx->arena, text, node);
	changed->tag = node->tag;
	return changed;
}

/* What a Ref of a loop's identifier stands for, or NULL. */
static const struct node *rewrite_ref(
	struct expansion *x, const struct node *node, const struct loop_item *bindings) {
	const char *name;
	const struct node *arguments;
	if (!bindings || (!node->tag && node->kind != NODE_MAP) ||
		!intrinsic_call(x->ctx->arena, node, &name, &arguments) ||
		strcmp(name, "Ref") != 0 || !node_text(arguments)) {
		return NULL;
	}
	for (const struct loop_item *b = bindings; b; b = b->outer) {
		if (strcmp(b->identifier, node_text(arguments)) == 0) {
			return node_new_text(x->ctx->arena, b->item, node);
		}
	}
	return NULL;
}

static const struct node *rewrite_list(struct expansion *x, const struct node *node,
	const struct loop_item *bindings, unsigned depth) {
	struct node *changed = NULL;
	for (size_t i = 0; i < node_items_count(node); i++) {
		const struct node *old = node_items_begin(node)[i];
		const struct node *item = rewrite(x, old, bindings, depth + 1);
		if (item != old && !changed) {
			changed = node_new(x->ctx->arena, NODE_LIST, node);
			changed->tag = node->tag;
			for (size_t j = 0; j < i; j++) {
				node_list_add(x->ctx->arena, changed, node_items_begin(node)[j]);
			}
		}
		if (changed) {
			node_list_add(x->ctx->arena, changed, item);
		}
	}
	return changed ? changed : node;
}

static const char *alphanumeric(struct arena *arena, const char *text) {
	struct buf buf = buf_new(arena);
	buf_puts(&buf, "");
	for (; *text; text++) {
		if (isalnum((unsigned char)*text)) {
			buf_putc(&buf, *text);
		}
	}
	return buf.bytes;
}

/*
 * The items to run over, and why there may be others: where a condition that nothing decides
 * chooses the collection, none is taken for granted.
 */
static struct value collection_of(
	struct expansion *x, const struct node *node, const char **ret_reason) {
	struct arena *arena = x->ctx->arena;
	struct scenario scenario;
	scenario_begin(&scenario, arena);
	struct eval eval = { .ctx = x->ctx, .arena = arena, .scenario = &scenario };
	struct value value = eval_node(&eval, x->stack, node);
	if (scenario.decisions.count > 0) {
		value = value_unknown(&eval, x->stack, node, "condition %s chooses its collection",
			scenario.decisions.items[0].condition);
	}
	if (value.kind != VALUE_LIST) {
		const char *reason = value_unknown_reason(arena, &value);
		*ret_reason = reason ? reason : "its collection is not a list";
		return (struct value){ .kind = VALUE_ABSENT };
	}
	return value;
}

static struct node *rewrite_members(struct expansion *x, const struct node *node, struct node *map,
	const struct loop_item *bindings, unsigned depth);

static void add_missing(struct expansion *x, struct node *map, const struct node *brought) {
	const struct member *m;
	member_each(m, brought) {
		if (!node_find(map, m->key->text)) {
			node_map_add_at(x->ctx->arena, map, m->key, m->value);
		}
	}
}

/* One turn of a loop; false, with nothing added, when loops have put together too much. */
static bool turn(struct expansion *x, const struct node *body, struct node *map,
	const struct loop_item *binding, unsigned depth) {
	struct node *members = node_new(x->ctx->arena, NODE_MAP, body);
	x->nodes++;
	rewrite_members(x, body, members, binding, depth);
	if (x->nodes > LIMIT_LOOP_NODES) {
		return false;
	}
	add_missing(x, map, members);
	return true;
}

/* Runs over the items that are known; returns why there may be others, or NULL. */
static const char *run_loop(struct expansion *x, struct node *const *parts, struct node *map,
	const struct loop_item *bindings, unsigned depth) {
	struct arena *arena = x->ctx->arena;
	const char *reason = NULL;
	const struct node *written = rewrite(x, parts[1], bindings, depth);
	struct value collection = collection_of(x, written, &reason);
	for (size_t i = 0; i < collection.count; i++) {
		const char *item = value_text(arena, &collection.items[i]);
		if (!item) {
			reason = value_unknown_reason(arena, &collection.items[i]);
			reason = reason ? reason : "an item of its collection is not a text";
			continue;
		}
		const struct loop_item binding = { node_text(parts[0]), item,
			alphanumeric(arena, item), bindings };
		if (!turn(x, parts[2], map, &binding, depth)) {
			return arena_printf(
				arena, "loops put together more than %u nodes", LIMIT_LOOP_NODES);
		}
	}
	return reason;
}

static void expand_loop(struct expansion *x, const struct member *loop, struct node *map,
	const struct loop_item *bindings, unsigned depth) {
	struct node *const *parts = node_items_begin(loop->value);
	const char *reason;
	if (!x->stack->template->macro && !template_uses(x->stack->template, EXTENSIONS)) {
		ctx_error(x->ctx, node_span(loop->key), "Fn::ForEach needs Transform: " EXTENSIONS);
	}
	if (node_items_count(loop->value) == 3 && node_text(parts[0]) && node_is_map(parts[2])) {
		reason = run_loop(x, parts, map, bindings, depth + 1);
	} else {
		reason = "it is malformed";
		ctx_error(x->ctx, node_span(loop->value),
			"Fn::ForEach takes an identifier, a collection and a map");
	}
	if (reason) {
		node_map_add_at(x->ctx->arena, map, loop->key,
			node_new_unknown(x->ctx->arena,
				arena_printf(x->ctx->arena, "%s is expanded at deployment: %s",
					loop->key->text, reason),
				loop->value));
	}
}

/* The members of an included file; those that are written beside the call stand. */
static void include(struct expansion *x, const struct node *key, const struct node *written,
	struct node *map, const struct loop_item *bindings, unsigned depth) {
	const struct node *call = rewrite(x, written, bindings, depth + 1);
	if (node_items_count(call) == 1) {
		call = node_items_begin(call)[0];
	}
	const struct node *content =
		include_recognise(call) ? include_load(&x->inclusion, call) : call;
	if (!include_recognise(call) || content->kind == NODE_UNKNOWN) {
		node_map_add_at(x->ctx->arena, map, key, content);
		return;
	}
	struct node *brought = node_new(x->ctx->arena, NODE_MAP, content);
	rewrite_members(x, content, brought, bindings, depth + 1);
	add_missing(x, map, brought);
}

static bool is_loop(const struct member *m) {
	return strncmp(m->key->text, LOOP, strlen(LOOP)) == 0 && m->value->kind != NODE_UNKNOWN;
}

static bool is_macro(const struct member *m) {
	return strcmp(m->key->text, MACRO) == 0;
}

/* A new map with the members of `node` that stand before `end`. */
static struct node *begin_copy(
	struct expansion *x, const struct node *node, const struct member *end) {
	struct node *map = node_new(x->ctx->arena, NODE_MAP, node);
	map->tag = node->tag;
	for (const struct member *m = node_members_begin(node); m < end; m++) {
		node_map_add_at(x->ctx->arena, map, m->key, m->value);
	}
	return map;
}

/*
 * Adds the members of `node` to `map`, loops and inclusions expanded; where `map` is NULL, one is
 * made when the first member changes. Inclusions come last.
 */
static struct node *rewrite_members(struct expansion *x, const struct node *node, struct node *map,
	const struct loop_item *bindings, unsigned depth) {
	const struct member *macro = NULL, *m;
	member_each(m, node) {
		bool plain = !is_loop(m) && !is_macro(m);
		const struct node *key = plain ? rewrite_text(x, m->key, bindings) : NULL;
		const struct node *value = plain ? rewrite(x, m->value, bindings, depth + 1) : NULL;
		if (!map && (key != m->key || value != m->value)) {
			map = begin_copy(x, node, m);
		}
		if (map && plain) {
			node_map_add_at(x->ctx->arena, map, key, value);
		} else if (is_loop(m)) {
			expand_loop(x, m, map, bindings, depth);
		} else if (is_macro(m)) {
			macro = m;
		}
	}
	if (macro) {
		include(x, macro->key, macro->value, map, bindings, depth);
	}
	return map;
}

/* `!Transform {...}` as the map that it stands for, or NULL for anything else. */
static const struct node *rewrite_short(struct expansion *x, const struct node *node,
	const struct loop_item *bindings, unsigned depth) {
	const char *name;
	const struct node *call;
	if (!node->tag || strcmp(node->tag, "Transform") != 0 ||
		!intrinsic_call(x->ctx->arena, node, &name, &call)) {
		return NULL;
	}
	struct node *map = node_new(x->ctx->arena, NODE_MAP, node);
	include(x, node_new_text(x->ctx->arena, MACRO, node), call, map, bindings, depth);
	return map;
}

static const struct node *rewrite(struct expansion *x, const struct node *node,
	const struct loop_item *bindings, unsigned depth) {
	if (depth > DEPTH || (bindings && x->nodes++ > LIMIT_LOOP_NODES)) {
		return node;
	}
	const struct node *changed = rewrite_ref(x, node, bindings);
	changed = changed ? changed : rewrite_short(x, node, bindings, depth);
	if (changed) {
		return changed;
	}
	switch (node->kind) {
	case NODE_STRING:
		return rewrite_text(x, node, bindings);
	case NODE_LIST:
		return rewrite_list(x, node, bindings, depth);
	case NODE_MAP:
		changed = rewrite_members(x, node, NULL, bindings, depth);
		return changed ? changed : node;
	default:
		return node;
	}
}

/* A resource that a macro stands in beside its properties may get any property from it. */
static const struct node *open_properties(struct expansion *x, const struct node *resource) {
	const struct member *macro = node_find_member(resource, MACRO);
	if (!macro) {
		return resource;
	}
	struct arena *arena = x->ctx->arena;
	const struct node *written = node_find(resource, "Properties");
	struct node *properties = node_new(arena, NODE_MAP, written ? written : resource);
	if (node_is_map(written)) {
		add_missing(x, properties, written);
	}
	node_map_add_at(arena, properties, macro->key, macro->value);
	struct node *opened = node_new(arena, NODE_MAP, resource);
	add_missing(x, opened, resource);
	node_map_add(arena, opened, "Properties", properties);
	return opened;
}

static const struct node *rewrite_resources(struct expansion *x, const struct node *resources) {
	const struct node *rewritten = rewrite(x, resources, NULL, 0);
	struct node *opened = node_new(x->ctx->arena, NODE_MAP, resources);
	const struct member *m;
	member_each(m, rewritten) {
		node_map_add_at(x->ctx->arena, opened, m->key, open_properties(x, m->value));
	}
	return node_is_map(rewritten) ? opened : rewritten;
}

/* Puts the sections of a file that the whole template includes into the template's own. */
static void merge(struct expansion *x, struct node *root, const struct node *content) {
	const struct member *m;
	member_each(m, content) {
		const struct node *own = node_find(root, m->key->text);
		if (!own || !node_is_map(own) || !node_is_map(m->value)) {
			add_missing(x, root, content);
			continue;
		}
		struct node *merged = begin_copy(x, own, node_members_begin(own) + own->count);
		add_missing(x, merged, m->value);
		node_map_add_at(x->ctx->arena, root, m->key, merged);
	}
}

/* Carries out the inclusions that Transform asks for; those that cannot be stay in it as unknown.
 */
static void include_sections(struct expansion *x, struct node *root) {
	const struct node *transform = node_find(root, "Transform");
	struct node *rest = node_new(x->ctx->arena, NODE_LIST, transform);
	bool single = !node_is_list(transform);
	size_t count = single ? transform != NULL : node_items_count(transform);
	for (size_t i = 0; i < count; i++) {
		const struct node *item = single ? transform : node_items_begin(transform)[i];
		if (!include_recognise(item)) {
			node_list_add(x->ctx->arena, rest, item);
			continue;
		}
		const struct node *content = include_load(&x->inclusion, item);
		if (content->kind == NODE_UNKNOWN) {
			node_list_add(x->ctx->arena, rest, content);
		} else {
			merge(x, root, content);
		}
	}
	if (transform) {
		node_map_add(x->ctx->arena, root, "Transform", rest);
	}
}

static void rewrite_section(struct expansion *x, struct node *root, const char *name) {
	const struct node *section = node_find(root, name);
	if (section) {
		node_map_add(x->ctx->arena, root, name,
			strcmp(name, "Resources") == 0 ? rewrite_resources(x, section)
						       : rewrite(x, section, NULL, 0));
	}
}

/* Whether anything in the template could need expansion, told from its text alone. */
static bool needs_expansion(const struct template *template) {
	static const char *const marks[] = { MACRO, "!Transform", "AWS::Include" };
	const struct source *source = template->root->source;
	/* All of these stand at a Transform, or are one. */
	const char *transform = source ? strstr(source->text, "Transform") : NULL;
	for (size_t i = 0; transform && i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (strstr(source->text, marks[i])) {
			return true;
		}
	}
	return source && strstr(source->text, LOOP);
}

/* What was built of the conditions before is void. */
static void use(struct stack *stack, const struct template *template) {
	if (template) {
		stack->template = template;
		stack->conditions = NULL;
	}
}

static void expand_written(struct ctx *ctx, struct stack *stack) {
	struct expansion x = {
		.ctx = ctx,
		.stack = stack,
		.inclusion = { .ctx = ctx, .stack = stack },
	};
	/* Collections are looked up in what was expanded before them. */
	static const char *const before[] = { "Parameters", "Mappings", "Conditions", "Rules" };
	const struct node *written = stack->template->root;
	struct node *root = begin_copy(&x, written, node_members_begin(written) + written->count);
	include_sections(&x, root);
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		rewrite_section(&x, root, before[i]);
	}
	struct ctx aside = { ctx->arena, diags_new(ctx->arena) };
	use(stack, template_new(&aside, root));
	rewrite_section(&x, root, "Resources");
	rewrite_section(&x, root, "Outputs");
	use(stack, template_new(ctx, root));
}

void stack_expand(struct ctx *ctx, struct stack *stack) {
	if (needs_expansion(stack->template)) {
		expand_written(ctx, stack);
	}
	sam_expand(ctx, stack);
}

const char *map_opener(struct arena *arena, const struct node *map) {
	const struct member *m;
	member_each(m, map) {
		const char *key = m->key->text;
		if (*key != 'F' || strncmp(key, "Fn::", 4) != 0) {
			continue;
		}
		if (strcmp(key, MACRO) == 0 || strncmp(key, LOOP, strlen(LOOP)) == 0) {
			return m->value->kind == NODE_UNKNOWN
				       ? m->value->text
				       : arena_printf(arena, "%s is expanded at deployment", key);
		}
	}
	return NULL;
}
