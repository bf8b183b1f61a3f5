mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  function_package = "tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "address_without_a_domain_is_refused" {
  command = plan

  variables {
    alarm_emails = ["ops"]
  }

  expect_failures = [var.alarm_emails]
}

run "topic_by_its_name_is_refused" {
  command = plan

  variables {
    alarm_topic_arns = ["ops"]
  }

  expect_failures = [var.alarm_topic_arns]
}

run "runbook_with_a_section_is_refused" {
  command = plan

  variables {
    runbook_url = "https://example.org/operations.md#top"
  }

  expect_failures = [var.runbook_url]
}

run "threshold_below_zero_is_refused" {
  command = plan

  variables {
    alarm_thresholds = { dead_letters = -1 }
  }

  expect_failures = [var.alarm_thresholds]
}

run "more_than_all_of_it_is_refused" {
  command = plan

  variables {
    alarm_thresholds = { concurrency_percent = 101 }
  }

  expect_failures = [var.alarm_thresholds]
}

run "more_hours_than_cloudwatch_looks_back_are_refused" {
  command = plan

  variables {
    alarm_thresholds = { idle_hours = 169 }
  }

  expect_failures = [var.alarm_thresholds]
}

run "dead_letters_of_no_age_are_refused" {
  command = plan

  variables {
    alarm_thresholds = { dead_letter_age_hours = 0 }
  }

  expect_failures = [var.alarm_thresholds]
}
