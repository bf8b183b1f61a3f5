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

variable "iam_path" {
  description = "Path of the roles."
  type        = string
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the roles, or null."
  type        = string
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
}

variable "log_kms_key_arn" {
  description = "KMS key of the log group, or null for CloudWatch's own."
  type        = string
}

variable "verification" {
  description = "When, how and with which tool."
  type = object({
    tool_s3    = object({ bucket = string, key = string, sha256 = string })
    schedule   = string
    since      = string
    older_than = string
    requeue    = bool
  })
}

variable "function_name" {
  description = "The function whose objects are looked at."
  type        = string
}

variable "function_arn" {
  description = "The function's ARN, without a version."
  type        = string
}

variable "alias_arn" {
  description = "The ARN of the alias that receives events."
  type        = string
}

variable "dead_letter_queue_arn" {
  description = "The queue of events that failed for good."
  type        = string
}

variable "event_queue_arn" {
  description = "The queue that events wait in, or null where S3 invokes the function or the queue is not made here."
  type        = string
}

variable "bucket_arn" {
  description = "The bucket of sources and archives."
  type        = string
}

variable "key_arns" {
  description = "KMS keys of the bucket and of the function's environment, where they have keys of their own."
  type        = list(string)
}
