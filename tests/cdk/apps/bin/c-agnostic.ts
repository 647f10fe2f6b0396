#!/usr/bin/env node
// No env, so region and account are only known at deployment.
import * as cdk from 'aws-cdk-lib';
import { DocProcessingStack } from '../lib/doc-processing-stack';

const app = new cdk.App();
new DocProcessingStack(app, 'DocProcessing', { drRegion: process.env.DR_REGION ?? 'us-east-2' });
