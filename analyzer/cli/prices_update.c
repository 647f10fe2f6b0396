#include "analyzer/cfn/stack.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/output.h"
#include "analyzer/cli/prices.h"
#include "analyzer/doc/limits.h"
#include "analyzer/doc/load.h"
#include "analyzer/live/download.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Where AWS publishes its price lists: for each service a region index, which names the list of
 * each region. Sources: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/
 * using-price-list-query-api.html and .../service-region-index-file-for-service.html (read
 * 2026-11). Those of the China partition are published by its operators elsewhere.
 */
#define BASE_URL "https://pricing.us-east-1.amazonaws.com"
#define LISTS "/offers/v1.0/aws/"

enum { SECONDS_PER_FILE = 600, PROGRESS_STEP = 256 << 10, PIECE = 16 << 10 };
#define BYTES_PER_MB (1024.0 * 1024.0)

/* What one update has at hand. */
struct update {
	struct cli *cli;
	const char *base;
	struct downloads *downloads;
	struct offers *offers;
	struct VEC(const char *) regions;
	size_t fresh, same;
	bool shows_progress;
};

/* --- regions --- */

static void add_region(struct update *update, const char *region) {
	const char *const *known;
	if (!region || !region_is_known(region)) {
		return;
	}
	vec_each(known, &update->regions) {
		if (strcmp(*known, region) == 0) {
			return;
		}
	}
	vec_push(update->cli->ctx.arena, &update->regions, region);
}

/* Where stacks stand and where they copy to. */
static void add_regions_of(struct update *update, struct estate *estate) {
	struct arena *arena = update->cli->ctx.arena;
	add_region(update, estate->regions.primary);
	const char *const *region;
	vec_each(region, &estate->regions.recovery) {
		add_region(update, *region);
	}
	struct resource *const *resource;
	vec_each(resource, &estate->resources) {
		struct eval eval = estate_eval(estate, arena);
		struct replica_list replicas = { 0 };
		add_region(update, resource_region(*resource));
		resource_replicas(&eval, estate, *resource, &replicas);
		const struct replica *replica;
		vec_each(replica, &replicas) {
			add_region(update, value_text(arena, &replica->region));
		}
	}
}

static int by_text(const void *a, const void *b) {
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Those that options say, else the configuration; and those of the estate at the paths. */
static bool find_regions(struct update *update, const char *const *paths, size_t count) {
	struct cli *cli = update->cli;
	struct analysis analysis = { 0 };
	cli->arguments = paths;
	cli->argument_count = count;
	if (count) {
		if (!analysis_load(cli, &analysis)) {
			return false;
		}
		add_regions_of(update, analysis.estate);
	} else {
		config_load(&cli->ctx, &cli->options, &analysis.config);
	}
	const struct options *options = &cli->options;
	add_region(update, options->primary ? options->primary : analysis.config.primary);
	const char *const *region;
	vec_each(region, &options->region) {
		add_region(update, *region);
	}
	vec_each(region, options->dr.count ? &options->dr : &analysis.config.dr) {
		add_region(update, *region);
	}
	if (update->regions.count == 0) {
		ctx_error(&cli->ctx, NOWHERE,
			"the prices of which regions? Say them (--primary, --dr, --region), or the "
			"paths of what runs there");
		return false;
	}
	qsort(update->regions.items, update->regions.count, sizeof(*update->regions.items),
		by_text);
	return true;
}

/* --- downloading --- */

#define CLEAR_LINE "\r\033[K"

/* One line that is written over, now and then: bytes come in small pieces. */
static void show_progress(void *user, const char *name, uint64_t done, uint64_t total) {
	(void)user;
	if (done != total && done % PROGRESS_STEP >= PIECE) {
		return;
	}
	fprintf(stderr, CLEAR_LINE "%s: %.1f", name, (double)done / BYTES_PER_MB);
	if (total) {
		fprintf(stderr, " of %.1f", (double)total / BYTES_PER_MB);
	}
	fputs(" MB", stderr);
	fflush(stderr);
}

static enum download_result fetch(
	struct update *update, const char *name, const char *where, const char **ret_path) {
	struct arena *arena = update->cli->ctx.arena;
	const char *url = arena_printf(arena, "%s%s", update->base, where);
	enum download_result result = download(update->downloads, name, url, ret_path);
	if (result == DOWNLOAD_MISSING) {
		ctx_error(&update->cli->ctx, NOWHERE, "cannot download %s: there is no such file",
			url);
	} else if (result == DOWNLOAD_LARGE) {
		ctx_warning(&update->cli->ctx, NOWHERE,
			"%s is larger than %u MB and is left out: its prices stay as they are", url,
			LIMIT_FILE_BYTES >> 20);
	}
	return result;
}

static void fetch_list(
	struct update *update, const char *service, const char *region, const char *where) {
	struct arena *arena = update->cli->ctx.arena;
	const char *path, *name = arena_printf(arena, "%s.%s.json", service, region);
	enum download_result result = fetch(update, name, where, &path);
	if (result == DOWNLOAD_NEW || result == DOWNLOAD_SAME) {
		update->fresh += result == DOWNLOAD_NEW;
		update->same += result == DOWNLOAD_SAME;
		offers_read(update->offers, path, /* needed= */ false);
	}
}

/* A path below the base and nothing else: the index is not ours. */
static bool is_plain(const char *where) {
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				    "-_./";
	return where[0] == '/' && where[1] != '/' && strspn(where, plain) == strlen(where) &&
	       !strstr(where, "..");
}

/* The lists that the index names for the regions; a region that it lacks has no such service. */
static void fetch_by_index(struct update *update, const char *service) {
	struct ctx *ctx = &update->cli->ctx;
	const char *path,
		*where = arena_printf(ctx->arena, LISTS "%s/current/region_index.json", service);
	const char *name = arena_printf(ctx->arena, "%s.index.json", service);
	enum download_result result = fetch(update, name, where, &path);
	if (result != DOWNLOAD_NEW && result != DOWNLOAD_SAME) {
		return;
	}
	const struct node *index = doc_load(ctx, path);
	const struct node *regions = node_find(index, "regions");
	if (index && !node_is_map(regions)) {
		ctx_error(ctx, node_span(index), "this is no region index: it has no 'regions'");
	}
	const char *const *region;
	vec_each(region, &update->regions) {
		const struct node *entry = node_find(regions, *region);
		const char *list = node_text(node_find(entry, "currentVersionUrl"));
		if (entry && !(list && is_plain(list))) {
			ctx_error(ctx, node_span(entry), "it names no list of %s in %s", service,
				*region);
		} else if (entry) {
			fetch_list(update, service, *region, list);
		} else if (node_is_map(regions)) {
			ctx_note(ctx, NOWHERE, "%s has no price list of %s", service, *region);
		}
	}
}

static void fetch_all(struct update *update) {
	struct ctx *ctx = &update->cli->ctx;
	struct offer_services all = { 0 };
	offers_services(ctx->arena, &all);
	const struct offer_service *service;
	vec_each(service, &all) {
		if (ctx->diags->errors) {
			return;
		}
		if (service->regional) {
			fetch_by_index(update, service->code);
		} else {
			fetch_list(update, service->code, "all",
				arena_printf(
					ctx->arena, LISTS "%s/current/index.json", service->code));
		}
	}
}

static bool open_downloads(struct update *update) {
	struct ctx *ctx = &update->cli->ctx;
	const struct options *options = &update->cli->options;
	const struct download_limits limits = { LIMIT_FILE_BYTES,
		options->timeout ? (unsigned)strtoul(options->timeout, NULL, 10)
				 : SECONDS_PER_FILE };
	const struct download_progress progress = { show_progress, NULL };
	const char *folder = downloads_folder(ctx->arena, "prices");
	if (!folder) {
		ctx_error(ctx, NOWHERE,
			"no folder for what is downloaded: set HOME or XDG_CACHE_HOME");
		return false;
	}
	update->shows_progress = !options->quiet && stream_is_terminal(STDERR_FILENO);
	update->downloads =
		downloads_open(ctx, folder, limits, update->shows_progress ? &progress : NULL);
	return update->downloads != NULL;
}

static const char *base_url(struct cli *cli) {
	const char *said = cli->options.base_url;
	size_t length = said ? strlen(said) : 0;
	while (length && said[length - 1] == '/') {
		length--;
	}
	return said ? arena_strndup(cli->ctx.arena, said, length) : BASE_URL;
}

static bool is_in_china(const char *region) {
	return strncmp(region, "cn-", 3) == 0;
}

enum exit_code prices_update(struct cli *cli, const char *const *paths, size_t count) {
	struct update update = {
		.cli = cli, .base = base_url(cli), .offers = offers_new(&cli->ctx)
	};
	struct ctx *ctx = &cli->ctx;
	if (!find_regions(&update, paths, count) || ctx->diags->errors) {
		return EXIT_TROUBLE;
	}
	const char *const *region;
	vec_each(region, &update.regions) {
		if (is_in_china(*region) && !cli->options.base_url) {
			ctx_error(ctx, NOWHERE,
				"the lists of %s are not published with the others; import them, "
				"or say --base-url",
				*region);
			return EXIT_TROUBLE;
		}
	}
	if (!open_downloads(&update)) {
		return EXIT_TROUBLE;
	}
	fetch_all(&update);
	fputs(update.shows_progress ? CLEAR_LINE : "", stderr);
	downloads_close(update.downloads);
	if (!ctx->diags->errors && offers_count(update.offers) == 0) {
		ctx_error(ctx, NOWHERE, "none of the lists has anything that drlint prices");
	}
	if (ctx->diags->errors) {
		return EXIT_TROUBLE;
	}
	ctx_note(ctx, NOWHERE, "%zu price list%s downloaded, %zu unchanged", update.fresh,
		update.fresh == 1 ? "" : "s", update.same);
	return prices_write(cli, update.offers);
}
