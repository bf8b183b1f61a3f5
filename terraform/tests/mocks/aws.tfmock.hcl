# What AWS would answer at plan time, so that policies and alarms can be read in tests.

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_data "aws_region" {
  defaults = { id = "eu-central-1" }
}

mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}

mock_data "aws_availability_zones" {
  defaults = {
    names    = ["eu-central-1c", "eu-central-1a", "eu-central-1b"]
    zone_ids = ["euc1-az1", "euc1-az2", "euc1-az3"]
  }
}

mock_data "aws_vpc_endpoint_service" {
  defaults = { service_name = "com.amazonaws.eu-central-1.s3" }
}

mock_data "aws_ec2_managed_prefix_list" {
  defaults = { id = "pl-0123456789abcdef0" }
}

mock_resource "aws_iam_role" {
  override_during = plan
  defaults        = { arn = "arn:aws:iam::123456789012:role/compressor-eu-central-1" }
}

mock_resource "aws_sqs_queue" {
  override_during = plan
  defaults        = { arn = "arn:aws:sqs:eu-central-1:123456789012:a-queue" }
}

mock_resource "aws_cloudwatch_log_group" {
  override_during = plan
  defaults        = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/compressor" }
}

mock_resource "aws_kms_key" {
  override_during = plan
  defaults        = { arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555" }
}

mock_resource "aws_sns_topic" {
  override_during = plan
  defaults        = { arn = "arn:aws:sns:eu-central-1:123456789012:compressor-alarms" }
}

mock_resource "aws_lambda_function" {
  override_during = plan
  defaults = {
    arn     = "arn:aws:lambda:eu-central-1:123456789012:function:compressor"
    version = "7"
  }
}

mock_resource "aws_lambda_alias" {
  override_during = plan
  defaults        = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live" }
}

mock_resource "aws_s3_bucket" {
  override_during = plan
  defaults        = { id = "compressor-123456789012-eu-central-1" }
}

mock_resource "aws_vpc" {
  override_during = plan
  defaults        = { id = "vpc-0123456789abcdef0" }
}

mock_resource "aws_security_group" {
  override_during = plan
  defaults        = { id = "sg-0123456789abcdef0" }
}

mock_resource "aws_default_security_group" {
  override_during = plan
  defaults        = { id = "sg-00000000000000001" }
}

mock_resource "aws_route_table" {
  override_during = plan
  defaults        = { id = "rtb-0123456789abcdef0" }
}
