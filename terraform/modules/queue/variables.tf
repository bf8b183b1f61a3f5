variable "account" {
  description = "Where this is deployed to: the account's id, the partition and the region."
  type        = object({ id = string, partition = string, region = string })
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
}

variable "create_queue" {
  description = "Whether to make the queue; false: queue_arn exists and gets the bucket's events."
  type        = bool
}

variable "queue_name" {
  description = "The queue's name."
  type        = string
}

variable "queue_arn" {
  description = "The queue's ARN."
  type        = string
}

variable "bucket_arn" {
  description = "The bucket that alone may send."
  type        = string
}

variable "alias_arn" {
  description = "The function's alias that receives the messages."
  type        = string
}

variable "dead_letter_queue_arn" {
  description = "Where messages go that were received too often."
  type        = string
}

variable "timeout" {
  description = "The function's timeout in seconds."
  type        = number
}

variable "reserved_concurrency" {
  description = "How many environments at most, or null for no limit of its own."
  type        = number
}

variable "incoming_expiration_days" {
  description = "Days after which a source expires; messages are kept a day less."
  type        = number
}

variable "batch_size" {
  description = "Messages of an invocation at most."
  type        = number
}

variable "maximum_batching_window" {
  description = "Seconds to wait for a full batch."
  type        = number
}

variable "maximum_concurrency" {
  description = "Batches under way at most; null for Lambda's limit, or reserved_concurrency where that is less."
  type        = number
}

variable "max_receive_count" {
  description = "How often a message is received before it is a dead letter."
  type        = number
}

variable "visibility_timeout_seconds" {
  description = "Seconds after which a message that failed comes again; null: from the timeout."
  type        = number
}
