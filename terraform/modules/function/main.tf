locals {
  function_name = var.name
  alias         = "live"
  function_arn  = "arn:${var.account.partition}:lambda:${var.account.region}:${var.account.id}:function:${local.function_name}"

  log_group_name = "/aws/lambda/${local.function_name}"
  # Not the resource's: the role would wait for the group, and a group that is replaced would have to be made before it is destroyed.
  log_group_arn = "arn:${var.account.partition}:logs:${var.account.region}:${var.account.id}:log-group:${local.log_group_name}"

  # What changes with the package's bytes and with nothing else, or every checkout would plan a change.
  package_file = var.function_package != null && try(fileexists(var.function_package), false)
  package_hash = local.package_file ? filebase64sha256(var.function_package) : try(var.function_package_s3.sha256, null)

  environment = { for name, value in var.settings : "COMPRESSOR_${upper(name)}" => tostring(value) }
}

# trivy:ignore:AWS-0066 Tracing is an input, off by default: it costs more than the function.
resource "aws_lambda_function" "this" {
  # checkov:skip=CKV_AWS_116:Failed events go to the on-failure destination, which carries more than a dead-letter queue.
  function_name    = local.function_name
  description      = "Compresses each object of ${var.settings.incoming_prefix} into ${var.settings.processed_prefix}."
  role             = local.role_arn
  source_code_hash = local.package_hash

  filename          = var.function_package
  s3_bucket         = one(var.function_package_s3[*].bucket)
  s3_key            = one(var.function_package_s3[*].key)
  s3_object_version = one(var.function_package_s3[*].object_version)

  runtime       = "provided.al2023"
  handler       = "bootstrap"
  architectures = [var.architecture]

  memory_size                    = var.memory_size
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency == null ? -1 : var.reserved_concurrency

  # Code and settings reach events together, as a version that `live` points at, never one before the other.
  publish = true

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
    log_group  = local.log_group_name

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
      condition     = (var.function_package == null) != (var.function_package_s3 == null)
      error_message = "Set one of function_package (a file) and function_package_s3 (an object)."
    }

    precondition {
      condition     = var.function_package == null || local.package_file
      error_message = "function_package '${coalesce(var.function_package, "null")}' does not exist: run 'make package ARCHITECTURE=${var.architecture}' first."
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
      condition     = endswith(coalesce(var.function_package, "-${var.architecture}.zip"), "-${var.architecture}.zip")
      error_message = "function_package '${basename(coalesce(var.function_package, "null"))}' is not built for ${var.architecture}: its name must end in -${var.architecture}.zip. Run 'make package ARCHITECTURE=${var.architecture}', or set architecture."
    }
  }
}

resource "aws_lambda_alias" "live" {
  name             = local.alias
  description      = "The version that receives events."
  function_name    = aws_lambda_function.this.function_name
  function_version = coalesce(var.live_version, aws_lambda_function.this.version)

  dynamic "routing_config" {
    for_each = var.canary_percent > 0 ? [var.canary_percent / 100] : []

    content {
      # Where nothing changed, no version was published, and there is nothing to try out.
      additional_version_weights = { for version in [aws_lambda_function.this.version] : version => routing_config.value if version != var.live_version }
    }
  }

  lifecycle {
    precondition {
      condition     = var.canary_percent == 0 || var.live_version != null
      error_message = "canary_percent needs live_version: the version that gets the other events. 'make deploy CANARY_PERCENT=…' sets it."
    }

    precondition {
      condition     = var.canary_percent == 0 || var.provisioned_concurrency == 0
      error_message = "canary_percent needs provisioned_concurrency = 0: Lambda keeps no environments warm for an alias of two versions."
    }
  }
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
  count = var.create_log_group ? 1 : 0

  name              = local.log_group_name
  log_group_class   = var.log_class == "STANDARD" ? null : var.log_class
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn

  tags = var.tags
}
