#include "pricing/remedy.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/map.h"
#include "pricing/costing.h"

#include <string.h>

struct remedies {
	struct estate *estate;
	const struct terms *terms;
	struct map made; /* "item\nregion" -> struct projection; "": as configured */
};

/* How a change is priced; see `additions`. */
enum way {
	BY_MODEL,    /* as the cost model of the type has it */
	ONE_OF_IT,   /* one of the item, in the region of the copy, else in the recovery region */
	ONE_AT_HOME, /* one of the item for each other copy, in the resource's own region */
	ONE_GLOBAL,  /* one of the item in us-east-1, where what is global is watched */
};

/*
 * What a price item in a remedy means for a type; the first row that fits holds. Sources, read
 * 2026-11: replication metrics and alarms, https://aws.amazon.com/cloudwatch/pricing/; keys,
 * https://aws.amazon.com/kms/pricing/.
 */
static const struct addition {
	const char *item, *type; /* a prefix of types; "": any */
	enum way way;
	const char *usage; /* the keys that it rests on, with spaces around each; NULL: any */
} additions[] = {
	{ "dynamodb.pitr", "AWS::DynamoDB::", BY_MODEL, " storage_gb " },
	{ "dynamodb.backup", "AWS::DynamoDB::", BY_MODEL, " storage_gb backup_copies_kept " },
	{ "dynamodb.rwru", "AWS::DynamoDB::", BY_MODEL, NULL },
	{ "s3.put", "AWS::S3::Bucket", BY_MODEL, NULL },
	{ "cloudwatch.custom_metric_month", "AWS::S3::Bucket", BY_MODEL, NULL },
	{ "kms.key", "AWS::KMS::Key", BY_MODEL, NULL },
	{ "kms.key", "", ONE_OF_IT, NULL },
	{ "cloudwatch.alarm_month", "AWS::Route53::", ONE_GLOBAL, NULL },
	{ "cloudwatch.alarm_month", "", ONE_AT_HOME, NULL },
	{ REMEDY_TWIN, "", BY_MODEL, NULL },
};

struct remedies *remedies_new(struct estate *estate, const struct terms *terms) {
	struct remedies *remedies = arena_new_of(estate->ctx->arena, struct remedies);
	remedies->estate = estate;
	remedies->terms = terms;
	return remedies;
}

static const struct addition *find_addition(const char *item, const char *type) {
	for (size_t i = 0; i < sizeof(additions) / sizeof(*additions); i++) {
		const struct addition *a = &additions[i];
		if (strcmp(a->item, item) == 0 && strncmp(type, a->type, strlen(a->type)) == 0) {
			return a;
		}
	}
	return NULL;
}

bool remedy_is_priced(const char *item, const char *type) {
	return find_addition(item, type) != NULL;
}

/* The estate as it is (`item` NULL), or with a remedy. */
static const struct projection *project(
	struct remedies *remedies, const char *item, const char *region) {
	struct arena *arena = remedies->estate->ctx->arena;
	const char *key = arena_printf(arena, "%s\n%s", item ? item : "", region ? region : "");
	struct projection *projection = map_find(&remedies->made, key);
	if (!projection) {
		const struct assumption assumed = { "remedy", item };
		struct terms terms = *remedies->terms;
		terms.assumed = item ? &assumed : NULL;
		terms.assumed_in = region;
		projection = arena_new_of(arena, struct projection);
		projection_make(remedies->estate, &terms, projection);
		map_set(arena, &remedies->made, key, projection);
	}
	return projection;
}

static const struct component *find_component(
	const struct projection *projection, const struct resource *resource) {
	const struct component *component;
	vec_each(component, &projection->components) {
		if (component->resource == resource) {
			return component;
		}
	}
	return NULL;
}

static bool has_line(const struct component *component, const struct line *line) {
	const struct line *other;
	vec_each(other, &component->lines) {
		if (other->dr && other->once == line->once && other->price == line->price &&
			strcmp(other->description, line->description) == 0 &&
			decimal_compare(other->quantity, line->quantity) == 0) {
			return true;
		}
	}
	return false;
}

/* What one bill pays for and the other does not, after `lead`. */
static void put_difference(struct buf *out, const struct component *bill,
	const struct component *other, const char *lead) {
	const struct line *line;
	vec_each(line, &bill->lines) {
		if (!line->dr || has_line(other, line)) {
			continue;
		}
		/* "200000 objects written", and not "request of" these. */
		bool counted =
			strcmp(line->unit, "request") == 0 || strstr(line->description, line->unit);
		buf_printf(out, "%s%s %s%s%s%s%s%s", lead,
			decimal_print(out->arena, line->quantity), counted ? "" : line->unit,
			counted ? "" : " of ", line->description, line->region ? " in " : "",
			line->region ? line->region : "", line->once ? " once" : "");
		lead = ", ";
	}
}

/* The values that nobody said and the amount rests on; those of zero change nothing. */
static void put_defaults(
	struct buf *out, const struct component *component, const struct addition *addition) {
	const char *lead = "; by default ";
	const struct usage_value *value;
	vec_each(value, &component->usage) {
		const char *word = arena_printf(out->arena, " %s ", value->key);
		bool counts = !addition->usage || strstr(addition->usage, word);
		if (counts && strcmp(value->origin, "default") == 0 &&
			decimal_compare(value->value, decimal_of(0)) != 0) {
			buf_printf(out, "%s%s", lead, value->key);
			lead = ", ";
		}
	}
}

static bool was_unpriced(const struct projection *projection, const struct unpriced *entry) {
	const struct unpriced *other;
	vec_each(other, &projection->unpriced) {
		if (unpriced_is_same(other, entry)) {
			return true;
		}
	}
	return false;
}

static const char *list_missing(struct arena *arena, const struct projection *today,
	const struct projection *changed, const struct resource *resource) {
	struct buf out = buf_new(arena);
	const struct unpriced *entry;
	vec_each(entry, &changed->unpriced) {
		if (entry->resource == resource && !entry->failover &&
			!was_unpriced(today, entry)) {
			buf_printf(&out, "%s%s: %s", out.length ? "; " : "", entry->item,
				entry->reason);
		}
	}
	return out.length ? out.bytes : NULL;
}

/* Says whether the model knows twins, and has one that adds nothing: its source says why. */
static bool has_idle_twin(const struct component *component) {
	const struct assumption *configured;
	vec_each(configured, &component->configured) {
		if (strcmp(configured->answer, REMEDY_TWIN) == 0) {
			return true;
		}
	}
	return false;
}

static void price_by_model(struct remedies *remedies, const struct remedy *remedy,
	const struct addition *addition, struct remedy_cost *ret_cost) {
	struct arena *arena = remedies->estate->ctx->arena;
	const struct projection *before = project(remedies, NULL, NULL);
	const struct projection *after = project(remedies, addition->item, remedy->region);
	const struct component *today = find_component(before, remedy->resource);
	const struct component *changed = find_component(after, remedy->resource);
	if (!today || !changed) {
		ret_cost->missing = arena_printf(
			arena, "what it adds to %s is not priced", remedy->resource->type);
		return;
	}
	ret_cost->missing = list_missing(arena, before, after, remedy->resource);
	struct buf basis = buf_new(arena);
	put_difference(&basis, changed, today, "");
	if (basis.length) {
		put_difference(&basis, today, changed, " instead of ");
		put_defaults(&basis, changed, addition);
	} else if (!ret_cost->missing && has_idle_twin(changed)) {
		buf_puts(&basis, "while it is idle: only its use is paid for");
	} else {
		ret_cost->missing = ret_cost->missing
					    ? ret_cost->missing
					    : "nothing of it is priced at the usage that was said";
		return;
	}
	ret_cost->basis = basis.bytes;
	ret_cost->known = decimal_subtract(changed->monthly.with_dr, today->monthly.with_dr,
				  &ret_cost->monthly) &&
			  decimal_subtract(changed->one_time, today->one_time, &ret_cost->one_time);
}

/* A region that is not known is NULL. */
static const char *fixed_region(const struct remedies *remedies, const struct remedy *remedy,
	const struct addition *addition) {
	const char *home = resource_region(remedy->resource);
	const struct regions *regions = &remedies->estate->regions;
	if (addition->way == ONE_GLOBAL) {
		return "us-east-1";
	}
	if (addition->way == ONE_AT_HOME) {
		return home;
	}
	return remedy->region		 ? remedy->region
	       : regions->recovery.count ? regions->recovery.items[0]
					 : NULL;
}

/* How many of the item: an alarm watches what goes to one other copy. */
static struct decimal fixed_quantity(const struct remedies *remedies, const struct remedy *remedy,
	const struct addition *addition) {
	struct replica_list replicas = { 0 };
	if (addition->way == ONE_AT_HOME) {
		struct eval eval = estate_eval(remedies->estate, remedies->estate->ctx->arena);
		resource_replicas(&eval, remedies->estate, remedy->resource, &replicas);
	}
	return decimal_of(replicas.count > 2 ? (int64_t)replicas.count - 1 : 1);
}

static void price_fixed(struct remedies *remedies, const struct remedy *remedy,
	const struct addition *addition, struct remedy_cost *ret_cost) {
	struct arena *arena = remedies->estate->ctx->arena;
	const struct book *book = remedies->terms->book;
	const char *region = fixed_region(remedies, remedy, addition);
	const struct price *price = region ? book_price(book, addition->item, region, NULL) : NULL;
	if (!price) {
		ret_cost->missing =
			region ? arena_printf(arena,
					 "%s: the price book %s has no price for it in "
					 "%s",
					 addition->item, book->name, region)
			       : arena_printf(arena, "%s: its region was not said", addition->item);
		return;
	}
	struct decimal quantity = fixed_quantity(remedies, remedy, addition);
	ret_cost->known =
		decimal_multiply(quantity, price->tiers[0].unit_price, &ret_cost->monthly);
	ret_cost->basis = arena_printf(
		arena, "%s %s in %s", decimal_print(arena, quantity), price->unit, region);
}

void remedy_price(
	struct remedies *remedies, const struct remedy *remedy, struct remedy_cost *ret_cost) {
	struct arena *arena = remedies->estate->ctx->arena;
	const struct addition *addition = NULL;
	for (const char *const *item = remedy->items; *item && !addition; item++) {
		addition = find_addition(*item, remedy->resource->type);
	}
	*ret_cost = (struct remedy_cost){ .item = addition ? addition->item : NULL };
	if (!addition) {
		ret_cost->missing = arena_printf(
			arena, "what it adds to %s is not priced", remedy->resource->type);
	} else if (addition->way == BY_MODEL) {
		price_by_model(remedies, remedy, addition, ret_cost);
	} else {
		price_fixed(remedies, remedy, addition, ret_cost);
	}
}
