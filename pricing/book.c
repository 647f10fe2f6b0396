#include "pricing/book.h"

#include "analyzer/cfn/stack.h"

#include <stdlib.h>
#include <string.h>

static int compare_texts(const char *a, const char *b) {
	return strcmp(a ? a : "", b ? b : "");
}

int price_compare(const void *left, const void *right) {
	const struct price *a = left, *b = right;
	int order = compare_texts(a->item, b->item);
	order = order ? order : compare_texts(a->region, b->region);
	return order ? order : compare_texts(a->destination, b->destination);
}

/* The entry for exactly this region and destination, NULL meaning an entry without one. */
static const struct price *find_exact(
	const struct book *book, const char *item, const char *region, const char *destination) {
	struct price key = { .item = item, .region = region, .destination = destination };
	return bsearch(&key, book->prices, book->price_count, sizeof(key), price_compare);
}

/* China is billed in a currency of its own, and other partitions have lists of their own. */
static bool is_of_partition(const struct book *book, const char *region) {
	const char *partition = region_partition(region);
	return partition &&
	       strcmp(partition, strcmp(book->currency, "CNY") == 0 ? "aws-cn" : "aws") == 0;
}

bool book_price_holds(const struct book *book, const struct price *price, const char *region) {
	return price->region ? strcmp(price->region, region) == 0 : is_of_partition(book, region);
}

const struct price *book_price(
	const struct book *book, const char *item, const char *region, const char *destination) {
	const struct price *price = find_exact(book, item, region, destination);
	if (!price && destination) {
		price = find_exact(book, item, region, NULL);
	}
	if (!price && region && is_of_partition(book, region)) {
		price = find_exact(book, item, NULL, NULL);
	}
	return price;
}
