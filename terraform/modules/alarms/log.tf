# The function counts its outcomes too, but an environment that Lambda freezes for good takes its last counts with it. Its log
# line is written at once.

locals {
  read_log       = var.log_group_name != null
  log_namespace  = "${var.metrics_namespace}/${var.name}"
  source_missing = "SourceMissingLines"
}

resource "aws_cloudwatch_log_metric_filter" "source_missing" {
  count = local.read_log ? 1 : 0

  name           = "${var.name}-source-missing"
  log_group_name = var.log_group_name
  pattern        = "{ $.message = \"SourceMissing:*\" }"

  metric_transformation {
    namespace = local.log_namespace
    name      = local.source_missing
    value     = "1"
  }
}
