#!/usr/bin/env python3
"""pairs.py N: a template in which N resources of each kind are named by N of another, as JSON.

Whatever asks each of the ones about all of the others takes sixteen times as long for four times as many.
"""
import json
import sys


def ref(name):
    return {"Ref": name}


def att(name, attribute="Arn"):
    return {"Fn::GetAtt": [name, attribute]}


def pair(add, i):
    add(f"Table{i}", "AWS::DynamoDB::GlobalTable", {
        "TableName": f"table-{i}", "Replicas": [{"Region": "us-west-2"}, {"Region": "us-east-2"}]})
    add(f"Alarm{i}", "AWS::CloudWatch::Alarm", {
        "Namespace": "AWS/DynamoDB", "MetricName": "ReplicationLatency",
        "Dimensions": [{"Name": "TableName", "Value": ref(f"Table{i}")}, {"Name": "ReceivingRegion", "Value": "us-east-2"}]})
    add(f"Selection{i}", "AWS::Backup::BackupSelection", {"BackupPlanId": "plan", "BackupSelection": {
        "SelectionName": f"table-{i}", "IamRoleArn": att(f"Role{i}"), "Resources": [att(f"Table{i}")]}})
    add(f"Role{i}", "AWS::IAM::Role", {"AssumeRolePolicyDocument": {"Statement": [
        {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}]}})
    add(f"Policy{i}", "AWS::IAM::Policy", {"PolicyName": f"policy-{i}", "Roles": [ref(f"Role{i}")], "PolicyDocument": {
        "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}})
    add(f"Key{i}", "AWS::KMS::Key", {"MultiRegion": True, "KeyPolicy": {"Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"}]}})
    add(f"Alias{i}", "AWS::KMS::Alias", {"AliasName": f"alias/key-{i}", "TargetKeyId": ref(f"Key{i}")})
    add(f"Copy{i}", "AWS::S3::Bucket", {"BucketName": f"copy-{i}", "VersioningConfiguration": {"Status": "Enabled"}})
    add(f"Bucket{i}", "AWS::S3::Bucket", {
        "VersioningConfiguration": {"Status": "Enabled"}, "LoggingConfiguration": {"DestinationBucketName": ref(f"Copy{i}")},
        "BucketEncryption": {"ServerSideEncryptionConfiguration": [
            {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": att(f"Key{i}")}}]},
        "ReplicationConfiguration": {"Role": att(f"Role{i}"), "Rules": [
            {"Status": "Enabled", "Destination": {"Bucket": f"arn:aws:s3:::copy-{i}"}}]}})
    add(f"Function{i}", "AWS::Lambda::Function", {
        "Role": att(f"Role{i}"), "Environment": {"Variables": {"TABLE": ref(f"Table{i}"), "BUCKET": ref(f"Bucket{i}")}}})
    add(f"Rule{i}", "AWS::Events::Rule", {
        "EventPattern": {"source": ["shop"]}, "Targets": [{"Id": "function", "Arn": att(f"Function{i}")}]})
    add(f"Api{i}", "AWS::ApiGateway::RestApi", {"Name": f"api-{i}"})
    add(f"Mapping{i}", "AWS::ApiGateway::BasePathMapping", {"DomainName": "example.com", "RestApiId": ref(f"Api{i}")})
    add(f"Check{i}", "AWS::Route53::HealthCheck", {
        "HealthCheckConfig": {"Type": "HTTPS", "FullyQualifiedDomainName": f"host-{i}.example.com"}})
    add(f"Record{i}", "AWS::Route53::RecordSet", {
        "HostedZoneName": "example.com.", "Name": f"host-{i}.example.com.", "Type": "CNAME", "TTL": "60",
        "SetIdentifier": "west", "Failover": "PRIMARY", "HealthCheckId": ref(f"Check{i}"),
        "ResourceRecords": [f"west-{i}.example.com"]})


def main():
    resources = {}

    def add(name, kind, properties):
        resources[name] = {"Type": kind, "Properties": properties}

    for i in range(int(sys.argv[1])):
        pair(add, i)
    json.dump({"Resources": resources}, sys.stdout, indent=1)


main()
