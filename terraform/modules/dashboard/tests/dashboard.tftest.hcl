mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name                   = "compressor"
  function_name          = "compressor"
  memory_size            = 512
  timeout                = 600
  reserved_concurrency   = 1500
  metrics_namespace      = "Compressor"
  dead_letter_queue_name = "compressor-dead-letters"
}

run "dashboard_shows_what_operators_ask_for" {
  command = plan

  assert {
    condition = [for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.properties.title if widget.type == "metric"] == [
      "Objects a minute, by outcome",
      "Environments in use",
      "Duration (ms)",
      "Init (ms) and peak memory (MB)",
      "Errors and throttles",
      "Age of waiting events (ms)",
      "Events received and dropped",
      "Dead letters",
      "Bytes in and out",
      "Size of the archives (% of the sources)",
    ]
    error_message = "Throughput, limits, durations, errors, backlog, dead letters, bytes and ratio."
  }

  assert {
    condition     = strcontains(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].properties.markdown, "lower bound")
    error_message = "Who reads the function's own counts must know that they are a lower bound."
  }

  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
  assert {
    condition = (
      max([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : length(try(widget.properties.metrics, []))]...) <= 500 &&
      sum([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : length(try(widget.properties.metrics, []))]) <= 2500
    )
    error_message = "CloudWatch takes 500 metrics a graph and 2,500 a dashboard."
  }

  # Limits are drawn where there are any.
  assert {
    condition = flatten([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : [for limit in widget.properties.annotations.horizontal : "${limit.label} ${limit.value}"] if widget.type == "metric"]) == [
      "reserved concurrency 1500", "timeout 600000", "memory size 512",
    ]
    error_message = "A curve says little without its limit."
  }

  # Widgets do not overlap.
  assert {
    condition = length(distinct([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : "${widget.x},${widget.y}"])) == 11 && alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.x + widget.width <= 24
    ])
    error_message = "Two columns on a grid of 24."
  }

  # Two regions have a dashboard each.
  assert {
    condition     = aws_cloudwatch_dashboard.this.dashboard_name == "compressor-eu-central-1"
    error_message = "Dashboards are global in an account: the region belongs into the name."
  }
}

run "no_limit_is_drawn_where_there_is_none" {
  command = plan

  variables {
    reserved_concurrency = null
  }

  assert {
    condition     = !strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "reserved concurrency")
    error_message = "CloudWatch refuses an annotation without a value."
  }
}
