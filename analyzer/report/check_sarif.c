#include "analyzer/report/check_sarif.h"

#include "analyzer/doc/json_write.h"
#include "analyzer/report/finding_text.h"
#include "analyzer/report/price_tag.h"
#include "rules/suppress.h"

#include <string.h>

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

static const char *level_of(enum severity severity) {
	static const char *const levels[] = { "note", "warning", "error" };
	return levels[severity];
}

static void put_message(struct json *parent, const char *key, const char *text) {
	json_add_text(json_add_object(parent, key), "text", text);
}

static void put_rule(struct json *list, const struct rule *rule) {
	struct json *json = json_add_object(list, NULL);
	json_add_text(json, "id", rule->id);
	json_add_text(json, "name", rule->name);
	put_message(json, "shortDescription", rule->title);
	put_message(json, "fullDescription", rule->why);
	put_message(json, "help", rule->remedy_text);
	if (rule->reference_count) {
		json_add_text(json, "helpUri", rule->references[0].url);
	}
	json_add_text(
		json_add_object(json, "defaultConfiguration"), "level", level_of(rule->severity));
	struct json *properties = json_add_object(json, "properties");
	struct json *tags = json_add_list(properties, "tags");
	json_add_text(tags, NULL, "disaster-recovery");
	json_add_text(tags, NULL, rule->category);
}

static void put_driver(struct json *run, const struct rule_list *rules) {
	struct json *driver = json_add_object(json_add_object(run, "tool"), "driver");
	json_add_text(driver, "name", "drlint");
	json_add_text(driver, "semanticVersion", DRLINT_VERSION);
	struct json *list = json_add_list(driver, "rules");
	const struct rule *const *rule;
	vec_each(rule, rules) {
		put_rule(list, *rule);
	}
}

/* A path as a URI reference (RFC 3986): what is not unreserved, or a slash, percent-encoded. */
static const char *uri_of(struct arena *arena, const char *file) {
	struct buf uri = buf_new(arena);
	buf_puts(&uri, *file == '/' ? "file://" : "");
	for (const char *at = file; *at; at++) {
		unsigned char c = (unsigned char)*at;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || strchr("-._~/", c);
		buf_printf(&uri, plain ? "%c" : "%%%02X", c);
	}
	return uri.bytes;
}

/* Paths below the working folder are relative to the root of the sources. */
static void put_artifact(struct arena *arena, struct json *physical, const char *file) {
	struct json *artifact = json_add_object(physical, "artifactLocation");
	file += strncmp(file, "./", 2) == 0 ? 2 : 0;
	json_add_text(artifact, "uri", uri_of(arena, file));
	if (*file != '/') {
		json_add_text(artifact, "uriBaseId", "%SRCROOT%");
	}
}

static void put_physical(struct arena *arena, struct json *location, struct span span) {
	if (!span.source) {
		return;
	}
	struct json *physical = json_add_object(location, "physicalLocation");
	put_artifact(arena, physical, span.source->name);
	struct position start = source_position(span.source, span.start);
	struct position end = source_position(span.source, span.end);
	struct json *region = json_add_object(physical, "region");
	json_add_count(region, "startLine", start.line);
	json_add_count(region, "startColumn", start.column);
	json_add_count(region, "endLine", end.line);
	json_add_count(region, "endColumn", end.column);
}

static void put_location(struct arena *arena, struct json *list, const struct finding *finding) {
	struct json *location = json_add_object(list, NULL);
	put_physical(arena, location, finding->span);
	if (!finding->resource) {
		return;
	}
	struct json *logical = json_add_object(json_add_list(location, "logicalLocations"), NULL);
	const char *construct = resource_construct(finding->resource);
	json_add_text(logical, "name", finding->resource->written_id);
	json_add_text(logical, "fullyQualifiedName", construct ? construct : finding->pointer);
	json_add_text(logical, "kind", "resource");
}

static void put_source(struct arena *arena, struct json *result, const struct finding *finding) {
	if (!finding->resource) {
		return;
	}
	struct source_location source = resource_location(finding->resource, finding->top_property);
	if (!source.file) {
		return;
	}
	struct json *related = json_add_object(json_add_list(result, "relatedLocations"), NULL);
	json_add_count(related, "id", 1);
	struct json *physical = json_add_object(related, "physicalLocation");
	put_artifact(arena, physical, source.file);
	struct json *region = json_add_object(physical, "region");
	json_add_count(region, "startLine", source.line);
	json_add_count(region, "startColumn", source.column);
	put_message(related, "message", "the construct that makes this resource");
}

/* What stands where the finding is, is in the source; a configuration and a baseline are beside it.
 */
static void put_suppression(
	struct arena *arena, struct json *result, const struct suppression *suppression) {
	bool external = suppression->by == BY_CONFIGURATION || suppression->by == BY_BASELINE;
	struct json *json = json_add_object(json_add_list(result, "suppressions"), NULL);
	json_add_text(json, "kind", external ? "external" : "inSource");
	json_add_text(json, "justification",
		suppression->reason ? suppression->reason
				    : arena_printf(arena, "%s, without a reason",
					      suppressor_name(suppression)));
}

static size_t rule_index(const struct rule_list *rules, const struct rule *rule) {
	size_t index = 0;
	while (index < rules->count && rules->items[index] != rule) {
		index++;
	}
	return index;
}

/* A result without a failure has a kind instead of a level. */
static void put_result(
	struct json *list, const struct results *results, const struct finding *finding) {
	static const char *const kinds[] = { [VERDICT_PASS] = "pass",
		[VERDICT_FAIL] = "fail",
		[VERDICT_UNKNOWN] = "open",
		[VERDICT_NOT_APPLICABLE] = "notApplicable" };
	struct arena *arena = results->ctx->arena;
	struct json *result = json_add_object(list, NULL);
	bool failed = finding->verdict == VERDICT_FAIL;
	json_add_text(result, "ruleId", finding->rule->id);
	json_add_count(result, "ruleIndex", rule_index(results->rules, finding->rule));
	json_add_text(result, "kind", kinds[finding->verdict]);
	json_add_text(result, "level", failed ? level_of(finding->severity) : "none");
	if (results->is_compared) {
		json_add_text(result, "baselineState", finding->baselined ? "unchanged" : "new");
	}
	put_message(result, "message", finding_line(arena, results, finding));
	put_location(arena, json_add_list(result, "locations"), finding);
	put_source(arena, result, finding);
	if (finding->suppressed) {
		put_suppression(arena, result, finding->suppressed);
	}
	const struct price_tag *tag = price_tag_find(results, finding);
	if (tag) {
		price_tag_json(json_add_object(result, "properties"), arena, results->tags, tag);
	}
	struct json *fingerprints = json_add_object(result, "partialFingerprints");
	json_add_text(fingerprints, "primaryLocationLineHash",
		arena_printf(arena, "%s:1", finding->fingerprint));
}

/* What a baseline has and the run has not; all that is left of it is its entry, which is its place.
 */
static void put_absent(
	struct json *list, const struct results *results, const struct suppression *entry) {
	struct json *result = json_add_object(list, NULL);
	const struct rule *rule = rule_find(results->rules, entry->rule);
	json_add_text(result, "ruleId", entry->rule);
	if (rule) {
		json_add_count(result, "ruleIndex", rule_index(results->rules, rule));
	}
	json_add_text(result, "kind", "pass");
	json_add_text(result, "level", "none");
	json_add_text(result, "baselineState", "absent");
	put_message(result, "message",
		arena_printf(results->ctx->arena, "%s of %s is found no more", entry->rule,
			entry->resource));
	struct json *location = json_add_object(json_add_list(result, "locations"), NULL);
	put_physical(results->ctx->arena, location, entry->span);
	struct json *logical = json_add_object(json_add_list(location, "logicalLocations"), NULL);
	json_add_text(logical, "name", entry->resource);
	json_add_text(logical, "kind", "resource");
	put_suppression(results->ctx->arena, result, entry);
}

static void put_invocation(struct arena *arena, struct json *run, const struct diags *diags) {
	struct json *invocation = json_add_object(json_add_list(run, "invocations"), NULL);
	json_add_bool(invocation, "executionSuccessful", diags->errors == 0);
	struct json *list = json_add_list(invocation, "toolExecutionNotifications");
	const struct diag *diag;
	vec_each(diag, &diags->list) {
		struct json *notification = json_add_object(list, NULL);
		json_add_text(notification, "level", diag_severity_name(diag->severity));
		put_message(notification, "message", diag->message);
		if (diag->span.source) {
			struct json *places = json_add_list(notification, "locations");
			put_physical(arena, json_add_object(places, NULL), diag->span);
		}
	}
}

void check_sarif(const struct results *results, struct buf *out) {
	struct json *root = json_object(results->ctx);
	if (!root) {
		return;
	}
	json_add_text(root, "$schema", SCHEMA);
	json_add_text(root, "version", "2.1.0");
	struct json *run = json_add_object(json_add_list(root, "runs"), NULL);
	put_driver(run, results->rules);
	json_add_text(run, "columnKind", "unicodeCodePoints");
	put_invocation(results->ctx->arena, run, results->ctx->diags);
	struct json *list = json_add_list(run, "results");
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		if (finding_is_listed(results, finding)) {
			put_result(list, results, finding);
		}
	}
	const struct suppression *const *entry;
	vec_each(entry, &results->findings->absent) {
		put_absent(list, results, *entry);
	}
	if (results->tags) {
		price_tags_json(
			json_add_object(run, "properties"), results->ctx->arena, results->tags);
	}
	buf_puts(out, json_print(out->arena, root, false));
}
