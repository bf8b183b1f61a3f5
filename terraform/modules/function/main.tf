locals {
  function_name = var.name
  alias         = "live"
  function_arn  = "arn:${var.account.partition}:lambda:${var.account.region}:${var.account.id}:function:${local.function_name}"

  environment = { for name, value in var.settings : "COMPRESSOR_${upper(name)}" => tostring(value) }
}

# trivy:ignore:AWS-0066 Tracing is an input, off by default: it costs more than the function.
resource "aws_lambda_function" "this" {
  # checkov:skip=CKV_AWS_116:Failed events go to the on-failure destination, which carries more than a dead-letter queue.
  function_name    = local.function_name
  description      = "Compresses each object of ${var.settings.incoming_prefix} into ${var.settings.processed_prefix}."
  role             = aws_iam_role.function.arn
  filename         = var.function_package
  source_code_hash = fileexists(var.function_package) ? filebase64sha256(var.function_package) : null

  runtime       = "provided.al2023"
  handler       = "bootstrap"
  architectures = [var.architecture]

  memory_size                    = var.memory_size
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency == null ? -1 : var.reserved_concurrency

  # Code and settings reach events together, as a version that `live` points at, never one before the other.
  publish = true

  # Otherwise the group's network interfaces hold a destroy up for 20 to 60 minutes.
  replace_security_groups_on_destroy = true
  replacement_security_group_ids     = [var.default_security_group_id]

  code_signing_config_arn = var.code_signing_config_arn
  kms_key_arn             = var.environment_kms_key_arn

  environment {
    variables = local.environment
  }

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.function.name

    # The function decides by itself which lines to write; Lambda's own START, END and REPORT lines of
    # successful invocations would cost more than all of the function's.
    application_log_level = "TRACE"
    system_log_level      = "WARN"
  }

  tracing_config {
    mode = var.tracing
  }

  tags = var.tags

  # A function that cannot write logs, reach S3 or make network interfaces yet would fail its first events.
  depends_on = [aws_cloudwatch_log_group.function, aws_iam_role_policy.function]

  lifecycle {
    precondition {
      condition     = fileexists(var.function_package)
      error_message = "function_package '${var.function_package}' does not exist: run 'make package ARCHITECTURE=${var.architecture}' first."
    }

    precondition {
      condition     = !startswith(var.settings.incoming_prefix, var.settings.processed_prefix) && !startswith(var.settings.processed_prefix, var.settings.incoming_prefix)
      error_message = "Neither of incoming_prefix (${var.settings.incoming_prefix}) and processed_prefix (${var.settings.processed_prefix}) may begin with the other: archives would be compressed again, without end."
    }

    precondition {
      condition     = var.memory_size >= local.needed_memory
      error_message = "memory_size ${var.memory_size} MB is too little for max_file_size ${var.settings.max_file_size} with compression ${var.settings.compression}: set memory_size to ${local.needed_memory} or more, or lower max_file_size."
    }

    precondition {
      condition     = var.timeout >= local.needed_seconds
      error_message = "timeout ${var.timeout} s is too short for max_file_size ${var.settings.max_file_size} with compression ${var.settings.compression} and ${var.memory_size} MB: set timeout to ${local.needed_seconds} or more, raise memory_size, or lower max_file_size."
    }

    precondition {
      condition     = endswith(var.function_package, "-${var.architecture}.zip")
      error_message = "function_package '${basename(var.function_package)}' is not built for ${var.architecture}: its name must end in -${var.architecture}.zip. Run 'make package ARCHITECTURE=${var.architecture}', or set architecture."
    }
  }
}

resource "aws_lambda_alias" "live" {
  name             = local.alias
  description      = "The version that receives events."
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  count = var.provisioned_concurrency > 0 ? 1 : 0

  function_name                     = aws_lambda_function.this.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = var.provisioned_concurrency

  lifecycle {
    precondition {
      condition     = var.reserved_concurrency == null || try(var.provisioned_concurrency <= var.reserved_concurrency, true)
      error_message = "provisioned_concurrency (${var.provisioned_concurrency}) must not exceed reserved_concurrency (${coalesce(var.reserved_concurrency, 0)}): raise the one or lower the other."
    }
  }
}

resource "aws_lambda_function_event_invoke_config" "live" {
  function_name                = aws_lambda_function.this.function_name
  qualifier                    = aws_lambda_alias.live.name
  maximum_retry_attempts       = var.maximum_retry_attempts
  maximum_event_age_in_seconds = var.maximum_event_age_seconds

  destination_config {
    on_failure {
      destination = aws_sqs_queue.dead_letters.arn
    }
  }
}

resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${local.function_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn

  tags = var.tags
}
