#include "analyzer/cfn/parameters.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/file.h"
#include "analyzer/doc/load.h"

#include <ctype.h>
#include <string.h>

#define STORED "AWS::SSM::Parameter::Value<"

bool parameter_is_stored(const char *type) {
	return type && strncmp(type, STORED, strlen(STORED)) == 0;
}

bool parameter_is_list(const char *type) {
	type = parameter_is_stored(type) ? type + strlen(STORED) : type;
	return type && (strncmp(type, "CommaDelimitedList", strlen("CommaDelimitedList")) == 0 ||
			       strncmp(type, "List<", strlen("List<")) == 0);
}

static struct argument *keep(
	struct ctx *ctx, struct map *arguments, const char *name, const struct node *node) {
	struct argument *argument = arena_new_of(ctx->arena, struct argument);
	argument->node = node;
	map_set(ctx->arena, arguments, name, argument);
	return argument;
}

/* Key: value, where a value may be a list (joined as CloudFormation's comma-delimited form). */
static bool read_map(struct ctx *ctx, const struct node *map, struct map *arguments) {
	const struct member *m;
	bool sound = true;
	member_each(m, map) {
		if (node_is_map(m->value)) {
			ctx_error(ctx, node_span(m->value),
				"the value of parameter %s must be a text", m->key->text);
			sound = false;
		} else {
			keep(ctx, arguments, m->key->text, m->value);
		}
	}
	return sound;
}

/* {ParameterKey, ParameterValue}; a previous value is not known here, so the default stands. */
static bool read_pair(struct ctx *ctx, const struct node *pair, struct map *arguments) {
	const char *key = node_text(node_find(pair, "ParameterKey"));
	const struct node *value = node_find(pair, "ParameterValue");
	const struct node *resolved = node_find(pair, "ResolvedValue");
	if (!key) {
		ctx_error(ctx, node_span(pair), "a parameter must have a ParameterKey");
		return false;
	}
	if (resolved || value) {
		keep(ctx, arguments, key, resolved ? resolved : value)->resolved = resolved;
		return true;
	}
	bool previous;
	if (node_bool(node_find(pair, "UsePreviousValue"), &previous) && previous) {
		keep(ctx, arguments, key,
			node_new_unknown(ctx->arena,
				arena_printf(ctx->arena,
					"parameter %s keeps the value of the deployed stack", key),
				pair));
		return true;
	}
	ctx_error(ctx, node_span(pair), "parameter %s has no ParameterValue", key);
	return false;
}

/*
 * "ParameterKey=K,ParameterValue=V" or "ParameterKey=K,UsePreviousValue=true" as the map that it is
 * short for; NULL for another word.
 */
static const struct node *pair_of_word(struct arena *arena, const struct node *word) {
	static const char key[] = "ParameterKey";
	const size_t prefix = sizeof(key);
	const char *text = node_text(word);
	if (!text || strncmp(text, "ParameterKey=", prefix) != 0) {
		return NULL;
	}
	const char *name = text + prefix;
	size_t length = strcspn(name, ",");
	struct node *pair = node_new(arena, NODE_MAP, word);
	node_map_add(
		arena, pair, key, node_new_text(arena, arena_strndup(arena, name, length), word));
	const char *field = name + length + (name[length] == ',');
	const char *equals = strchr(field, '=');
	if (equals) {
		node_map_add(arena, pair, arena_strndup(arena, field, (size_t)(equals - field)),
			node_new_text(arena, equals + 1, word));
	}
	return pair;
}

/* "Key=Value", or the shorthand of a pair. */
static bool read_word(struct ctx *ctx, const struct node *word, struct map *arguments) {
	const struct node *pair = pair_of_word(ctx->arena, word);
	if (pair) {
		return read_pair(ctx, pair, arguments);
	}
	const char *text = node_text(word), *equals = text ? strchr(text, '=') : NULL;
	if (!equals || equals == text) {
		ctx_error(ctx, node_span(word), "a parameter must read Key=Value%s%s%s",
			text ? ", not '" : "", text ? text : "", text ? "'" : "");
		return false;
	}
	keep(ctx, arguments, arena_strndup(ctx->arena, text, (size_t)(equals - text)),
		node_new_text(ctx->arena, equals + 1, word));
	return true;
}

/* The next word of a command line, its quotes and backslashes gone; NULL at the end. */
static const char *next_word(struct arena *arena, const char **rest) {
	struct buf word = buf_new(arena);
	const char *at = *rest + strspn(*rest, " \t\r\n");
	char quote = '\0';
	if (!*at) {
		return NULL;
	}
	for (; *at && (quote || !strchr(" \t\r\n", *at)); at++) {
		if (*at == '\\' && at[1]) {
			buf_putc(&word, *++at);
		} else if (*at == quote || (!quote && (*at == '"' || *at == '\''))) {
			quote = quote ? '\0' : *at;
		} else {
			buf_putc(&word, *at);
		}
	}
	*rest = at;
	return word.bytes;
}

/* Words with blanks between, as a command line has them. One that is wrong ends the reading. */
static bool read_words(struct ctx *ctx, const struct node *words, struct map *arguments) {
	const char *rest = node_text(words), *word;
	while ((word = next_word(ctx->arena, &rest))) {
		if (!read_word(ctx, node_new_text(ctx->arena, word, words), arguments)) {
			return false;
		}
	}
	return true;
}

/* Where a file that holds more than parameters has them; the document itself for others. */
static const struct node *inner_of(const struct node *document) {
	const struct node *inner = node_find(document, "Parameters");
	if (node_find(document, "template-file-path")) {
		inner = node_find(document, "parameters");
	}
	return node_is_map(inner) || node_is_list(inner) ? inner : document;
}

bool parameters_read(struct ctx *ctx, const struct node *document, struct map *ret_arguments) {
	document = inner_of(document);
	if (node_is_map(document)) {
		return read_map(ctx, document, ret_arguments);
	}
	if (node_text(document)) {
		return read_words(ctx, document, ret_arguments);
	}
	if (!node_is_list(document)) {
		ctx_error(ctx, node_span(document),
			"parameters must be Key=Value, a list of ParameterKey and ParameterValue, "
			"or a map");
		return false;
	}
	bool sound = true;
	struct node **item;
	node_each(item, document) {
		sound = (node_is_map(*item) ? read_pair(ctx, *item, ret_arguments)
					    : read_word(ctx, *item, ret_arguments)) &&
			sound;
	}
	return sound;
}

bool parameters_say(
	struct ctx *ctx, const char *said, const char *origin, struct map *ret_arguments) {
	static const char scheme[] = "file://";
	const bool inline_json = *said == '[' || *said == '{';
	if (strncmp(said, scheme, sizeof(scheme) - 1) == 0) {
		said += sizeof(scheme) - 1;
	} else if (inline_json || (strchr(said, '=') && !file_exists(said))) {
		struct source *source = source_new(ctx->arena, origin, said, strlen(said));
		const struct node line = { .source = source, .end = (uint32_t)source->size };
		const struct node *document = inline_json ? doc_parse(ctx, source)
							  : node_new_text(ctx->arena, said, &line);
		return document && parameters_read(ctx, document, ret_arguments);
	}
	const struct node *document = doc_load(ctx, said);
	return document && parameters_read(ctx, document, ret_arguments);
}

static bool is_allowed(const struct node *allowed, const char *text, size_t length) {
	struct node **item;
	node_each(item, allowed) {
		const char *candidate = node_text(*item);
		if (candidate && strlen(candidate) == length &&
			strncmp(candidate, text, length) == 0) {
			return true;
		}
	}
	return false;
}

/* Each item of a list must be allowed; what is allowed of a stored value is not checked here. */
static void check_allowed(struct ctx *ctx, const char *name, const struct node *declaration,
	const struct node *value) {
	const struct node *allowed = node_find(declaration, "AllowedValues");
	const char *type = node_text(node_find(declaration, "Type"));
	const char *rest = node_text(value);
	if (!rest || !node_is_list(allowed) || parameter_is_stored(type)) {
		return;
	}
	for (bool more = true; more;) {
		size_t length = strlen(rest), end = length;
		if (parameter_is_list(type)) {
			end = strcspn(rest, ",");
			length = end;
			for (; length && isspace((unsigned char)*rest); length--, end--) {
				rest++;
			}
			while (length && isspace((unsigned char)rest[length - 1])) {
				length--;
			}
		}
		if (!is_allowed(allowed, rest, length)) {
			ctx_error(ctx, node_span(value),
				"'%.*s' is not an allowed value of parameter %s", (int)length, rest,
				name);
			return;
		}
		more = rest[end] == ',';
		rest += end + more;
	}
}

void parameters_apply(
	struct ctx *ctx, struct stack *stack, const struct map *arguments, bool strict) {
	for (size_t i = 0; arguments && i < arguments->count; i++) {
		const char *name = arguments->entries[i].key;
		const struct argument *argument = arguments->entries[i].value;
		const struct member *declared = node_find_member(stack->template->parameters, name);
		if (!declared) {
			if (strict) {
				ctx_warning(ctx, node_span(argument->node),
					"the template has no parameter %s", name);
			}
			continue;
		}
		if (!argument->scope) {
			check_allowed(ctx, name, declared->value, argument->node);
		}
		map_set(ctx->arena, &stack->arguments, declared->key->text, argument);
	}
}
