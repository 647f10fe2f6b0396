#include "rules/word.h"

#include <string.h>

/* The answer so far to a question of several parts, or about several elements. */
struct answer {
	enum truth decisive; /* ends the question */
	enum truth result;
	struct blame blame; /* of what gave the result */
};

/* Takes in what was just judged; true when it ends the question. */
static bool take(struct judge *judge, struct answer *answer, enum truth truth) {
	if (answer->decisive == NO ? truth < answer->result : truth > answer->result) {
		answer->result = truth;
		answer->blame = judge->blame;
	}
	return truth == answer->decisive;
}

static enum truth give(struct judge *judge, const struct answer *answer) {
	judge->blame = answer->blame;
	return answer->result;
}

/* Of parts that all say the same, the first is what the answer is about. */
static enum truth join(
	struct judge *judge, const struct assertion *assertion, enum truth decisive) {
	struct answer answer = { decisive, truth_not(decisive), judge->blame };
	for (size_t i = 0; i < assertion->part_count; i++) {
		enum truth truth = judge_assertion(judge, &assertion->parts[i]);
		if (i == 0) {
			answer.blame = judge->blame;
		}
		if (take(judge, &answer, truth)) {
			break;
		}
	}
	return give(judge, &answer);
}

static enum truth evaluate_all(struct judge *judge, const struct assertion *assertion) {
	return join(judge, assertion, NO);
}

static enum truth evaluate_any(struct judge *judge, const struct assertion *assertion) {
	return join(judge, assertion, YES);
}

static enum truth evaluate_not(struct judge *judge, const struct assertion *assertion) {
	return truth_not(join(judge, assertion, NO));
}

/* Judges the parts about another subject, then takes the present one up again. */
static enum truth about(
	struct judge *judge, const struct assertion *assertion, const struct subject *subject) {
	struct subject outer = judge->subject;
	judge->subject = *subject;
	enum truth truth = join(judge, assertion, NO);
	judge->subject = outer;
	return truth;
}

/* The written place of an item: NoValue items are gone from the value but not from the file. */
static size_t written_index(const struct value *list, size_t index) {
	const struct node *node = list->items[index].node;
	size_t place = 0;
	struct node **item;
	node_each(item, list->node) {
		if (node && (*item)->source == node->source && (*item)->start <= node->start &&
			node->start < (*item)->end) {
			return place;
		}
		place++;
	}
	return index;
}

/* The items of the list at a property path, each a subject of its own. */
static enum truth list_property(
	struct judge *judge, const char *path, struct subject_list *ret_subjects) {
	const char *pointer;
	struct value list = judge_property(judge, path, &pointer);
	if (list.kind == VALUE_UNKNOWN) {
		return judge_blame(
			judge, UNKNOWN, &list, pointer, "%s", judge_reason(judge, &list));
	}
	judge_blame(judge, YES, &list, pointer, NULL);
	struct arena *arena = judge->eval->arena;
	enum truth truth = YES;
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.count; i++) {
		struct subject item = judge->subject;
		item.value = list.items[i];
		item.pointer = pointer_item(arena, pointer, written_index(&list, i));
		item.label = arena_concat(
			arena, "item ", arena_decimal(arena, i + 1), " of ", path, NULL);
		if (item.value.kind == VALUE_UNKNOWN) {
			truth = judge_blame(judge, UNKNOWN, &item.value, item.pointer, "%s",
				judge_reason(judge, &item.value));
		}
		vec_push(arena, ret_subjects, item);
	}
	return truth;
}

enum truth quantifier_list(
	struct judge *judge, const struct assertion *assertion, struct subject_list *ret_subjects) {
	const char *name = node_text(assertion->arguments);
	judge->blame = (struct blame){ .subject = judge->subject };
	const struct collection *collection = collection_find(name);
	return collection ? collection->list(judge, ret_subjects)
			  : list_property(judge, name, ret_subjects);
}

/* A list that is not fully known can still hold the element that decides. */
static enum truth quantify(
	struct judge *judge, const struct assertion *assertion, enum truth decisive) {
	struct subject_list subjects = { 0 };
	enum truth listed = quantifier_list(judge, assertion, &subjects);
	struct answer answer = { decisive, listed == YES ? truth_not(decisive) : UNKNOWN,
		judge->blame };
	struct subject *subject;
	vec_each(subject, &subjects) {
		if (take(judge, &answer, about(judge, assertion, subject))) {
			break;
		}
	}
	return give(judge, &answer);
}

static enum truth evaluate_each(struct judge *judge, const struct assertion *assertion) {
	return quantify(judge, assertion, NO);
}

static enum truth evaluate_some(struct judge *judge, const struct assertion *assertion) {
	return quantify(judge, assertion, YES);
}

static enum truth evaluate_target(struct judge *judge, const struct assertion *assertion) {
	const struct resource *target = judge->subject.target;
	if (!target) {
		return judge_blame(judge, UNKNOWN, NULL, NULL,
			"%s leads to a resource that is not among those analysed",
			judge->subject.label);
	}
	struct subject subject = judge_whole(target);
	subject.label = judge_name(judge, target);
	return about(judge, assertion, &subject);
}

const struct word logic_words[] = {
	{ "all", "every assertion of the list holds", "", "", evaluate_all, NULL, PARTS_LIST },
	{ "any", "an assertion of the list holds", "", "", evaluate_any, NULL, PARTS_LIST },
	{ "not", "the assertion does not hold", "", "", evaluate_not, NULL, PARTS_MAP },
	{ "each",
		"the words beside it hold of every element of a collection, or of a list property",
		"", "", evaluate_each, NULL, PARTS_SIBLINGS },
	{ "some", "the words beside it hold of an element of a collection, or of a list property",
		"", "", evaluate_some, NULL, PARTS_SIBLINGS },
	{ "target", "the assertion holds of the resource that the element leads to", "", "",
		evaluate_target, NULL, PARTS_MAP },
	{ 0 },
};
