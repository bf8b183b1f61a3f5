mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  function_package = "../../tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
  bucket_name      = "their-bucket"
  topic_arn        = "arn:aws:sns:eu-central-1:123456789012:uploads"
  zone_ids         = ["euc1-az2", "euc1-az3"]
}

run "it_is_planned_as_its_readme_says" {
  command = plan

  assert {
    condition     = aws_sqs_queue.uploads.visibility_timeout_seconds == 6 * module.compressor.timeout && module.compressor.event_queue_url == null
    error_message = "The queue is not the module's; AWS recommends six timeouts of the function."
  }

  assert {
    condition     = module.compressor.function_environment.COMPRESSOR_REPORT_BATCH_ITEM_FAILURES == "true"
    error_message = "Messages that failed must come again."
  }

  assert {
    condition     = output.bucket_json_to_merge.notification == null && output.bucket_json_to_merge.lifecycle != null
    error_message = "The topic has the bucket's events: another rule for the same keys would be refused."
  }
}
