variable "alarm_topic_arns" {
  description = "Existing SNS topics for the alarms, at most five, which CloudWatch must be allowed to publish to; empty to create one with a key of its own ($1 a month)."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alarm_topic_arns) <= 5 && alltrue([for arn in var.alarm_topic_arns : can(regex("^arn:[^:]+:sns:[^:]+:[0-9]{12}:.+$", arn))])
    error_message = "alarm_topic_arns must be ARNs of SNS topics, at most five: CloudWatch takes no more."
  }
}

variable "alarm_actions_enabled" {
  description = "Whether the alarms notify their topics; set it to false while you try out a deployment."
  type        = bool
  default     = true
  nullable    = false
}

variable "alarm_emails" {
  description = "E-mail addresses that get the alarms; each must confirm once."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.alarm_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alarm_emails must be e-mail addresses."
  }
}

variable "runbook_url" {
  description = "Where docs/operations.md is published; each alarm links to its section there."
  type        = string
  default     = "docs/operations.md"
  nullable    = false

  validation {
    condition     = length(var.runbook_url) > 0 && !strcontains(var.runbook_url, "#")
    error_message = "runbook_url must be an address without #: each alarm adds its own section."
  }
}

variable "alarm_thresholds" {
  description = "The threshold above which each alarm fires; what is left out keeps its default."
  type = object({
    error_rate_percent        = optional(number, 1)
    throttles_per_minute      = optional(number, 10)
    dead_letters              = optional(number, 100)
    dead_letter_age_hours     = optional(number, 24)
    backlog_age_seconds       = optional(number, 900)
    event_age_hours           = optional(number, 3)
    event_backlog             = optional(number, 1000000)
    delivery_failures         = optional(number, 0)
    source_missing            = optional(number, 0)
    expired_sources           = optional(number, 0)
    idle_hours                = optional(number, 24)
    verification_hours        = optional(number, 26)
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
    condition     = alltrue([for name, hours in var.alarm_thresholds : hours <= 168 && floor(hours) == hours if endswith(name, "_hours")]) && var.alarm_thresholds.dead_letter_age_hours >= 1 && var.alarm_thresholds.verification_hours >= 1
    error_message = "alarm_thresholds in hours must be whole numbers, at most 168: CloudWatch looks back a week. dead_letter_age_hours and verification_hours must be 1 or more; idle_hours = 0 turns that alarm off."
  }

  validation {
    condition     = alltrue([for name, threshold in var.alarm_thresholds : threshold <= 100 if endswith(name, "_percent")])
    error_message = "alarm_thresholds in percent must be 100 or less."
  }
}

variable "verification" {
  description = "Runs compressor verify on a schedule in CodeBuild, with an alarm if no run succeeds for a day; null for none. tool_s3 is a release's compressor-VERSION-linux-x64.tar.gz in a bucket of yours, with its SHA-256 from SHA256SUMS. schedule is an expression of EventBridge Scheduler. since must cover the time between two runs and older_than. With requeue, it sends events again for sources without an archive."
  type = object({
    tool_s3    = object({ bucket = string, key = string, sha256 = string })
    schedule   = optional(string, "rate(1 day)")
    since      = optional(string, "32h")
    older_than = optional(string, "7h")
    requeue    = optional(bool, false)
  })
  default = null

  validation {
    condition = var.verification == null || try(
      can(regex("^(rate|cron|at)\\(.+\\)$", var.verification.schedule)) && can(regex("^[0-9]+[smhd]$", var.verification.since)) &&
      can(regex("^[0-9]+[smhd]$", var.verification.older_than)) && can(regex("^[0-9a-f]{64}$", var.verification.tool_s3.sha256)) &&
      can(regex("^[a-z0-9.-]+$", var.verification.tool_s3.bucket)) && can(regex("^[A-Za-z0-9!_.()/-]+$", var.verification.tool_s3.key)), false
    )
    error_message = "verification must have a tool_s3 with a bucket, a key of letters, digits and !_.()/- and a SHA-256 in hex, a schedule such as rate(1 day) or cron(0 3 * * ? *), and since and older_than such as 32h."
  }
}
