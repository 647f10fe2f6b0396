#include "pricing/remedy.h"

#include "analyzer/base/buf.h"
#include "pricing/measure.h"
#include "pricing/volumes.h"

#include <string.h>

struct remedies {
	struct estate *estate;
	const struct terms *terms;
	const struct projection *today;
	const struct component **components; /* of it, by the index of their resources */
	struct measure_list made;	     /* by all remedies that are known */
};

struct remedies *remedies_new(struct estate *estate, const struct terms *terms) {
	struct remedies *remedies = arena_new_of(estate->ctx->arena, struct remedies);
	remedies->estate = estate;
	remedies->terms = terms;
	return remedies;
}

static const struct projection *project(struct remedies *remedies, const struct terms *terms) {
	struct projection *projection =
		arena_new_of(remedies->estate->ctx->arena, struct projection);
	projection_make(remedies->estate, terms, projection);
	return projection;
}

/* One resource of the estate, whose charges are added to the volumes. */
static const struct projection *project_one(struct remedies *remedies,
	const struct resource *resource, const struct measure_list *measures,
	struct volumes *volumes) {
	struct terms terms = *remedies->terms;
	terms.measures = measures;
	terms.only = resource;
	terms.volumes = volumes;
	terms.copies = remedies->today->copies;
	return project(remedies, &terms);
}

/* The estate as it is. */
static const struct projection *today_of(struct remedies *remedies) {
	if (remedies->today) {
		return remedies->today;
	}
	const struct estate *estate = remedies->estate;
	remedies->today = project(remedies, remedies->terms);
	remedies->components = arena_zalloc(
		estate->ctx->arena, (estate->resources.count + 1) * sizeof(struct component *));
	const struct component *component;
	vec_each(component, &remedies->today->components) {
		remedies->components[component->resource->index] = component;
	}
	return remedies->today;
}

static const struct component *today_component(
	const struct remedies *remedies, const struct resource *resource) {
	static const struct component nothing = { 0 };
	const struct component *component = remedies->components[resource->index];
	return component ? component : &nothing;
}

/* How many lines of the bill are like this one; of those before `end`, where that is not NULL. */
static size_t count_alike(
	const struct component *component, const struct line *line, const struct line *end) {
	size_t count = 0;
	const struct line *other;
	vec_each(other, &component->lines) {
		if (other == end) {
			break;
		}
		count += other->dr && other->once == line->once && other->price == line->price &&
			 strcmp(other->description, line->description) == 0 &&
			 decimal_compare(other->quantity, line->quantity) == 0;
	}
	return count;
}

/* "200000 objects written", not "request of" these; "1 alarm-month", not "of alarm". */
static void put_what(struct buf *out, const struct line *line) {
	const char *unit = line->unit, *description = line->description;
	if (strcmp(unit, "request") == 0 || strstr(description, unit)) {
		buf_puts(out, description);
	} else if (strncmp(unit, description, strlen(description)) == 0) {
		buf_puts(out, unit);
	} else {
		buf_printf(out, "%s of %s", unit, description);
	}
}

/* Says whether the other bill pays for the same by another item. */
static bool has_other_item(const struct component *other, const struct line *line) {
	const struct line *each;
	vec_each(each, &other->lines) {
		if (each->dr && each->once == line->once && strcmp(each->item, line->item) != 0 &&
			strcmp(each->description, line->description) == 0 &&
			decimal_compare(each->quantity, line->quantity) == 0) {
			return true;
		}
	}
	return false;
}

/* What one bill pays for and the other does not. */
static const char *list_difference(
	struct arena *arena, const struct component *bill, const struct component *other) {
	struct buf out = buf_new(arena);
	const struct line *line;
	vec_each(line, &bill->lines) {
		if (!line->dr || count_alike(bill, line, line) < count_alike(other, line, NULL)) {
			continue;
		}
		buf_printf(&out, "%s%s ", out.length ? ", " : "",
			decimal_print(out.arena, line->quantity));
		put_what(&out, line);
		buf_printf(&out, "%s%s%s", line->region ? " in " : "",
			line->region ? line->region : "", line->once ? " once" : "");
		if (has_other_item(other, line)) {
			buf_printf(&out, " (%s)", line->item);
		}
	}
	return out.length ? out.bytes : NULL;
}

/* The values that nobody said and the amount rests on; those of zero measure nothing. */
static void put_defaults(
	struct buf *out, const struct component *component, const struct measure *measure) {
	const char *lead = "; by default ", *keys = measure_usage(measure);
	const struct usage_value *value;
	vec_each(value, &component->usage) {
		const char *word = arena_printf(out->arena, " %s ", value->key);
		bool counts = !keys || strstr(keys, word);
		if (counts && strcmp(value->origin, "default") == 0 &&
			decimal_compare(value->value, decimal_of(0)) != 0) {
			buf_printf(out, "%s%s", lead, value->key);
			lead = ", ";
		}
	}
}

/* Says whether the bill of the component as it is lacks the same. */
static bool was_unpriced(const struct remedies *remedies, const struct unpriced *entry) {
	const struct component *today = today_component(remedies, entry->resource);
	for (size_t i = today->unpriced_begin; i < today->unpriced_end; i++) {
		if (unpriced_is_same(&remedies->today->unpriced.items[i], entry)) {
			return true;
		}
	}
	return false;
}

static const char *describe(struct arena *arena, const struct unpriced *entry) {
	return arena_printf(arena, "%s: %s", entry->item, entry->reason);
}

/* What the measures have no price for; what is lacking today is no part of what they add. */
static void put_missing(
	struct remedies *remedies, const struct projection *after, struct buf *out) {
	const struct unpriced *entry;
	vec_each(entry, &after->unpriced) {
		if (!entry->failover && !was_unpriced(remedies, entry)) {
			buf_printf(
				out, "%s%s", out->length ? "; " : "", describe(out->arena, entry));
		}
	}
}

/* Says whether the measure was made to the component, though it may add nothing. */
static bool is_made(const struct component *component, const struct measure *measure) {
	const struct assumption *configured;
	vec_each(configured, &component->configured) {
		if (strcmp(configured->question, "remedy") == 0 &&
			strcmp(configured->answer, measure->name) == 0) {
			return true;
		}
	}
	return false;
}

struct sums {
	struct decimal monthly, one_time;
};

/* A remedy under way: what its measures add, one after the other. */
struct pricing {
	struct remedies *remedies;
	struct remedy_cost *cost;
	struct buf basis, missing;
	const char *idle;      /* why one of them adds nothing */
	const char *lacking;   /* what has no price today, where nothing is added to the rest */
	const char *lost;      /* what has no price today, and is replaced by what has */
	struct sums all, flat; /* of all lines that differ; of those without bands */
	struct volumes before, after; /* what the resources use, beside the estate */
	bool fits;
};

/* What the component has no price for today; NULL: all has one, or `after` lacks it too. What the
 * measure itself is about is told by the finding that asks for it. */
static const char *unpriced_today(const struct remedies *remedies, const struct component *today,
	const struct projection *after, const struct measure *measure) {
	for (size_t i = today->unpriced_begin; i < today->unpriced_end; i++) {
		const struct unpriced *entry = &remedies->today->unpriced.items[i], *other;
		bool stays = entry->failover || strcmp(entry->item, measure->name) == 0;
		vec_each(other, &after->unpriced) {
			stays |= unpriced_is_same(entry, other);
		}
		if (!stays) {
			return describe(remedies->estate->ctx->arena, entry);
		}
	}
	return NULL;
}

static void put_bills(struct pricing *pricing, const struct component *today,
	const struct component *changed, const struct measure *measure) {
	struct buf *basis = &pricing->basis;
	const char *more = list_difference(basis->arena, changed, today);
	const char *less = list_difference(basis->arena, today, changed);
	if (more || less) {
		buf_printf(basis, "%s%s", basis->length ? ", " : "", more ? more : "nothing");
		if (less) {
			buf_printf(basis, " instead of %s", less);
		}
		put_defaults(basis, changed, measure);
	} else if (is_made(changed, measure)) {
		pricing->idle = measure_idle(measure);
	} else if (today->lower_bound) {
		const struct projection nothing = { 0 };
		pricing->lacking = unpriced_today(pricing->remedies, today, &nothing, measure);
	}
}

static const struct component *find_component(
	const struct projection *projection, const struct resource *resource) {
	static const struct component nothing = { 0 };
	const struct component *component;
	vec_each(component, &projection->components) {
		if (component->resource == resource) {
			return component;
		}
	}
	return &nothing;
}

static void add_line(struct pricing *pricing, const struct line *line, bool less) {
	struct decimal amount = line->amount;
	pricing->fits &= !less || decimal_subtract(decimal_of(0), amount, &amount);
	struct sums *const sums[] = { &pricing->all,
		volumes_count(line->price) ? NULL : &pricing->flat };
	for (size_t i = 0; line->dr && i < 2 && sums[i]; i++) {
		struct decimal *sum = line->once ? &sums[i]->one_time : &sums[i]->monthly;
		pricing->fits &= decimal_add(*sum, amount, sum);
	}
}

/* Adds what the measures to one resource, the first of which is `measure`, add to its bill. */
static void add_component(struct pricing *pricing, const struct measure_list *measures,
	const struct measure *measure) {
	struct remedies *remedies = pricing->remedies;
	const struct projection *after =
		project_one(remedies, measure->resource, measures, &pricing->after);
	const struct component *today = today_component(remedies, measure->resource);
	const struct component *changed = find_component(after, measure->resource);
	put_missing(remedies, after, &pricing->missing);
	put_bills(pricing, today, changed, measure);
	pricing->lost =
		pricing->lost ? pricing->lost : unpriced_today(remedies, today, after, measure);
	const struct line *line;
	vec_each(line, &changed->lines) {
		add_line(pricing, line, false);
	}
	vec_each(line, &today->lines) {
		add_line(pricing, line, true);
	}
}

static struct decimal sum_of(const struct volumes *volumes, const char *key) {
	const struct volume *volume = map_find(&volumes->sums, key);
	const struct volume *beside = map_find(&volumes->beside->sums, key);
	return volume ? volume->sum : beside ? beside->sum : decimal_of(0);
}

/* Adds what a volume of the account costs more: as it is, and as the measures change it. */
static void add_volume(struct pricing *pricing, const char *key, const struct volume *volume) {
	const struct volume *base = map_find(&pricing->before.beside->sums, key);
	struct decimal *sum = volume->once ? &pricing->flat.one_time : &pricing->flat.monthly;
	struct decimal used = base ? base->sum : decimal_of(0), changed = { 0 };
	struct decimal less = { 0 }, more = { 0 }, difference = { 0 };
	pricing->fits = pricing->fits &&
			decimal_subtract(sum_of(&pricing->after, key),
				sum_of(&pricing->before, key), &difference) &&
			decimal_add(used, difference, &changed) &&
			volumes_cost(volume->price, used, &less) &&
			volumes_cost(volume->price, changed, &more) &&
			decimal_subtract(more, less, &difference) &&
			decimal_add(*sum, difference, sum);
}

/* Where the account leaves a band, what one resource uses moves the price of the others. */
static void add_volumes(struct pricing *pricing, const struct measure_list *measures) {
	const struct resource *last = NULL;
	const struct measure *measure;
	vec_each(measure, measures) {
		if (measure->resource != last) {
			project_one(pricing->remedies, measure->resource, NULL, &pricing->before);
		}
		last = measure->resource;
	}
	const struct map *const maps[] = { &pricing->after.sums, &pricing->before.sums };
	for (size_t i = 0; i < 2; i++) {
		for (size_t j = 0; j < maps[i]->count; j++) {
			const struct map_entry *entry = &maps[i]->entries[j];
			const struct volume *volume = entry->value;
			bool is_listed = i && map_has(maps[0], entry->key);
			if (volume->bill == BILL_DR && !is_listed) {
				add_volume(pricing, entry->key, volume);
			}
		}
	}
}

/* Why the bill stays as it is, which is no price. */
static const char *why_unmoved(const struct pricing *pricing, const struct remedy *remedy,
	const struct measure_list *measures) {
	const char *absent = measures->count ? measure_absent(&measures->items[0]) : NULL;
	if (absent || pricing->lacking) {
		return absent ? absent : pricing->lacking;
	}
	for (const char *const *name = remedy->measures; *name; name++) {
		if (!measure_is_known(*name, NULL)) {
			return arena_printf(
				pricing->basis.arena, "no measure is called '%s'", *name);
		}
	}
	return measures->count && cost_model_find(remedy->resource->type)
		       ? "nothing of it is priced at the usage that was said"
		       : arena_printf(pricing->basis.arena, "what it adds to %s is not priced",
				 remedy->resource->type);
}

/* Says whether what is left of the bill falls while a price is missing: no bound of any use. */
static bool only_lowers(const struct remedy_cost *cost) {
	const struct decimal none = { 0 };
	return cost->missing && (decimal_compare(cost->monthly, none) < 0 ||
					decimal_compare(cost->one_time, none) < 0);
}

/* Nothing on the bill is an answer only where the model says why. */
static void conclude(
	struct pricing *pricing, const struct remedy *remedy, const struct measure_list *measures) {
	struct remedy_cost *cost = pricing->cost;
	cost->missing = pricing->missing.length ? pricing->missing.bytes : NULL;
	if (!pricing->fits) {
		cost->missing = "the cost is too large to compute";
	} else if (pricing->lost) {
		cost->missing = arena_printf(pricing->basis.arena,
			"what is there today has no price (%s)", pricing->lost);
	} else if (only_lowers(cost)) {
		return;
	} else if (pricing->basis.length || (!cost->missing && pricing->idle)) {
		cost->basis = pricing->basis.length ? pricing->basis.bytes : pricing->idle;
		cost->known = true;
	} else if (!cost->missing) {
		cost->missing = why_unmoved(pricing, remedy, measures);
		cost->is_unmoved = true;
	}
}

/* Notes the measures for the total; says whether all of them were noted before. */
static bool note_measures(struct remedies *remedies, const struct measure_list *measures) {
	size_t count = remedies->made.count;
	const struct measure *measure;
	vec_each(measure, measures) {
		measure_add(remedies->estate, measure, &remedies->made);
	}
	return remedies->made.count == count;
}

void remedy_price(
	struct remedies *remedies, const struct remedy *remedy, struct remedy_cost *ret_cost) {
	struct arena *arena = remedies->estate->ctx->arena;
	struct measure_list measures = { 0 };
	for (const char *const *name = remedy->measures; *name; name++) {
		const struct measure measure = { remedy->resource, *name, remedy->region };
		measure_add(remedies->estate, &measure, &measures);
	}
	measures_sort(&measures);
	*ret_cost = (struct remedy_cost){ 0 };
	const struct volumes beside = { .beside = today_of(remedies)->volumes };
	struct pricing pricing = { .remedies = remedies,
		.cost = ret_cost,
		.basis = buf_new(arena),
		.missing = buf_new(arena),
		.before = beside,
		.after = beside,
		.fits = true };
	const struct resource *last = NULL;
	const struct measure *measure;
	vec_each(measure, &measures) {
		if (measure->resource != last) {
			add_component(&pricing, &measures, measure);
		}
		last = measure->resource;
	}
	bool is_banded = remedies->today->is_banded || pricing.after.leave_first_band;
	if (is_banded) {
		add_volumes(&pricing, &measures);
	}
	const struct sums *sums = is_banded ? &pricing.flat : &pricing.all;
	ret_cost->monthly = sums->monthly;
	ret_cost->one_time = sums->one_time;
	conclude(&pricing, remedy, &measures);
	ret_cost->repeated = ret_cost->known && note_measures(remedies, &measures);
}

bool remedies_total(struct remedies *remedies, struct remedy_cost *ret_cost) {
	*ret_cost = (struct remedy_cost){ .known = true };
	if (remedies->made.count == 0) {
		return true;
	}
	measures_sort(&remedies->made);
	const struct projection *before = today_of(remedies);
	struct terms terms = *remedies->terms;
	terms.measures = &remedies->made;
	terms.copies = before->copies;
	const struct projection *after = project(remedies, &terms);
	struct buf missing = buf_new(remedies->estate->ctx->arena);
	put_missing(remedies, after, &missing);
	ret_cost->missing = missing.length ? missing.bytes : NULL;
	ret_cost->known = decimal_subtract(after->monthly.with_dr, before->monthly.with_dr,
				  &ret_cost->monthly) &&
			  decimal_subtract(after->one_time, before->one_time, &ret_cost->one_time);
	return ret_cost->known;
}
