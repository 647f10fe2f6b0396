#!/usr/bin/env python3
"""template.py [--conditions] [--resources N] yaml|json: a template such as a large application has, the same each time.

Some twenty small services, each with its tables, bucket, key, functions, roles, queue, methods, alarms and log
groups, which refer to one another; 500 resources in all, about 1 MB. With --conditions, 40 conditions over 14
parameters decide which resources there are and what many properties hold.
"""
import argparse
import json
import sys

SERVICES = ["Catalog", "Orders", "Payments", "Shipping", "Invoices", "Customers", "Search", "Reviews", "Carts",
            "Pricing", "Returns", "Stock", "Suppliers", "Coupons", "Messages", "Uploads", "Reports", "Audit",
            "Sessions"]
PARAMETERS = 14
CONDITIONS = 40


class Call(dict):
    """An intrinsic: {"Fn::Sub": ...} in JSON, !Sub ... in YAML."""


def ref(name):
    return Call({"Ref": name})


def att(name, attribute="Arn"):
    return Call({"Fn::GetAtt": [name, attribute]})


def sub(text):
    return Call({"Fn::Sub": text})


def join(*parts):
    return Call({"Fn::Join": ["", list(parts)]})


class Template:
    def __init__(self, conditions):
        self.with_conditions = conditions
        self.resources = {}
        self.asked = 0

    def choice(self, yes, no):
        """`yes`, or a Fn::If that may give `no`."""
        self.asked += 1
        if not self.with_conditions:
            return yes
        return Call({"Fn::If": [f"Decides{self.asked * 7 % CONDITIONS:02}", yes, no]})

    def add(self, name, kind, properties, **more):
        resource = {"Type": kind, **more, "Properties": properties,
                    "Metadata": {"aws:cdk:path": f"Shop/{name}/Resource", "cdk_nag": {"rules_to_suppress": [
                        {"id": "AwsSolutions-IAM5", "reason": f"{name} needs the wildcard for the objects below it"},
                        {"id": "AwsSolutions-L1", "reason": "The runtime is the last one that the team has tested, "
                                                            "and is moved forward twice a year"}]}}}
        if self.with_conditions and len(self.resources) % 5 == 3:
            resource["Condition"] = f"Decides{len(self.resources) % CONDITIONS:02}"
        self.resources[name] = resource


def tags(service, part):
    return [{"Key": "service", "Value": service.lower()},
            {"Key": "component", "Value": f"{service.lower()}-{part}"},
            {"Key": "environment", "Value": ref("Environment")},
            {"Key": "cost-center", "Value": "4711-retail-platform"},
            {"Key": "data-class", "Value": "customer-confidential"},
            {"Key": "owner", "Value": "platform-team@example.com"},
            {"Key": "repository", "Value": f"https://git.example.com/shop/{service.lower()}"}]


def table(t, s, i):
    attributes = [{"AttributeName": n, "AttributeType": "S"} for n in ("pk", "sk", "status", "updated")]
    keys = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    indexes = [{"IndexName": f"by-{n}", "KeySchema": [{"AttributeName": n, "KeyType": "HASH"},
                                                      {"AttributeName": "sk", "KeyType": "RANGE"}],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["amount", "currency", "owner"]}}
               for n in ("status", "updated")]
    shared = {"AttributeDefinitions": attributes, "KeySchema": keys, "BillingMode": "PAY_PER_REQUEST",
              "GlobalSecondaryIndexes": indexes, "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
              "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": True}}
    recovery = {"PointInTimeRecoveryEnabled": t.choice(True, False)}
    if i % 3 == 0:
        replicas = [{"Region": region, "PointInTimeRecoverySpecification": recovery,
                     "DeletionProtectionEnabled": t.choice(True, False), "Tags": tags(s, "table"),
                     "SSESpecification": {"KMSMasterKeyId": key}}
                    for region, key in ((ref("AWS::Region"), att(f"{s}Key")),
                                        ("us-east-2", sub("arn:${AWS::Partition}:kms:us-east-2:"
                                                          "${AWS::AccountId}:alias/" + s.lower())))]
        t.add(f"{s}Table", "AWS::DynamoDB::GlobalTable",
              {**shared, "SSESpecification": {"SSEEnabled": True, "SSEType": "KMS"}, "Replicas": replicas},
              DeletionPolicy="Retain", UpdateReplacePolicy="Retain")
        return
    t.add(f"{s}Table", "AWS::DynamoDB::Table",
          {**shared, "PointInTimeRecoverySpecification": recovery, "Tags": tags(s, "table"),
           "DeletionProtectionEnabled": True,
           "SSESpecification": {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": att(f"{s}Key")}},
          DeletionPolicy="Retain", UpdateReplacePolicy="Retain")


def key(t, s, i):
    statements = [
        {"Sid": "EnableRootPermissions", "Effect": "Allow", "Action": "kms:*", "Resource": "*",
         "Principal": {"AWS": sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")}},
        {"Sid": "AllowUseByTheService", "Effect": "Allow", "Resource": "*",
         "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
         "Principal": {"AWS": [att(f"{s}ReadRole"), att(f"{s}WriteRole")]},
         "Condition": {"StringEquals": {"kms:ViaService": sub("dynamodb.${AWS::Region}.amazonaws.com")}}}]
    t.add(f"{s}Key", "AWS::KMS::Key",
          {"Description": f"Encrypts the table, the bucket and the queue of {s.lower()}", "EnableKeyRotation": True,
           "MultiRegion": i % 2 == 0, "Tags": tags(s, "key"),
           "KeyPolicy": {"Version": "2012-10-17", "Statement": statements}},
          DeletionPolicy="Retain", UpdateReplacePolicy="Retain")
    t.add(f"{s}KeyAlias", "AWS::KMS::Alias",
          {"AliasName": sub("alias/${AWS::StackName}-" + s.lower()), "TargetKeyId": ref(f"{s}Key")})


def bucket(t, s, i):
    lifecycle = [{"Id": "expire-old-versions", "Status": "Enabled", "Prefix": "",
                  "NoncurrentVersionExpiration": {"NoncurrentDays": 90, "NewerNoncurrentVersions": 3}},
                 {"Id": "move-to-infrequent-access", "Status": "Enabled", "Prefix": "archive/",
                  "Transitions": [{"StorageClass": "STANDARD_IA", "TransitionInDays": 30},
                                  {"StorageClass": "GLACIER", "TransitionInDays": 180}]}]
    encryption = [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": att(f"{s}Key")},
                   "BucketKeyEnabled": True}]
    properties = {
        "BucketName": sub("${AWS::StackName}-" + s.lower() + "-${AWS::AccountId}-${AWS::Region}"),
        "BucketEncryption": {"ServerSideEncryptionConfiguration": encryption},
        "LifecycleConfiguration": {"Rules": lifecycle},
        "PublicAccessBlockConfiguration": {"BlockPublicAcls": True, "BlockPublicPolicy": True,
                                           "IgnorePublicAcls": True, "RestrictPublicBuckets": True},
        "VersioningConfiguration": {"Status": t.choice("Enabled", "Suspended")}, "Tags": tags(s, "bucket"),
        "NotificationConfiguration": {"LambdaConfigurations": [
            {"Event": "s3:ObjectCreated:*", "Function": att(f"{s}WriteFunction"),
             "Filter": {"S3Key": {"Rules": [{"Name": "prefix", "Value": "incoming/"}]}}}]}}
    if i % 2 == 0:
        properties["ReplicationConfiguration"] = {"Role": att(f"{s}CopyRole"), "Rules": [
            {"Id": "to-the-recovery-region", "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""},
             "DeleteMarkerReplication": {"Status": "Enabled"},
             "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
             "Destination": {"Bucket": sub(f"arn:${{AWS::Partition}}:s3:::{s.lower()}-copy-${{AWS::AccountId}}"),
                             "StorageClass": "STANDARD_IA", "EncryptionConfiguration": {
                                 "ReplicaKmsKeyID": sub("arn:${AWS::Partition}:kms:us-east-2:"
                                                        "${AWS::AccountId}:alias/" + s.lower())}}}]}
        role(t, s, "Copy", "s3.amazonaws.com", [
            statement("ReadSource", ["s3:GetReplicationConfiguration", "s3:ListBucket"], [att(f"{s}Bucket")]),
            statement("ReadVersions", ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl"],
                      [join(att(f"{s}Bucket"), "/*")]),
            statement("WriteCopy", ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
                      [sub(f"arn:${{AWS::Partition}}:s3:::{s.lower()}-copy-${{AWS::AccountId}}/*")])])
    properties["CorsConfiguration"] = {"CorsRules": [
        {"AllowedHeaders": ["Authorization", "Content-Type", "X-Request-Id"], "AllowedMethods": ["GET", "PUT", "POST"],
         "AllowedOrigins": ["https://shop.example.com", "https://admin.shop.example.com"],
         "ExposedHeaders": ["ETag"], "MaxAge": 3000}]}
    t.add(f"{s}Bucket", "AWS::S3::Bucket", properties, DeletionPolicy="Retain", UpdateReplacePolicy="Retain")
    t.add(f"{s}BucketPolicy", "AWS::S3::BucketPolicy", {"Bucket": ref(f"{s}Bucket"), "PolicyDocument": {
        "Version": "2012-10-17", "Statement": [
            {"Sid": "DenyUnencryptedTransport", "Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*",
             "Resource": [att(f"{s}Bucket"), join(att(f"{s}Bucket"), "/*")],
             "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}})


def statement(sid, actions, resources):
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resources}


def role(t, s, part, principal, statements):
    t.add(f"{s}{part}Role", "AWS::IAM::Role", {
        "Description": f"What the {part.lower()} part of {s.lower()} may do; reviewed each quarter by the platform team",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": principal}}]},
        "ManagedPolicyArns": [
            sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"),
            sub("arn:${AWS::Partition}:iam::aws:policy/AWSXRayDaemonWriteAccess")],
        "Policies": [{"PolicyName": f"{s.lower()}-{part.lower()}",
                      "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}],
        "Tags": tags(s, "role")})


def function(t, s, part, i):
    role(t, s, part, "lambda.amazonaws.com", [
        statement("UseTable", ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"],
                  [att(f"{s}Table"), join(att(f"{s}Table"), "/index/*")]),
        statement("UseBucket", ["s3:GetObject", "s3:PutObject"], [join(att(f"{s}Bucket"), "/*")]),
        statement("UseQueue", ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"], [att(f"{s}Queue")]),
        statement("UseKey", ["kms:Decrypt", "kms:GenerateDataKey"], [att(f"{s}Key")]),
        statement("Publish", ["sns:Publish"], [ref(f"{s}Topic")]),
        statement("ReadSettings", ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
                  [sub(f"arn:${{AWS::Partition}}:ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter/shop/{s.lower()}/*")]),
        statement("ReadSecrets", ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
                  [sub("arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:"
                       f"shop/{s.lower()}/*")]),
        {**statement("PutMetrics", ["cloudwatch:PutMetricData"], ["*"]),
         "Condition": {"StringEquals": {"cloudwatch:namespace": f"Shop/{s}"}}}])
    t.add(f"{s}{part}Function", "AWS::Lambda::Function", {
        "FunctionName": sub("${AWS::StackName}-" + f"{s}-{part}".lower()),
        "Description": f"Answers the {part.lower()} requests of {s.lower()}; see the runbook before changing its timeout",
        "Handler": f"dist/{part.lower()}/index.handler", "Runtime": "nodejs20.x", "MemorySize": 512 + 128 * (i % 4),
        "Timeout": t.choice(29, 10), "Role": att(f"{s}{part}Role"), "Architectures": ["arm64"],
        "Code": {"S3Bucket": sub("cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"),
                 "S3Key": f"{i:02}4f1c0b7e9a35d2c86e{len(part):02}d7a1b0f43e5c9286af10b3d5e7c9f1a2b4d6.zip"},
        "Environment": {"Variables": {
            "TABLE_NAME": ref(f"{s}Table"), "BUCKET_NAME": ref(f"{s}Bucket"), "QUEUE_URL": ref(f"{s}Queue"),
            "TOPIC_ARN": ref(f"{s}Topic"), "STAGE": ref("Environment"), "LOG_LEVEL": t.choice("info", "debug"),
            "POWERTOOLS_SERVICE_NAME": s.lower(), "POWERTOOLS_METRICS_NAMESPACE": f"Shop/{s}",
            "AWS_NODEJS_CONNECTION_REUSE_ENABLED": "1", "NODE_OPTIONS": "--enable-source-maps",
            "IDEMPOTENCY_TTL_SECONDS": "86400", "FEATURE_FLAGS_PATH": f"/shop/{s.lower()}/features",
            "SETTINGS_PATH": sub("/shop/${Environment}/" + s.lower()), "MAX_RETRIES": "3",
            "SECRET_ID": join("shop/", s.lower(), "/", ref("Environment")), "API_URL": sub("https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/")}},
        "DeadLetterConfig": {"TargetArn": att(f"{s}DeadLetters")}, "TracingConfig": {"Mode": "Active"},
        "VpcConfig": {"SecurityGroupIds": [ref("Group")], "SubnetIds": [ref("SubnetA"), ref("SubnetB")]},
        "Tags": tags(s, "function")}, DependsOn=[f"{s}{part}Role"])
    t.add(f"{s}{part}Logs", "AWS::Logs::LogGroup",
          {"LogGroupName": sub(f"/aws/lambda/${{{s}{part}Function}}"), "RetentionInDays": t.choice(365, 30),
           "KmsKeyId": att(f"{s}Key"), "Tags": tags(s, "logs")}, DeletionPolicy="Retain", UpdateReplacePolicy="Retain")


def messages(t, s, i):
    t.add(f"{s}DeadLetters", "AWS::SQS::Queue",
          {"MessageRetentionPeriod": 1209600, "KmsMasterKeyId": ref(f"{s}Key"), "Tags": tags(s, "dead-letters")})
    t.add(f"{s}Queue", "AWS::SQS::Queue",
          {"QueueName": sub("${AWS::StackName}-" + s.lower()), "VisibilityTimeout": 180,
           "KmsMasterKeyId": ref(f"{s}Key"), "Tags": tags(s, "queue"),
           "RedrivePolicy": {"deadLetterTargetArn": att(f"{s}DeadLetters"), "maxReceiveCount": 5}})
    t.add(f"{s}QueueSource", "AWS::Lambda::EventSourceMapping",
          {"EventSourceArn": att(f"{s}Queue"), "FunctionName": ref(f"{s}WriteFunction"), "BatchSize": 10,
           "FunctionResponseTypes": ["ReportBatchItemFailures"], "ScalingConfig": {"MaximumConcurrency": 20}})
    subscribe(t, s)


def subscribe(t, s):
    t.add(f"{s}Topic", "AWS::SNS::Topic",
          {"DisplayName": f"Events of {s.lower()}", "KmsMasterKeyId": ref(f"{s}Key"), "Tags": tags(s, "topic")})
    t.add(f"{s}Subscription", "AWS::SNS::Subscription",
          {"Protocol": "sqs", "TopicArn": ref(f"{s}Topic"), "Endpoint": att(f"{s}Queue"), "RawMessageDelivery": True,
           "FilterPolicy": {"kind": ["created", "changed", {"anything-but": ["deleted", "restored"]}]}})


def methods(t, s, i):
    text = {"type": "string", "minLength": 1, "maxLength": 256}
    t.add(f"{s}Model", "AWS::ApiGateway::Model", {
        "RestApiId": ref("Api"), "ContentType": "application/json", "Name": f"{s}Request",
        "Description": f"What {s.lower()} takes", "Schema": {
            "$schema": "http://json-schema.org/draft-04/schema#", "title": s, "type": "object",
            "required": ["customer", "currency"], "properties": {
                **{name: text for name in ("customer", "currency", "channel", "locale", "reference", "comment")},
                "items": {"type": "array", "maxItems": 100, "items": {"type": "object", "properties": {
                    "sku": text, "title": text, "amount": {"type": "integer", "minimum": 1}}}}}}})
    t.add(f"{s}Path", "AWS::ApiGateway::Resource",
          {"RestApiId": ref("Api"), "ParentId": att("Api", "RootResourceId"), "PathPart": s.lower()})
    for verb, part in (("GET", "Read"), ("POST", "Write")):
        uri = join("arn:", ref("AWS::Partition"), ":apigateway:", ref("AWS::Region"),
                   ":lambda:path/2015-03-31/functions/", att(f"{s}{part}Function"), "/invocations")
        t.add(f"{s}{part}Method", "AWS::ApiGateway::Method", {
            "RestApiId": ref("Api"), "ResourceId": ref(f"{s}Path"), "HttpMethod": verb,
            "AuthorizationType": "AWS_IAM", "RequestParameters": {"method.request.header.X-Request-Id": False},
            "Integration": {"Type": "AWS_PROXY", "IntegrationHttpMethod": "POST", "Uri": uri, "TimeoutInMillis": 29000},
            "RequestModels": {"application/json": "Empty"}, "OperationName": f"{part}{s}",
            "MethodResponses": [{"StatusCode": code, "ResponseModels": {"application/json": "Empty"},
                                 "ResponseParameters": {"method.response.header.Access-Control-Allow-Origin": True}}
                                for code in ("200", "400", "500")]})
        t.add(f"{s}{part}Permission", "AWS::Lambda::Permission",
              {"Action": "lambda:InvokeFunction", "FunctionName": att(f"{s}{part}Function"),
               "Principal": "apigateway.amazonaws.com",
               "SourceArn": sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/"
                                + f"{verb}/{s.lower()}")})


def alarms(t, s, i):
    for name, space, metric, dimension, target in (
            ("Errors", "AWS/Lambda", "Errors", "FunctionName", ref(f"{s}WriteFunction")),
            ("Age", "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", att(f"{s}Queue", "QueueName"))):
        t.add(f"{s}{name}Alarm", "AWS::CloudWatch::Alarm", {
            "AlarmName": sub("${AWS::StackName}-" + f"{s}-{name}".lower()),
            "AlarmDescription": f"{metric} of {s.lower()} is above what its customers notice. Follow the runbook: "
                                f"https://wiki.example.com/runbooks/{s.lower()}/{name.lower()}",
            "ComparisonOperator": "GreaterThanOrEqualToThreshold", "EvaluationPeriods": 3, "DatapointsToAlarm": 2,
            "Threshold": t.choice(5, 50), "TreatMissingData": "notBreaching",
            "AlarmActions": [ref(f"{s}Topic")], "OKActions": [ref(f"{s}Topic")],
            "Metrics": [{"Id": "rate", "Expression": "100 * m1 / FILL(m2, 1)", "Label": "per cent", "ReturnData": True}]
            + [{"Id": identity, "ReturnData": False, "MetricStat": {
                "Period": 60, "Stat": "Sum", "Metric": {"Namespace": space, "MetricName": measured,
                                                        "Dimensions": [{"Name": dimension, "Value": target}]}}}
               for identity, measured in (("m1", metric), ("m2", "Invocations"))]})


def jobs(t, s, i):
    """A workflow that a schedule starts; as in CDK's output, its definition is a string in pieces."""
    steps = {"StartAt": "Collect", "States": {
        "Collect": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Enough",
                    "Retry": [{"ErrorEquals": ["Lambda.ServiceException", "Lambda.SdkClientException"],
                               "IntervalSeconds": 2, "MaxAttempts": 6, "BackoffRate": 2}],
                    "Parameters": {"FunctionName": "%", "Payload.$": "$"}},
        "Enough": {"Type": "Choice", "Default": "Wait",
                   "Choices": [{"Variable": "$.count", "NumericGreaterThan": 100, "Next": "Done"}]},
        "Wait": {"Type": "Wait", "Seconds": 300, "Next": "Collect"}, "Done": {"Type": "Succeed"}}}
    before, behind = json.dumps(steps).split("%")
    t.add(f"{s}Workflow", "AWS::StepFunctions::StateMachine", {
        "RoleArn": att(f"{s}ReadRole"), "StateMachineType": "STANDARD", "Tags": tags(s, "workflow"),
        "DefinitionString": join(before, att(f"{s}ReadFunction"), behind)})


def shared(t):
    t.add("Api", "AWS::ApiGateway::RestApi",
          {"Name": sub("${AWS::StackName}-api"), "EndpointConfiguration": {"Types": ["REGIONAL"]},
           "Description": "The shop's public API", "Tags": tags("Shop", "api")})
    t.add("Deployment", "AWS::ApiGateway::Deployment", {"RestApiId": ref("Api"), "Description": "All methods"})
    t.add("Stage", "AWS::ApiGateway::Stage",
          {"RestApiId": ref("Api"), "DeploymentId": ref("Deployment"), "StageName": "live", "TracingEnabled": True,
           "MethodSettings": [{"HttpMethod": "*", "ResourcePath": "/*", "LoggingLevel": "INFO",
                               "ThrottlingRateLimit": 1000, "ThrottlingBurstLimit": 2000}]})
    t.add("Zone", "AWS::Route53::HostedZone", {"Name": "shop.example.com."})
    t.add("ApiRecord", "AWS::Route53::RecordSet",
          {"HostedZoneId": ref("Zone"), "Name": "api.shop.example.com.", "Type": "CNAME", "TTL": "60",
           "ResourceRecords": [sub("${Api}.execute-api.${AWS::Region}.amazonaws.com")]})
    t.add("Group", "AWS::EC2::SecurityGroup", {"GroupDescription": "Functions", "VpcId": ref("Network")})
    t.add("Network", "AWS::EC2::VPC", {"CidrBlock": "10.20.0.0/16", "EnableDnsHostnames": True})
    widgets = [{"type": "metric", "width": 12, "height": 6, "properties": {
        "title": s, "metrics": [["AWS/Lambda", metric, "FunctionName", f"shop-{s.lower()}-write"]
                                for metric in ("Invocations", "Errors", "Throttles", "Duration")]}} for s in SERVICES]
    t.add("Dashboard", "AWS::CloudWatch::Dashboard", {"DashboardBody": json.dumps({"widgets": widgets})})
    t.add("Gateway", "AWS::EC2::InternetGateway", {"Tags": tags("Shop", "gateway")})
    t.add("Routes", "AWS::EC2::RouteTable", {"VpcId": ref("Network"), "Tags": tags("Shop", "routes")})
    for service in ("s3", "dynamodb"):
        t.add(f"{service.title()}Endpoint", "AWS::EC2::VPCEndpoint",
              {"VpcId": ref("Network"), "RouteTableIds": [ref("Routes")],
               "ServiceName": sub("com.amazonaws.${AWS::Region}." + service)})
    for i, letter in enumerate("ABC"):
        t.add(f"Subnet{letter}", "AWS::EC2::Subnet",
              {"VpcId": ref("Network"), "CidrBlock": f"10.20.{i}.0/24",
               "AvailabilityZone": Call({"Fn::Select": [i, Call({"Fn::GetAZs": ""})]})})


def conditions():
    made = {}
    for i in range(CONDITIONS):
        asks = Call({"Fn::Equals": [ref(f"Setting{i % PARAMETERS:02}"), "on"]})
        if i % 4 == 1:
            asks = Call({"Fn::Not": [Call({"Fn::Equals": [ref(f"Setting{i % PARAMETERS:02}"), "off"]})]})
        elif i % 4 == 2:
            asks = Call({"Fn::And": [asks, Call({"Fn::Equals": [ref("Environment"), "production"]})]})
        elif i % 4 == 3:
            asks = Call({"Fn::Or": [asks, Call({"Condition": f"Decides{i - 2:02}"})]})
        made[f"Decides{i:02}"] = asks
    return made


def build(with_conditions, count):
    t = Template(with_conditions)
    shared(t)
    for i, s in enumerate(SERVICES):
        for part in ("Read", "Write"):
            function(t, s, part, i)
        for make in (key, table, bucket, messages, methods, alarms, jobs):
            make(t, s, i)
    names = {"off": 1, "on": 1}
    parameters = {"Environment": {"Type": "String", "Default": "production",
                                  "AllowedValues": ["production", "staging", "test"]}}
    if with_conditions:
        for i in range(PARAMETERS):
            parameters[f"Setting{i:02}"] = {"Type": "String", "AllowedValues": list(names)}
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Description": "A shop of many small services",
                "Parameters": parameters}
    if with_conditions:
        template["Conditions"] = conditions()
    template["Resources"] = dict(list(t.resources.items())[:count])
    assert len(template["Resources"]) == count
    return template


def plain(text):
    return text and text.strip() == text and not any(c in text for c in "#{}[],&*!|>'\"%@`:") \
        and not text[0].isdigit() and text[0] not in "-?." and text not in ("on", "off", "true", "false", "")


def scalar(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    return value if plain(value) else json.dumps(value)


def write_call(call, indent, out):
    name, argument = next(iter(call.items()))
    tag = "!" + name.removeprefix("Fn::")
    if name == "Fn::GetAtt":
        argument = ".".join(argument)
    if isinstance(argument, list):
        out.append(f" {tag}\n")
        write_list(argument, indent, out)
    else:
        out.append(f" {tag} {scalar(argument)}\n")


def write_value(value, indent, out):
    if isinstance(value, Call):
        write_call(value, indent, out)
    elif isinstance(value, dict):
        out.append("\n")
        write_map(value, indent + 2, out)
    elif isinstance(value, list):
        out.append("\n")
        write_list(value, indent, out)
    else:
        out.append(f" {scalar(value)}\n")


def write_map(value, indent, out):
    for name, member in value.items():
        out.append(" " * indent + f"{scalar(name)}:")
        write_value(member, indent, out)


def write_list(items, indent, out):
    for item in items:
        if isinstance(item, dict) and not isinstance(item, Call):
            lines = []
            write_map(item, indent + 4, lines)
            text = "".join(lines)
            out.append(" " * (indent + 2) + "- " + text[indent + 4:])
        else:
            out.append(" " * (indent + 2) + "-")
            write_value(item, indent + 2, out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conditions", action="store_true")
    parser.add_argument("--resources", type=int, default=500)
    parser.add_argument("format", choices=["yaml", "json"])
    options = parser.parse_args()
    template = build(options.conditions, options.resources)
    if options.format == "json":
        json.dump(template, sys.stdout, indent=1)
        print()
        return
    out = []
    write_map(template, 0, out)
    sys.stdout.write("".join(out))


main()
