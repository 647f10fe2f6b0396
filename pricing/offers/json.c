#include "pricing/offers/reading.h"

#include "analyzer/doc/load.h"

#include <string.h>

/* AWS's code for On-Demand terms; others are free allowances. */
static const char on_demand[] = "JRTCKXETXF";

const struct attribute_name attribute_names[ATTRIBUTE_COUNT] = {
	[ATTRIBUTE_SERVICE] = { "servicecode", "serviceCode" },
	[ATTRIBUTE_USAGE_TYPE] = { "usagetype", "usageType" },
	[ATTRIBUTE_OPERATION] = { "operation", "operation" },
	[ATTRIBUTE_REGION] = { "regionCode", "Region Code" },
	[ATTRIBUTE_LOCATION] = { "location", "Location" },
	[ATTRIBUTE_LOCATION_TYPE] = { "locationType", "Location Type" },
	[ATTRIBUTE_FROM_REGION] = { "fromRegionCode", "From Region Code" },
	[ATTRIBUTE_FROM_LOCATION] = { "fromLocation", "From Location" },
	[ATTRIBUTE_FROM_LOCATION_TYPE] = { "fromLocationType", "From Location Type" },
	[ATTRIBUTE_TO_REGION] = { "toRegionCode", "To Region Code" },
	[ATTRIBUTE_TO_LOCATION] = { "toLocation", "To Location" },
	[ATTRIBUTE_TO_LOCATION_TYPE] = { "toLocationType", "To Location Type" },
};

const char *offer_date(struct arena *arena, const char *timestamp) {
	static const char form[] = "0000-00-00";
	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		char c = timestamp ? timestamp[i] : '\0';
		if (form[i] == '0' ? c < '0' || c > '9' : c != form[i]) {
			return NULL;
		}
	}
	return arena_strndup(arena, timestamp, sizeof(form) - 1);
}

bool offer_dimension(const char *from, const char *to, const char *amount, struct dimension *ret) {
	bool open = !to || !*to || strcmp(to, "Inf") == 0;
	ret->to = decimal_of(0);
	return amount && decimal_parse(amount, &ret->price) &&
	       decimal_compare(ret->price, decimal_of(0)) >= 0 && from &&
	       decimal_parse(*from ? from : "0", &ret->from) &&
	       (open || decimal_parse(to, &ret->to));
}

/* One currency and its amount; reported where there is none, or there are several. */
static bool read_price(struct offers *offers, const struct product *product,
	const struct node *dimension, struct dimension *ret_dimension) {
	const struct node *prices = node_find(dimension, "pricePerUnit");
	const char *unit = node_text(node_find(dimension, "unit"));
	if (!node_is_map(prices) || prices->count != 1 || !unit) {
		ctx_error(offers_context(offers), node_span(prices ? prices : dimension),
			"a price dimension of product %s needs a 'unit' and a 'pricePerUnit' in "
			"one "
			"currency",
			product->sku);
		return false;
	}
	const struct member *amount = &prices->members->list[0];
	ret_dimension->unit = unit;
	ret_dimension->span = node_span(amount->value);
	if (!offer_dimension(node_text(node_find(dimension, "beginRange")),
		    node_text(node_find(dimension, "endRange")), node_text(amount->value),
		    ret_dimension)) {
		ctx_error(offers_context(offers), ret_dimension->span,
			"a price dimension of product %s needs decimals, not negative and with at "
			"most %d places, for its range and its price",
			product->sku, DECIMAL_PLACES);
		return false;
	}
	return offers_take_currency(offers, amount->key->text, ret_dimension->span);
}

/* Terms stand under "SKU.CODE"; of one code alone there may be another in other partitions. */
static const struct node *on_demand_term(const struct node *terms) {
	const struct node *only = NULL;
	const struct member *m;
	member_each(m, terms) {
		const char *dot = strrchr(m->key->text, '.');
		if (dot && strcmp(dot + 1, on_demand) == 0) {
			return m->value;
		}
		only = terms->count == 1 ? m->value : NULL;
	}
	return only;
}

/* False, reported, where a price cannot be read. */
static bool read_terms(struct offers *offers, const struct node *terms, struct product *product) {
	const struct node *dimensions = node_find(on_demand_term(terms), "priceDimensions");
	const struct member *m;
	member_each(m, dimensions) {
		struct dimension dimension = { 0 };
		if (!read_price(offers, product, m->value, &dimension)) {
			return false;
		}
		vec_push(offers_context(offers)->arena, &product->dimensions, dimension);
	}
	return true;
}

/* What a product is, or NULL where it is nothing that drlint prices. */
static struct product *read_product(struct offers *offers, const struct node *node,
	const struct publication *publication, struct offer_place *ret_place) {
	struct product product = { .sku = node_text(node_find(node, "sku")),
		.publication = publication,
		.span = node_span(node) };
	const struct node *attributes = node_find(node, "attributes");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		product.attributes[i] = node_text(node_find(attributes, attribute_names[i].json));
	}
	if (!product.sku || !offers_wants(&product, ret_place)) {
		return NULL;
	}
	struct product *kept = arena_new_of(offers_context(offers)->arena, struct product);
	*kept = product;
	return kept;
}

/* Reports a document that does not say when it was published. */
static const struct publication *read_publication(struct offers *offers, const struct node *node) {
	struct arena *arena = offers_context(offers)->arena;
	struct publication *publication = arena_new_of(arena, struct publication);
	const struct node *date = node_find(node, "publicationDate");
	publication->version = node_text(node_find(node, "version"));
	publication->date = offer_date(arena, node_text(date));
	publication->file = node_span(node).source->name;
	if (!publication->version || !publication->date) {
		ctx_error(offers_context(offers), node_span(date ? date : node),
			"a price list says its 'version' and its 'publicationDate'");
		return NULL;
	}
	return publication;
}

static void read_offer(struct offers *offers, const struct node *document) {
	const struct publication *publication = read_publication(offers, document);
	const struct node *terms = node_at(document, "terms/OnDemand");
	const struct member *m;
	member_each(m, publication ? node_find(document, "products") : NULL) {
		struct offer_place place;
		struct product *product = read_product(offers, m->value, publication, &place);
		if (product && read_terms(offers, node_find(terms, product->sku), product)) {
			offers_add(offers, &place, product);
		}
	}
}

/* One product of `aws pricing get-products`, which carries its list's version. */
static void read_entry(struct offers *offers, const struct node *entry) {
	const struct node *node = node_find(entry, "product");
	if (!node_is_map(node)) {
		ctx_error(offers_context(offers), node_span(entry),
			"expected a product of 'aws pricing get-products'");
		return;
	}
	const struct publication *publication = read_publication(offers, entry);
	struct offer_place place;
	struct product *product =
		publication ? read_product(offers, node, publication, &place) : NULL;
	if (product && read_terms(offers, node_at(entry, "terms/OnDemand"), product)) {
		offers_add(offers, &place, product);
	}
}

/* The entries of `get-products`: maps, or texts that hold them, as the CLI prints them. */
static void read_entries(struct offers *offers, const struct node *list) {
	struct ctx *ctx = offers_context(offers);
	struct node **item;
	node_each(item, list) {
		const struct node *entry = *item;
		if (node_is_string(entry)) {
			char *name = arena_printf(ctx->arena, "%s (entry %zu)",
				node_span(list).source->name, (size_t)(item - list->items) + 1);
			entry = doc_parse_json(ctx,
				source_new(ctx->arena, name, entry->text, strlen(entry->text)));
		}
		if (entry) {
			read_entry(offers, entry);
		}
	}
}

bool offer_read_json(struct offers *offers, struct source *source) {
	struct ctx *ctx = offers_context(offers);
	size_t complaints = ctx->diags->list.count;
	const struct node *document = doc_parse_json(ctx, source);
	if (document && ctx->diags->list.count != complaints) {
		ctx_error(
			ctx, node_span(document), "a price list that repeats keys is not imported");
		return false;
	}
	const struct node *list = node_find(document, "PriceList");
	list = list ? list : node_is_list(document) ? document : NULL;
	if (list) {
		read_entries(offers, list);
	} else if (node_is_map(node_find(document, "products"))) {
		read_offer(offers, document);
	} else if (document) {
		ctx_error(ctx, node_span(document),
			"this is no price list: neither an offer file nor the output of 'aws "
			"pricing "
			"get-products'");
	}
	return document;
}
