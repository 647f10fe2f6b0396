#include "rules/pin.h"

#include "analyzer/base/buf.h"
#include "rules/graph.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool mentions_region(const struct node *node, unsigned depth) {
	const char *text = node_text(node);
	if (text || depth > 16) {
		return text && strstr(text, "AWS::Region");
	}
	struct node **item;
	node_each(item, node) {
		if (mentions_region(*item, depth + 1)) {
			return true;
		}
	}
	const struct member *m;
	member_each(m, node) {
		if (mentions_region(m->value, depth + 1)) {
			return true;
		}
	}
	return false;
}

bool pin_mentions_region(const struct node *node) {
	return mentions_region(node, 0);
}

/* Says whether the text holds `word` with nothing but a delimiter on either side. */
static bool holds_label(const char *text, const char *word) {
	size_t length = strlen(word);
	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
		bool starts = at == text || strchr(".-/:@,; ", at[-1]);
		bool ends = !at[length] || strchr(".:/,; ", at[length]);
		if (starts && ends) {
			return true;
		}
	}
	return false;
}

/* Says whether the region field of an ARN is this one. */
static bool arn_is_of(const char *arn, const char *region) {
	for (int colons = 0; arn && colons < 3; colons++) {
		arn = strchr(arn, ':');
		arn = arn ? arn + 1 : NULL;
	}
	size_t length = strlen(region);
	return arn && strncmp(arn, region, length) == 0 && arn[length] == ':';
}

bool pin_fixes(const char *text, const char *region) {
	if (strncmp(text, "arn:", 4) == 0) {
		return arn_is_of(text, region);
	}
	bool is_host = strstr(text, ".amazonaws.com") || strstr(text, ".api.aws") ||
		       strstr(text, "com.amazonaws.") || strstr(text, "://");
	return strcmp(text, region) == 0 || (is_host && holds_label(text, region));
}

const char *pin_spelling(const char *text) {
	const char *hyphen = text ? strchr(text, '-') : NULL;
	while (hyphen && !(hyphen > text && islower((unsigned char)hyphen[-1]) &&
				 isdigit((unsigned char)hyphen[1]))) {
		hyphen = strchr(hyphen + 1, '-');
	}
	return hyphen ? text : NULL;
}

/* Placeholders are blanked out. */
static const char *substituted_text(struct eval *eval, const struct stack *stack,
	const struct node *node, const struct node *arguments) {
	(void)stack;
	(void)node;
	const char *text = node_text(arguments);
	if (!text && node_items_count(arguments)) {
		text = node_text(node_items_begin(arguments)[0]);
	}
	if (!pin_spelling(text)) {
		return NULL;
	}
	char *copy = arena_strdup(eval->arena, text);
	for (char *open = copy; (open = strstr(open, "${"));) {
		size_t length = strcspn(open, "}");
		memset(open, '#', length + (open[length] == '}'));
	}
	return copy;
}

static const char *joined_text(struct eval *eval, const struct stack *stack,
	const struct node *node, const struct node *arguments) {
	(void)stack;
	(void)node;
	struct node *const *pair = node_items_begin(arguments), **item;
	bool is_join = node_items_count(arguments) == 2;
	const char *between = is_join ? node_text(pair[0]) : NULL;
	struct buf joined = buf_new(eval->arena);
	node_each(item, is_join ? pair[1] : NULL) {
		const char *text = node_is_scalar(*item) && !(*item)->tag ? node_text(*item) : "#";
		buf_puts(&joined, joined.length && between ? between : "");
		buf_puts(&joined, text);
	}
	return pin_spelling(joined.bytes);
}

/* A mapping that is not looked up by region gives every deployment the same. */
static const char *mapped_text(struct eval *eval, const struct stack *stack,
	const struct node *node, const struct node *arguments) {
	(void)arguments;
	if (pin_mentions_region(node)) {
		return NULL;
	}
	struct value value = eval_node(eval, stack, node);
	return pin_spelling(value_text(eval->arena, &value));
}

/* The calls whose texts the template fixes. */
static const struct writer {
	const char *name;
	const char *(*text)(struct eval *eval, const struct stack *stack, const struct node *node,
		const struct node *arguments);
} writers[] = {
	{ "Fn::FindInMap", mapped_text },
	{ "Fn::Join", joined_text },
	{ "Fn::Sub", substituted_text },
};

const char *pin_text_of_call(struct eval *eval, const struct stack *stack, const struct node *node,
	const char *name, const struct node *arguments) {
	for (size_t i = 0; *name == 'F' && i < sizeof(writers) / sizeof(writers[0]); i++) {
		if (writers[i].name[4] == name[4] && strcmp(writers[i].name, name) == 0) {
			return writers[i].text(eval, stack, node, arguments);
		}
	}
	return NULL;
}

const char *pin_written_text(
	struct eval *eval, const struct stack *stack, const struct node *node) {
	const char *name;
	const struct node *arguments;
	return node && intrinsic_call(eval->arena, node, &name, &arguments)
		       ? pin_text_of_call(eval, stack, node, name, arguments)
		       : pin_spelling(node_text(node));
}

/* A word ends before what is no letter or digit, and before a capital that follows a small letter.
 */
static size_t word_length(const char *text) {
	size_t length = 0;
	while (isalnum((unsigned char)text[length]) &&
		!(length && isupper((unsigned char)text[length]) &&
			islower((unsigned char)text[length - 1]))) {
		length++;
	}
	return length;
}

bool pin_says_role(const char *name) {
	static const char *const roles[] = { "BACKUP", "DR", "FAILOVER", "HOME", "MAIN", "OTHER",
		"PEER", "PRIMARY", "RECOVERY", "REMOTE", "REPLICA", "REPLICAS", "SECONDARY",
		"SOURCE", "STANDBY", "REGIONS" };
	for (size_t length; *name; name += length ? length : 1) {
		length = word_length(name);
		int first = toupper((unsigned char)*name);
		for (size_t i = 0; length && i < sizeof(roles) / sizeof(roles[0]); i++) {
			if (first == roles[i][0] && strncasecmp(name, roles[i], length) == 0 &&
				!roles[i][length]) {
				return true;
			}
		}
	}
	return false;
}

bool pin_names_recovery(const struct judge *judge, const char *text) {
	const char *const *region;
	vec_each(region, &judge->estate->regions.recovery) {
		if (holds_label(text, *region)) {
			return true;
		}
	}
	return false;
}

enum truth pin_has_twins(
	struct judge *judge, const struct resource *resource, const char **ret_reason) {
	enum truth has = NO;
	const char *const *region;
	vec_each(region, &judge->estate->regions.recovery) {
		struct resource_list twins = { 0 };
		enum truth known = graph_twins(judge, resource, *region, &twins, ret_reason);
		has = truth_or(has, twins.count ? YES : known == YES ? NO : UNKNOWN);
	}
	return has;
}

bool pin_fixes_any(struct arena *arena, const char *text, const char *own) {
	static const char delimiters[] = ".:/,@ ";
	for (const char *at = text; *at;) {
		size_t length = strcspn(at, delimiters);
		const char *label = arena_strndup(arena, at, length);
		if (region_is_known(label) && !(own && strcmp(own, label) == 0) &&
			pin_fixes(text, label)) {
			return true;
		}
		at += length;
		at += strspn(at, delimiters);
	}
	return false;
}
