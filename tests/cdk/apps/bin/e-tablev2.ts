#!/usr/bin/env node
// TableV2 (L2), which synthesizes AWS::DynamoDB::GlobalTable whether or not it has replicas.
import * as cdk from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';

class TableV2Stack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: cdk.StackProps) {
    super(scope, id, props);
    const schema = {
      partitionKey: { name: 'documentId', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'processingDate', type: dynamodb.AttributeType.STRING },
    };
    const index: dynamodb.GlobalSecondaryIndexPropsV2 = {
      indexName: 'LanguageIndex',
      partitionKey: { name: 'language', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'processingDate', type: dynamodb.AttributeType.STRING },
    };

    // Replicated, provisioned, with per-replica overrides.
    new dynamodb.TableV2(this, 'Documents', {
      ...schema,
      billing: dynamodb.Billing.provisioned({
        readCapacity: dynamodb.Capacity.fixed(10),
        writeCapacity: dynamodb.Capacity.autoscaled({ maxCapacity: 20 }),
      }),
      globalSecondaryIndexes: [index],
      dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
      encryption: dynamodb.TableEncryptionV2.customerManagedKey(new kms.Key(this, 'TableKey', { multiRegion: true }), {
        'us-east-2': 'arn:aws:kms:us-east-2:123456789012:key/mrk-0123456789abcdef0123456789abcdef',
      }),
      replicas: [
        {
          region: 'us-east-2',
          deletionProtection: false,
          pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
        },
      ],
    });

    // No replicas at all: still a GlobalTable resource, with a one-element Replicas list.
    new dynamodb.TableV2(this, 'LonelyTable', { ...schema, removalPolicy: cdk.RemovalPolicy.DESTROY });

    // Multi-region strong consistency with a witness.
    new dynamodb.TableV2(this, 'StrongTable', {
      ...schema,
      multiRegionConsistency: dynamodb.MultiRegionConsistency.STRONG,
      witnessRegion: 'us-east-1',
      replicas: [{ region: 'us-east-2' }],
    });
  }
}

new TableV2Stack(new cdk.App(), 'DocTableV2', { env: { account: '123456789012', region: 'us-west-2' } });
