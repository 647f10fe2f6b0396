#include "analyzer/report/check_json.h"

#include "analyzer/doc/json_write.h"
#include "analyzer/report/finding_text.h"
#include "analyzer/report/price_tag.h"
#include "rules/suppress.h"

static void put_span(struct json *json, struct span span) {
	if (!span.source) {
		return;
	}
	struct position start = source_position(span.source, span.start);
	struct position end = source_position(span.source, span.end);
	json_add_text(json, "file", span.source->name);
	json_add_count(json, "line", start.line);
	json_add_count(json, "column", start.column);
	json_add_count(json, "end_line", end.line);
	json_add_count(json, "end_column", end.column);
}

static void put_resource(struct json *json, const struct finding *finding) {
	const struct member_stack *stack = finding->resource->stack;
	json_add_text(json, "account", stack->stack.environment.account);
	json_add_text(json, "region", stack->stack.environment.region);
	json_add_text(json, "stack", stack->stack.name);
	json_add_text(json, "logical_id", finding->resource->written_id);
	json_add_text(json, "type", finding->resource->type);
	json_add_text(json, "replica_region", finding->replica_region);
	json_add_text(json, "path", finding->pointer);
}

static void put_place(struct json *json, const struct finding *finding) {
	const struct resource *resource = finding->resource;
	put_span(json, finding->span);
	if (!resource) {
		return;
	}
	json_add_text(json, "construct", resource_construct(resource));
	struct source_location location = resource_location(resource, finding->top_property);
	if (location.file) {
		struct json *source = json_add_object(json, "source");
		json_add_text(source, "file", location.file);
		json_add_count(source, "line", location.line);
		json_add_count(source, "column", location.column);
	}
}

static void put_suppressed(struct json *json, const struct suppression *suppression) {
	struct json *suppressed = json_add_object(json, "suppressed");
	json_add_text(suppressed, "by", suppressor_name(suppression));
	json_add_text(suppressed, "reason", suppression->reason);
	json_add_text(suppressed, "until", suppression->until);
	if (suppression->span.source) {
		struct position at =
			source_position(suppression->span.source, suppression->span.start);
		json_add_text(suppressed, "file", suppression->span.source->name);
		json_add_count(suppressed, "line", at.line);
		json_add_count(suppressed, "column", at.column);
	}
}

static void put_finding(
	struct json *json, const struct results *results, const struct finding *finding) {
	const struct rule *rule = finding->rule;
	json_add_text(json, "rule", rule->id);
	json_add_text(json, "name", rule->name);
	json_add_text(json, "title", rule->title);
	json_add_text(json, "severity", severity_name(finding->severity));
	json_add_text(json, "verdict", verdict_name(finding->verdict));
	json_add_text(json, "category", rule->category);
	json_add_text(json, "evidence", evidence_name(finding->evidence));
	if (finding->verdict == VERDICT_FAIL) {
		json_add_text(json, "message", finding->message);
	} else {
		json_add_text(json, "message", rule->title);
	}
	if (finding->resource) {
		put_resource(json, finding);
	}
	put_place(json, finding);
	if (finding->when.count) {
		struct json *when = json_add_list(json, "when");
		const struct outcome *outcome;
		vec_each(outcome, &finding->when) {
			struct json *item = json_add_object(when, NULL);
			json_add_text(item, "condition", outcome->condition);
			json_add_bool(item, "value", outcome->value);
		}
	}
	json_add_text(json, "unknown", finding->unknown);
	if (finding->verdict == VERDICT_FAIL) {
		json_add_text(json, "remedy", rule->remedy_text);
	}
	const struct price_tag *tag = price_tag_find(results, finding);
	if (tag) {
		price_tag_json(json, results->ctx->arena, results->tags, tag);
	}
	if (finding->suppressed) {
		put_suppressed(json, finding->suppressed);
	}
	json_add_text(json, "fingerprint", finding->fingerprint);
}

static void put_diagnostics(struct json *json, const struct diags *diags) {
	struct json *list = json_add_list(json, "diagnostics");
	const struct diag *diag;
	vec_each(diag, &diags->list) {
		struct json *item = json_add_object(list, NULL);
		json_add_text(item, "severity", diag_severity_name(diag->severity));
		json_add_text(item, "message", diag->message);
		if (diag->span.source) {
			struct position at = source_position(diag->span.source, diag->span.start);
			json_add_text(item, "file", diag->span.source->name);
			json_add_count(item, "line", at.line);
			json_add_count(item, "column", at.column);
		}
	}
}

void check_json(const struct results *results, struct buf *out) {
	const struct findings *findings = results->findings;
	struct json *root = json_object(results->ctx);
	if (!root) {
		return;
	}
	json_add_text(root, "schema", "drlint.check/1");
	struct json *tool = json_add_object(root, "tool");
	json_add_text(tool, "name", "drlint");
	json_add_text(tool, "version", DRLINT_VERSION);
	struct json *summary = json_add_object(root, "summary");
	json_add_count(summary, "error", findings->errors);
	json_add_count(summary, "warning", findings->warnings);
	json_add_count(summary, "info", findings->infos);
	json_add_count(summary, "unknown", findings->unknowns);
	json_add_count(summary, "pass", findings->passes);
	json_add_count(summary, "suppressed", findings->suppressed);
	if (results->tags) {
		price_tags_json(root, results->ctx->arena, results->tags);
	}
	struct json *list = json_add_list(root, "findings");
	const struct finding *finding;
	vec_each(finding, &findings->list) {
		if (finding_is_listed(results, finding)) {
			put_finding(json_add_object(list, NULL), results, finding);
		}
	}
	put_diagnostics(root, results->ctx->diags);
	buf_puts(out, json_print(out->arena, root, false));
}

void check_ndjson(const struct results *results, struct buf *out) {
	const struct finding *finding;
	vec_each(finding, &results->findings->list) {
		if (finding_is_listed(results, finding)) {
			struct json *line = json_object(results->ctx);
			if (!line) {
				return;
			}
			put_finding(line, results, finding);
			buf_puts(out, json_print(out->arena, line, true));
		}
	}
}
