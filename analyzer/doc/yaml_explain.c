#include "analyzer/doc/yaml_explain.h"
#include "analyzer/base/suggest.h"

#include <string.h>

/* A known mistake: what libyaml says, what the text must show, and what helps. */
struct mistake {
	const char *problem;
	bool (*shows)(const struct tree *tree, struct yaml_problem problem);
	const char *help;
	bool at_context; /* libyaml's context, not its problem, is the place */
};

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 * and the rule-specific functions beside it, read 2026-11. */
static const char *const short_forms[] = { "And", "Base64", "Cidr", "Condition", "Contains",
	"EachMemberEquals", "EachMemberIn", "Equals", "FindInMap", "ForEach", "GetAZs", "GetAtt",
	"GetStackOutput", "If", "ImportValue", "Join", "Length", "Not", "Or", "Ref", "RefAll",
	"Select", "Split", "Sub", "ToJsonString", "Transform", "ValueOf", "ValueOfAll" };

#define SHORT_FORMS (sizeof(short_forms) / sizeof(*short_forms))

const char *yaml_short_form(const char *name) {
	for (size_t i = 0; i < SHORT_FORMS; i++) {
		if (*short_forms[i] == *name && strcmp(short_forms[i], name) == 0) {
			return short_forms[i];
		}
	}
	return NULL;
}

const char *yaml_closest_short_form(const char *name) {
	struct suggestion suggestion = { 0 };
	for (size_t i = 0; i < SHORT_FORMS; i++) {
		suggest_offer(&suggestion, name, short_forms[i]);
	}
	return suggestion.best;
}

static const char *line_start(const struct tree *tree, uint32_t at) {
	const char *text = tree->source->text, *c = text + at;
	while (c > text + tree->text_start && c[-1] != '\n' && c[-1] != '\r') {
		c--;
	}
	return c;
}

static char byte_at(const struct tree *tree, uint32_t at) {
	return at < tree->source->size ? tree->source->text[at] : '\0';
}

/* The rest of the line holds `words`, from the start of the line up to the problem or just behind
 * it. */
static bool line_has(const struct tree *tree, uint32_t at, const char *words) {
	const char *start = line_start(tree, at);
	size_t length = strcspn(start, "\r\n"), width = strlen(words);
	for (size_t i = 0; i + width <= length; i++) {
		if (memcmp(start + i, words, width) == 0) {
			return true;
		}
	}
	return false;
}

static bool shows_second_tag(const struct tree *tree, struct yaml_problem problem) {
	const char *start = line_start(tree, problem.at);
	const char *c = tree->source->text + problem.at;
	if (c == start || *c != '!') {
		return false;
	}
	while (c > start && (c[-1] == ' ' || c[-1] == '\t')) {
		c--;
	}
	while (c > start && c[-1] != ' ' && c[-1] != '\t' && c[-1] != '[' && c[-1] != ',') {
		c--;
	}
	return *c == '!';
}

static bool shows_tab(const struct tree *tree, struct yaml_problem problem) {
	return byte_at(tree, problem.at) == '\t';
}

static bool shows_at_sign(const struct tree *tree, struct yaml_problem problem) {
	return byte_at(tree, problem.at) == '@';
}

static bool shows_backtick(const struct tree *tree, struct yaml_problem problem) {
	return byte_at(tree, problem.at) == '`';
}

static bool shows_percent(const struct tree *tree, struct yaml_problem problem) {
	return byte_at(tree, problem.at) == '%';
}

static bool shows_star(const struct tree *tree, struct yaml_problem problem) {
	return byte_at(tree, problem.context_at) == '*';
}

static bool shows_ampersand(const struct tree *tree, struct yaml_problem problem) {
	return byte_at(tree, problem.context_at) == '&';
}

static bool shows_dynamic_reference(const struct tree *tree, struct yaml_problem problem) {
	return line_has(tree, problem.at, "{{");
}

static bool shows_substitution(const struct tree *tree, struct yaml_problem problem) {
	return line_has(tree, problem.at, "${");
}

/* A stretch of one line that is longer than a key may be, around the problem. */
static bool shows_long_key(const struct tree *tree, struct yaml_problem problem) {
	const char *start = line_start(tree, problem.at);
	const char *context = line_start(tree, problem.context_at);
	return strcspn(start, "\r\n") > LIMIT_KEY_BYTES ||
	       strcspn(context, "\r\n") > LIMIT_KEY_BYTES;
}

static bool shows_quote(const struct tree *tree, struct yaml_problem problem) {
	char first = byte_at(tree, problem.context_at);
	return first == '"' || first == '\'';
}

static bool shows_anything(const struct tree *tree, struct yaml_problem problem) {
	(void)tree;
	(void)problem;
	return true;
}

static const struct mistake mistakes[] = {
	{ "", shows_second_tag,
		"two short forms on one value: write the outer one in full, as in 'Fn::Base64: "
		"!Sub ...'",
		false },
	{ "cannot start any token", shows_tab, "a tab cannot indent YAML: use spaces", false },
	{ "cannot start any token", shows_at_sign,
		"a value that starts with '@' needs quotes: quote it", false },
	{ "cannot start any token", shows_backtick,
		"a value that starts with '`' needs quotes: quote it", false },
	{ "cannot start any token", shows_percent,
		"a value that starts with '%' needs quotes: quote it", false },
	{ "alphabetic or numeric character", shows_star,
		"a value that starts with '*' needs quotes: quote it", true },
	{ "alphabetic or numeric character", shows_ampersand,
		"a value that starts with '&' needs quotes: quote it", true },
	{ "did not find expected whitespace or line break", shows_anything,
		"a blank is missing behind the tag", true },
	{ "unexpected end of stream", shows_quote, "this string has no closing quote", true },
	{ "", shows_dynamic_reference,
		"'{{' starts a map in YAML: quote it, as in '{{resolve:...}}'", false },
	{ "did not find expected ',' or", shows_substitution,
		"'${' starts a map inside brackets: quote it", false },
	{ "", shows_long_key, "a key in YAML has at most 1,024 characters", false },
	{ "mapping values are not allowed", shows_anything,
		"a second ': ' on one line, or an indentation that fits no key: quote the value or "
		"indent it",
		false },
};

void yaml_explain(struct tree *tree, struct yaml_problem problem) {
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++) {
		const struct mistake *mistake = &mistakes[i];
		if (strstr(problem.problem, mistake->problem) && mistake->shows(tree, problem)) {
			uint32_t at = mistake->at_context ? problem.context_at : problem.at;
			tree_error(tree, at, at, "%s", mistake->help);
			return;
		}
	}
	if (problem.context) {
		tree_error(tree, problem.at, problem.at, "not YAML: %s: %s (from line %u)",
			problem.context, problem.problem,
			source_position(tree->source, problem.context_at).line);
	} else {
		tree_error(tree, problem.at, problem.at, "not YAML: %s", problem.problem);
	}
}
