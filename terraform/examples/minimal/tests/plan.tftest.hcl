mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  function_package = "../../tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "it_is_planned_as_its_readme_says" {
  command = plan

  assert {
    condition     = output.upload_to == "s3://compressor-123456789012-eu-central-1/incoming/"
    error_message = "Defaults are enough."
  }
}
