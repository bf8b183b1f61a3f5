mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  function_package = "../../tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
  bucket_name      = "our-archive-4711"
}

# What the module depends on is still to be made, so its data sources are read during the apply.
run "it_is_planned_as_its_readme_says" {
  command = plan

  assert {
    condition     = module.compressor.function_environment.COMPRESSOR_SOURCE_AFTER_SUCCESS == "delete" && module.compressor.function_environment.COMPRESSOR_STORAGE_CLASS == "GLACIER_IR"
    error_message = "Archives are written to where they stay, and sources go."
  }
}
