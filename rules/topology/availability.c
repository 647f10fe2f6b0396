#include "rules/graph.h"

#include <string.h>

/*
 * Where AWS CloudFormation offers the types of a service: everywhere but in these regions, or only
 * in them. A row names a type, or the types of a service by what they begin with; the first that
 * fits counts. Services that all regions have, and those that stand in one region for all, have no
 * row. Source: the type registries of the regions as cfn-lint 1.51.0 recorded them
 * (cfnlint/data/schemas/providers/REGION, by which its E3006 says the same), read 2026-11. The
 * partitions aws, aws-cn and aws-us-gov are recorded; others are not known.
 */
static const struct availability {
	const char *types;
	enum { NOT_IN, ONLY_IN } how;
	const char *regions; /* space-separated */
} availabilities[] = {
	{ "AWS::APS::", NOT_IN, "ap-southeast-6 cn-north-1 cn-northwest-1" },
	{ "AWS::Amplify::", NOT_IN,
		"af-south-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 "
		"ap-southeast-6 ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 eu-central-2 "
		"eu-south-2 il-central-1 me-central-1 mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::ApiGatewayV2::", NOT_IN, "ap-east-2 ap-southeast-6" },
	{ "AWS::AppFlow::", ONLY_IN,
		"af-south-1 ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 "
		"us-east-2 us-west-1 us-west-2" },
	{ "AWS::AppMesh::", NOT_IN,
		"ap-east-2 ap-south-2 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 "
		"ca-west-1 me-central-1 mx-central-1" },
	{ "AWS::AppRunner::", ONLY_IN,
		"ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 eu-central-1 eu-west-1 "
		"eu-west-2 eu-west-3 us-east-1 us-east-2 us-west-2" },
	{ "AWS::AppStream::", NOT_IN,
		"af-south-1 ap-east-1 ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 "
		"ap-southeast-4 ap-southeast-6 ap-southeast-7 ca-west-1 cn-north-1 eu-central-2 "
		"eu-north-1 me-central-1 me-south-1 mx-central-1" },
	{ "AWS::AppSync::", NOT_IN,
		"ap-east-2 ap-southeast-6 mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::B2BI::", ONLY_IN,
		"ca-central-1 eu-west-1 eu-west-3 us-east-1 us-east-2 us-west-2" },
	{ "AWS::Backup::LogicallyAirGappedBackupVault", NOT_IN,
		"ap-east-2 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 cn-north-1 "
		"cn-northwest-1 mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::Backup::RestoreTestingPlan", NOT_IN,
		"ap-east-2 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 cn-north-1 "
		"cn-northwest-1 mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::Bedrock::Agent", NOT_IN,
		"af-south-1 ap-east-1 ap-east-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 "
		"ap-southeast-6 ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 il-central-1 "
		"me-central-1 me-south-1 mx-central-1 us-west-1" },
	{ "AWS::Bedrock::", NOT_IN,
		"af-south-1 ap-east-1 ap-southeast-6 ca-west-1 cn-north-1 cn-northwest-1 "
		"me-south-1 mx-central-1" },
	{ "AWS::BedrockAgentCore::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 "
		"us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-2" },
	{ "AWS::Cassandra::", NOT_IN,
		"ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 "
		"ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 "
		"il-central-1 mx-central-1" },
	{ "AWS::CleanRooms::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 eu-central-1 "
		"eu-north-1 eu-west-1 eu-west-2 us-east-1 us-east-2 us-west-2" },
	{ "AWS::CodeArtifact::", ONLY_IN,
		"ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 eu-central-1 eu-north-1 "
		"eu-south-1 eu-west-1 eu-west-2 eu-west-3 us-east-1 us-east-2 us-west-2" },
	{ "AWS::CodeBuild::", NOT_IN, "ap-east-2 ca-west-1 mx-central-1" },
	{ "AWS::CodeCommit::", NOT_IN,
		"af-south-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 "
		"ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-2 il-central-1 "
		"me-central-1 mx-central-1" },
	{ "AWS::Cognito::UserPool", NOT_IN, "cn-north-1 cn-northwest-1" },
	{ "AWS::Cognito::", NOT_IN, "cn-northwest-1" },
	{ "AWS::Comprehend::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 eu-central-1 eu-west-1 eu-west-2 us-east-1 us-east-2 us-west-2" },
	{ "AWS::Connect::", ONLY_IN,
		"af-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 "
		"ap-southeast-2 ca-central-1 eu-central-1 eu-west-2 us-east-1 us-gov-west-1 "
		"us-west-2" },
	{ "AWS::DAX::", ONLY_IN,
		"ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 cn-northwest-1 "
		"eu-central-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 "
		"us-west-1 us-west-2" },
	{ "AWS::DSQL::", NOT_IN,
		"af-south-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-5 ap-southeast-6 "
		"ap-southeast-7 cn-north-1 cn-northwest-1 eu-central-2 eu-south-1 il-central-1 "
		"me-central-1 me-south-1 mx-central-1 us-gov-east-1 us-gov-west-1 us-west-1" },
	{ "AWS::DataBrew::", NOT_IN,
		"ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 "
		"ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-2 il-central-1 "
		"me-central-1 me-south-1 mx-central-1 us-gov-east-1" },
	{ "AWS::DataZone::", NOT_IN,
		"af-south-1 ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 "
		"ap-southeast-6 ca-west-1 cn-north-1 cn-northwest-1 eu-south-1 eu-south-2 "
		"il-central-1 me-central-1 me-south-1 mx-central-1 us-gov-east-1 us-gov-west-1 "
		"us-west-1" },
	{ "AWS::DocDB::GlobalCluster", NOT_IN,
		"ap-east-2 ap-southeast-3 ap-southeast-4 ap-southeast-6 ca-west-1 cn-north-1 "
		"cn-northwest-1 eu-central-2 eu-south-1 me-south-1 sa-east-1 us-west-1" },
	{ "AWS::DocDB::", NOT_IN,
		"ap-east-2 ap-southeast-3 ap-southeast-4 ap-southeast-6 ca-west-1 eu-central-2 "
		"me-south-1 us-west-1" },
	{ "AWS::DocDBElastic::", ONLY_IN,
		"ap-east-1 ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 eu-central-1 eu-south-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 "
		"us-east-1 us-east-2 us-west-2" },
	{ "AWS::EMRContainers::", NOT_IN,
		"ap-east-2 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 "
		"mx-central-1" },
	{ "AWS::EMRServerless::", NOT_IN, "ap-east-2 ap-southeast-6 ap-southeast-7 mx-central-1" },
	{ "AWS::ElastiCache::GlobalReplicationGroup", NOT_IN, "ap-southeast-6" },
	{ "AWS::EntityResolution::", ONLY_IN,
		"af-south-1 ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 eu-central-1 eu-west-1 eu-west-2 us-east-1 us-east-2 us-west-2" },
	{ "AWS::Events::Endpoint", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 "
		"ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 "
		"sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2" },
	{ "AWS::FSx::", NOT_IN, "ap-southeast-6" },
	{ "AWS::GameLiftStreams::", ONLY_IN, "ap-northeast-1 eu-central-1 us-east-2 us-west-2" },
	{ "AWS::Grafana::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 eu-central-1 "
		"eu-west-1 eu-west-2 us-east-1 us-east-2 us-west-2" },
	{ "AWS::HealthLake::", ONLY_IN,
		"ap-south-1 ap-southeast-2 ca-central-1 eu-west-1 eu-west-2 us-east-1 us-east-2 "
		"us-west-2" },
	{ "AWS::IVS::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 eu-central-1 eu-west-1 us-east-1 "
		"us-west-2" },
	{ "AWS::IoTEvents::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 cn-north-1 eu-central-1 eu-west-1 eu-west-2 us-east-1 us-east-2 "
		"us-gov-west-1 us-west-2" },
	{ "AWS::IoTSiteWise::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 cn-north-1 eu-central-1 eu-west-1 us-east-1 us-east-2 us-gov-west-1 "
		"us-west-2" },
	{ "AWS::IoTTwinMaker::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 cn-north-1 "
		"eu-central-1 eu-west-1 us-east-1 us-gov-west-1 us-west-2" },
	{ "AWS::IoTWireless::", ONLY_IN,
		"ap-northeast-1 ap-southeast-2 ap-southeast-3 eu-central-1 eu-west-1 sa-east-1 "
		"us-east-1 us-west-2" },
	{ "AWS::Kendra::", ONLY_IN,
		"ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-west-1 "
		"eu-west-2 us-east-1 us-east-2 us-west-2" },
	{ "AWS::KinesisVideo::", NOT_IN,
		"af-south-1 ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 "
		"ap-southeast-6 ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 eu-central-2 "
		"eu-north-1 eu-south-1 me-central-1 mx-central-1 us-west-1" },
	{ "AWS::Lex::", ONLY_IN,
		"af-south-1 ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 eu-central-1 eu-west-1 eu-west-2 us-east-1 us-gov-west-1 us-west-2" },
	{ "AWS::Lightsail::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ap-southeast-3 ap-southeast-5 ca-central-1 eu-central-1 eu-north-1 eu-west-1 "
		"eu-west-2 eu-west-3 us-east-1 us-east-2 us-west-2" },
	{ "AWS::Location::", ONLY_IN,
		"ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ap-southeast-5 "
		"ca-central-1 eu-central-1 eu-north-1 eu-south-2 eu-west-1 eu-west-2 sa-east-1 "
		"us-east-1 us-east-2 us-gov-west-1 us-west-2" },
	{ "AWS::M2::", NOT_IN,
		"ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 "
		"ap-southeast-6 ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 eu-central-2 "
		"me-central-1 me-south-1 mx-central-1" },
	{ "AWS::MSK::Replicator", NOT_IN, "us-gov-east-1 us-gov-west-1" },
	{ "AWS::MSK::ServerlessCluster", NOT_IN,
		"cn-north-1 cn-northwest-1 me-central-1 me-south-1 us-gov-east-1 us-gov-west-1 "
		"us-west-1" },
	{ "AWS::MWAA::", NOT_IN,
		"ap-east-2 ap-southeast-6 mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::MediaConnect::", NOT_IN,
		"ap-east-2 ap-southeast-3 ap-southeast-6 ap-southeast-7 ca-west-1 cn-north-1 "
		"cn-northwest-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-south-1 "
		"mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::MediaConvert::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 cn-northwest-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 "
		"sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2" },
	{ "AWS::MediaLive::", NOT_IN,
		"af-south-1 ap-east-1 ap-east-2 ap-southeast-3 ap-southeast-6 ap-southeast-7 "
		"ca-west-1 cn-north-1 cn-northwest-1 eu-central-2 eu-south-1 eu-south-2 "
		"il-central-1 me-south-1 mx-central-1 us-gov-east-1 us-gov-west-1 us-west-1" },
	{ "AWS::MediaPackage::", NOT_IN,
		"af-south-1 ap-east-1 ap-east-2 ap-southeast-3 ap-southeast-5 ap-southeast-6 "
		"ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 eu-central-2 eu-south-1 "
		"eu-south-2 il-central-1 me-south-1 mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::MediaPackageV2::", NOT_IN,
		"af-south-1 ap-east-1 ap-east-2 ap-southeast-3 ap-southeast-5 ap-southeast-6 "
		"ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 eu-central-2 eu-south-1 "
		"eu-south-2 il-central-1 me-south-1 mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::MediaTailor::", NOT_IN,
		"ap-east-1 ap-east-2 ap-southeast-3 ap-southeast-6 ap-southeast-7 ca-west-1 "
		"cn-north-1 cn-northwest-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 "
		"me-south-1 mx-central-1 us-gov-east-1 us-gov-west-1 us-west-1" },
	{ "AWS::MemoryDB::MultiRegionCluster", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"eu-central-1 eu-west-1 eu-west-2 us-east-1 us-east-2 us-west-1 us-west-2" },
	{ "AWS::MemoryDB::", NOT_IN,
		"af-south-1 ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 "
		"ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 il-central-1 "
		"me-central-1 me-south-1 mx-central-1" },
	{ "AWS::Neptune::", NOT_IN,
		"ap-east-2 ap-southeast-6 ap-southeast-7 eu-south-1 mx-central-1" },
	{ "AWS::NeptuneGraph::", NOT_IN,
		"ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-6 ap-southeast-7 "
		"cn-north-1 cn-northwest-1 eu-south-1 eu-south-2 mx-central-1 us-gov-east-1 "
		"us-gov-west-1" },
	{ "AWS::ODB::", NOT_IN,
		"af-south-1 ap-east-1 ap-east-2 ap-southeast-3 ap-southeast-5 ap-southeast-6 "
		"ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 eu-north-1 eu-south-2 "
		"il-central-1 me-central-1 me-south-1 mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::OSIS::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 eu-central-1 eu-north-1 eu-south-2 eu-west-1 eu-west-2 sa-east-1 "
		"us-east-1 us-east-2 us-west-1 us-west-2" },
	{ "AWS::Omics::", ONLY_IN,
		"ap-northeast-2 ap-southeast-1 eu-central-1 eu-west-1 eu-west-2 il-central-1 "
		"us-east-1 us-west-2" },
	{ "AWS::OpenSearchServerless::", NOT_IN,
		"af-south-1 ap-east-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 "
		"ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 il-central-1 me-central-1 "
		"me-south-1 mx-central-1" },
	{ "AWS::PCS::", ONLY_IN,
		"ap-northeast-1 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"eu-central-1 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 "
		"sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-2" },
	{ "AWS::PaymentCryptography::", ONLY_IN,
		"af-south-1 ap-northeast-1 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 "
		"ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 "
		"us-east-1 us-east-2 us-west-2" },
	{ "AWS::Personalize::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 cn-north-1 eu-central-1 eu-west-1 us-east-1 us-east-2 us-west-2" },
	{ "AWS::Pinpoint::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 eu-central-1 eu-west-1 eu-west-2 us-east-1 us-east-2 us-gov-west-1 "
		"us-west-2" },
	{ "AWS::Pipes::", NOT_IN,
		"ap-east-2 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 "
		"il-central-1 mx-central-1 us-gov-east-1 us-gov-west-1" },
	{ "AWS::QBusiness::", ONLY_IN, "ap-southeast-2 eu-west-1 us-east-1 us-west-2" },
	{ "AWS::QuickSight::", NOT_IN,
		"ap-east-1 ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-4 ap-southeast-6 "
		"ap-southeast-7 ca-west-1 cn-northwest-1 me-south-1 mx-central-1 us-west-1" },
	{ "AWS::RDS::DBProxy", NOT_IN, "ap-east-2" },
	{ "AWS::RDS::GlobalCluster", NOT_IN, "us-gov-east-1 us-gov-west-1" },
	{ "AWS::RedshiftServerless::", NOT_IN, "ap-southeast-4 me-south-1" },
	{ "AWS::Rekognition::", ONLY_IN,
		"ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 "
		"ca-central-1 eu-central-1 eu-south-2 eu-west-1 eu-west-2 il-central-1 sa-east-1 "
		"us-east-1 us-east-2 us-gov-west-1 us-west-1 us-west-2" },
	{ "AWS::S3Express::", ONLY_IN,
		"ap-northeast-1 ap-south-1 ap-southeast-1 cn-north-1 eu-central-1 eu-north-1 "
		"eu-west-1 us-east-1 us-east-2 us-west-2" },
	{ "AWS::S3Tables::", NOT_IN, "ap-east-2 ap-southeast-6" },
	{ "AWS::S3Vectors::", NOT_IN,
		"cn-north-1 cn-northwest-1 il-central-1 me-central-1 me-south-1 us-gov-east-1 "
		"us-gov-west-1" },
	{ "AWS::SES::", NOT_IN,
		"ap-east-1 ap-east-2 ap-southeast-4 ap-southeast-6 ap-southeast-7 cn-north-1 "
		"cn-northwest-1 eu-south-2 mx-central-1" },
	{ "AWS::Signer::", NOT_IN,
		"ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 "
		"ap-southeast-6 ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 eu-central-2 "
		"eu-south-2 il-central-1 me-central-1 mx-central-1" },
	{ "AWS::Timestream::InfluxDBInstance", ONLY_IN,
		"ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ap-southeast-3 "
		"ca-central-1 eu-central-1 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 "
		"eu-west-3 me-central-1 us-east-1 us-east-2 us-west-2" },
	{ "AWS::Timestream::Table", ONLY_IN,
		"ap-northeast-1 ap-south-1 ap-southeast-2 eu-central-1 eu-west-1 us-east-1 "
		"us-east-2 us-gov-west-1 us-west-2" },
	{ "AWS::Timestream::", ONLY_IN,
		"ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ap-southeast-3 "
		"ca-central-1 eu-central-1 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 "
		"eu-west-3 me-central-1 us-east-1 us-east-2 us-gov-west-1 us-west-2" },
	{ "AWS::VpcLattice::", NOT_IN,
		"ap-east-2 ap-southeast-5 ap-southeast-6 ap-southeast-7 cn-north-1 cn-northwest-1 "
		"us-gov-east-1 us-gov-west-1" },
	{ NULL, NOT_IN, NULL },
};

static bool is_listed(const char *list, const char *word) {
	size_t length = strlen(word);
	for (const char *at = strstr(list, word); at; at = strstr(at + 1, word)) {
		bool starts = at == list || at[-1] == ' ';
		if (starts && (at[length] == ' ' || !at[length])) {
			return true;
		}
	}
	return false;
}

static bool is_recorded(const char *region) {
	static const char *const partitions[] = { "aws", "aws-cn", "aws-us-gov" };
	const char *partition = region_partition(region);
	for (size_t i = 0; partition && i < sizeof(partitions) / sizeof(partitions[0]); i++) {
		if (strcmp(partitions[i], partition) == 0) {
			return true;
		}
	}
	return false;
}

static bool fits(const struct availability *row, const char *type) {
	size_t length = strlen(row->types);
	bool is_service = row->types[length - 1] == ':';
	return is_service ? strncmp(row->types, type, length) == 0 : strcmp(row->types, type) == 0;
}

static bool begins_alike(const char *service, const char *other) {
	return *service == *other && service[1] == other[1];
}

/* Every resource's type is asked for; the first letters of the service tell most rows apart. */
static const struct availability *row_of(const char *type) {
	static const char vendor[] = "AWS::";
	const size_t initial = sizeof(vendor) - 1;
	if (strncmp(type, vendor, initial) != 0) {
		return NULL;
	}
	const struct availability *row = availabilities;
	while (row->types &&
		!(begins_alike(row->types + initial, type + initial) && fits(row, type))) {
		row++;
	}
	return row->types ? row : NULL;
}

static enum truth is_offered(const char *type, const char *region) {
	const struct availability *row = row_of(type);
	if (!row) {
		return YES;
	}
	if (!is_recorded(region)) {
		return UNKNOWN;
	}
	return truth_of(is_listed(row->regions, region) == (row->how == ONLY_IN));
}

static enum truth evaluate_offered_in_recovery(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	const char *type = judge->subject.resource->type, *missing = "", *const * region;
	enum truth result = YES;
	vec_each(region, &judge->estate->regions.recovery) {
		enum truth offered = is_offered(type, *region);
		missing = offered < result ? *region : missing;
		result = truth_and(result, offered);
	}
	judge_blame(judge, result, NULL, NULL,
		result == UNKNOWN ? "what CloudFormation offers in %s is not known" : NULL,
		missing);
	judge_fact(judge, "missing", missing);
	judge_fact(judge, "type", type);
	return result;
}

static enum truth evaluate_availability_recorded(
	struct judge *judge, const struct assertion *assertion) {
	(void)assertion;
	bool recorded = row_of(judge->subject.resource->type) != NULL;
	return judge_blame(judge, truth_of(recorded), NULL, NULL, NULL);
}

const struct word topology_availability_words[] = {
	{ "availability_recorded", "some regions are known to lack the resource's type", "", "",
		evaluate_availability_recorded, NULL, PARTS_NONE },
	{ "offered_in_recovery",
		"CloudFormation offers the resource's type in every recovery region", "",
		"missing type", evaluate_offered_in_recovery, NULL, PARTS_NONE },
	{ 0 },
};
