locals {
  lambda      = "AWS/Lambda"
  own         = var.metrics_namespace
  of_function = ["FunctionName", var.function_name]
  in_queue    = ["QueueName", var.dead_letter_queue_name]

  outcomes = ["Compressed", "Duplicate", "Superseded", "Skipped", "SourceMissing", "Failed"]

  dashboard = concat(local.of_function_and_bucket, local.of_event_queue)

  of_event_queue = [for queue in var.event_queue_name[*] : {
    title  = "Events in the queue"
    limits = {}
    metrics = [
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue, { stat = "Maximum", label = "waiting" }],
      ["AWS/SQS", "ApproximateNumberOfMessagesNotVisible", "QueueName", queue, { stat = "Maximum", label = "in work or failed" }],
      ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue, { stat = "Maximum", label = "age of the oldest (s)", yAxis = "right" }],
    ]
  }]

  of_function_and_bucket = [
    {
      title   = "Objects a minute, by outcome"
      limits  = {}
      metrics = [for outcome in local.outcomes : concat([local.own, outcome], local.of_function, [{ stat = "Sum" }])]
    },
    {
      title  = "Environments in use"
      limits = { "reserved concurrency" = var.reserved_concurrency }
      metrics = [
        concat([local.lambda, "ConcurrentExecutions"], local.of_function, [{ stat = "Maximum" }]),
        concat([local.own, "ColdStarts"], local.of_function, [{ stat = "Sum", label = "cold starts" }]),
      ]
    },
    {
      title   = "Duration (ms)"
      limits  = { timeout = var.timeout * 1000 }
      metrics = [for percentile in ["p50", "p95", "p99"] : concat([local.lambda, "Duration"], local.of_function, [{ stat = percentile, label = percentile }])]
    },
    {
      title  = "Init (ms) and peak memory (MB)"
      limits = { "memory size" = var.memory_size }
      metrics = [
        concat([local.own, "InitMilliseconds"], local.of_function, [{ stat = "p95", label = "init p95" }]),
        concat([local.own, "PeakMemory"], local.of_function, [{ stat = "Maximum", label = "peak memory" }]),
      ]
    },
    {
      title  = "Errors and throttles"
      limits = {}
      metrics = [
        concat([local.lambda, "Errors"], local.of_function, [{ stat = "Sum" }]),
        concat([local.lambda, "Throttles"], local.of_function, [{ stat = "Sum" }]),
        concat([local.lambda, "DestinationDeliveryFailures"], local.of_function, [{ stat = "Sum" }]),
      ]
    },
    {
      title  = "Age of waiting events (ms)"
      limits = {}
      metrics = [for percentile in ["p50", "p99"] :
        concat([local.lambda, "AsyncEventAge"], local.of_function, [{ stat = percentile, label = percentile }])
      ]
    },
    {
      title  = "Events received and dropped"
      limits = {}
      metrics = [
        concat([local.lambda, "AsyncEventsReceived"], local.of_function, [{ stat = "Sum" }]),
        concat([local.lambda, "AsyncEventsDropped"], local.of_function, [{ stat = "Sum" }]),
      ]
    },
    {
      title  = "Dead letters"
      limits = {}
      metrics = [
        concat(["AWS/SQS", "ApproximateNumberOfMessagesVisible"], local.in_queue, [{ stat = "Maximum", label = "waiting" }]),
        concat(["AWS/SQS", "ApproximateAgeOfOldestMessage"], local.in_queue, [{ stat = "Maximum", label = "age of the oldest (s)", yAxis = "right" }]),
      ]
    },
    {
      title  = "Bytes in and out"
      limits = {}
      metrics = [
        concat([local.own, "BytesIn"], local.of_function, [{ stat = "Sum", id = "bytes_in", label = "in" }]),
        concat([local.own, "BytesOut"], local.of_function, [{ stat = "Sum", id = "bytes_out", label = "out" }]),
      ]
    },
    {
      title  = "Size of the archives (% of the sources)"
      limits = {}
      metrics = [
        [{ expression = "IF(bytes_in > 0, 100 * bytes_out / bytes_in)", label = "ratio", id = "ratio" }],
        concat([local.own, "BytesIn"], local.of_function, [{ stat = "Sum", id = "bytes_in", visible = false }]),
        concat([local.own, "BytesOut"], local.of_function, [{ stat = "Sum", id = "bytes_out", visible = false }]),
      ]
    },
  ]
}
