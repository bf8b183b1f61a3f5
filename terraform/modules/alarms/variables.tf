variable "name" {
  description = "Prefix of every resource's name."
  type        = string
}

variable "account" {
  description = "Where this is deployed to: the account's id, the partition and the region."
  type        = object({ id = string, partition = string, region = string })
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
}

variable "function_name" {
  description = "The function that is watched."
  type        = string
}

variable "timeout" {
  description = "The function's timeout in seconds."
  type        = number
}

variable "reserved_concurrency" {
  description = "The function's limit of environments, or null where it has none of its own."
  type        = number
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of the metrics that the function writes."
  type        = string
}

variable "dead_letter_queue_name" {
  description = "The dead letter queue that is watched."
  type        = string
}

variable "event_queue_name" {
  description = "Queue of events that is watched, or null."
  type        = string
}

variable "expired_queue_name" {
  description = "Queue of sources that expired unprocessed, or null."
  type        = string
}

variable "verification_project" {
  description = "CodeBuild project that verifies on a schedule, or null."
  type        = string
}

variable "bucket_name" {
  description = "The bucket that is watched."
  type        = string
}

variable "request_metrics_filter" {
  description = "Name of the bucket's request metrics, or null where there are none."
  type        = string
}

variable "topic_arns" {
  description = "Existing SNS topics for the alarms; empty to make one."
  type        = list(string)
}

variable "actions_enabled" {
  description = "Whether the alarms tell their topics."
  type        = bool
}

variable "log_group_name" {
  description = "The function's log group, or null where CloudWatch cannot count its lines."
  type        = string
}

variable "emails" {
  description = "Who gets the alarms by e-mail, where the topic is made here."
  type        = set(string)
}

variable "runbook_url" {
  description = "Where docs/operations.md is published; each alarm links to its section."
  type        = string
}

variable "thresholds" {
  description = "What each alarm fires above."
  type = object({
    error_rate_percent        = number
    throttles_per_minute      = number
    dead_letters              = number
    dead_letter_age_hours     = number
    backlog_age_seconds       = number
    event_age_hours           = number
    event_backlog             = number
    delivery_failures         = number
    source_missing            = number
    expired_sources           = number
    idle_hours                = number
    verification_hours        = number
    concurrency_percent       = number
    duration_percent          = number
    storage_errors_per_minute = number
  })
}
