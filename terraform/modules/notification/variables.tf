variable "name" {
  description = "The notification's name in the bucket's configuration."
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

variable "manage_notification" {
  description = "Whether the bucket's notification is ours (a bucket has one: this replaces it)."
  type        = bool
}

variable "announce_sources" {
  description = "Whether the notification announces sources; false where a queue of others' gets the bucket's events by another way."
  type        = bool
}

variable "bucket_name" {
  description = "The bucket whose objects are announced."
  type        = string
}

variable "bucket_arn" {
  description = "The bucket's ARN."
  type        = string
}

variable "function_name" {
  description = "The function that is told."
  type        = string
}

variable "alias_name" {
  description = "The alias that is told."
  type        = string
}

variable "alias_arn" {
  description = "The alias's ARN."
  type        = string
}

variable "incoming_prefix" {
  description = "Prefix of the keys that are announced."
  type        = string
}

variable "source_suffix" {
  description = "Suffix of the keys that are announced; empty for any."
  type        = string
}

variable "report_expired_sources" {
  description = "Whether sources that the lifecycle expires are reported to a queue: in delete mode they were never processed."
  type        = bool
}

variable "versioning" {
  description = "Whether the bucket keeps noncurrent versions."
  type        = bool
}

variable "event_queue_arn" {
  description = "Queue that is told in place of the alias, or null."
  type        = string
}

variable "additional_notifications" {
  description = "Rules that the bucket's notification has too."
  type = list(object({
    id           = string
    events       = list(string)
    prefix       = optional(string, "")
    suffix       = optional(string, "")
    function_arn = optional(string)
    queue_arn    = optional(string)
    topic_arn    = optional(string)
  }))
}
