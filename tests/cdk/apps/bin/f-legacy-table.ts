#!/usr/bin/env node
// Table with replicationRegions, which replicates through a custom resource.
import * as cdk from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';

class LegacyTableStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: cdk.StackProps) {
    super(scope, id, props);
    const table = new dynamodb.Table(this, 'Documents', {
      tableName: 'document-metadata',
      partitionKey: { name: 'documentId', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'processingDate', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      replicationRegions: ['us-east-2', 'eu-west-1'],
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });
    table.addGlobalSecondaryIndex({
      indexName: 'LanguageIndex',
      partitionKey: { name: 'language', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'processingDate', type: dynamodb.AttributeType.STRING },
    });
  }
}

const app = new cdk.App();
new LegacyTableStack(app, 'DocLegacy', { env: { account: '123456789012', region: 'us-west-2' } });
// Without an env the provider adds one condition per replica region.
new LegacyTableStack(app, 'DocLegacyAgnostic', {});
