#!/usr/bin/env node
// NestedStack inside a stack (two deep), with a file asset and references both ways.
import * as path from 'path';
import * as cdk from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';

class StorageNested extends cdk.NestedStack {
  readonly bucket: s3.Bucket;
  constructor(scope: Construct, id: string, props?: cdk.NestedStackProps) {
    super(scope, id, props);
    this.bucket = new s3.Bucket(this, 'DocumentsBucket', { versioned: true });
    new TableNested(this, 'Tables');
  }
}

class TableNested extends cdk.NestedStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new dynamodb.Table(this, 'Jobs', {
      partitionKey: { name: 'jobId', type: dynamodb.AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
    });
  }
}

class ComputeNested extends cdk.NestedStack {
  constructor(scope: Construct, id: string, props: cdk.NestedStackProps & { bucket: s3.IBucket }) {
    super(scope, id, props);
    const fn = new lambda.Function(this, 'Processor', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(path.join(__dirname, '..', 'lambda')),
      environment: { BUCKET_NAME: props.bucket.bucketName },
    });
    props.bucket.grantRead(fn);
  }
}

class RootStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: cdk.StackProps) {
    super(scope, id, props);
    const storage = new StorageNested(this, 'Storage', { removalPolicy: cdk.RemovalPolicy.RETAIN });
    new ComputeNested(this, 'Compute', { bucket: storage.bucket, description: 'functions' });
  }
}

new RootStack(new cdk.App(), 'DocNested', { env: { account: '123456789012', region: 'us-west-2' } });
