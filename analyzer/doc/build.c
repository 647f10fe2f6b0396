#include "analyzer/doc/build.h"

#include "analyzer/base/map.h"
#include "analyzer/doc/limits.h"

#include <string.h>

struct node *build_node(struct builder *builder, enum node_kind kind, size_t start, size_t end) {
	if (++builder->nodes > LIMIT_NODES) {
		build_error(
			builder, start, end, "the document has more than %u values", LIMIT_NODES);
		return NULL;
	}
	struct node *node = arena_alloc(builder->ctx->arena, sizeof(*node));
	*node = (struct node){ .kind = (uint8_t)kind,
		.start = (uint32_t)start,
		.end = (uint32_t)end,
		.source = builder->source };
	return node;
}

void build_push(struct builder *builder, struct node *node) {
	vec_push(builder->ctx->arena, &builder->pending, node);
}

void build_close_list(struct builder *builder, struct node *list, size_t base) {
	size_t count = builder->pending.count - base;
	list->count = (uint32_t)count;
	list->items = arena_alloc(builder->ctx->arena, count * sizeof(struct node *));
	if (count) {
		memcpy(list->items, builder->pending.items + base, count * sizeof(struct node *));
	}
	builder->pending.count = base;
}

/* The member of the same key among the first `count` of a map that has no index yet, by its hash.
 */
struct keys {
	struct map seen; /* key -> its number from 1, for maps too long to walk */
	bool indexed;
};

static size_t find_key(const struct keys *keys, const struct node *map, const char *key) {
	if (keys->indexed) {
		return (size_t)(uintptr_t)map_find(&keys->seen, key);
	}
	for (uint32_t i = 0; i < map->count; i++) {
		if (strcmp(map->members->list[i].key->text, key) == 0) {
			return i + 1;
		}
	}
	return 0;
}

static void report_repeated(
	struct builder *builder, const struct node *key, const struct node *first) {
	unsigned line = source_position(builder->source, first->start).line;
	build_error(builder, key->start, key->end,
		"key '%s' stands twice, first in line %u; CloudFormation takes the last", key->text,
		line);
}

void build_close_map(struct builder *builder, struct node *map, size_t base) {
	struct arena *arena = builder->ctx->arena;
	size_t count = (builder->pending.count - base) / 2;
	map->members = arena_new_of(arena, struct node_members);
	map->members->list = arena_alloc(arena, count * sizeof(struct member));
	struct keys keys = { .indexed = count > 16 };
	for (size_t i = 0; i < count; i++) {
		struct member member = { builder->pending.items[base + 2 * i],
			builder->pending.items[base + 2 * i + 1] };
		size_t before = find_key(&keys, map, member.key->text);
		if (before) {
			struct member *first = &map->members->list[before - 1];
			report_repeated(builder, member.key, first->key);
			*first = member;
			continue;
		}
		map->members->list[map->count++] = member;
		if (keys.indexed) {
			map_set(arena, &keys.seen, member.key->text,
				(const void *)(uintptr_t)map->count);
		}
	}
	builder->pending.count = base;
	node_map_seal(arena, map);
}

void build_error(struct builder *builder, size_t start, size_t end, const char *format, ...) {
	if (++builder->reported > LIMIT_ERRORS_PER_FILE) {
		return;
	}
	va_list args;
	va_start(args, format);
	const char *message = arena_vprintf(builder->ctx->arena, format, args);
	va_end(args);
	struct span span = { builder->source, (uint32_t)start, (uint32_t)end };
	ctx_error(builder->ctx, span, "%s", message);
}

/* The length of the well-formed UTF-8 sequence at `at`, or 0. Source: Unicode 15.0, table 3-7. */
static size_t sequence_length(const unsigned char *at, size_t left, unsigned long *ret_point) {
	static const struct {
		unsigned char mask, lead;
		unsigned long least;
	} forms[] = { { 0, 0, 0 }, { 0, 0, 0 }, { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 },
		{ 0xf8, 0xf0, 0x10000 } };
	for (size_t length = 2; length <= 4; length++) {
		if ((at[0] & forms[length].mask) != forms[length].lead) {
			continue;
		}
		unsigned long point = at[0] & ~(unsigned)forms[length].mask & 0xff;
		for (size_t i = 1; i < length; i++) {
			if (i >= left || (at[i] & 0xc0) != 0x80) {
				return 0;
			}
			point = point << 6 | (at[i] & 0x3f);
		}
		*ret_point = point;
		bool sound = point >= forms[length].least && point <= 0x10ffff &&
			     (point < 0xd800 || point > 0xdfff);
		return sound ? length : 0;
	}
	return 0;
}

static void reject(struct ctx *ctx, struct source *source, size_t at, const char *what) {
	struct span span = { source, (uint32_t)at, (uint32_t)at + 1 };
	ctx_error(ctx, span, "%s", what);
}

static bool is_control(unsigned char c) {
	return c == 0x7f || (c < 0x20 && c != '\t' && c != '\n' && c != '\r');
}

bool build_check_encoding(struct ctx *ctx, struct source *source) {
	const unsigned char *text = (const unsigned char *)source->text;
	size_t size = source->size;
	if (size >= 2 &&
		((text[0] == 0xff && text[1] == 0xfe) || (text[0] == 0xfe && text[1] == 0xff))) {
		reject(ctx, source, 0, "the file is UTF-16; CloudFormation takes UTF-8");
		return false;
	}
	for (size_t i = 0; i < size;) {
		if (text[i] < 0x80) {
			if (is_control(text[i])) {
				const char *what = arena_printf(ctx->arena,
					text[i] ? "control character U+%04X is not allowed"
						: "a NUL byte: the file is binary or not UTF-8",
					text[i]);
				reject(ctx, source, i, what);
				return false;
			}
			i++;
			continue;
		}
		unsigned long point = 0;
		size_t length = sequence_length(text + i, size - i, &point);
		if (length == 0) {
			reject(ctx, source, i, "the file is not UTF-8 here");
			return false;
		}
		if ((point >= 0x80 && point < 0xa0 && point != 0x85) || point == 0xfffe ||
			point == 0xffff) {
			reject(ctx, source, i,
				arena_printf(ctx->arena, "control character U+%04lX is not allowed",
					point));
			return false;
		}
		i += length;
	}
	return true;
}
