#!/usr/bin/env node
// After: the same workload with its recovery gaps closed.
import * as cdk from 'aws-cdk-lib';
import { DataPrimaryStack, DnsStack, KeyReplicaStack, RegionalStack, TableStack } from '../lib/dr-ready';

const account = '123456789012';
const primary = { account, region: 'us-west-2' };
const dr = { account, region: process.env.DR_REGION ?? 'us-east-2' };
const common = { crossRegionReferences: true, terminationProtection: true };
const domainName = 'docs.example.com';

const app = new cdk.App();
const keys = new DataPrimaryStack(app, 'DocKeys', { env: primary, ...common });
const keyReplica = new KeyReplicaStack(app, 'DocKeysDr', { env: dr, primaryKey: keys.key, ...common });
new TableStack(app, 'DocTable', {
  env: primary,
  ...common,
  primaryKeyArn: keys.key.keyArn,
  replicaKeyArn: keyReplica.replicaKeyArn,
  drRegion: dr.region,
});
const west = new RegionalStack(app, 'DocProcessing', {
  env: primary,
  ...common,
  keyArn: keys.key.keyArn,
  peerKeyArn: keyReplica.replicaKeyArn,
  peerRegion: dr.region,
  domainName,
  certificateArn: `arn:aws:acm:${primary.region}:${account}:certificate/11111111-2222-3333-4444-555555555555`,
});
const east = new RegionalStack(app, 'DocProcessingDr', {
  env: dr,
  ...common,
  keyArn: keyReplica.replicaKeyArn,
  peerKeyArn: keys.key.keyArn,
  peerRegion: primary.region,
  domainName,
  certificateArn: `arn:aws:acm:${dr.region}:${account}:certificate/66666666-7777-8888-9999-000000000000`,
});
new DnsStack(app, 'DocDns', {
  env: primary,
  ...common,
  hostedZoneId: 'Z0123456789EXAMPLE',
  recordName: domainName,
  primary: west,
  secondary: east,
});
