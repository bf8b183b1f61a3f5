mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  function_package = "../../tests/packages/function-x86_64.zip"
  bucket_name      = "their-bucket"
  vpc_id           = "vpc-0123456789abcdef0"
  subnet_ids       = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  dns_server       = "10.1.0.2/32"
  alarm_topic_arn  = "arn:aws:sns:eu-central-1:123456789012:ops"
}

run "it_is_planned_as_its_readme_says" {
  command = plan

  assert {
    condition = (
      jsondecode(output.bucket_json_to_merge.notification).LambdaFunctionConfigurations[0].Filter.Key.FilterRules[0].Value == "invoices/in/" &&
      alltrue([for part in values(output.bucket_json_to_merge) : part != null])
    )
    error_message = "Nothing of the bucket's is changed; its owners get notification, policy and lifecycle."
  }

  assert {
    condition     = module.compressor.vpc_id == "vpc-0123456789abcdef0" && module.compressor.s3_endpoint_id == null
    error_message = "Nothing of the VPC's is changed."
  }
}
