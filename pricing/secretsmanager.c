#include "pricing/store.h"

/*
 * AWS Secrets Manager: each secret costs the same a month, and so does each replica of it, which is
 * a secret of its own; calls are billed in the region that serves them. Sources:
 * https://aws.amazon.com/secrets-manager/pricing/ and
 * https://aws.amazon.com/blogs/security/how-to-replicate-secrets-aws-secrets-manager-multiple-regions/
 * (read 2026-11).
 */
static const struct usage_key requests_key = { "monthly_requests", "requests",
	"calls that read or change the secret", "0", NULL, false };
static const struct usage_key *const keys[] = { &requests_key, NULL };

static void cost_secret(struct costing *costing) {
	const struct store store = store_of(costing, ALL_STRATEGIES);
	struct decimal requests = costing_usage_or_default(costing, &requests_key);
	store_charge(&store, "secretsmanager.secret_month", "secret", decimal_of(1));
	store_charge(&store, "secretsmanager.api_request", "calls", requests);
	const struct store_copy *copy;
	vec_each(copy, &store.copies) {
		store_charge_copy(&store, copy, "secretsmanager.secret_month", "replica secret",
			decimal_of(1), BILL_DR);
		if (copy == store.copies.items) {
			store_charge_copy(&store, copy, "secretsmanager.api_request", "calls",
				requests, BILL_FAILOVER);
		}
	}
}

const struct cost_model secretsmanager_models[] = {
	{ "AWS::SecretsManager::Secret", cost_secret, keys, "aws_secretsmanager_secret", NULL, true,
		NULL },
	{ 0 },
};
