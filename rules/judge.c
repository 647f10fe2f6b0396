#include "rules/word.h"

#include "analyzer/base/buf.h"
#include "analyzer/doc/limits.h"

#include <string.h>

/* The words of a rule nest no deeper than its file, whose depth is bounded. */
enum truth judge_assertion(struct judge *judge, const struct assertion *assertion) {
	judge->blame.pointer = NULL;
	enum truth truth = assertion->word->evaluate(judge, assertion);
	if (!judge->blame.pointer) {
		judge_blame(judge, truth, NULL, NULL, NULL);
	}
	return truth;
}

/* The deepest node written on the way that a JSON pointer goes from a node. */
static const struct node *closest_below(
	struct arena *arena, const struct node *from, const char *pointer) {
	const struct node *closest = from;
	char *path = arena_strdup(arena, pointer);
	for (char *rest = NULL, *key = strtok_r(path, "/", &rest); key;
		key = strtok_r(NULL, "/", &rest)) {
		const struct node *next = node_at(closest, key);
		if (!next) {
			break;
		}
		closest = next;
	}
	return closest;
}

/* The properties of a resource that the template writes as they are; else NULL. */
static const struct node *written_properties(const struct resource *resource) {
	const struct template *template = resource->stack->stack.template;
	const struct node *resources = node_find(template->root, "Resources");
	bool written = node_find(resources, resource->logical_id) == resource->node;
	return written ? node_find(resource->node, "Properties") : NULL;
}

/* The same from the template's root; most pointers go into the subject's resource. */
static const struct node *closest_node(
	struct judge *judge, const struct subject *subject, const char *pointer) {
	struct arena *arena = judge->eval->arena;
	const struct resource *resource = subject->resource;
	const struct stack *stack = subject->value.stack, *own = &resource->stack->stack;
	size_t length = strlen(resource->pointer);
	bool inside = (!stack || stack == own) && strncmp(pointer, resource->pointer, length) == 0;
	const struct node *properties = inside ? written_properties(resource) : NULL;
	if (properties) {
		return closest_below(arena, properties, pointer + length);
	}
	const struct node *root = (stack ? stack : own)->template->root;
	const struct node *closest = closest_below(arena, root, pointer);
	return closest == root ? resource->node : closest;
}

/* The first key after ".../Properties/", which is what CDK records assignments of. */
static const char *top_property(struct arena *arena, const char *pointer) {
	const char *key = strstr(pointer, "/Properties/");
	if (!key) {
		return NULL;
	}
	key += strlen("/Properties/");
	return arena_strndup(arena, key, strcspn(key, "/"));
}

enum truth judge_blame(struct judge *judge, enum truth truth, const struct value *value,
	const char *pointer, const char *reason, ...) {
	struct blame *blame = &judge->blame;
	*blame = (struct blame){
		.subject = judge->subject,
		.pointer = pointer ? pointer : judge->subject.pointer,
		.node = value ? value->node : NULL,
		.value = value ? *value : (struct value){ .kind = VALUE_ABSENT },
	};
	if (reason) {
		va_list args;
		va_start(args, reason);
		blame->reason = arena_vprintf(judge->eval->arena, reason, args);
		va_end(args);
	}
	return truth;
}

void judge_place(struct judge *judge, struct blame *blame) {
	if (!blame->node) {
		blame->node = closest_node(judge, &blame->subject, blame->pointer);
	}
	blame->top_property = top_property(judge->eval->arena, blame->pointer);
}

void judge_fact(struct judge *judge, const char *placeholder, const char *text) {
	struct arena *arena = judge->eval->arena;
	struct fact *fact = arena_alloc(arena, sizeof(*fact));
	*fact = (struct fact){ placeholder, arena_strdup(arena, text), judge->blame.facts };
	judge->blame.facts = fact;
}

enum truth judge_once(struct judge *judge, const char *question,
	enum truth (*ask)(struct judge *judge, const char *about), const char *about) {
	static const enum truth answers[] = { [NO] = NO, [UNKNOWN] = UNKNOWN, [YES] = YES };
	const char *key = arena_concat(judge->eval->arena, question, "\n", about, NULL);
	const enum truth *known = map_find(judge->once, key);
	if (known) {
		return *known;
	}
	const struct eval *eval = judge->eval;
	size_t before = eval->scenario ? eval->scenario->inquiries.count : 0;
	enum truth answer = ask(judge, about);
	if (eval->scenario && eval->scenario->inquiries.count == before &&
		eval->steps <= LIMIT_EVALUATION_STEPS) {
		struct arena *arena = judge->estate->ctx->arena;
		map_set(arena, judge->once, arena_strdup(arena, key), &answers[answer]);
	}
	return answer;
}

/* "/Resources/T/Properties" and "A.B": "/Resources/T/Properties/A/B". */
static const char *pointer_below(struct arena *arena, const char *pointer, const char *path) {
	size_t above = strlen(pointer), size = strlen(path) + 1;
	char *below = arena_alloc(arena, above + 1 + size), *dot = below + above;
	memcpy(below, pointer, above);
	*dot++ = '/';
	memcpy(dot, path, size);
	while ((dot = strchr(dot, '.'))) {
		*dot++ = '/';
	}
	return below;
}

struct value judge_property(struct judge *judge, const char *path, const char **ret_pointer) {
	*ret_pointer = pointer_below(judge->eval->arena, judge->subject.pointer, path);
	return eval_path(judge->eval, &judge->subject.value, path);
}

struct subject judge_whole(const struct resource *resource) {
	return (struct subject){
		.value = resource->properties,
		.pointer = resource->pointer,
		.label = resource->label,
		.region = resource_region(resource),
		.resource = resource,
	};
}

const char *judge_name(struct judge *judge, const struct resource *other) {
	const struct member_stack *stack = other->stack;
	bool same = other != judge->resource && strcmp(other->label, judge->resource->label) == 0;
	const char *region = stack->stack.environment.region;
	const char *where = stack->display_name ? stack->display_name : region;
	bool twice = stack->display_name && judge->resource->stack->display_name &&
		     strcmp(stack->display_name, judge->resource->stack->display_name) == 0;
	where = twice ? region : where;
	return same && where ? arena_concat(judge->eval->arena, other->label, " of ", where, NULL)
			     : other->label;
}

/* The name of the intrinsic that a node calls, without "Fn::", or NULL. */
static const char *intrinsic_of(const struct node *node) {
	if (!node || node->tag || !node_is_map(node) || node_members_count(node) != 1) {
		return node ? node->tag : NULL;
	}
	const char *key = node_text(node_members_begin(node)->key);
	return strncmp(key, "Fn::", 4) ? (strcmp(key, "Ref") ? NULL : key) : key + 4;
}

/* An If may give NoValue and a macro anything; every other intrinsic gives some value. */
enum truth judge_present(struct judge *judge, const char *path) {
	const char *dot = strrchr(path, '.');
	struct value parent = judge->subject.value;
	if (dot) {
		const char *above = arena_strndup(judge->eval->arena, path, (size_t)(dot - path));
		parent = eval_path(judge->eval, &parent, above);
	}
	if (parent.kind != VALUE_MAP) {
		return parent.kind == VALUE_UNKNOWN ? UNKNOWN : NO;
	}
	struct value value = eval_member(judge->eval, &parent, dot ? dot + 1 : path);
	if (value.kind != VALUE_UNKNOWN) {
		return truth_of(value.kind != VALUE_ABSENT);
	}
	const char *name = intrinsic_of(value.node);
	return name && strcmp(name, "If") && strcmp(name, "Transform") ? YES : UNKNOWN;
}

static const struct resource *made_of(
	struct judge *judge, const struct stack *stack, const struct node *node, unsigned depth) {
	const struct resource *found = NULL;
	struct logical_ids named = { 0 };
	if (!node || depth == LIMIT_DEPTH) {
		return NULL;
	}
	intrinsic_written(judge->eval->arena, stack, node, &named);
	for (size_t i = 0; i < named.count && !found; i++) {
		found = estate_find(judge->estate, stack, named.items[i]);
	}
	struct node **item;
	node_each(item, node) {
		found = found ? found : made_of(judge, stack, *item, depth + 1);
	}
	const struct member *m;
	member_each(m, node) {
		found = found ? found : made_of(judge, stack, m->value, depth + 1);
	}
	return found;
}

const struct resource *judge_made_of(struct judge *judge, const struct value *value) {
	return value->stack ? made_of(judge, value->stack, value->node, 0) : NULL;
}

const char *judge_referred(const struct node *node) {
	if (node && node->tag) {
		return strcmp(node->tag, "Ref") ? NULL : node_text(node);
	}
	return node_text(node_find(node, "Ref"));
}

const struct node *judge_parameter(const struct value *value) {
	const char *name = judge_referred(value->node);
	return name && value->stack ? node_find(value->stack->template->parameters, name) : NULL;
}

const struct node *judge_allowed_values(const struct value *value) {
	const struct node *parameter = judge_parameter(value);
	const char *type = node_text(node_find(parameter, "Type"));
	const struct node *allowed = node_find(parameter, "AllowedValues");
	bool single = !type || strcmp(type, "String") == 0 || strcmp(type, "Number") == 0;
	return single && node_items_count(allowed) ? allowed : NULL;
}

/* Of a parameter without value: what all its AllowedValues say. */
static enum truth allowed_equal(const struct node *allowed, const char *text) {
	size_t equal = 0;
	struct node **item;
	node_each(item, allowed) {
		const char *one = node_text(*item);
		equal += one && strcmp(one, text) == 0;
	}
	return equal == 0 ? NO : equal == node_items_count(allowed) ? YES : UNKNOWN;
}

enum truth judge_text_equals(const struct value *value, const char *text) {
	if (value->kind == VALUE_UNKNOWN) {
		const struct node *allowed = judge_allowed_values(value);
		return allowed ? allowed_equal(allowed, text) : UNKNOWN;
	}
	if (value->kind != VALUE_TEXT) {
		return NO;
	}
	size_t first = 0, last = value->count, length = strlen(text);
	for (; first < last && value->parts[first].kind == PART_LITERAL; first++) {
		size_t part = strlen(value->parts[first].text);
		if (part > length || memcmp(text, value->parts[first].text, part)) {
			return NO;
		}
		text += part;
		length -= part;
	}
	if (first == last) {
		return truth_of(length == 0);
	}
	for (; value->parts[last - 1].kind == PART_LITERAL; last--) {
		size_t part = strlen(value->parts[last - 1].text);
		if (part > length ||
			memcmp(text + length - part, value->parts[last - 1].text, part)) {
			return NO;
		}
		length -= part;
	}
	return UNKNOWN;
}

const char *judge_describe(const struct judge *judge, const struct value *value) {
	struct arena *arena = judge->eval->arena;
	switch (value->kind) {
	case VALUE_ABSENT:
		return NULL;
	case VALUE_UNKNOWN:
		return "a value not known";
	case VALUE_LIST:
		return "a list";
	case VALUE_MAP:
		return "a map";
	case VALUE_TEXT:
		break;
	}
	struct buf text = buf_new(arena);
	for (size_t i = 0; i < value->count; i++) {
		const struct part *part = &value->parts[i];
		if (part->kind == PART_LITERAL) {
			buf_puts(&text, part->text);
		} else if (part->kind == PART_UNKNOWN) {
			buf_puts(&text, "${?}");
		} else if (!strcmp(part->text, "Ref")) {
			buf_printf(&text, "${%s}", part->logical_id);
		} else {
			buf_printf(&text, "${%s.%s}", part->logical_id, part->text);
		}
	}
	return text.bytes;
}

const char *judge_reason(struct judge *judge, const struct value *value) {
	const char *reason = value_unknown_reason(judge->eval->arena, value);
	return reason ? reason : "its value is known only when it is deployed";
}
