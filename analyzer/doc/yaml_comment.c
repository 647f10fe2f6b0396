#include "analyzer/doc/comment.h"

#include <yaml.h>

#include <string.h>

/* A text between tokens, which holds nothing but blanks and comments. */
struct scan {
	struct ctx *ctx;
	struct source *source;
	const char *mark, *next; /* the first mark that is not behind yet; NULL: there is none */
	size_t index;		 /* a character, as libyaml counts them, */
	uint32_t offset;	 /* and its place in the source */
};

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* Tokens come in order, so that the place only moves on. */
static uint32_t offset_at(struct scan *scan, yaml_mark_t mark) {
	const char *text = scan->source->text;
	while (scan->index < mark.index && scan->offset < scan->source->size) {
		do {
			scan->offset++;
		} while (((unsigned char)text[scan->offset] & 0xC0) == 0x80);
		scan->index++;
	}
	return scan->offset;
}

static void take_comments(
	struct scan *scan, uint32_t start, uint32_t end, struct comment_list *ret_comments) {
	const char *text = scan->source->text;
	for (uint32_t at = start; at < end && scan->next; at++) {
		if (text[at] != '#') {
			continue;
		}
		uint32_t close = at + (uint32_t)strcspn(text + at, "\r\n");
		if (scan->next < text + at) {
			scan->next = strstr(text + at, scan->mark);
		}
		if (scan->next && scan->next < text + close) {
			vec_push(scan->ctx->arena, ret_comments, (struct comment){ at, close });
		}
		at = close;
	}
}

static void scan_tokens(
	struct scan *scan, yaml_parser_t *parser, struct comment_list *ret_comments) {
	uint32_t behind = scan->offset;
	bool more = true;
	while (more) {
		yaml_token_t token;
		if (!yaml_parser_scan(parser, &token)) {
			return;
		}
		more = token.type != YAML_STREAM_END_TOKEN;
		uint32_t start = offset_at(scan, token.start_mark);
		take_comments(scan, behind, start, ret_comments);
		behind = offset_at(scan, token.end_mark);
		yaml_token_delete(&token);
	}
}

/* The first mark with a # before it on its line. Few texts hold many of these, and memchr passes
 * over the rest faster than strstr would. */
static const char *find_mark(const struct source *source, const char *mark) {
	const char *at = source->text, *end = at + source->size;
	while ((at = memchr(at, '#', (size_t)(end - at)))) {
		const char *close = at + strcspn(at, "\r\n");
		while ((at = memchr(at, *mark, (size_t)(close - at)))) {
			if (strncmp(at, mark, strlen(mark)) == 0) {
				return at;
			}
			at++;
		}
		at = close;
	}
	return NULL;
}

void doc_comments(struct ctx *ctx, struct source *source, const char *mark,
	struct comment_list *ret_comments) {
	struct scan scan = { .ctx = ctx, .source = source, .mark = mark };
	scan.next = find_mark(source, mark);
	if (!scan.next) {
		return;
	}
	if (strncmp(source->text, byte_order_mark, strlen(byte_order_mark)) == 0) {
		scan.offset = (uint32_t)strlen(byte_order_mark);
	}
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser)) {
		arena_out_of_memory();
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)source->text + scan.offset,
		source->size - scan.offset);
	scan_tokens(&scan, &parser, ret_comments);
	yaml_parser_delete(&parser);
}
