data "aws_servicequotas_service_quota" "concurrent_executions" {
  count = var.concurrency_quota == null ? 0 : 1

  service_code = "lambda"
  quota_code   = "L-B99A9384"
}

# Files the request with AWS: granted in minutes or days, never lowered by a destroy. An account that has as much already
# needs none, and AWS would refuse one for less.
resource "aws_servicequotas_service_quota" "concurrent_executions" {
  count = try(var.concurrency_quota > data.aws_servicequotas_service_quota.concurrent_executions[0].value, false) ? 1 : 0

  service_code = "lambda"
  quota_code   = "L-B99A9384"
  value        = var.concurrency_quota

  lifecycle {
    precondition {
      condition     = try(var.reserved_concurrency <= var.concurrency_quota - 100, true)
      error_message = "concurrency_quota (${var.concurrency_quota}) must be 100 more than reserved_concurrency (${coalesce(var.reserved_concurrency, 0)}) at least: AWS keeps 100 unreserved."
    }
  }
}
