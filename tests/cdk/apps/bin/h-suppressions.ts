#!/usr/bin/env node
// Every way a CDK author says "I know": annotations, acknowledgements,
// cdk-nag, and the Metadata blocks that cfn-lint, guard, checkov and cfn-nag read.
import * as cdk from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';

class DrTierAspect implements cdk.IAspect {
  visit(node: IConstruct): void {
    if (node instanceof s3.CfnBucket) {
      node.addMetadata('drlint', { tier: 'critical', rpo: '15m' });
      if (!node.replicationConfiguration) {
        cdk.Annotations.of(node).addWarningV2('drlint:s3-crr', 'bucket has no replication configuration');
      }
      cdk.Annotations.of(node).addInfo('seen by DrTierAspect');
      cdk.Tags.of(node).add('dr:tier', 'critical');
    }
  }
}

class SuppressionStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: cdk.StackProps) {
    super(scope, id, props);
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3045'] } } };

    const scratch = new s3.Bucket(this, 'ScratchBucket', {});
    scratch.node.addMetadata('team:owner', 'documents');
    const cfn = scratch.node.defaultChild as s3.CfnBucket;
    cfn.cfnOptions.metadata = {
      'cfn-lint': { config: { ignore_checks: ['W3005'] } },
      guard: { SuppressedRules: ['S3_BUCKET_REPLICATION_ENABLED'] },
      checkov: { skip: [{ id: 'CKV_AWS_144', comment: 'scratch data is rebuilt' }] },
      cfn_nag: { rules_to_suppress: [{ id: 'W35', reason: 'no access log for scratch' }] },
    };
    cdk.Validations.of(scratch).acknowledge({ id: 'AwsSolutions-S1', reason: 'scratch data needs no access log' });
    cdk.Validations.of(scratch).acknowledge({ id: 'drlint:s3-crr', reason: 'scratch data is rebuilt' });

    const docs = new s3.Bucket(this, 'DocumentsBucket', { enforceSSL: true });
    // Late mutation: the trace of this line differs from the construction line.
    (docs.node.defaultChild as s3.CfnBucket).addPropertyOverride('VersioningConfiguration.Status', 'Enabled');
    (docs.node.defaultChild as s3.CfnBucket).objectLockEnabled = true;
  }
}

const app = new cdk.App();
const stack = new SuppressionStack(app, 'DocSuppressions', { env: { account: '123456789012', region: 'us-west-2' } });
cdk.Aspects.of(stack).add(new DrTierAspect());
if (process.env.WITH_NAG === '1') {
  cdk.Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { writeSuppressionsToCloudFormation: true }));
}
