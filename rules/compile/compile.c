#include "rules/word.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/file.h"

#include <stdio.h>
#include <string.h>

/* Turns rule files into the constant tables of drlint: compile OUTPUT DEPFILE SOURCE_ROOT. */

struct output {
	struct buf text;
	size_t nodes, lists, assertions;
	const char *root; /* of the source tree: files are named from there */
};

static void put_text(struct buf *out, const char *text) {
	if (!text) {
		buf_puts(out, "NULL");
		return;
	}
	buf_putc(out, '"');
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if (*c == '\n') {
			buf_puts(out, "\\n\"\n\"");
		} else if (*c < ' ' || *c > '~' || *c == '"' || *c == '\\' || *c == '?') {
			buf_printf(out, "\\%03o", *c);
		} else {
			buf_putc(out, (char)*c);
		}
	}
	buf_putc(out, '"');
}

static size_t put_node(struct output *out, const struct node *node);

static size_t put_members(struct output *out, const struct node *map) {
	struct VEC(size_t) numbers = { 0 };
	const struct member *m;
	member_each(m, map) {
		size_t key = put_node(out, m->key), value = put_node(out, m->value);
		vec_push(out->text.arena, &numbers, key);
		vec_push(out->text.arena, &numbers, value);
	}
	size_t number = out->lists++;
	buf_printf(&out->text, "static const struct member members_%zu[%u] = {", number,
		map->count ? map->count : 1u);
	if (numbers.count == 0) {
		buf_puts(&out->text, " { 0 }");
	}
	for (size_t i = 0; i + 1 < numbers.count; i += 2) {
		buf_printf(&out->text, " { &node_%zu, &node_%zu },", numbers.items[i],
			numbers.items[i + 1]);
	}
	buf_printf(&out->text,
		" };\nstatic const struct node_members list_%zu = { .list = (struct member "
		"*)members_%zu };\n",
		number, number);
	return number;
}

static size_t put_items(struct output *out, const struct node *list) {
	struct VEC(size_t) numbers = { 0 };
	struct node **item;
	node_each(item, list) {
		size_t number = put_node(out, *item);
		vec_push(out->text.arena, &numbers, number);
	}
	size_t number = out->lists++;
	buf_printf(&out->text, "static const struct node *const list_%zu[] = {", number);
	for (size_t i = 0; i < numbers.count; i++) {
		buf_printf(&out->text, " &node_%zu,", numbers.items[i]);
	}
	buf_puts(&out->text, " };\n");
	return number;
}

static size_t put_node(struct output *out, const struct node *node) {
	bool is_map = node->kind == NODE_MAP, is_list = node->kind == NODE_LIST && node->count;
	size_t list = is_map ? put_members(out, node) : is_list ? put_items(out, node) : 0;
	size_t number = out->nodes++;
	buf_printf(&out->text,
		"static const struct node node_%zu = { .kind = %d, .truth = %d, .count = %u",
		number, node->kind, node->truth, is_map || is_list ? node->count : 0u);
	if (is_map) {
		buf_printf(&out->text, ", .members = (struct node_members *)&list_%zu", list);
	} else if (is_list) {
		buf_printf(&out->text, ", .items = (struct node **)list_%zu", list);
	} else if (node->kind != NODE_LIST) {
		buf_puts(&out->text, ", .text = ");
		put_text(&out->text, node->text);
	}
	buf_puts(&out->text, " };\n");
	return number;
}

static void put_word(struct buf *out, const struct word *word) {
	for (const struct word_table *table = word_tables; table->symbol; table++) {
		for (size_t i = 0; table->words[i].name; i++) {
			if (&table->words[i] == word) {
				buf_printf(out, "&%s[%zu]", table->symbol, i);
			}
		}
	}
}

/* A leaf's arguments are what its word reads; those of a join are in its parts, but for a
 * quantifier's. */
static bool needs_arguments(const struct assertion *assertion) {
	return assertion->word->parts == PARTS_NONE || assertion->word->parts == PARTS_SIBLINGS;
}

static size_t put_assertions(struct output *out, const struct assertion *list, size_t count) {
	struct VEC(size_t) numbers = { 0 };
	for (size_t i = 0; i < count; i++) {
		size_t node = needs_arguments(&list[i]) ? put_node(out, list[i].arguments) : 0;
		size_t parts = list[i].part_count
				       ? put_assertions(out, list[i].parts, list[i].part_count)
				       : 0;
		vec_push(out->text.arena, &numbers, node);
		vec_push(out->text.arena, &numbers, parts);
	}
	size_t number = out->assertions++;
	buf_printf(&out->text, "static const struct assertion assertions_%zu[] = {\n", number);
	for (size_t i = 0; i < count; i++) {
		buf_puts(&out->text, "\t{ ");
		put_word(&out->text, list[i].word);
		if (needs_arguments(&list[i])) {
			buf_printf(&out->text, ", &node_%zu", numbers.items[2 * i]);
		} else {
			buf_puts(&out->text, ", NULL");
		}
		if (list[i].part_count) {
			buf_printf(&out->text, ", assertions_%zu, %zu },\n",
				numbers.items[2 * i + 1], list[i].part_count);
		} else {
			buf_puts(&out->text, ", NULL, 0 },\n");
		}
	}
	buf_puts(&out->text, "};\n");
	return number;
}

static void put_texts(struct buf *out, const char *kind, size_t rule, const char *const *texts) {
	if (!texts) {
		return;
	}
	buf_printf(out, "static const char *const %s_%zu[] = {", kind, rule);
	for (; *texts; texts++) {
		buf_putc(out, ' ');
		put_text(out, *texts);
		buf_putc(out, ',');
	}
	buf_puts(out, " NULL };\n");
}

static void put_references(struct buf *out, size_t number, const struct rule *rule) {
	buf_printf(out, "static const struct reference references_%zu[] = {\n", number);
	for (size_t i = 0; i < rule->reference_count; i++) {
		const struct reference *reference = &rule->references[i];
		const char *const texts[] = { reference->title, reference->url, reference->read };
		buf_puts(out, "\t{");
		for (size_t j = 0; j < 3; j++) {
			buf_putc(out, ' ');
			put_text(out, texts[j]);
			buf_puts(out, j < 2 ? "," : " },\n");
		}
	}
	buf_puts(out, "};\n");
}

static void put_checks(
	struct buf *out, size_t rule, size_t mapping, const struct peer_check *check) {
	buf_printf(out, "static const struct peer_check checks_%zu_%zu[] = {\n", rule, mapping);
	for (; check->id; check++) {
		buf_puts(out, "\t{ ");
		put_text(out, check->id);
		buf_puts(out, ", ");
		put_text(out, check->differs);
		buf_printf(out, ", %d },\n", check->apart);
	}
	buf_puts(out, "\t{ 0 },\n};\n");
}

static void put_mappings(struct buf *out, size_t number, const struct rule *rule) {
	for (size_t i = 0; i < rule->mapping_count; i++) {
		put_checks(out, number, i, rule->mappings[i].checks);
	}
	if (rule->mapping_count == 0) {
		return;
	}
	buf_printf(out, "static const struct mapping mappings_%zu[] = {\n", number);
	for (size_t i = 0; i < rule->mapping_count; i++) {
		buf_puts(out, "\t{ ");
		put_text(out, rule->mappings[i].standard);
		buf_printf(out, ", checks_%zu_%zu },\n", number, i);
	}
	buf_puts(out, "};\n");
}

static void put_field(struct buf *row, const char *field, const char *text) {
	if (text) {
		buf_printf(row, "\t.%s = ", field);
		put_text(row, text);
		buf_puts(row, ",\n");
	}
}

static const char *file_in_tree(const struct output *out, const char *file) {
	size_t length = strlen(out->root);
	return strncmp(file, out->root, length) == 0 ? file + length + (file[length] == '/') : file;
}

static void put_links(struct output *out, struct buf *row, const struct rule *rule, size_t number) {
	if (rule->mapping_count) {
		buf_printf(row, "\t.mappings = mappings_%zu,\n\t.mapping_count = %zu,\n", number,
			rule->mapping_count);
	}
	if (rule->escalate) {
		size_t escalate = put_assertions(out, rule->escalate, 1);
		buf_printf(row, "\t.escalate = assertions_%zu,\n\t.escalated = %d,\n", escalate,
			rule->escalated);
	}
	if (rule->ease) {
		size_t ease = put_assertions(out, rule->ease, 1);
		buf_printf(row, "\t.ease = assertions_%zu,\n\t.eased = %d,\n", ease, rule->eased);
	}
	if (rule->remedy_set) {
		size_t set = put_node(out, rule->remedy_set);
		buf_printf(row, "\t.remedy_set = &node_%zu,\n", set);
	}
}

static void put_billing(
	struct output *out, struct buf *row, const struct billing *billing, size_t number) {
	if (billing->prices) {
		put_texts(&out->text, "prices", number, billing->prices);
	}
	if (billing->counted_with) {
		put_texts(&out->text, "counted", number, billing->counted_with);
	}
	buf_printf(&out->text, "static const struct billing billing_%zu = {\n", number);
	if (billing->prices) {
		buf_printf(&out->text, "\t.prices = prices_%zu,\n", number);
	}
	if (billing->counted_with) {
		buf_printf(&out->text, "\t.counted_with = counted_%zu,\n", number);
	}
	put_field(&out->text, "free_url", billing->free_url);
	put_field(&out->text, "free_read", billing->free_read);
	put_field(&out->text, "free_note", billing->free_note);
	put_field(&out->text, "unpriced", billing->unpriced);
	buf_printf(&out->text, "\t.free = %d,\n};\n", billing->free);
	buf_printf(row, "\t.billing = &billing_%zu,\n", number);
}

static void put_question(
	struct output *out, struct buf *row, const struct rule *rule, size_t number) {
	put_texts(&out->text, "resources", number, rule->resources);
	buf_printf(row, "\t.resources = resources_%zu,\n", number);
	if (rule->when) {
		size_t when = put_assertions(out, rule->when, 1);
		buf_printf(row, "\t.when = assertions_%zu,\n", when);
	}
	if (rule->require) {
		size_t require = put_assertions(out, rule->require, 1);
		buf_printf(row, "\t.require = assertions_%zu,\n", require);
	}
}

static void put_rule(struct output *out, struct buf *row, const struct rule *rule, size_t number) {
	const struct field {
		const char *name, *text;
	} fields[] = {
		{ "id", rule->id },
		{ "name", rule->name },
		{ "title", rule->title },
		{ "category", rule->category },
		{ "why", rule->why },
		{ "message", rule->message },
		{ "remedy_text", rule->remedy_text },
		{ "remedy_snippet", rule->remedy_snippet },
		{ "rpo_without", rule->rpo_without },
		{ "rpo_with", rule->rpo_with },
		{ "rto_without", rule->rto_without },
		{ "rto_with", rule->rto_with },
		{ "file", file_in_tree(out, rule->file) },
	};
	put_references(&out->text, number, rule);
	put_mappings(&out->text, number, rule);
	buf_puts(row, "{\n");
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		put_field(row, fields[i].name, fields[i].text);
	}
	put_links(out, row, rule, number);
	put_billing(out, row, rule->billing, number);
	put_question(out, row, rule, number);
	buf_puts(row, "\t.weights = {");
	for (int i = 0; i < STRATEGY_COUNT; i++) {
		buf_printf(row, " %d,", rule->weights[i]);
	}
	buf_puts(row, " },\n");
	buf_printf(row,
		"\t.severity = %d,\n\t.once = %d,\n\t.needs = %u,\n\t.fault = %d,\n"
		"\t.references = references_%zu,\n\t.reference_count = %zu,\n},\n",
		rule->severity, rule->once, rule->needs, rule->fault, number,
		rule->reference_count);
}

static void put_all(struct output *out, const struct rule_list *rules) {
	struct buf rows = buf_new(out->text.arena);
	buf_puts(&out->text, "#include \"rules/word.h\"\n\n");
	for (size_t i = 0; i < rules->count; i++) {
		put_rule(out, &rows, rules->items[i], i);
	}
	buf_printf(&out->text, "const struct rule builtin_rules[] = {\n%s};\n", rows.bytes);
	buf_printf(&out->text, "const size_t builtin_rule_count = %zu;\n", rules->count);
}

static int complain(const struct diags *diags) {
	const struct diag *d;
	vec_each(d, &diags->list) {
		struct position at = { 0 };
		if (d->span.source) {
			at = source_position(d->span.source, d->span.start);
		}
		fprintf(stderr, "%s:%u:%u: %s: %s\n", d->span.source ? d->span.source->name : "",
			at.line, at.column, diag_severity_name(d->severity), d->message);
	}
	return diags->errors > 0;
}

/* What the tables were made from, for make and ninja: the files, and their folders for new ones. */
static struct buf dependencies(struct arena *arena, const char *output, const char *folder,
	const struct rule_list *rules) {
	struct buf out = buf_new(arena);
	buf_printf(&out, "%s: %s", output, folder);
	for (size_t i = 0; i < rules->count; i++) {
		const char *file = rules->items[i]->file;
		buf_printf(&out, " \\\n %s %s", file, file_directory(arena, file));
	}
	buf_putc(&out, '\n');
	return out;
}

int main(int argc, char **argv) {
	if (argc != 4) {
		fprintf(stderr, "usage: %s OUTPUT DEPFILE SOURCE_ROOT\n", argv[0]);
		return 2;
	}
	struct arena *arena = arena_new();
	struct ctx ctx = { arena, diags_new(arena) };
	struct rule_list rules = { 0 };
	const char *folder = file_join(arena, argv[3], "rules");
	rules_load_directory(&ctx, folder, &rules);
	struct output out = { .text = buf_new(arena), .root = argv[3] };
	int failed = complain(ctx.diags);
	if (!failed) {
		put_all(&out, &rules);
		struct buf list = dependencies(arena, argv[1], folder, &rules);
		failed = !file_write(&ctx, argv[1], out.text.bytes, out.text.length) ||
			 !file_write(&ctx, argv[2], list.bytes, list.length);
	}
	arena_free(arena);
	return failed;
}
