mock_provider "aws" {
  source = "../../tests/mocks"
}

run "the_defaults_have_room_to_spare" {
  command = plan

  assert {
    condition     = output.needed_memory == 50 + 2 * 50 && output.needed_seconds <= 600 * 0.2
    error_message = "512 MB and 600 s must be ample for 50 MiB."
  }
}

run "streams_need_no_more_memory_than_the_largest_object_that_is_held_whole" {
  command = plan

  variables {
    settings = merge(var.settings, { max_file_size = "5GiB", compression = "fast" })
  }

  assert {
    condition     = output.needed_memory == 50 + 2 * 64 + 40 && output.needed_seconds > 200
    error_message = "5 GiB stream through what 64 MiB and a stream's buffers need, but take their time."
  }
}

run "streams_take_longer_by_an_engine_that_compresses_better" {
  command = plan

  variables {
    memory_size = 1769
    settings    = merge(var.settings, { max_file_size = "5GiB", compression = "balanced" })
  }

  assert {
    condition     = output.needed_memory == 50 + 2 * 64 + 40 && output.needed_seconds == ceil(2 * (5368.70912 / 50 + 5368.70912 / 40))
    error_message = "Streams have speeds of their own: 50 MB/s for balanced."
  }
}

run "too_little_memory_is_refused" {
  command = plan

  variables {
    memory_size = 128
  }

  expect_failures = [aws_lambda_function.this]
}

run "too_short_a_timeout_is_refused" {
  command = plan

  variables {
    timeout = 3
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_package_that_is_not_there_is_refused" {
  command = plan

  variables {
    function_package = "no/function-x86_64.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_package_for_another_architecture_is_refused" {
  command = plan

  variables {
    architecture = "arm64"
  }

  expect_failures = [aws_lambda_function.this]
}

run "prefixes_that_begin_with_each_other_are_refused" {
  command = plan

  variables {
    settings = merge(var.settings, { incoming_prefix = "data/", processed_prefix = "data/processed/" })
  }

  expect_failures = [aws_lambda_function.this]
}
