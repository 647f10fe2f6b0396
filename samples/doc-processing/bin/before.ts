#!/usr/bin/env node
// Before: the workload as teams often have it, a replicated table and nothing else in the second region.
import * as cdk from 'aws-cdk-lib';
import { DocProcessingStack } from '../lib/doc-processing-stack';

const app = new cdk.App();
new DocProcessingStack(app, 'DocProcessing', {
  env: { account: '123456789012', region: 'us-west-2' },
  drRegion: process.env.DR_REGION ?? 'us-east-2',
  description: 'Document processing (primary region)',
  terminationProtection: true,
  tags: { app: 'doc-processing', tier: 'critical' },
});
