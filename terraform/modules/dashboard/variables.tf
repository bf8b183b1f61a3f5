variable "name" {
  description = "The dashboard's name."
  type        = string
}

variable "account" {
  description = "Where this is deployed to: the account's id, the partition and the region."
  type        = object({ id = string, partition = string, region = string })
}

variable "function_name" {
  description = "The function that is shown."
  type        = string
}

variable "memory_size" {
  description = "The function's memory in MB, drawn as a limit."
  type        = number
}

variable "timeout" {
  description = "The function's timeout in seconds, drawn as a limit."
  type        = number
}

variable "reserved_concurrency" {
  description = "The function's limit of environments, drawn as a limit; null where it has none of its own."
  type        = number
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of the metrics that the function writes."
  type        = string
}

variable "dead_letter_queue_name" {
  description = "The dead letter queue that is shown."
  type        = string
}

variable "event_queue_name" {
  description = "Queue of events, or null."
  type        = string
}
