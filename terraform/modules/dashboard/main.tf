resource "aws_cloudwatch_dashboard" "this" {
  # Dashboards are global in an account: without the region, two regions would overwrite each other's.
  dashboard_name = "${var.name}-${var.account.region}"
  dashboard_body = jsonencode({ widgets = concat(local.note, local.graphs) })
}

locals {
  columns       = 2
  note_height   = 2
  widget_height = 6
  widget_width  = 24 / local.columns

  note = [{
    type = "text", x = 0, y = 0, width = 24, height = local.note_height
    properties = {
      markdown = "Counts of the function's own metrics (objects, bytes, cold starts) are a lower bound: an environment that Lambda freezes for good takes its last minute with it. AsyncEventsDropped counts dead letters too."
    }
  }]

  graphs = [
    for place, graph in local.dashboard : {
      type   = "metric"
      x      = place % local.columns * local.widget_width
      y      = local.note_height + floor(place / local.columns) * local.widget_height
      width  = local.widget_width
      height = local.widget_height
      properties = {
        title   = graph.title
        region  = var.account.region
        view    = "timeSeries"
        stacked = false
        period  = 60
        metrics = graph.metrics
        yAxis   = { left = { min = 0 } }
        annotations = { horizontal = [
          for label, value in graph.limits : { label = label, value = value } if value != null
        ] }
      }
    }
  ]
}
