#include "analyzer/report/cost_csv.h"

#include "analyzer/base/date.h"
#include "pricing/offers/offers.h"

#include <string.h>

/* One line of a bill, with what it belongs to. */
struct row {
	const struct results *results;
	const struct component *component;
	const struct line *line;
	const struct unpriced *unpriced; /* instead of `line`, which is NULL then */
	enum { SINGLE_REGION, WITH_DR, FAILOVER, BILLS } bill;
	const size_t *unpriced_of; /* charges without price, by bill */
};

/* A column: its name, and its value as text, "" for none. */
struct column {
	const char *name;
	const char *(*value)(struct arena *arena, const struct row *row);
};

static const struct resource *resource_of(const struct row *row) {
	return row->line ? row->component->resource : row->unpriced->resource;
}

static const char *number(struct arena *arena, struct decimal value) {
	return decimal_print(arena, value);
}

static const char *component_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return resource_of(row)->logical_id;
}

static const char *stack_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return resource_of(row)->stack->stack.name;
}

static const char *type_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return resource_of(row)->type;
}

static const char *account_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return resource_of(row)->stack->stack.environment.account;
}

static const char *bill_of(struct arena *arena, const struct row *row) {
	static const char *const names[] = {
		[SINGLE_REGION] = "single-region", [WITH_DR] = "with-dr", [FAILOVER] = "failover"
	};
	(void)arena;
	return names[row->bill];
}

static const char *item_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return row->line ? row->line->item : row->unpriced->item;
}

static const char *description_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return row->line ? row->line->description : row->unpriced->reason;
}

static const char *region_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return row->line ? row->line->region : row->unpriced->region;
}

static const char *quantity_of(struct arena *arena, const struct row *row) {
	return row->line ? number(arena, row->line->quantity) : NULL;
}

static const char *unit_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return row->line ? row->line->unit : NULL;
}

static const char *unit_price_of(struct arena *arena, const struct row *row) {
	return row->line ? number(arena, row->line->unit_price) : NULL;
}

static const char *amount_of(struct arena *arena, const struct row *row) {
	return row->line ? number(arena, row->line->amount) : NULL;
}

static const char *frequency_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return !row->line ? NULL : row->line->once ? "One-Time" : "Usage-Based";
}

static const char *currency_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return row->results->projection->book->currency;
}

static const char *book_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return row->results->projection->book->name;
}

static const char *source_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return row->line ? row->line->price->source : NULL;
}

static const char *once_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return !row->line ? NULL : row->line->once ? "true" : "false";
}

static const char *priced_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return row->line ? "true" : "false";
}

static const char *nothing(struct arena *arena, const struct row *row) {
	(void)arena;
	(void)row;
	return NULL;
}

static const char *month_start(struct arena *arena, const struct row *row) {
	return arena_printf(arena, "%s-01T00:00:00Z", row->results->month);
}

static const char *month_end(struct arena *arena, const struct row *row) {
	return arena_printf(arena, "%s-01T00:00:00Z", date_next_month(arena, row->results->month));
}

static const char *payer_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return row->results->billing_account;
}

static const char *region_name_of(struct arena *arena, const struct row *row) {
	const char *region = region_of(arena, row);
	return region ? offers_region_name(region) : NULL;
}

static const char *lacking_of(struct arena *arena, const struct row *row) {
	return arena_printf(arena, "%zu", row->unpriced_of[row->bill]);
}

static const char *usage_of(struct arena *arena, const struct row *row) {
	(void)arena;
	(void)row;
	return "Usage";
}

static const char *standard_of(struct arena *arena, const struct row *row) {
	(void)arena;
	(void)row;
	return "Standard";
}

static const char *aws_of(struct arena *arena, const struct row *row) {
	(void)arena;
	(void)row;
	return "AWS";
}

/* The service that an item is billed under, and its category among those of FOCUS. */
static const struct service {
	const char *prefix, *name, *category;
} services_billed[] = {
	{ "apigateway.", "Amazon API Gateway", "Integration" },
	{ "arc.", "Amazon Application Recovery Controller", "Management and Governance" },
	{ "backup.", "AWS Backup", "Storage" },
	{ "cloudwatch.", "Amazon CloudWatch", "Management and Governance" },
	{ "datatransfer.", "AWS Data Transfer", "Networking" },
	{ "dynamodb.", "Amazon DynamoDB", "Databases" },
	{ "ec2.", "Amazon Elastic Compute Cloud", "Compute" },
	{ "ecr.", "Amazon Elastic Container Registry", "Developer Tools" },
	{ "efs.", "Amazon Elastic File System", "Storage" },
	{ "elasticache.", "Amazon ElastiCache", "Databases" },
	{ "elb.", "Elastic Load Balancing", "Networking" },
	{ "events.", "Amazon EventBridge", "Integration" },
	{ "kms.", "AWS Key Management Service", "Security" },
	{ "lambda.", "AWS Lambda", "Compute" },
	{ "rds.", "Amazon Relational Database Service", "Databases" },
	{ "route53.", "Amazon Route 53", "Networking" },
	{ "s3.", "Amazon Simple Storage Service", "Storage" },
	{ "secretsmanager.", "AWS Secrets Manager", "Security" },
	{ "sns.", "Amazon Simple Notification Service", "Integration" },
	{ "sqs.", "Amazon Simple Queue Service", "Integration" },
	{ NULL, "Other", "Other" },
};

static const struct service *service_of(const struct row *row) {
	const char *item = item_of(NULL, row);
	const struct service *service = services_billed;
	while (service->prefix && strncmp(service->prefix, item, strlen(service->prefix)) != 0) {
		service++;
	}
	return service;
}

static const char *service_name_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return service_of(row)->name;
}

static const char *category_of(struct arena *arena, const struct row *row) {
	(void)arena;
	return service_of(row)->category;
}

static const struct column plain_columns[] = {
	{ "bill", bill_of },
	{ "component", component_of },
	{ "stack", stack_of },
	{ "type", type_of },
	{ "item", item_of },
	{ "description", description_of },
	{ "region", region_of },
	{ "quantity", quantity_of },
	{ "unit", unit_of },
	{ "unit_price", unit_price_of },
	{ "amount", amount_of },
	{ "currency", currency_of },
	{ "once", once_of },
	{ "priced", priced_of },
	{ "source", source_of },
	{ NULL, NULL },
};

static const struct column focus_columns[] = {
	{ "BilledCost", amount_of },
	{ "BillingAccountId", payer_of },
	{ "BillingAccountName", nothing },
	{ "BillingCurrency", currency_of },
	{ "BillingPeriodEnd", month_end },
	{ "BillingPeriodStart", month_start },
	{ "ChargeCategory", usage_of },
	{ "ChargeClass", nothing },
	{ "ChargeDescription", description_of },
	{ "ChargeFrequency", frequency_of },
	{ "ChargePeriodEnd", month_end },
	{ "ChargePeriodStart", month_start },
	{ "ConsumedQuantity", quantity_of },
	{ "ConsumedUnit", unit_of },
	{ "ContractedCost", amount_of },
	{ "ContractedUnitPrice", unit_price_of },
	{ "EffectiveCost", amount_of },
	{ "InvoiceIssuerName", aws_of },
	{ "ListCost", amount_of },
	{ "ListUnitPrice", unit_price_of },
	{ "PricingCategory", standard_of },
	{ "PricingQuantity", quantity_of },
	{ "PricingUnit", unit_of },
	{ "ProviderName", aws_of },
	{ "PublisherName", aws_of },
	{ "RegionId", region_of },
	{ "RegionName", region_name_of },
	{ "ResourceId", component_of },
	{ "ResourceName", component_of },
	{ "ResourceType", type_of },
	{ "ServiceCategory", category_of },
	{ "ServiceName", service_name_of },
	{ "SkuId", nothing },
	{ "SkuMeter", item_of },
	{ "SkuPriceId", nothing },
	{ "SubAccountId", account_of },
	{ "SubAccountName", nothing },
	{ "Tags", nothing },
	{ "x_Bill", bill_of },
	{ "x_PriceBook", book_of },
	{ "x_PriceSource", source_of },
	{ "x_Stack", stack_of },
	{ "x_Unpriced", lacking_of },
	{ NULL, NULL },
};

/* Quoted where it has to be; what a spreadsheet would run as a formula is kept text. */
static void put_cell(struct buf *out, const char *text) {
	if (!text) {
		return;
	}
	struct decimal number;
	bool formula = *text && strchr("=+-@\t\r", *text) && !decimal_parse(text, &number);
	if (!formula && !strpbrk(text, ",\"\r\n")) {
		buf_puts(out, text);
		return;
	}
	buf_putc(out, '"');
	buf_puts(out, formula ? "'" : "");
	for (; *text; text++) {
		buf_puts(out, *text == '"' ? "\"" : "");
		buf_putc(out, *text);
	}
	buf_putc(out, '"');
}

static void put_row(struct buf *out, const struct column *columns, const struct row *row) {
	for (const struct column *column = columns; column->name; column++) {
		buf_puts(out, column == columns ? "" : ",");
		put_cell(out, row ? column->value(out->arena, row) : column->name);
	}
	buf_puts(out, "\r\n");
}

/* The lines of every bill; a price that the book lacks makes none. */
static void put_lines(const struct results *results, const struct column *columns,
	const size_t *unpriced_of, struct buf *out) {
	put_row(out, columns, NULL);
	const struct component *component;
	struct row row = { .results = results, .unpriced_of = unpriced_of };
	vec_each(component, &results->projection->components) {
		row.component = component;
		vec_each(row.line, &component->lines) {
			row.bill = row.line->dr ? WITH_DR : SINGLE_REGION;
			put_row(out, columns, &row);
		}
		row.bill = FAILOVER;
		vec_each(row.line, &component->failover_lines) {
			put_row(out, columns, &row);
		}
	}
}

/* Says whether a charge without price is missing from a bill. */
static bool is_missing(const struct unpriced *entry, int bill) {
	return bill == FAILOVER	 ? entry->failover
	       : entry->failover ? false
	       : bill == WITH_DR ? entry->with_dr
				 : !entry->dr;
}

void cost_csv(const struct results *results, struct buf *out) {
	put_lines(results, plain_columns, NULL, out);
	struct row row = { .results = results };
	vec_each(row.unpriced, &results->projection->unpriced) {
		for (row.bill = SINGLE_REGION; row.bill < BILLS; row.bill++) {
			if (is_missing(row.unpriced, row.bill)) {
				put_row(out, plain_columns, &row);
			}
		}
	}
}

void cost_focus(const struct results *results, struct buf *out) {
	size_t unpriced_of[BILLS] = { 0 };
	const struct unpriced *entry;
	vec_each(entry, &results->projection->unpriced) {
		for (int bill = SINGLE_REGION; bill < BILLS; bill++) {
			unpriced_of[bill] += is_missing(entry, bill);
		}
	}
	put_lines(results, focus_columns, unpriced_of, out);
}
