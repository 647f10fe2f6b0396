#!/usr/bin/env node
// CDK Pipelines; each Stage is a nested cloud assembly.
import * as cdk from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as pipelines from 'aws-cdk-lib/pipelines';
import { DocProcessingStack } from '../lib/doc-processing-stack';

class DocStage extends cdk.Stage {
  constructor(scope: Construct, id: string, props: cdk.StageProps & { drRegion: string }) {
    super(scope, id, props);
    new DocProcessingStack(this, 'DocProcessing', { drRegion: props.drRegion });
  }
}

class PipelineStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: cdk.StackProps) {
    super(scope, id, props);
    const pipeline = new pipelines.CodePipeline(this, 'Pipeline', {
      synth: new pipelines.ShellStep('Synth', {
        input: pipelines.CodePipelineSource.connection('example/doc-processing', 'main', {
          connectionArn: 'arn:aws:codestar-connections:us-west-2:123456789012:connection/example',
        }),
        commands: ['npm ci', 'npx cdk synth'],
      }),
    });
    const account = '123456789012';
    pipeline.addStage(new DocStage(this, 'Beta', { env: { account, region: 'us-west-2' }, drRegion: 'us-east-2' }));
    const wave = pipeline.addWave('Prod');
    wave.addStage(new DocStage(this, 'ProdWest', { env: { account, region: 'us-west-2' }, drRegion: 'us-east-2' }));
    wave.addStage(new DocStage(this, 'ProdEast', { env: { account, region: 'us-east-2' }, drRegion: 'us-west-2' }));
  }
}

const app = new cdk.App();
new PipelineStack(app, 'DocPipeline', { env: { account: '123456789012', region: 'us-west-2' } });
