#ifndef TESTS_FUZZ_CHECK_H
#define TESTS_FUZZ_CHECK_H

#include "analyzer/base/context.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/node.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program where a tree breaks what node.h promises of it. */
static inline void check_tree(const struct node *node, unsigned depth) {
	struct span span = node_span(node);
	if (depth > LIMIT_DEPTH || span.start > span.end || span.end > span.source->size ||
		node->kind > NODE_UNKNOWN) {
		abort();
	}
	const struct member *member;
	member_each(member, node) {
		if (!node_is_string(member->key) ||
			node_find_member(node, member->key->text) != member) {
			abort();
		}
		check_tree(member->key, depth + 1);
		check_tree(member->value, depth + 1);
	}
	struct node **item;
	node_each(item, node) {
		check_tree(*item, depth + 1);
	}
}

/* Reads the bytes with one of doc/'s readers: there is a sound tree, or an error in its place. */
static inline void check_reader(const struct node *(*read)(struct ctx *, struct source *),
	const uint8_t *data, size_t size) {
	struct arena *arena = arena_new();
	struct ctx ctx = { .arena = arena, .diags = diags_new(arena) };
	const char *text = arena_strndup(arena, (const char *)data, size);
	const struct node *root = read(&ctx, source_new(arena, "input", text, size));
	if (root) {
		check_tree(root, 0);
	} else if (!ctx.diags->errors) {
		abort();
	}
	diags_sort(ctx.diags);
	const struct diag *diag;
	vec_each(diag, &ctx.diags->list) {
		if (!source_position(diag->span.source, diag->span.start).line ||
			diag->span.start > diag->span.end || diag->span.end > size) {
			abort();
		}
	}
	arena_free(arena);
}

#endif
