#include "analyzer/doc/json_library.h"
#include "analyzer/doc/json_scan.h"
#include "analyzer/doc/tree.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define LONGEST_NUMBER 63 /* cJSON's own buffer */

/* Every value that a tree may have, and as many strings of an item's size as fit into a file. */
#define MOST_ITEMS (LIMIT_NODES + LIMIT_FILE_BYTES / 32)
#define ITEMS_AT_ONCE 32

/*
 * Where cJSON's memory comes from during one parse: items from what is released with the tree they
 * make, strings from the run's arena, where our nodes take them over. A string of an item's size
 * stands among the items; `take_text` copies it.
 */
struct pool {
	struct arena *strings, *items;
	cJSON *free, *free_end; /* items to be handed out */
	size_t made;
};

/*
 * cJSON's hooks take no argument, so the pool of the parse that is under way has to be found from a
 * variable, set for the length of one call. cJSON's hooks are process-wide anyway: JSON is read by
 * one thread at a time.
 */
static struct pool *active_pool;

static bool more_items(struct pool *pool) {
	if (pool->made >= MOST_ITEMS) {
		return false;
	}
	pool->made += ITEMS_AT_ONCE;
	pool->free = arena_alloc(pool->items, ITEMS_AT_ONCE * sizeof(cJSON));
	pool->free_end = pool->free + ITEMS_AT_ONCE;
	return true;
}

static void *allocate(size_t size) {
	struct pool *pool = active_pool;
	if (size != sizeof(cJSON)) {
		return arena_alloc_text(pool->strings, size);
	}
	return pool->free < pool->free_end || more_items(pool) ? pool->free++ : NULL;
}

static void release(void *memory) {
	(void)memory;
}

/* A walk over the text in step with cJSON's tree of it; without a tree, in search of what is wrong.
 */
struct walk {
	struct tree *tree;
	const char *text;
	uint32_t at;
	unsigned depth;
	bool has_items;
	struct VEC(struct node *) items;   /* of the open lists */
	struct VEC(struct member) members; /* of the open maps */
};

static void skip_blanks(struct walk *walk) {
	walk->at = json_skip_blanks(walk->tree->source, walk->at);
}

/* Reports what stands at the current byte instead of what should. */
static void *expected(struct walk *walk, const char *what) {
	uint32_t at = walk->at;
	char found = walk->text[at];
	if (at >= walk->tree->source->size) {
		tree_error(walk->tree, at, at, "the file ends where %s should follow", what);
	} else if (found == '#' || found == '/') {
		tree_error(walk->tree, at, at + 1, "expected %s; JSON has no comments", what);
	} else if (found == '\'') {
		tree_error(walk->tree, at, at + 1, "expected %s; JSON has no single quotes", what);
	} else {
		tree_error(walk->tree, at, at + 1, "expected %s", what);
	}
	return NULL;
}

/*
 * cJSON's copy of a string whose source takes `length` bytes without its quotes. It may stand among
 * the items where an item's size is between what its text and what its source would take.
 */
static const char *take_text(struct walk *walk, const char *text, uint32_t length) {
	if (length + 2 >= sizeof(cJSON)) {
		size_t taken = strlen(text);
		if (taken < sizeof(cJSON)) {
			return arena_strndup(walk->tree->ctx->arena, text, taken);
		}
	}
	return text;
}

/* The value of the four digits of `\uXXXX` at `digits`, or -1. */
static int read_hex(const char *digits) {
	int value = 0;
	for (int i = 0; i < 4; i++) {
		const char *all = "0123456789abcdef0123456789ABCDEF";
		const char *found = digits[i] ? strchr(all, digits[i]) : NULL;
		if (!found) {
			return -1;
		}
		value = value * 16 + (int)(found - all) % 16;
	}
	return value;
}

/* Skips the escape at `at`; the offset behind it, or 0 (reported) where it is wrong. */
static uint32_t skip_escape(struct walk *walk, uint32_t at) {
	const char *text = walk->text + at;
	if (text[1] && strchr("\"\\/bfnrt", text[1])) {
		return at + 2;
	}
	if (text[1] != 'u') {
		tree_error(walk->tree, at, at + 1, "'\\%c' is not an escape in JSON",
			text[1] > ' ' && text[1] < 0x7F ? text[1] : '?');
		return 0;
	}
	int unit = read_hex(text + 2);
	if (unit < 0) {
		tree_error(walk->tree, at, at + 2, "\\u takes four hexadecimal digits");
	} else if (unit == 0) {
		tree_error(walk->tree, at, at + 6, "NUL character in a string");
	} else if (unit < 0xD800 || unit > 0xDFFF) {
		return at + 6;
	} else {
		int low = unit < 0xDC00 && text[6] == '\\' && text[7] == 'u' ? read_hex(text + 8)
									     : -1;
		if (low >= 0xDC00 && low <= 0xDFFF) {
			return at + 12;
		}
		tree_error(walk->tree, at, at + 6, "half of a surrogate pair");
	}
	return 0;
}

/* Skips the rest, from `at` on, of the string that starts at the current byte; apart from what most
 * strings need. */
__attribute__((noinline)) static bool skip_rest(struct walk *walk, uint32_t at) {
	uint32_t start = walk->at;
	for (;; at = json_skip_plain(walk->tree->source, at)) {
		char c = walk->text[at];
		if (c == '"') {
			walk->at = at + 1;
			return true;
		}
		if (c == '\\') {
			at = skip_escape(walk, at);
			if (!at) {
				return false;
			}
		} else if (at >= walk->tree->source->size) {
			tree_error(
				walk->tree, start, start + 1, "this string has no closing quote");
			return false;
		} else {
			tree_error(walk->tree, at, at + 1, "%s in a string: write %s",
				c == '\t' ? "tab" : "line break", c == '\t' ? "\\t" : "\\n");
			return false;
		}
	}
}

static struct node *walk_string(struct walk *walk, const char *text) {
	uint32_t start = walk->at, end = json_skip_plain(walk->tree->source, start + 1);
	if (walk->text[end] == '"') {
		walk->at = end + 1;
	} else if (!skip_rest(walk, end)) {
		return NULL;
	}
	struct node *node = tree_node(walk->tree, NODE_STRING, start, walk->at);
	if (node && walk->has_items) {
		node->text = take_text(walk, text, walk->at - start - 2);
	}
	return node;
}

static uint32_t skip_digits(const char *text, uint32_t at) {
	while (text[at] >= '0' && text[at] <= '9') {
		at++;
	}
	return at;
}

/* The offset behind the number at `start`, and what is wrong with it if anything is. */
static uint32_t skip_number(const char *text, uint32_t start, const char **ret_problem) {
	uint32_t digits = start + (text[start] == '-');
	uint32_t at = skip_digits(text, digits);
	bool bad = at == digits;
	*ret_problem = NULL;
	if (text[digits] == '0' && at - digits > 1) {
		*ret_problem = "a number with a leading zero: put it in quotes";
	}
	if (text[at] == '.') {
		uint32_t fraction = at + 1;
		at = skip_digits(text, fraction);
		bad |= at == fraction;
	}
	if (text[at] == 'e' || text[at] == 'E') {
		at++;
		at += text[at] == '+' || text[at] == '-';
		uint32_t exponent = at;
		at = skip_digits(text, exponent);
		bad |= at == exponent;
	}
	if (bad) {
		*ret_problem = "not a number";
	} else if (at - start > LONGEST_NUMBER) {
		*ret_problem = "a number of more than 63 characters: put it in quotes";
	}
	return at;
}

static struct node *walk_number(struct walk *walk, const cJSON *item) {
	const char *problem;
	uint32_t start = walk->at;
	uint32_t end = skip_number(walk->text, start, &problem);
	if (!problem && item && isinf(item->valuedouble)) {
		problem = "a number too large for any reader: put it in quotes";
	}
	if (problem) {
		tree_error(walk->tree, start, end, "%s", problem);
		return NULL;
	}
	struct node *node = tree_node(walk->tree, NODE_NUMBER, start, end);
	if (node) {
		node->text = arena_strndup(walk->tree->ctx->arena, walk->text + start, end - start);
	}
	walk->at = end;
	return node;
}

static struct node *walk_word(struct walk *walk) {
	static const struct {
		const char *word;
		const char *text;
		enum node_kind kind;
	} words[] = {
		{ "true", "true", NODE_BOOL },
		{ "false", "false", NODE_BOOL },
		{ "null", "", NODE_NULL },
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t length = strlen(words[i].word);
		if (strncmp(walk->text + walk->at, words[i].word, length) == 0) {
			uint32_t start = walk->at;
			walk->at += (uint32_t)length;
			struct node *node = tree_node(walk->tree, words[i].kind, start, walk->at);
			if (node) {
				node->text = words[i].text;
				node->truth = i == 0;
			}
			return node;
		}
	}
	return expected(walk, "a value");
}

static struct node *walk_other(struct walk *walk, const cJSON *item);

/* Most values are strings. */
static inline struct node *walk_value(struct walk *walk, const cJSON *item) {
	assert(!walk->has_items || item);
	if (walk->text[walk->at] == '"') {
		return walk_string(walk, item ? item->valuestring : NULL);
	}
	return walk_other(walk, item);
}

/* Enters the list or map at the current byte; true when it holds something. */
static bool enter(struct walk *walk, char close) {
	walk->at++;
	skip_blanks(walk);
	return walk->text[walk->at] != close;
}

/* Behind a value: 1 when a comma announces another, 0 at the end, -1 (reported) at anything else.
 */
static int next(struct walk *walk, char close) {
	skip_blanks(walk);
	char c = walk->text[walk->at];
	if (c == close) {
		return 0;
	}
	if (c != ',') {
		expected(walk, close == '}' ? "',' or '}'" : "',' or ']'");
		return -1;
	}
	uint32_t comma = walk->at++;
	skip_blanks(walk);
	if (walk->text[walk->at] == close) {
		tree_error(walk->tree, comma, comma + 1, "a comma before '%c'", close);
		return -1;
	}
	return 1;
}

static struct node *walk_list(struct walk *walk, const cJSON *item) {
	struct node *list = tree_node(walk->tree, NODE_LIST, walk->at, walk->at);
	size_t base = walk->items.count;
	const cJSON *child = item ? item->child : NULL;
	int more = list ? enter(walk, ']') : -1;
	while (more > 0) {
		struct node *value = walk_value(walk, child);
		if (!value) {
			return NULL;
		}
		vec_push(walk->tree->scratch, &walk->items, value);
		child = child ? child->next : NULL;
		more = next(walk, ']');
	}
	if (more < 0) {
		return NULL;
	}
	list->end = ++walk->at;
	tree_set_items(walk->tree, list, vec_from(&walk->items, base),
		(uint32_t)(walk->items.count - base));
	walk->items.count = base;
	return list;
}

static bool walk_member(struct walk *walk, const cJSON *item) {
	if (walk->text[walk->at] != '"') {
		return expected(walk, "a key in double quotes");
	}
	const struct node *key = walk_string(walk, item ? item->string : NULL);
	if (!key) {
		return false;
	}
	skip_blanks(walk);
	if (walk->text[walk->at] != ':') {
		return expected(walk, "':' behind the key");
	}
	walk->at++;
	skip_blanks(walk);
	const struct node *value = walk_value(walk, item);
	if (!value) {
		return false;
	}
	vec_push(
		walk->tree->scratch, &walk->members, (struct member){ .key = key, .value = value });
	return true;
}

static struct node *walk_map(struct walk *walk, const cJSON *item) {
	struct node *map = tree_node(walk->tree, NODE_MAP, walk->at, walk->at);
	size_t base = walk->members.count;
	const cJSON *child = item ? item->child : NULL;
	int more = map ? enter(walk, '}') : -1;
	while (more > 0) {
		if (!walk_member(walk, child)) {
			return NULL;
		}
		child = child ? child->next : NULL;
		more = next(walk, '}');
	}
	if (more < 0) {
		return NULL;
	}
	map->end = ++walk->at;
	/* Keys have their texts from cJSON; without them all would be alike. */
	if (walk->has_items) {
		tree_set_members(walk->tree, map, vec_from(&walk->members, base),
			(uint32_t)(walk->members.count - base));
	}
	walk->members.count = base;
	return map;
}

static struct node *walk_other(struct walk *walk, const cJSON *item) {
	struct node *node;
	char c = walk->text[walk->at];
	if (c != '{' && c != '[') {
		return c == '-' || (c >= '0' && c <= '9') ? walk_number(walk, item)
							  : walk_word(walk);
	}
	if (walk->depth == LIMIT_DEPTH) {
		tree_error(walk->tree, walk->at, walk->at + 1, "nested deeper than %d levels",
			LIMIT_DEPTH);
		return NULL;
	}
	walk->depth++;
	node = c == '{' ? walk_map(walk, item) : walk_list(walk, item);
	walk->depth--;
	return node;
}

static cJSON *parse(struct pool *pool, const char *text, size_t size) {
	cJSON_Hooks hooks = { .malloc_fn = allocate, .free_fn = release };
	active_pool = pool;
	json_library.init_hooks(&hooks);
	const char *end;
	cJSON *root = json_library.parse(text, size, &end, false);
	json_library.init_hooks(NULL);
	active_pool = NULL;
	return root;
}

/* Walks the whole text; the root, or NULL (reported) where it is not one strict JSON value. */
static struct node *walk_text(struct walk *walk, const cJSON *root, enum reading *ret_reading) {
	skip_blanks(walk);
	struct node *node = walk_value(walk, root);
	if (!node) {
		return NULL;
	}
	skip_blanks(walk);
	uint32_t size = (uint32_t)walk->tree->source->size;
	if (walk->at < size) {
		*ret_reading = READING_NOT_JSON;
		tree_error(walk->tree, walk->at, size, "text behind the end of the JSON value");
		return NULL;
	}
	if (!walk->has_items) {
		tree_error(walk->tree, walk->tree->text_start, walk->tree->text_start, "not JSON");
		return NULL;
	}
	return node;
}

const struct node *tree_read_json(struct tree *tree, enum reading *ret_reading) {
	const char *text = tree->source->text;
	size_t size = tree->source->size - tree->text_start;
	*ret_reading = READING_DONE;
	if (!json_library_load(tree->ctx)) {
		return NULL;
	}
	struct pool pool = { .strings = tree->ctx->arena, .items = tree->scratch };
	const cJSON *root = parse(&pool, text + tree->text_start, size);
	struct walk walk = {
		.tree = tree,
		.text = text,
		.at = tree->text_start,
		.has_items = root,
	};
	*ret_reading = root ? READING_DONE : READING_NOT_JSON;
	struct node *node = walk_text(&walk, root, ret_reading);
	return tree->doubtful ? NULL : node;
}
