#include "analyzer/base/file.h"
#include "analyzer/doc/load.h"
#include "rules/examples.h"
#include "rules/rule_keys.h"
#include "rules/word.h"

#include <stdio.h>
#include <string.h>

/*
 * Asks each word of the vocabulary by itself: words FOLDER, whose files list what README.md says.
 * Each example must come out as written because of what the word itself answered, and every word
 * must be seen to hold, not to hold, and to be unknown or never to be.
 */

#define TRUTH_COUNT 3
static const char *const truth_names[TRUTH_COUNT] = {
	[NO] = "not to hold", [UNKNOWN] = "unknown", [YES] = "to hold"
};

/* By enum truth: how an example says that a word gives it of a resource. */
static const char *const expectations[TRUTH_COUNT] = {
	[NO] = "finds", [UNKNOWN] = "unknown", [YES] = "passes"
};

/* A word that notes what it answers; first, so that the word of an assertion is the probe. */
struct probe {
	struct word word;
	const struct word *probed;
	bool said[TRUTH_COUNT], reasonless;
};

/* What is known of one word over all files. */
struct record {
	bool seen[TRUTH_COUNT], never[TRUTH_COUNT];
};

struct run {
	struct ctx ctx;
	const struct node *rest; /* what a rule has besides its question */
	struct map records;	 /* word -> struct record */
	struct map ranged;	 /* collections that were ranged over */
	size_t examples, failed;
};

static void complain(struct run *run, const struct node *node, const char *word, const char *what) {
	struct span span = node_span(node);
	printf("%s:%u: %s: %s\n", span.source->name, source_position(span.source, span.start).line,
		word, what);
	run->failed++;
}

static enum truth evaluate_probe(struct judge *judge, const struct assertion *assertion) {
	struct probe *probe = (struct probe *)assertion->word;
	struct assertion original = *assertion;
	original.word = probe->probed;
	enum truth truth = probe->probed->evaluate(judge, &original);
	probe->said[truth] = true;
	probe->reasonless = probe->reasonless || (truth == UNKNOWN && !judge->blame.reason);
	return truth;
}

/* The assertion with the probe in the place of its word. */
static const struct assertion *with_probe(
	struct arena *arena, const struct assertion *assertion, struct probe *probe) {
	struct assertion *copy = arena_alloc(arena, sizeof(*copy));
	*copy = *assertion;
	if (assertion->word == probe->probed) {
		copy->word = &probe->word;
		return copy;
	}
	struct assertion *parts = arena_alloc(arena, assertion->part_count * sizeof(*parts));
	for (size_t i = 0; i < assertion->part_count; i++) {
		parts[i] = *with_probe(arena, &assertion->parts[i], probe);
	}
	copy->parts = parts;
	return copy;
}

/* A rule that asks what the entry does, and nothing else. */
static struct rule *rule_of(struct run *run, const struct node *entry) {
	struct arena *arena = run->ctx.arena;
	struct node *document = node_new(arena, NODE_MAP, entry);
	const struct member *member;
	member_each(member, run->rest) {
		node_map_add(arena, document, member->key->text, member->value);
	}
	static const char *const keys[] = { "resources", "require", "needs" };
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct node *value = node_find(entry, keys[i]);
		if (value) {
			node_map_add(arena, document, keys[i], value);
		}
	}
	const struct rule *read = rule_read(&run->ctx, document, node_span(entry).source->name);
	struct rule *rule = arena_new_of(arena, struct rule);
	if (read) {
		*rule = *read;
	}
	return read ? rule : NULL;
}

static void compare(struct run *run, const struct node *example, const struct probe *probe,
	struct record *record) {
	bool asked = false;
	for (int truth = NO; truth < TRUTH_COUNT; truth++) {
		if (!node_find(example, expectations[truth])) {
			continue;
		}
		asked = true;
		record->seen[truth] = record->seen[truth] || probe->said[truth];
		if (!probe->said[truth]) {
			complain(run, example, probe->word.name,
				arena_printf(run->ctx.arena, "the word itself was not seen %s",
					truth_names[truth]));
		}
	}
	if (!asked) {
		complain(run, example, probe->word.name,
			"it finds, passes or leaves unknown nothing");
	}
	if (probe->reasonless) {
		complain(
			run, example, probe->word.name, "it is unknown for no reason that it says");
	}
}

static void run_example(struct run *run, struct rule *rule, const struct node *example,
	struct probe *probe, struct record *record) {
	struct arena *arena = run->ctx.arena;
	struct node *only = node_new(arena, NODE_LIST, example);
	node_list_add(arena, only, example);
	rule->examples = only;
	struct example_results results = { 0 };
	examples_run(&run->ctx, rule, &(struct rule_list){ 0 }, &results);
	run->examples++;
	if (!results.items[0].passed) {
		complain(run, example, probe->word.name, results.items[0].problem);
	}
	compare(run, example, probe, record);
}

static struct record *record_of(struct run *run, const char *word) {
	struct record *record = map_find(&run->records, word);
	if (!record) {
		record = arena_new_of(run->ctx.arena, struct record);
		map_set(run->ctx.arena, &run->records, word, record);
	}
	return record;
}

static void note_collections(struct run *run, const struct assertion *assertion) {
	const char *name = node_text(assertion->arguments);
	if (assertion->word->parts == PARTS_SIBLINGS && name) {
		map_set(run->ctx.arena, &run->ranged, name, assertion);
	}
	for (size_t i = 0; i < assertion->part_count; i++) {
		note_collections(run, &assertion->parts[i]);
	}
}

static void run_entry(struct run *run, const struct node *entry) {
	const char *name = node_text(node_find(entry, "word"));
	const struct word *word = name ? word_find(name) : NULL;
	if (!word) {
		complain(run, entry, name ? name : "?", "this is no word of the vocabulary");
		return;
	}
	rule_key_check(&run->ctx, entry, "an entry", "word resources require never examples");
	struct record *record = record_of(run, word->name);
	const struct node *never = node_find(entry, "never");
	for (int truth = NO; truth < TRUTH_COUNT; truth++) {
		const char *reason = node_text(node_find(never, expectations[truth]));
		record->never[truth] = record->never[truth] || (reason && *reason);
	}
	struct rule *rule = rule_of(run, entry);
	struct node **example;
	if (rule) {
		note_collections(run, rule->require);
	}
	node_each(example, rule ? node_find(entry, "examples") : NULL) {
		struct probe probe = { .word = *word, .probed = word };
		probe.word.evaluate = evaluate_probe;
		struct rule probed = *rule;
		probed.require = with_probe(run->ctx.arena, rule->require, &probe);
		run_example(run, &probed, *example, &probe, record);
	}
}

static void check_word(struct run *run, const struct word *word) {
	const struct record *record = record_of(run, word->name);
	for (int truth = NO; truth < TRUTH_COUNT; truth++) {
		if (record->seen[truth] == record->never[truth]) {
			printf("%s: %s example shows it %s\n", word->name,
				record->never[truth] ? "it is said to be never so, and an" : "no",
				truth_names[truth]);
			run->failed++;
		}
	}
}

/* Every word of the tables, and nothing that is said to be never. */
static void check_records(struct run *run) {
	for (const struct word_table *table = word_tables; table->symbol; table++) {
		for (const struct word *word = table->words; word->name; word++) {
			check_word(run, word);
		}
	}
}

static void check_collections(struct run *run) {
	for (size_t i = 0; collection_tables[i]; i++) {
		for (const struct collection *row = collection_tables[i]; row->name; row++) {
			if (!map_has(&run->ranged, row->name)) {
				printf("%s: no example ranges over it\n", row->name);
				run->failed++;
			}
		}
	}
}

static void run_folder(struct run *run, const char *folder) {
	struct file_list names = { 0 };
	file_list_directory(&run->ctx, folder, &names);
	const char **name;
	vec_each(name, &names) {
		if (!strstr(*name, ".yaml")) {
			continue;
		}
		const struct node *list =
			doc_load_own(&run->ctx, file_join(run->ctx.arena, folder, *name));
		struct node **entry;
		node_each(entry, list) {
			run_entry(run, *entry);
		}
	}
}

int main(int argc, char **argv) {
	static const char rest[] =
		"id: X001\nname: x\ntitle: X\nseverity: error\ncategory: hygiene\nwhy: w\n"
		"message: m\nremedy: {text: t}\nreferences: [{title: t, url: u, read: r}]\n";
	struct arena *arena = arena_new();
	struct run run = { .ctx = { arena, diags_new(arena) } };
	run.rest = doc_parse_own(&run.ctx, source_new(arena, "rest", rest, strlen(rest)));
	run_folder(&run, argc > 1 ? argv[1] : ".");
	check_records(&run);
	check_collections(&run);
	const struct diag *diag;
	vec_each(diag, &run.ctx.diags->list) {
		unsigned line = diag->span.source
					? source_position(diag->span.source, diag->span.start).line
					: 0;
		printf("%s:%u: %s\n", diag->span.source ? diag->span.source->name : "", line,
			diag->message);
	}
	printf("%zu words, %zu examples, %zu failed\n", run.records.count, run.examples,
		run.failed);
	bool passed = run.failed == 0 && run.ctx.diags->errors == 0 && run.examples > 0;
	arena_free(arena);
	return !passed;
}
