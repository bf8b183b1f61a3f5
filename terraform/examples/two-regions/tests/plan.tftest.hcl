mock_provider "aws" {
  alias  = "eu"
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "us"
  source = "../../tests/mocks"

  override_data {
    target = module.us["orders"].data.aws_region.current
    values = { id = "us-east-1" }
  }

  override_data {
    target = module.us["events"].data.aws_region.current
    values = { id = "us-east-1" }
  }

  override_data {
    target = module.us["orders"].module.network.data.aws_availability_zones.available
    values = { names = ["us-east-1a", "us-east-1b"], zone_ids = ["use1-az1", "use1-az4"] }
  }

  override_data {
    target = module.us["events"].module.network.data.aws_availability_zones.available
    values = { names = ["us-east-1a", "us-east-1b"], zone_ids = ["use1-az1", "use1-az4"] }
  }
}

variables {
  function_package = "../../tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "it_is_planned_as_its_readme_says" {
  command = plan

  assert {
    condition = length(distinct(concat(
      [for deployment in values(module.eu) : deployment.bucket_arn],
      [for deployment in values(module.us) : deployment.bucket_arn],
    ))) == 4
    error_message = "Deployments in one account and in one region share no name."
  }

  assert {
    condition     = module.eu["orders"].region == "eu-central-1" && module.us["orders"].region == "us-east-1"
    error_message = "Each goes to the region of its provider."
  }
}
