variable "alarm_topic_arn" {
  description = "An existing SNS topic for the alarms, which CloudWatch must be allowed to publish to; null to make one with a key of its own ($1 a month)."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_topic_arn == null || can(regex("^arn:[^:]+:sns:[^:]+:[0-9]{12}:.+$", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be the ARN of an SNS topic."
  }
}

variable "alarm_emails" {
  description = "Who gets the alarms by e-mail; each address must confirm once."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.alarm_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alarm_emails must be e-mail addresses."
  }
}

variable "runbook_url" {
  description = "Where docs/operations.md is published; each alarm links to its section of it."
  type        = string
  default     = "docs/operations.md"
  nullable    = false

  validation {
    condition     = length(var.runbook_url) > 0 && !strcontains(var.runbook_url, "#")
    error_message = "runbook_url must be an address without #: each alarm adds its own section."
  }
}

variable "alarm_thresholds" {
  description = "What each alarm fires above; what is left out keeps its default."
  type = object({
    error_rate_percent        = optional(number, 1)
    throttles_per_minute      = optional(number, 10)
    dead_letters              = optional(number, 100)
    dead_letter_age_hours     = optional(number, 24)
    backlog_age_seconds       = optional(number, 900)
    delivery_failures         = optional(number, 0)
    source_missing            = optional(number, 0)
    expired_sources           = optional(number, 0)
    concurrency_percent       = optional(number, 80)
    duration_percent          = optional(number, 80)
    storage_errors_per_minute = optional(number, 100)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for threshold in values(var.alarm_thresholds) : threshold >= 0])
    error_message = "alarm_thresholds must be 0 or more."
  }

  validation {
    condition     = alltrue([for name, threshold in var.alarm_thresholds : threshold <= 100 if endswith(name, "_percent")])
    error_message = "alarm_thresholds in percent must be 100 or less."
  }
}
