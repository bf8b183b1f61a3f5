variable "name" {
  description = "Prefix of every resource's name."
  type        = string
}

variable "function_name" {
  description = "The function that is watched."
  type        = string
}

variable "dead_letter_queue_name" {
  description = "The dead letter queue that is watched."
  type        = string
}

variable "topic_arn" {
  description = "An existing SNS topic for the alarms, or null to make one."
  type        = string
  default     = null
}

variable "emails" {
  description = "Who gets the alarms by e-mail, where the topic is made here."
  type        = set(string)
  default     = []
}

variable "runbook_url" {
  description = "Where docs/operations.md is published; each alarm links to its section."
  type        = string
}

variable "thresholds" {
  description = "What each alarm fires above."
  type = object({
    error_rate_percent   = optional(number, 1)
    throttles_per_minute = optional(number, 10)
    dead_letters         = optional(number, 100)
  })
  default = {}
}
