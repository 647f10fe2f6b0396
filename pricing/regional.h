#ifndef PRICING_REGIONAL_H
#define PRICING_REGIONAL_H

#include "pricing/costing.h"

/*
 * What stands and serves in one region: functions, APIs, load balancers, queues. A twin in the
 * recovery region costs what it takes to stand there, and serves after a failover: its requests are
 * those of the one in the primary region, which prices them in both places.
 */
struct regional {
	struct costing *costing;
	const char *home;  /* NULL: not known */
	const char *there; /* the recovery region that it has a twin in, or would; NULL: none */
	unsigned bills;	   /* that it stands on at home */
	bool is_twin;	   /* of one in the primary region */
	bool is_assumed;   /* only an assumed strategy or remedy puts it `there` */
};

/* When what stands in the recovery region is paid for. */
enum readiness {
	DEPLOYED, /* once the infrastructure is there: a load balancer, an alarm */
	RUNNING,  /* while it is kept warm, which a pilot light does not */
};

struct regional regional_of(struct costing *costing);

/* Says whether the resource is the twin, in a recovery region, of one in the primary region. */
bool regional_is_twin(struct costing *costing);

/* Charges what is paid for standing there, used or not; `quantity` is that of a month. */
void regional_stand(const struct regional *regional, enum readiness readiness, const char *item,
	const char *description, struct decimal quantity);

/* Charges what is paid by use. */
void regional_serve(const struct regional *regional, const char *item, const char *description,
	struct decimal quantity);

/* Adds an unpriced entry for what stands or serves. */
void regional_unpriced(const struct regional *regional, const char *item, const char *reason);

/* A usage key and what it is charged as; tables of these end with a row without item. */
struct regional_use {
	struct usage_key key;
	const char *item, *description;
};

/* Serves what the rows say, where usage says it or its key has a default. */
void regional_serve_all(const struct regional *regional, const struct regional_use *uses);

#endif
