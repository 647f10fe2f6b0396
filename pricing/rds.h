#ifndef PRICING_RDS_H
#define PRICING_RDS_H

#include "pricing/regional.h"
#include "pricing/store.h"

/* What the files of the RDS model share. */
extern const struct usage_key rds_changed;

extern const struct usage_key *const rds_instance_keys[];
void rds_cost_instance(struct costing *costing);

#endif
