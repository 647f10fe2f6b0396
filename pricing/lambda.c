#include "analyzer/estate/links.h"
#include "pricing/regional.h"

#include <string.h>

/*
 * AWS Lambda: a price for each request, and one for each GB-second of memory, from the start of the
 * code to its end; ephemeral storage above 512 MB by the GB-second too. x86 and Arm differ, and
 * both have bands. Provisioned concurrency is paid for every second that it is configured, and what
 * runs on it has a lower price of duration. A function that is not called costs nothing, so that
 * the one in the recovery region costs what is provisioned there, until it serves. The million
 * requests and 400,000 GB-seconds that are free each month are an allowance of the account and are
 * not taken off. Sources: https://aws.amazon.com/lambda/pricing/ and, for what the template does
 * not say,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-function.html
 * (read 2026-11).
 */
static const struct usage_key requests_key = { "monthly_requests", "requests", "invocations",
	"1000000", NULL, false };
static const struct usage_key duration_key = { "request_duration_ms", "ms",
	"how long an invocation runs", "100", NULL, true };
static const struct usage_key provisioned_key = { "provisioned_percent", "%",
	"invocations that run on provisioned concurrency", "0", NULL, true };
static const struct usage_key hours_key = { "provisioned_concurrency_hours", "hours",
	"hours in a month for which concurrency is provisioned", "730", "monthly_duration_hrs",
	true };

static const struct usage_key zones_key = { "monthly_zone_transfer_gb", "GB",
	"data exchanged with other zones, if it is to run in several", NULL, NULL, false };

static const struct usage_key *const keys[] = { &requests_key, &duration_key, &provisioned_key,
	&hours_key, &zones_key, NULL };

#define DEFAULT_MEMORY_MB 128
#define FREE_STORAGE_MB 512
#define MB_PER_GB 1024
#define SECONDS_PER_HOUR 3600

/* What an architecture prices differently. */
static const struct architecture {
	const char *name, *request, *duration, *provisioned, *provisioned_duration;
} architectures[] = {
	{ "x86_64", "lambda.request", "lambda.gb_second_x86",
		"lambda.provisioned_concurrency_gb_second_x86",
		"lambda.provisioned_duration_gb_second_x86" },
	{ "arm64", "lambda.request_arm", "lambda.gb_second_arm",
		"lambda.provisioned_concurrency_gb_second_arm",
		"lambda.provisioned_duration_gb_second_arm" },
};

struct function {
	struct costing *costing;
	struct regional regional;
	const struct architecture *architecture;
	struct decimal memory_gb;
};

static const struct architecture *find_architecture(
	struct costing *costing, const char **ret_reason) {
	struct value list =
		eval_member(&costing->eval, &costing->resource->properties, "Architectures");
	if (value_is_absent(&list)) {
		return &architectures[0];
	}
	struct value first = list.kind == VALUE_LIST && list.count ? list.items[0] : list;
	const char *name = costing_text(costing, &first, ret_reason);
	for (size_t i = 0; name && i < sizeof(architectures) / sizeof(*architectures); i++) {
		if (strcmp(architectures[i].name, name) == 0) {
			return &architectures[i];
		}
	}
	*ret_reason = name ? "its architecture has no price" : *ret_reason;
	return NULL;
}

/* GB-seconds of a month: size x duration x invocations. */
static struct decimal gb_seconds(
	struct function *function, struct decimal gb, struct decimal requests) {
	struct costing *costing = function->costing;
	struct decimal ms = costing_usage_or_default(costing, &duration_key);
	struct decimal total = costing_times(costing, costing_times(costing, requests, ms), gb);
	return costing_over(costing, total, decimal_of(1000));
}

static void cost_requests(struct function *function) {
	struct costing *costing = function->costing;
	const struct architecture *architecture = function->architecture;
	struct decimal requests = costing_usage_or_default(costing, &requests_key);
	struct decimal provisioned = costing_percent(
		costing, requests, costing_usage_or_default(costing, &provisioned_key));
	struct decimal on_demand = { 0 };
	decimal_subtract(requests, provisioned, &on_demand);
	regional_serve(&function->regional, architecture->request, "requests", requests);
	regional_serve(&function->regional, architecture->duration, "duration",
		gb_seconds(function, function->memory_gb, on_demand));
	regional_serve(&function->regional, architecture->provisioned_duration,
		"duration on provisioned concurrency",
		gb_seconds(function, function->memory_gb, provisioned));
	const char *reason = NULL;
	struct decimal storage;
	if (!costing_number(costing, "EphemeralStorage.Size", FREE_STORAGE_MB, &storage, &reason)) {
		regional_unpriced(
			&function->regional, "lambda.ephemeral_storage_gb_second", reason);
		return;
	}
	decimal_subtract(storage, decimal_of(FREE_STORAGE_MB), &storage);
	if (decimal_compare(storage, decimal_of(0)) > 0) {
		struct decimal gb = costing_over(costing, storage, decimal_of(MB_PER_GB));
		regional_serve(&function->regional, "lambda.ephemeral_storage_gb_second",
			"ephemeral storage", gb_seconds(function, gb, requests));
	}
}

/* The function whose concurrency it has: its own, or by a remedy that of the primary region. */
static const struct resource *concurrency_like(struct costing *costing) {
	const char *primary = costing->estate->regions.primary;
	struct resource_list twins = { 0 };
	if (primary && costing_remedies(costing, "lambda.concurrency", NULL)) {
		estate_twins(costing->estate, &costing->eval, costing->resource, primary, &twins);
		costing_made(costing, "lambda.concurrency");
	}
	return twins.count ? twins.items[0] : costing->resource;
}

/* Each GB that leaves a zone for another is billed. */
static void cost_zones(struct costing *costing) {
	struct charge sent = { .item = "datatransfer.intra_region",
		.description = "data exchanged with other zones",
		.region = resource_region(costing->resource),
		.reason = "the region of its stack was not said",
		.bills = BILL_DR };
	if (costing_usage(costing, &zones_key, &sent.quantity)) {
		costing_charge(costing, &sent);
	} else {
		costing_unpriced(costing, sent.item, sent.region,
			"how much it exchanges with other zones is not known; say "
			"monthly_zone_transfer_gb",
			BILL_DR);
	}
}

/* Concurrency is provisioned for versions and aliases, never for the function itself. */
static void cost_concurrency(struct function *function, const char *type) {
	struct costing *costing = function->costing;
	struct resource_list parts = { 0 };
	estate_attached(&costing->eval, costing->estate, concurrency_like(costing), type, &parts);
	struct resource *const *part;
	vec_each(part, &parts) {
		struct value value = eval_path(&costing->eval, &(*part)->properties,
			"ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions");
		if (value_is_absent(&value)) {
			continue;
		}
		const char *reason = NULL, *text = costing_text(costing, &value, &reason);
		struct decimal count;
		if (!text || !decimal_parse(text, &count)) {
			regional_unpriced(&function->regional, function->architecture->provisioned,
				text ? "its provisioned concurrency is no number" : reason);
			continue;
		}
		struct decimal hours = costing_usage_or_default(costing, &hours_key);
		struct decimal gb = costing_times(costing, count, function->memory_gb);
		struct decimal seconds =
			costing_times(costing, hours, decimal_of(SECONDS_PER_HOUR));
		regional_stand(&function->regional, RUNNING, function->architecture->provisioned,
			"provisioned concurrency", costing_times(costing, gb, seconds));
	}
}

/* Snapshots of functions cost nothing for Java; other runtimes pay for cache and restore. */
static void cost_snapshots(struct function *function) {
	struct costing *costing = function->costing;
	const struct value *properties = &costing->resource->properties;
	struct value apply = eval_path(&costing->eval, properties, "SnapStart.ApplyOn");
	struct value runtime = eval_member(&costing->eval, properties, "Runtime");
	const char *name = value_text(costing->estate->ctx->arena, &runtime);
	if (costing_is(costing, &apply, "PublishedVersions") &&
		!(name && strncmp(name, "java", strlen("java")) == 0)) {
		regional_unpriced(&function->regional, "lambda.snapstart",
			"the price book has no price for snapshots and their restores");
	}
}

static void cost_function(struct costing *costing) {
	const char *reason = NULL;
	struct function function = { .costing = costing, .regional = regional_of(costing) };
	function.architecture = find_architecture(costing, &reason);
	if (!function.architecture || !costing_number(costing, "MemorySize", DEFAULT_MEMORY_MB,
					      &function.memory_gb, &reason)) {
		regional_unpriced(&function.regional, "lambda.gb_second", reason);
		return;
	}
	function.memory_gb = costing_over(costing, function.memory_gb, decimal_of(MB_PER_GB));
	if (!function.regional.is_twin) {
		cost_requests(&function);
	}
	cost_concurrency(&function, "AWS::Lambda::Version");
	cost_concurrency(&function, "AWS::Lambda::Alias");
	cost_snapshots(&function);
	if (costing_remedies(costing, "lambda.zones", NULL)) {
		cost_zones(costing);
	}
}

const struct cost_model lambda_models[] = {
	{ "AWS::Lambda::Function", cost_function, keys, "aws_lambda_function", NULL, true, NULL },
	{ 0 },
};
