variable "alarm_emails" {
  description = "Who gets the alarms by e-mail; each address must confirm once."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.alarm_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alarm_emails must be e-mail addresses."
  }
}

variable "runbook_url" {
  description = "Where docs/operations.md is published; each alarm links to its section of it."
  type        = string
  default     = "docs/operations.md"
}

variable "alarm_thresholds" {
  description = "What each alarm fires above; what is left out keeps its default."
  type = object({
    error_rate_percent   = optional(number, 1)
    throttles_per_minute = optional(number, 10)
    dead_letters         = optional(number, 100)
  })
  default = {}
}
