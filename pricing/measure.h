#ifndef PRICING_MEASURE_H
#define PRICING_MEASURE_H

#include "pricing/costing.h"

/*
 * The measures that remedies make, by the names that rules give them: a closed vocabulary. A cost
 * model makes one where it asks costing_remedies; what has no model, but a quantity that no usage
 * measures (an alarm, a key), is charged here.
 */

/* Says whether a measure by this name can be made to a type of resource; NULL: to any. */
bool measure_is_known(const char *name, const char *type);

/*
 * Adds what a measure stands for: the same, or a measure to what the resource has it by (the key of
 * a table, the vault of a plan). Adds nothing where the type has none of this name, or where it is
 * there already, so that a measure that several remedies make is made once.
 */
void measure_add(
	struct estate *estate, const struct measure *measure, struct measure_list *ret_list);

/* Puts them in the order of resources, as terms want them. */
void measures_sort(struct measure_list *list);

/* The first of the measures to a resource; NULL: none. `list` may be NULL. */
const struct measure *measures_of(const struct measure_list *list, const struct resource *resource);

/* Why a measure may add nothing to the bill, as a phrase; NULL where that would be for want of one.
 */
const char *measure_idle(const struct measure *measure);

/* What it lacks to be made to something else, as a phrase; NULL: nothing. */
const char *measure_absent(const struct measure *measure);

/* The usage keys that a measure rests on, with spaces around each; NULL: any. */
const char *measure_usage(const struct measure *measure);

/* Charges the measures to the resource being priced that its model does not make. */
void measure_charge(struct costing *costing);

#endif
