import * as cdk from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3n from 'aws-cdk-lib/aws-s3-notifications';

export interface DocProcessingProps extends cdk.StackProps {
  /** Region that holds the second DynamoDB replica; from DR_REGION. */
  readonly drRegion: string;
}

const HANDLER = `
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const db = new DynamoDBClient({});
exports.handler = async (event) => {
  for (const r of event.Records ?? []) {
    await db.send(new PutItemCommand({
      TableName: process.env.TABLE_NAME,
      Item: {
        documentId: { S: r.s3.object.key },
        processingDate: { S: new Date().toISOString() },
        language: { S: 'en' },
      },
    }));
  }
  return { statusCode: 200, body: 'ok' };
};
`;

/**
 * Documents land in a bucket, a function reads them and notes them in a table that has a replica in
 * the DR region. The table is the only thing that has: bucket, key, function and API are in one region.
 */
export class DocProcessingStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: DocProcessingProps) {
    super(scope, id, props);

    const key = new kms.Key(this, 'DataKey', {
      alias: 'doc-processing/data',
      enableKeyRotation: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
    });

    // Global table 2019.11.21. SSEEnabled + KMS without a ReplicaSSESpecification
    // selects alias/aws/dynamodb in every replica region.
    const replica = (region: string): dynamodb.CfnGlobalTable.ReplicaSpecificationProperty => ({
      region,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtectionEnabled: true,
      tags: [{ key: 'app', value: 'doc-processing' }],
    });
    const table = new dynamodb.CfnGlobalTable(this, 'DocumentsTable', {
      tableName: 'document-metadata',
      billingMode: 'PAY_PER_REQUEST',
      attributeDefinitions: [
        { attributeName: 'documentId', attributeType: 'S' },
        { attributeName: 'processingDate', attributeType: 'S' },
        { attributeName: 'language', attributeType: 'S' },
      ],
      keySchema: [
        { attributeName: 'documentId', keyType: 'HASH' },
        { attributeName: 'processingDate', keyType: 'RANGE' },
      ],
      globalSecondaryIndexes: [
        {
          indexName: 'LanguageIndex',
          keySchema: [
            { attributeName: 'language', keyType: 'HASH' },
            { attributeName: 'processingDate', keyType: 'RANGE' },
          ],
          projection: { projectionType: 'ALL' },
        },
      ],
      streamSpecification: { streamViewType: 'NEW_AND_OLD_IMAGES' },
      sseSpecification: { sseEnabled: true, sseType: 'KMS' },
      replicas: [replica(this.region), replica(props.drRegion)],
    });
    table.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);

    // Versioning and lifecycle, no replication.
    const bucket = new s3.Bucket(this, 'DocumentsBucket', {
      versioned: true,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'tiering',
          transitions: [
            { storageClass: s3.StorageClass.INFREQUENT_ACCESS, transitionAfter: cdk.Duration.days(30) },
          ],
          noncurrentVersionExpiration: cdk.Duration.days(90),
        },
      ],
    });

    const fn = new lambda.Function(this, 'Processor', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(HANDLER),
      timeout: cdk.Duration.seconds(30),
      memorySize: 512,
      environment: {
        TABLE_NAME: table.ref,
        BUCKET_NAME: bucket.bucketName,
        DR_REGION: props.drRegion,
      },
      environmentEncryption: key,
    });
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:Query'],
        resources: [table.attrArn, cdk.Fn.join('/', [table.attrArn, 'index', '*'])],
      }),
    );
    bucket.grantRead(fn);
    bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new s3n.LambdaDestination(fn), {
      prefix: 'incoming/',
    });

    const api = new apigateway.RestApi(this, 'DocumentsApi', {
      restApiName: 'documents',
      endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] },
      deployOptions: { stageName: 'prod', tracingEnabled: true },
    });
    api.root.addResource('documents').addMethod('GET', new apigateway.LambdaIntegration(fn), {
      authorizationType: apigateway.AuthorizationType.IAM,
    });

    new cdk.CfnOutput(this, 'TableName', { value: table.ref });
    new cdk.CfnOutput(this, 'BucketName', { value: bucket.bucketName, exportName: `${id}-BucketName` });
  }
}
