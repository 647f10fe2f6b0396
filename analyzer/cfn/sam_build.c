#include "analyzer/cfn/sam_build.h"
#include "analyzer/base/buf.h"

#include <ctype.h>
#include <string.h>

/* --- what is written --- */

bool sam_is_call(const struct node *node) {
	if (!node) {
		return false;
	}
	if (node->tag) {
		return true;
	}
	const struct member *only = node_members_count(node) == 1 ? node_members_begin(node) : NULL;
	return only &&
	       (strcmp(only->key->text, "Ref") == 0 || strncmp(only->key->text, "Fn::", 4) == 0);
}

const char *sam_text(const struct node *node) {
	return sam_is_call(node) ? NULL : node_text(node);
}

static bool is_no_value(const struct node *node) {
	const char *name = node && node->tag ? (strcmp(node->tag, "Ref") == 0 ? node->text : NULL)
					     : node_text(node_find(node, "Ref"));
	return name && strcmp(name, "AWS::NoValue") == 0;
}

const struct node *sam_find(const struct node *map, const char *name) {
	const struct node *value = node_find(map, name);
	return is_no_value(value) ? NULL : value;
}

static const struct node *of_kind(const struct sam_item *item, const struct node *map,
	const char *name, enum node_kind kind) {
	const struct node *value = sam_find(map, name);
	if (!value || sam_is_call(value) || value->kind == NODE_UNKNOWN) {
		return NULL;
	}
	if (value->kind != kind) {
		ctx_error(item->sam->ctx, node_span(value), "%s of %s must be %s, not %s", name,
			item->id, kind == NODE_MAP ? "a map" : "a list", node_kind_name(value));
		return NULL;
	}
	return value;
}

const struct node *sam_map(const struct sam_item *item, const struct node *map, const char *name) {
	return of_kind(item, map, name, NODE_MAP);
}

const struct node *sam_list(const struct sam_item *item, const struct node *map, const char *name) {
	return of_kind(item, map, name, NODE_LIST);
}

const char *sam_letters(struct sam *sam, const struct node *node) {
	const char *text = node_text(node);
	if (!text && node_is_list(node_find(node, "Fn::Sub"))) {
		text = node_text(node_at(node, "Fn::Sub/0"));
	} else if (!text && node_members_count(node) == 1) {
		text = node_text(node_members_begin(node)->value);
	} else if (!text && node_is_list(node)) {
		text = node_text(node_at(node, "0"));
	}
	struct buf letters = buf_new(sam->arena);
	for (; text && *text; text++) {
		if (isalnum((unsigned char)*text)) {
			buf_putc(&letters, *text);
		}
	}
	return letters.length ? letters.bytes : "";
}

/* --- what is made --- */

void sam_set(struct sam *sam, struct node *map, const char *key, const struct node *value) {
	if (value) {
		node_map_add(sam->arena, map, key, value);
	}
}

void sam_set_text(struct sam *sam, struct node *map, const char *key, const char *value,
	const struct node *origin) {
	node_map_add(sam->arena, map, key, node_new_text(sam->arena, value, origin));
}

const struct node *sam_ref(struct sam *sam, const char *id, const struct node *origin) {
	struct node *call = node_new(sam->arena, NODE_MAP, origin);
	sam_set_text(sam, call, "Ref", id, origin);
	return call;
}

const struct node *sam_get_att(
	struct sam *sam, const char *id, const char *attribute, const struct node *origin) {
	struct node *call = node_new(sam->arena, NODE_MAP, origin);
	struct node *arguments = node_new(sam->arena, NODE_LIST, origin);
	node_list_add(sam->arena, arguments, node_new_text(sam->arena, id, origin));
	node_list_add(sam->arena, arguments, node_new_text(sam->arena, attribute, origin));
	node_map_add(sam->arena, call, "Fn::GetAtt", arguments);
	return call;
}

const struct node *sam_if(struct sam *sam, const struct node *condition, const struct node *value) {
	if (!condition) {
		return value;
	}
	struct node *call = node_new(sam->arena, NODE_MAP, value);
	struct node *arguments = node_new(sam->arena, NODE_LIST, value);
	node_list_add(sam->arena, arguments, condition);
	node_list_add(sam->arena, arguments, value);
	node_list_add(sam->arena, arguments, sam_ref(sam, "AWS::NoValue", value));
	node_map_add(sam->arena, call, "Fn::If", arguments);
	return call;
}

const struct node *sam_sub(struct sam *sam, const char *text, const struct node *target) {
	struct node *call = node_new(sam->arena, NODE_MAP, target);
	struct node *arguments = node_new(sam->arena, NODE_LIST, target);
	struct node *names = node_new(sam->arena, NODE_MAP, target);
	node_map_add(sam->arena, names, "Target", target);
	node_list_add(sam->arena, arguments, node_new_text(sam->arena, text, target));
	node_list_add(sam->arena, arguments, names);
	node_map_add(sam->arena, call, "Fn::Sub", arguments);
	return call;
}

const struct node *sam_tags(const struct sam_item *item, const struct node *value) {
	struct arena *arena = item->sam->arena;
	if (sam_is_call(value)) {
		return node_new_unknown(arena, "its tags are given by a function", value);
	}
	if (!node_is_map(value)) {
		ctx_error(item->sam->ctx, node_span(value), "Tags of %s must be a map, not %s",
			item->id, node_kind_name(value));
		return NULL;
	}
	struct node *list = node_new(arena, NODE_LIST, value);
	const struct member *m;
	member_each(m, value) {
		struct node *tag = node_new(arena, NODE_MAP, m->value);
		node_map_add(arena, tag, "Key", m->key);
		node_map_add(arena, tag, "Value", m->value);
		node_list_add(arena, list, tag);
	}
	return list;
}

const struct node *sam_location(const struct sam_item *item, const struct node *value,
	const char *bucket, const char *key, const char *version) {
	struct sam *sam = item->sam;
	const char *text = node_text(value);
	if (sam_is_call(value)) {
		return node_new_unknown(sam->arena, "its location is given by a function", value);
	}
	struct node *location = node_new(sam->arena, NODE_MAP, value);
	if (node_is_map(value)) {
		sam_set(sam, location, bucket, node_find(value, "Bucket"));
		sam_set(sam, location, key, node_find(value, "Key"));
		sam_set(sam, location, version, node_find(value, "Version"));
		return location;
	}
	const char *slash = text && strncmp(text, "s3://", 5) == 0 ? strchr(text + 5, '/') : NULL;
	if (!slash) {
		/* A local path, which packaging uploads to a bucket of the stack's region. */
		return NULL;
	}
	sam_set_text(sam, location, bucket,
		arena_strndup(sam->arena, text + 5, (size_t)(slash - text - 5)), value);
	sam_set_text(sam, location, key, slash + 1, value);
	return location;
}

/* Attributes that what a resource brings with it shares. */
static const char *const shared_attributes[] = { "Condition", "DeletionPolicy",
	"UpdateReplacePolicy", "Metadata" };

struct node *sam_become(const struct sam_item *item, const char *type) {
	struct arena *arena = item->sam->arena;
	struct node *body = node_new(arena, NODE_MAP, item->body);
	struct node *properties = node_new(arena, NODE_MAP, item->properties);
	const struct member *m;
	member_each(m, item->body) {
		const char *name = m->key->text;
		if (strcmp(name, "Connectors") != 0 && strcmp(name, "IgnoreGlobals") != 0) {
			node_map_add_at(arena, body, m->key, m->value);
		}
	}
	node_map_add(
		arena, body, "Type", node_new_text(arena, type, node_find(item->body, "Type")));
	node_map_add(arena, body, "Properties", properties);
	node_map_add_at(arena, item->sam->resources, item->key, body);
	return properties;
}

static const struct sam_property *row_of(const struct sam_property *rows, const char *name) {
	for (; rows->name; rows++) {
		if (strcmp(rows->name, name) == 0) {
			return rows;
		}
	}
	return NULL;
}

void sam_carry(const struct sam_item *item, const struct node *from,
	const struct sam_property *rows, struct node *ret_properties) {
	const struct member *m;
	member_each(m, from) {
		const struct sam_property *row = row_of(rows, m->key->text);
		if (!row) {
			node_map_add_at(item->sam->arena, ret_properties, m->key, m->value);
		} else if (row->as && !is_no_value(m->value)) {
			sam_set(item->sam, ret_properties, row->as,
				row->convert ? row->convert(item, m->value) : m->value);
		}
	}
}

struct node *sam_generate(const struct sam_item *item, const struct node *origin, const char *type,
	const char *format, ...) {
	struct arena *arena = item->sam->arena;
	va_list args;
	va_start(args, format);
	const char *id = arena_vprintf(arena, format, args);
	va_end(args);
	struct node *properties = node_new(arena, NODE_MAP, origin);
	if (node_find(item->sam->resources, id)) {
		return properties;
	}
	struct node *body = node_new(arena, NODE_MAP, origin);
	sam_set_text(item->sam, body, "Type", type, origin);
	for (size_t i = 0; i < sizeof(shared_attributes) / sizeof(shared_attributes[0]); i++) {
		sam_set(item->sam, body, shared_attributes[i],
			node_find(item->body, shared_attributes[i]));
	}
	node_map_add(arena, body, "Properties", properties);
	node_map_add_at(arena, item->sam->resources, node_new_text(arena, id, origin), body);
	map_set(arena, &item->sam->template->written, id, item->owner ? item->owner : item->id);
	return properties;
}

void sam_name(const struct sam_item *item, const char *name, const char *id) {
	map_set(item->sam->arena, &item->sam->template->generated,
		arena_printf(item->sam->arena, "%s.%s", item->id, name), id);
}

/* --- what is added to --- */

/* A copy of a map or list that may be added to; an empty one for what is neither. */
static struct node *copy(
	struct sam *sam, const struct node *node, enum node_kind kind, const struct node *origin) {
	struct node *new = node_new(sam->arena, kind, node ? node : origin);
	if (node && node->kind != kind) {
		return new;
	}
	const struct member *m;
	member_each(m, node) {
		node_map_add_at(sam->arena, new, m->key, m->value);
	}
	struct node **item;
	node_each(item, node) {
		node_list_add(sam->arena, new, *item);
	}
	return new;
}

struct node *sam_open(struct sam *sam, const char *id, const char *property, const char *list,
	const struct node *origin) {
	struct node *open = map_find(&sam->open, id);
	const struct member *resource = node_find_member(sam->resources, id);
	if (open || !resource) {
		return open;
	}
	const struct node *old = node_at(resource->value, "Properties");
	const struct node *old_member = node_find(old, property);
	const struct node *old_list = list ? node_find(old_member, list) : NULL;
	if (sam_is_call(old) || sam_is_call(old_member) || sam_is_call(old_list)) {
		return NULL;
	}
	struct node *body = copy(sam, resource->value, NODE_MAP, origin);
	struct node *properties = copy(sam, old, NODE_MAP, origin);
	struct node *member = copy(sam, old_member, NODE_MAP, origin);
	node_map_add_at(sam->arena, sam->resources, resource->key, body);
	node_map_add(sam->arena, body, "Properties", properties);
	node_map_add(sam->arena, properties, property, member);
	open = member;
	if (list) {
		open = copy(sam, old_list, NODE_LIST, origin);
		node_map_add(sam->arena, member, list, open);
	}
	map_set(sam->arena, &sam->open, id, open);
	return open;
}
