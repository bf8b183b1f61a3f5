variable "event_source" {
  description = "How the bucket's events reach the function: direct, or queue (through SQS, in batches, so that an outage makes no dead letters). To go from queue to direct, deploy draining first: it is direct, and the queue stays until it is empty."
  type        = string
  default     = "direct"
  nullable    = false

  validation {
    condition     = contains(["direct", "queue", "draining"], var.event_source)
    error_message = "event_source must be direct, queue or draining."
  }

  validation {
    condition     = var.event_source != "draining" || var.event_queue_arn == null
    error_message = "event_source = draining is for the queue that is made here: it needs event_queue_arn = null."
  }
}

variable "event_queue_arn" {
  description = "An existing SQS queue that already gets the bucket's events, from its notification, SNS or EventBridge; null to create one. Its owner decides its visibility timeout, retention and dead-letter queue."
  type        = string
  default     = null

  validation {
    condition     = var.event_queue_arn == null || can(regex("^arn:[^:]+:sqs:[^:]+:[0-9]{12}:.+$", var.event_queue_arn))
    error_message = "event_queue_arn must be the ARN of an SQS queue."
  }
}

variable "batch_size" {
  description = "The maximum number of messages per invocation, 1 to 10,000; more than 10 need maximum_batching_window."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10000 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size must be a whole number from 1 to 10000."
  }
}

variable "maximum_batching_window" {
  description = "Seconds that Lambda waits for a full batch, 0 to 300."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.maximum_batching_window >= 0 && var.maximum_batching_window <= 300 && floor(var.maximum_batching_window) == var.maximum_batching_window
    error_message = "maximum_batching_window must be a whole number of seconds from 0 to 300."
  }
}

variable "maximum_concurrency" {
  description = "The maximum number of batches at a time, 2 to 1000; null: Lambda's limit of 1,250, or reserved_concurrency if that is less."
  type        = number
  default     = null

  validation {
    condition     = var.maximum_concurrency == null || try(var.maximum_concurrency >= 2 && var.maximum_concurrency <= 1000 && floor(var.maximum_concurrency) == var.maximum_concurrency, false)
    error_message = "maximum_concurrency must be a whole number from 2 to 1000, or null."
  }
}

variable "max_receive_count" {
  description = "How often a message is received before it becomes a dead letter, 5 to 90."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.max_receive_count >= 5 && var.max_receive_count <= 90 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "max_receive_count must be a whole number from 5 to 90."
  }
}

variable "visibility_timeout_seconds" {
  description = "Seconds after which a failed message comes again, from timeout to 43200; null: six timeouts, but so that all receives together take from 200 minutes to a day."
  type        = number
  default     = null

  validation {
    condition     = var.visibility_timeout_seconds == null || try(var.visibility_timeout_seconds >= 1 && var.visibility_timeout_seconds <= 43200, false)
    error_message = "visibility_timeout_seconds must be from 1 to 43200, or null."
  }
}
