#include "tests/unit/cfn_fixture.h"

#include <stdio.h>

#define SAM "Transform: AWS::Serverless-2016-10-31\n"

static struct fixture *expand(const char *text) {
	struct fixture *f = deploy(text);
	stack_expand(&f->ctx, &f->stack);
	return f;
}

static const struct node *at(struct fixture *f, const char *path) {
	return node_at(f->stack.template->resources, path);
}

/* The type of a resource; "" where there is none. */
static const char *type_of(struct fixture *f, const char *id) {
	const char *type = node_text(node_find(at(f, id), "Type"));
	return type ? type : "";
}

static struct value value_at(struct fixture *f, const char *path) {
	return eval_node(&f->eval, &f->stack, at(f, path));
}

/* A text as it reads with the references in it: "arn:${Table.Arn}". */
static const char *text_at(struct fixture *f, const char *path) {
	struct value value = value_at(f, path);
	const char *text = "";
	for (size_t i = 0; value.kind == VALUE_TEXT && i < value.count; i++) {
		const struct part *part = &value.parts[i];
		text = part->kind == PART_REFERENCE
			       ? arena_printf(f->ctx.arena, "%s${%s.%s}", text, part->logical_id,
					 part->text)
			       : arena_printf(f->ctx.arena, "%s%s", text, part->text);
	}
	return text;
}

static unsigned line_of(const struct node *node) {
	return source_position(node->source, node->start).line;
}

static void assert_complaint(const char *text, unsigned line, const char *expected) {
	struct fixture *f = expand(text);
	if (f->ctx.diags->list.count != 1) {
		fail_msg("%zu diagnostics for:\n%s", f->ctx.diags->list.count, text);
	}
	const struct diag *diag = &f->ctx.diags->list.items[0];
	assert_string_equal(diag->message, expected);
	assert_int_equal(source_position(diag->span.source, diag->span.start).line, line);
	discard(f);
}

#define FUNCTION(properties) \
	SAM "Resources:\n" \
	    "  F:\n" \
	    "    Type: AWS::Serverless::Function\n" \
	    "    Properties:\n" properties

static void a_function_keeps_what_is_written_and_its_places(void **state) {
	(void)state;
	struct fixture *f = expand(FUNCTION("      CodeUri: s3://code/app.zip\n"
					    "      Environment: {Variables: {A: !Ref F}}\n"
					    "      KmsKeyArn: !GetAtt K.Arn\n"
					    "      Tracing: Active\n"
					    "      Tags: {tier: one}\n"
					    "      DeadLetterQueue:\n"
					    "        Type: SQS\n"
					    "        TargetArn: arn:q\n"));
	assert_int_equal(f->ctx.diags->list.count, 0);
	assert_string_equal(type_of(f, "F"), "AWS::Lambda::Function");
	assert_string_equal(text_at(f, "F/Properties/Code/S3Bucket"), "code");
	assert_string_equal(text_at(f, "F/Properties/Code/S3Key"), "app.zip");
	assert_string_equal(text_at(f, "F/Properties/TracingConfig/Mode"), "Active");
	assert_string_equal(text_at(f, "F/Properties/Tags/0/Key"), "tier");
	assert_string_equal(text_at(f, "F/Properties/DeadLetterConfig/TargetArn"), "arn:q");
	assert_int_equal(line_of(at(f, "F/Properties/DeadLetterConfig/TargetArn")), 13);
	assert_int_equal(line_of(at(f, "F/Properties/KmsKeyArn")), 8);
	assert_string_equal(text_at(f, "F/Properties/Role"), "${FRole.Arn}");
	assert_null(at(f, "F/Properties/DeadLetterQueue"));
	discard(f);
}

static void globals_merge_under_each_resource(void **state) {
	(void)state;
	struct fixture *f = expand(SAM
		"Globals:\n"
		"  Function:\n"
		"    Timeout: 3\n"
		"    Layers: [a]\n"
		"    Environment: {Variables: {A: global, B: global}}\n"
		"    Handler: !Ref AWS::Region\n"
		"Resources:\n"
		"  F:\n"
		"    Type: AWS::Serverless::Function\n"
		"    Properties: {Layers: [b], Environment: {Variables: {B: own}}, Handler: h}\n"
		"  G: {Type: AWS::Serverless::Function, IgnoreGlobals: [Timeout]}\n"
		"  H: {Type: AWS::Serverless::Function, IgnoreGlobals: '*'}\n"
		"  L: {Type: AWS::Lambda::Function, Properties: {}}\n");
	assert_int_equal(f->ctx.diags->list.count, 0);
	assert_string_equal(text_at(f, "F/Properties/Environment/Variables/A"), "global");
	assert_string_equal(text_at(f, "F/Properties/Environment/Variables/B"), "own");
	assert_string_equal(text_at(f, "F/Properties/Layers/0"), "a");
	assert_string_equal(text_at(f, "F/Properties/Layers/1"), "b");
	assert_string_equal(text_at(f, "F/Properties/Handler"), "h");
	assert_string_equal(text_at(f, "G/Properties/Handler"), "us-west-2");
	assert_null(at(f, "G/Properties/Timeout"));
	assert_null(at(f, "H/Properties/Layers"));
	assert_null(at(f, "L/Properties/Timeout"));
	assert_int_equal(line_of(at(f, "F/Properties/Timeout")), 4);
	discard(f);
}

/* An event, a resource that it makes, and a text in it or in what it changes. */
static const struct {
	const char *event, *id, *type, *path, *text;
} events[] = {
	{ "{Type: SQS, Properties: {Queue: q}}", "FE", "AWS::Lambda::EventSourceMapping",
		"FE/Properties/EventSourceArn", "q" },
	{ "{Type: Kinesis, Properties: {Stream: q}}", "FE", "AWS::Lambda::EventSourceMapping",
		"FE/Properties/FunctionName", "${F.Arn}" },
	{ "{Type: DynamoDB, Properties: {Stream: q, DestinationConfig: {OnFailure: {Type: "
	  "SQS, Destination: d}}}}",
		"FE", "AWS::Lambda::EventSourceMapping",
		"FE/Properties/DestinationConfig/OnFailure/Destination", "d" },
	{ "{Type: MSK, Properties: {Stream: q}}", "FE", "AWS::Lambda::EventSourceMapping",
		"FE/Properties/EventSourceArn", "q" },
	{ "{Type: MQ, Properties: {Broker: q}}", "FE", "AWS::Lambda::EventSourceMapping",
		"FE/Properties/EventSourceArn", "q" },
	{ "{Type: DocumentDB, Properties: {Cluster: q, DatabaseName: d}}", "FE",
		"AWS::Lambda::EventSourceMapping",
		"FE/Properties/DocumentDBEventSourceConfig/DatabaseName", "d" },
	{ "{Type: SelfManagedKafka, Properties: {KafkaBootstrapServers: [k]}}", "FE",
		"AWS::Lambda::EventSourceMapping",
		"FE/Properties/SelfManagedEventSource/Endpoints/KafkaBootstrapServers/0", "k" },
	{ "{Type: Schedule, Properties: {Schedule: rate(1 day), Enabled: false}}", "FE",
		"AWS::Events::Rule", "FE/Properties/State", "DISABLED" },
	{ "{Type: EventBridgeRule, Properties: {Pattern: {source: [s]}}}", "FE",
		"AWS::Events::Rule", "FE/Properties/Targets/0/Arn", "${F.Arn}" },
	{ "{Type: CloudWatchEvent, Properties: {Pattern: {source: [s]}}}", "FE",
		"AWS::Events::Rule", "FE/Properties/EventPattern/source/0", "s" },
	{ "{Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}}", "FE",
		"AWS::Scheduler::Schedule", "FE/Properties/Target/RoleArn", "${FERole.Arn}" },
	{ "{Type: Schedule, Properties: {Schedule: s, DeadLetterConfig: {Type: SQS}}}", "FEQueue",
		"AWS::SQS::Queue", "FE/Properties/Targets/0/DeadLetterConfig/Arn",
		"${FEQueue.Arn}" },
	{ "{Type: SNS, Properties: {Topic: t}}", "FE", "AWS::SNS::Subscription",
		"FE/Properties/Endpoint", "${F.Arn}" },
	{ "{Type: SNS, Properties: {Topic: t, SqsSubscription: true}}", "FEEventSourceMapping",
		"AWS::Lambda::EventSourceMapping", "FE/Properties/Endpoint", "${FEQueue.Arn}" },
	{ "{Type: CloudWatchLogs, Properties: {LogGroupName: l}}", "FE",
		"AWS::Logs::SubscriptionFilter", "FE/Properties/DestinationArn", "${F.Arn}" },
	{ "{Type: IoTRule, Properties: {Sql: s}}", "FE", "AWS::IoT::TopicRule",
		"FE/Properties/TopicRulePayload/Actions/0/Lambda/FunctionArn", "${F.Arn}" },
	{ "{Type: S3, Properties: {Bucket: !Ref B, Events: ['s3:ObjectCreated:*']}}",
		"FEPermission", "AWS::Lambda::Permission",
		"B/Properties/NotificationConfiguration/LambdaConfigurations/0/Function",
		"${F.Arn}" },
	{ "{Type: Cognito, Properties: {UserPool: !Ref P, Trigger: PreSignUp}}",
		"FCognitoPermission", "AWS::Lambda::Permission",
		"P/Properties/LambdaConfig/PreSignUp", "${F.Arn}" },
	{ "{Type: AlexaSkill}", "FEPermission", "AWS::Lambda::Permission",
		"FEPermission/Properties/Principal", "alexa-appkit.amazon.com" },
};

static void each_event_becomes_what_calls_the_function(void **state) {
	(void)state;
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		char text[1024];
		int length = snprintf(text, sizeof(text),
			FUNCTION("      Events:\n        E: %s\n"
				 "  B: {Type: AWS::S3::Bucket}\n"
				 "  P: {Type: AWS::Cognito::UserPool}\n"),
			events[i].event);
		assert_in_range(length, 1, sizeof(text) - 1);
		struct fixture *f = expand(text);
		assert_int_equal(f->ctx.diags->list.count, 0);
		assert_string_equal(type_of(f, events[i].id), events[i].type);
		assert_string_equal(text_at(f, events[i].path), events[i].text);
		assert_int_equal(line_of(at(f, events[i].id)), 7);
		discard(f);
	}
}

static void events_add_to_what_a_bucket_notifies_already(void **state) {
	(void)state;
	struct fixture *f = expand(
		FUNCTION("      Events:\n"
			 "        A: {Type: S3, Properties: {Bucket: !Ref B, Events: a}}\n"
			 "        C: {Type: S3, Properties: {Bucket: !Ref B, Events: [b, c]}}\n"
			 "  B:\n"
			 "    Type: AWS::S3::Bucket\n"
			 "    Properties:\n"
			 "      BucketName: docs\n"
			 "      NotificationConfiguration:\n"
			 "        LambdaConfigurations: [{Event: own, Function: g}]\n"
			 "        QueueConfigurations: [{Event: q, Queue: q}]\n"));
	const struct node *configuration = at(f, "B/Properties/NotificationConfiguration");
	assert_int_equal(node_items_count(node_find(configuration, "LambdaConfigurations")), 4);
	assert_int_equal(node_items_count(node_find(configuration, "QueueConfigurations")), 1);
	assert_string_equal(text_at(f, "B/Properties/BucketName"), "docs");
	discard(f);
}

static void an_alias_takes_the_events(void **state) {
	(void)state;
	struct fixture *f = expand(FUNCTION(
		"      AutoPublishAlias: live\n"
		"      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 5}\n"
		"      DeploymentPreference: {Type: Canary10Percent5Minutes}\n"
		"      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS}}}\n"
		"      FunctionUrlConfig: {AuthType: NONE}\n"
		"      Events:\n"
		"        Q: {Type: SQS, Properties: {Queue: q}}\n"
		"  T:\n"
		"    Type: T\n"
		"    Properties:\n"
		"      A: !Ref F.Alias\n"
		"      B: !Sub '${F.Version}'\n"
		"      C: !GetAtt F.Alias.Name\n"));
	assert_string_equal(type_of(f, "FVersion"), "AWS::Lambda::Version");
	assert_string_equal(type_of(f, "FDeploymentGroup"), "AWS::CodeDeploy::DeploymentGroup");
	assert_string_equal(
		text_at(f, "FAliaslive/Properties/FunctionVersion"), "${FVersion.Version}");
	assert_string_equal(text_at(f, "FAliaslive/Properties/ProvisionedConcurrencyConfig/"
				       "ProvisionedConcurrentExecutions"),
		"5");
	assert_string_equal(text_at(f, "FQ/Properties/FunctionName"), "${FAliaslive.Ref}");
	assert_string_equal(text_at(f, "FUrl/Properties/TargetFunctionArn"), "${FAliaslive.Ref}");
	assert_string_equal(
		text_at(f, "FEventInvokeConfig/Properties/DestinationConfig/OnFailure/Destination"),
		"${FEventInvokeConfigOnFailureQueue.Arn}");
	assert_string_equal(text_at(f, "FEventInvokeConfig/Properties/Qualifier"), "live");
	assert_string_equal(text_at(f, "T/Properties/A"), "${FAliaslive.Ref}");
	assert_string_equal(text_at(f, "T/Properties/B"), "${FVersion.Ref}");
	assert_string_equal(text_at(f, "T/Properties/C"), "${FAliaslive.Name}");
	discard(f);
}

static void events_without_an_api_make_one(void **state) {
	(void)state;
	struct fixture *f =
		expand(SAM "Globals: {Api: {EndpointConfiguration: {Type: REGIONAL}}}\n"
			   "Resources:\n"
			   "  F:\n"
			   "    Type: AWS::Serverless::Function\n"
			   "    Properties:\n"
			   "      Events:\n"
			   "        A: {Type: Api, Properties: {Path: /a, Method: GET}}\n"
			   "        H: {Type: HttpApi}\n");
	assert_string_equal(type_of(f, "ServerlessRestApi"), "AWS::ApiGateway::RestApi");
	assert_string_equal(type_of(f, "ServerlessRestApiProdStage"), "AWS::ApiGateway::Stage");
	assert_string_equal(type_of(f, "ServerlessHttpApi"), "AWS::ApiGatewayV2::Api");
	assert_string_equal(
		type_of(f, "ServerlessHttpApiApiGatewayDefaultStage"), "AWS::ApiGatewayV2::Stage");
	assert_string_equal(
		text_at(f, "ServerlessRestApi/Properties/EndpointConfiguration/Types/0"),
		"REGIONAL");
	const struct node *paths = at(f, "ServerlessRestApi/Properties/Body/paths");
	const struct node *call = node_find(
		node_at(node_find(paths, "/a"), "get"), "x-amazon-apigateway-integration");
	struct value uri = eval_node(&f->eval, &f->stack, node_find(call, "uri"));
	assert_int_equal(uri.count, 3);
	assert_string_equal(uri.parts[1].logical_id, "F");
	assert_int_equal(line_of(at(f, "ServerlessRestApi")), 8);
	assert_null(node_find(at(f, "ServerlessRestApi"), "Condition"));
	discard(f);
}

static void an_implicit_api_exists_when_an_event_needs_it(void **state) {
	(void)state;
	struct fixture *f =
		expand(SAM "Parameters: {E: {Type: String, AllowedValues: [a, b, c]}}\n"
			   "Conditions:\n"
			   "  IsA: !Equals [!Ref E, a]\n"
			   "  IsB: !Equals [!Ref E, b]\n"
			   "Resources:\n"
			   "  F:\n"
			   "    Type: AWS::Serverless::Function\n"
			   "    Condition: IsA\n"
			   "    Properties:\n"
			   "      Events: {A: {Type: Api, Properties: {Path: /a, Method: get}}}\n"
			   "  G:\n"
			   "    Type: AWS::Serverless::Function\n"
			   "    Condition: IsB\n"
			   "    Properties:\n"
			   "      Events:\n"
			   "        A: {Type: Api, Properties: {Path: /b, Method: get}}\n"
			   "        H: {Type: HttpApi}\n");
	static const struct {
		const char *parameters;
		enum truth rest, http;
	} cases[] = {
		{ "{E: a}", YES, NO },
		{ "{E: b}", YES, YES },
		{ "{E: c}", NO, NO },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *reason;
		give(f, cases[i].parameters);
		f->stack.conditions = NULL;
		assert_int_equal(
			eval_exists(&f->eval, &f->stack, at(f, "ServerlessRestApi"), &reason),
			cases[i].rest);
		assert_int_equal(
			eval_exists(&f->eval, &f->stack, at(f, "ServerlessHttpApi"), &reason),
			cases[i].http);
	}
	assert_string_equal(node_text(at(f, "FRole/Condition")), "IsA");
	discard(f);
}

static void a_domain_brings_its_mapping_and_records(void **state) {
	(void)state;
	struct fixture *f = expand(SAM
		"Resources:\n"
		"  R:\n"
		"    Type: AWS::Serverless::Api\n"
		"    Properties:\n"
		"      StageName: prod\n"
		"      Domain: &domain\n"
		"        DomainName: api.example.com\n"
		"        CertificateArn: arn:c\n"
		"        BasePath: [/v1]\n"
		"        Route53: {HostedZoneId: Z1, IpV6: true, SetIdentifier: a, Region: r}\n"
		"  H:\n"
		"    Type: AWS::Serverless::HttpApi\n"
		"    Properties: {Domain: *domain}\n"
		"  E:\n"
		"    Type: AWS::Serverless::Api\n"
		"    Properties:\n"
		"      StageName: !Ref AWS::Region\n"
		"      Domain: {DomainName: e, CertificateArn: c, EndpointConfiguration: EDGE}\n");
	const char *rest = "ApiGatewayDomainNameapiexamplecom";
	const char *http = "ApiGatewayDomainNameV2apiexamplecom";
	assert_string_equal(type_of(f, rest), "AWS::ApiGateway::DomainName");
	assert_string_equal(type_of(f, http), "AWS::ApiGatewayV2::DomainName");
	assert_string_equal(
		text_at(f, "ApiGatewayDomainNameapiexamplecom/Properties/RegionalCertificateArn"),
		"arn:c");
	assert_string_equal(text_at(f, "ApiGatewayDomainNamee/Properties/CertificateArn"), "c");
	assert_string_equal(text_at(f, "Rv1BasePathMapping/Properties/RestApiId"), "${R.Ref}");
	assert_string_equal(text_at(f, "Rv1BasePathMapping/Properties/Stage"), "${RprodStage.Ref}");
	assert_string_equal(text_at(f, "Hv1ApiMapping/Properties/ApiId"), "${H.Ref}");
	const struct node *records = at(f, "RecordSetGroupZ1/Properties/RecordSets");
	assert_int_equal(node_items_count(records), 4);
	assert_string_equal(node_text(node_at(records, "1/Type")), "AAAA");
	assert_string_equal(node_text(node_at(records, "0/Region")), "r");
	assert_string_equal(
		text_at(f, "RecordSetGroupZ1/Properties/RecordSets/0/AliasTarget/DNSName"),
		"${ApiGatewayDomainNameapiexamplecom.RegionalDomainName}");
	discard(f);
}

static void an_api_document_of_ones_own_stands(void **state) {
	(void)state;
	struct fixture *f = expand(SAM
		"Resources:\n"
		"  F:\n"
		"    Type: AWS::Serverless::Function\n"
		"    Properties:\n"
		"      Events:\n"
		"        A: {Type: Api, Properties: {Path: /a, Method: get, RestApiId: !Ref O}}\n"
		"        B: {Type: Api, Properties: {Path: /a, Method: get, RestApiId: !Ref M}}\n"
		"        C: {Type: Api, Properties: {Path: /a, Method: get, RestApiId: !Ref U}}\n"
		"  O:\n"
		"    Type: AWS::Serverless::Api\n"
		"    Properties: {StageName: s, DefinitionBody: {paths: {b: {}}}}\n"
		"  M:\n"
		"    Type: AWS::Serverless::Api\n"
		"    Properties: {StageName: s, MergeDefinitions: true,\n"
		"      DefinitionBody: {paths: {b: {}}}}\n"
		"  U:\n"
		"    Type: AWS::Serverless::Api\n"
		"    Properties: {StageName: s, DefinitionUri: s3://docs/api.yaml}\n");
	assert_int_equal(node_members_count(at(f, "O/Properties/Body/paths")), 1);
	assert_int_equal(node_members_count(at(f, "M/Properties/Body/paths")), 2);
	assert_null(at(f, "U/Properties/Body"));
	assert_string_equal(text_at(f, "U/Properties/BodyS3Location/Bucket"), "docs");
	assert_string_equal(type_of(f, "FAPermissions"), "AWS::Lambda::Permission");
	assert_null(at(f, "ServerlessRestApi"));
	discard(f);
}

static void other_types_become_what_sam_makes_of_them(void **state) {
	(void)state;
	struct fixture *f = expand(SAM
		"Resources:\n"
		"  T:\n"
		"    Type: AWS::Serverless::SimpleTable\n"
		"    DeletionPolicy: Retain\n"
		"    Properties: {PrimaryKey: {Name: n, Type: Number}, TableName: t}\n"
		"  P:\n"
		"    Type: AWS::Serverless::SimpleTable\n"
		"    Properties: {ProvisionedThroughput: {WriteCapacityUnits: 1}}\n"
		"  M:\n"
		"    Type: AWS::Serverless::StateMachine\n"
		"    Properties:\n"
		"      Definition: {StartAt: A}\n"
		"      Name: machine\n"
		"      Events: {S: {Type: Schedule, Properties: {Schedule: rate(1 day)}}}\n"
		"  A: {Type: AWS::Serverless::Application, Properties: {Location: ./a.yaml}}\n"
		"  B:\n"
		"    Type: AWS::Serverless::Application\n"
		"    Properties: {Location: {ApplicationId: a, SemanticVersion: 1.0.0}}\n"
		"  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: s3://a/b}}\n"
		"  W:\n"
		"    Type: AWS::Serverless::WebSocketApi\n"
		"    Properties: {StageName: s, Routes: {$connect: {FunctionArn: f}}}\n"
		"  G:\n"
		"    Type: AWS::Serverless::GraphQLApi\n"
		"    Properties: {DataSources: {DynamoDb: {S: {TableName: !Ref T}}}}\n"
		"  C: {Type: AWS::Serverless::CapacityProvider}\n");
	assert_int_equal(f->ctx.diags->list.count, 0);
	assert_string_equal(type_of(f, "T"), "AWS::DynamoDB::Table");
	assert_string_equal(node_text(at(f, "T/DeletionPolicy")), "Retain");
	assert_string_equal(text_at(f, "T/Properties/BillingMode"), "PAY_PER_REQUEST");
	assert_string_equal(text_at(f, "T/Properties/AttributeDefinitions/0/AttributeType"), "N");
	assert_null(at(f, "P/Properties/BillingMode"));
	assert_string_equal(text_at(f, "P/Properties/KeySchema/0/AttributeName"), "id");
	assert_string_equal(text_at(f, "M/Properties/StateMachineName"), "machine");
	assert_string_equal(text_at(f, "M/Properties/RoleArn"), "${MRole.Arn}");
	assert_string_equal(text_at(f, "MS/Properties/Targets/0/Arn"), "${M.Ref}");
	assert_string_equal(text_at(f, "A/Properties/TemplateURL"), "./a.yaml");
	struct value remote = value_at(f, "B/Properties/TemplateURL");
	assert_true(value_is_unknown(&remote));
	assert_string_equal(type_of(f, "L"), "AWS::Lambda::LayerVersion");
	assert_string_equal(text_at(f, "W/Properties/ProtocolType"), "WEBSOCKET");
	assert_string_equal(type_of(f, "WConnectIntegration"), "AWS::ApiGatewayV2::Integration");
	assert_string_equal(
		text_at(f, "GSDynamoDBDataSource/Properties/DynamoDBConfig/TableName"), "${T.Ref}");
	assert_string_equal(type_of(f, "C"), "AWS::Lambda::CapacityProvider");
	discard(f);
}

static void a_connector_is_a_policy(void **state) {
	(void)state;
	struct fixture *f =
		expand(SAM "Resources:\n"
			   "  F:\n"
			   "    Type: AWS::Serverless::Function\n"
			   "    Connectors: {Own: {Properties: {Destination: {Id: T}}}}\n"
			   "    Properties: {}\n"
			   "  T: {Type: AWS::SNS::Topic}\n"
			   "  C:\n"
			   "    Type: AWS::Serverless::Connector\n"
			   "    Properties:\n"
			   "      Source: {Id: F}\n"
			   "      Destination: [{Id: T}, {Arn: arn:b, Type: AWS::S3::Bucket}]\n");
	assert_int_equal(f->ctx.diags->list.count, 0);
	assert_string_equal(
		text_at(f, "FOwnPolicy/Properties/PolicyDocument/Statement/Resource"), "${T.Ref}");
	assert_string_equal(text_at(f, "CPolicyDestination0/Properties/Roles/0"), "${FRole.Ref}");
	assert_string_equal(
		text_at(f, "CPolicyDestination1/Properties/PolicyDocument/Statement/Resource"),
		"arn:b");
	assert_null(at(f, "C"));
	assert_null(at(f, "F/Connectors"));
	assert_string_equal(map_find(&f->stack.template->written, "FOwnPolicy"), "F");
	discard(f);
}

static void loops_expand_before_sam(void **state) {
	(void)state;
	struct fixture *f =
		expand("Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n"
		       "Resources:\n"
		       "  Fn::ForEach::Each:\n"
		       "    - Name\n"
		       "    - [One, Two]\n"
		       "    - ${Name}Table:\n"
		       "        Type: AWS::Serverless::SimpleTable\n"
		       "        Properties: {TableName: !Ref Name}\n");
	assert_int_equal(f->ctx.diags->list.count, 0);
	assert_string_equal(type_of(f, "TwoTable"), "AWS::DynamoDB::Table");
	assert_string_equal(text_at(f, "TwoTable/Properties/TableName"), "Two");
	discard(f);
}

static void what_a_function_gives_stays_unknown(void **state) {
	(void)state;
	struct fixture *f = expand(FUNCTION("      DeadLetterQueue: !FindInMap [a, b, c]\n"
					    "      CodeUri: !Ref AWS::Region\n"
					    "      Tags: !FindInMap [a, b, c]\n"
					    "      Events: !FindInMap [a, b, c]\n"
					    "      Timeout: !Ref AWS::NoValue\n"));
	assert_int_equal(f->ctx.diags->list.count, 0);
	static const char *const paths[] = { "F/Properties/DeadLetterConfig", "F/Properties/Code",
		"F/Properties/Tags" };
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct value value = value_at(f, paths[i]);
		assert_true(value_is_unknown(&value));
	}
	discard(f);
}

static void mistakes_are_told_and_the_rest_is_expanded(void **state) {
	(void)state;
	assert_complaint("Resources:\n  F: {Type: AWS::Serverless::Function}\n", 2,
		"the type AWS::Serverless::Function of F needs Transform: "
		"AWS::Serverless-2016-10-31 in the template");
	assert_complaint(SAM "Globals: {Functions: {}}\nResources: {}\n", 2,
		"Functions is not a section of Globals");
	assert_complaint(SAM "Globals: {Function: []}\nResources: {}\n", 2,
		"Function of Globals must be a map, not a list");
	assert_complaint(
		FUNCTION("      Events: [a]\n"), 6, "Events of F must be a map, not a list");
	assert_complaint(
		FUNCTION("      Events:\n        E: {}\n"), 7, "event E of F must have a Type");
	assert_complaint(FUNCTION("      Events:\n        E: {Type: Sqs}\n"), 7,
		"a function has no events of type Sqs");
	assert_complaint(FUNCTION("      Events:\n        E: {Type: SQS}\n"), 7,
		"event E of F must have the property Queue");
	assert_complaint(FUNCTION("      Events:\n"
				  "        E:\n"
				  "          Type: S3\n"
				  "          Properties: {Bucket: b, Events: e}\n"),
		9, "the Bucket of event E of F must be the Ref of a bucket of this template");
	assert_complaint(
		FUNCTION("      Events:\n"
			 "        E: {Type: HttpApi, Properties: {Path: !Ref AWS::Region}}\n"),
		7, "the Path of event E of F must be a string");
	assert_complaint(FUNCTION("      DeadLetterQueue: {Type: SQS}\n"), 6,
		"DeadLetterQueue of F must have a Type and a TargetArn");
	assert_complaint(SAM "Resources:\n  A: {Type: AWS::Serverless::Api}\n", 3,
		"A must have a StageName");
	assert_complaint(SAM "Resources:\n  C: {Type: AWS::Serverless::Connector}\n", 3,
		"connector C must have a Destination");
	struct fixture *f =
		expand(FUNCTION("      Events: 1\n") "  T: {Type: AWS::Serverless::SimpleTable}\n");
	assert_string_equal(type_of(f, "F"), "AWS::Lambda::Function");
	assert_string_equal(type_of(f, "T"), "AWS::DynamoDB::Table");
	discard(f);
}

static void a_template_without_the_transform_is_left_alone(void **state) {
	(void)state;
	struct fixture *f = deploy("Resources: {T: {Type: AWS::DynamoDB::Table}}\n");
	const struct template *before = f->stack.template;
	stack_expand(&f->ctx, &f->stack);
	assert_ptr_equal(f->stack.template, before);
	discard(f);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_function_keeps_what_is_written_and_its_places),
		cmocka_unit_test(globals_merge_under_each_resource),
		cmocka_unit_test(each_event_becomes_what_calls_the_function),
		cmocka_unit_test(events_add_to_what_a_bucket_notifies_already),
		cmocka_unit_test(an_alias_takes_the_events),
		cmocka_unit_test(events_without_an_api_make_one),
		cmocka_unit_test(an_implicit_api_exists_when_an_event_needs_it),
		cmocka_unit_test(a_domain_brings_its_mapping_and_records),
		cmocka_unit_test(an_api_document_of_ones_own_stands),
		cmocka_unit_test(other_types_become_what_sam_makes_of_them),
		cmocka_unit_test(a_connector_is_a_policy),
		cmocka_unit_test(loops_expand_before_sam),
		cmocka_unit_test(what_a_function_gives_stays_unknown),
		cmocka_unit_test(mistakes_are_told_and_the_rest_is_expanded),
		cmocka_unit_test(a_template_without_the_transform_is_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
