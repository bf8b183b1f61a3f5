variable "create_bucket" {
  description = "Whether to make the bucket. false: bucket_name exists, and nothing on it is touched but what manage_* say."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_bucket || var.bucket_name != null
    error_message = "create_bucket = false needs bucket_name: the bucket to use."
  }
}

variable "manage_notification" {
  description = "Whether the bucket's notification is this deployment's; null: only where the bucket is made here. A bucket has one: true replaces it."
  type        = bool
  default     = null
}

variable "manage_policy" {
  description = "Whether the bucket's policy is this deployment's; null: only where the bucket is made here. A bucket has one: true replaces it."
  type        = bool
  default     = null
}

variable "manage_lifecycle" {
  description = "Whether the bucket's lifecycle is this deployment's; null: only where the bucket is made here. A bucket has one: true replaces it."
  type        = bool
  default     = null
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the bucket's objects, or null for SSE-S3. Who uploads needs kms:GenerateDataKey on it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias)."
  }
}

variable "versioning" {
  description = "Whether the bucket keeps noncurrent versions, for noncurrent_expiration_days; null: only where sources are deleted from a bucket made here, since only a version tells one upload of the same bytes from another."
  type        = bool
  default     = null
}

variable "request_metrics" {
  description = "Whether S3 publishes request metrics of the bucket, and an alarm on its 5xx; CloudWatch charges them as custom metrics."
  type        = bool
  default     = false
  nullable    = false
}

variable "force_destroy" {
  description = "Whether destroying the bucket deletes the objects in it."
  type        = bool
  default     = false
  nullable    = false
}

variable "incoming_expiration_days" {
  description = "Days after which a source expires, 2 or more; dead letters are kept a day less, so that none outlives its object."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.incoming_expiration_days >= 2 && floor(var.incoming_expiration_days) == var.incoming_expiration_days
    error_message = "incoming_expiration_days must be a whole number of 2 or more: dead letters are kept a day less than their objects."
  }
}

variable "processed_transitions" {
  description = "Moves of archives to colder storage classes, in order: [{ days = 90, storage_class = \"GLACIER_IR\" }]. To begin in a class, set storage_class: that saves a request an object."
  type        = list(object({ days = number, storage_class = string }))
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for step in var.processed_transitions : contains(["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"], step.storage_class)])
    error_message = "processed_transitions must name STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER or DEEP_ARCHIVE."
  }

  validation {
    condition     = alltrue([for step in var.processed_transitions : step.days >= (endswith(step.storage_class, "_IA") ? 30 : 0) && floor(step.days) == step.days])
    error_message = "processed_transitions must have whole days; S3 moves nothing to STANDARD_IA or ONEZONE_IA before day 30."
  }
}

variable "processed_expiration_days" {
  description = "Days after which an archive expires, or null for never."
  type        = number
  default     = null

  validation {
    condition     = var.processed_expiration_days == null || try(var.processed_expiration_days >= 1 && floor(var.processed_expiration_days) == var.processed_expiration_days, false)
    error_message = "processed_expiration_days must be a whole number of 1 or more, or null."
  }
}

variable "noncurrent_expiration_days" {
  description = "Days after which a noncurrent version expires, where versioning is on."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.noncurrent_expiration_days >= 1 && floor(var.noncurrent_expiration_days) == var.noncurrent_expiration_days
    error_message = "noncurrent_expiration_days must be a whole number of 1 or more."
  }
}
