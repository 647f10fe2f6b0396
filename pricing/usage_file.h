#ifndef PRICING_USAGE_FILE_H
#define PRICING_USAGE_FILE_H

#include "analyzer/base/map.h"
#include "pricing/usage.h"

/* What a usage file may say: its keys, their values and the bounds of these. */

/* Reports what is wrong with a file, each at its place; says whether some value is a range. */
bool usage_file_check(struct ctx *ctx, const struct node *document);

/* The number that a value says for a key at one end of its range, as text; NULL: none. */
const char *usage_file_number(
	const struct usage_key *key, const struct node *value, enum usage_end end);

/* Marks in `asked` what of an entry some of the keys (ended by NULL) name. */
void usage_file_mark(struct arena *arena, const struct node *entry,
	const struct usage_key *const *keys, struct map *asked);

/* Sets in `ret_names` the whole names in an entry that a key names. */
void usage_file_names(struct arena *arena, const struct node *entry, const struct usage_key *key,
	struct map *ret_names);

/* Warns of keys that some model knows, of an entry for a type whose model asks for none of them. */
void usage_file_unasked(
	struct ctx *ctx, const struct node *entry, const char *type, const struct map *asked);

#endif
