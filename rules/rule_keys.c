#include "rules/rule_keys.h"

#include "analyzer/base/buf.h"

#include <string.h>

/* The first word at or behind `at`; *ret_length gets its length, 0 at the end of the list. */
static const char *word_at(const char *at, size_t *ret_length) {
	at += strspn(at, " ");
	*ret_length = strcspn(at, " ");
	return at;
}

bool rule_key_is_listed(const char *list, const char *word) {
	size_t wanted = strlen(word), length;
	for (const char *at = word_at(list, &length); length; at = word_at(at + length, &length)) {
		if (length == wanted && strncmp(at, word, length) == 0) {
			return true;
		}
	}
	return false;
}

void rule_key_offer(
	struct arena *arena, struct suggestion *meant, const char *word, const char *list) {
	size_t length;
	for (const char *at = word_at(list, &length); length; at = word_at(at + length, &length)) {
		suggest_offer(meant, word, arena_strndup(arena, at, length));
	}
}

const char *rule_key_meant(struct arena *arena, const struct suggestion *meant) {
	return meant->best ? arena_printf(arena, "; did you mean '%s'?", meant->best) : "";
}

/* The words of a list, with commas between them. */
static const char *list_words(struct arena *arena, const char *list) {
	struct buf buf = buf_new(arena);
	size_t length;
	for (const char *at = word_at(list, &length); length; at = word_at(at + length, &length)) {
		buf_puts(&buf, buf.length ? ", " : "");
		buf_write(&buf, at, length);
	}
	return buf.length ? buf.bytes : "no keys";
}

void rule_key_check(struct ctx *ctx, const struct node *map, const char *what, const char *keys) {
	const struct member *m;
	member_each(m, map) {
		if (rule_key_is_listed(keys, m->key->text)) {
			continue;
		}
		struct suggestion meant = { 0 };
		rule_key_offer(ctx->arena, &meant, m->key->text, keys);
		ctx_error(ctx, node_span(m->key), "%s has no '%s'%s", what, m->key->text,
			meant.best ? rule_key_meant(ctx->arena, &meant)
				   : arena_printf(ctx->arena, "; it has %s",
					     list_words(ctx->arena, keys)));
	}
}

void rule_key_choice(
	struct ctx *ctx, const struct node *value, const char *key, const char *choices) {
	struct suggestion meant = { 0 };
	if (node_text(value)) {
		rule_key_offer(ctx->arena, &meant, node_text(value), choices);
	}
	ctx_error(ctx, node_span(value), "%s takes %s%s", key, list_words(ctx->arena, choices),
		rule_key_meant(ctx->arena, &meant));
}

const char *const *rule_key_texts(struct ctx *ctx, const struct node *map, const char *key) {
	const struct node *list = node_find(map, key);
	if (!list) {
		return NULL;
	}
	const char **texts =
		arena_zalloc(ctx->arena, (node_items_count(list) + 1) * sizeof(char *));
	size_t count = 0;
	struct node **item;
	node_each(item, list) {
		if (node_text(*item)) {
			texts[count++] = node_text(*item);
		} else {
			ctx_error(ctx, node_span(*item), "expected a text, not %s",
				node_kind_name(*item));
		}
	}
	if (!node_items_count(list)) {
		ctx_error(ctx, node_span(list), "%s takes a list of texts", key);
	}
	return texts;
}
