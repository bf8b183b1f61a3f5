variable "create_bucket" {
  description = "Whether to create the bucket. false: bucket_name exists, and only what manage_* say is changed on it."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_bucket || var.bucket_name != null
    error_message = "create_bucket = false needs bucket_name: the bucket to use."
  }
}

variable "manage_notification" {
  description = "Whether this deployment manages the bucket's notification; null: only if it creates the bucket. A bucket has one notification, and true replaces it."
  type        = bool
  default     = null
}

variable "manage_policy" {
  description = "Whether this deployment manages the bucket's policy; null: only if it creates the bucket. A bucket has one policy, and true replaces it."
  type        = bool
  default     = null
}

variable "manage_lifecycle" {
  description = "Whether this deployment manages the bucket's lifecycle; null: only if it creates the bucket. A bucket has one lifecycle, and true replaces it."
  type        = bool
  default     = null
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the bucket's objects, or null for SSE-S3. Uploaders need kms:GenerateDataKey on it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias)."
  }
}

variable "backfill" {
  description = "Whether to create the role for `compressor backfill`, which compresses what was in the bucket before, and to allow its manifests and reports under compressor-backfill/."
  type        = bool
  default     = false
  nullable    = false
}

variable "versioning" {
  description = "Whether the bucket keeps noncurrent versions, for noncurrent_expiration_days. null: only if sources are deleted from a bucket created here, because only versions tell two uploads of the same bytes apart."
  type        = bool
  default     = null
}

variable "request_metrics" {
  description = "Whether S3 publishes request metrics of the bucket, with an alarm on 5xx answers. CloudWatch charges them as custom metrics."
  type        = bool
  default     = false
  nullable    = false
}

variable "access_log" {
  description = "Where S3 writes the access log of a bucket created here, such as { bucket = \"our-logs\", prefix = \"compressor/\" }; null for no log. The log has four lines per file."
  type        = object({ bucket = string, prefix = optional(string, "") })
  default     = null

  validation {
    condition     = var.access_log == null || (var.create_bucket && try(var.access_log.bucket != var.bucket_name, true))
    error_message = "access_log is for a bucket made here (its owner logs another), and goes to another bucket: its own log would be logged without end."
  }
}

variable "object_lock" {
  description = "How new objects of a bucket created here are locked, such as { mode = \"GOVERNANCE\", days = 30 }: GOVERNANCE or COMPLIANCE; null for no lock. A lock needs versions, and only a new bucket can have it."
  type        = object({ mode = string, days = number })
  default     = null

  validation {
    condition     = var.object_lock == null || try(contains(["GOVERNANCE", "COMPLIANCE"], var.object_lock.mode) && var.object_lock.days >= 1 && floor(var.object_lock.days) == var.object_lock.days, false)
    error_message = "object_lock must have mode GOVERNANCE or COMPLIANCE, and a whole number of days, 1 or more."
  }

  validation {
    condition     = var.object_lock == null || (var.create_bucket && var.source_after_success == "keep")
    error_message = "object_lock is for a bucket made here, and for source_after_success = \"keep\": a locked source cannot be deleted."
  }
}

variable "additional_policy_json" {
  description = "A policy document, such as data.aws_iam_policy_document.….json, whose statements are added to the bucket's policy, because a bucket has only one."
  type        = string
  default     = null
}

variable "additional_lifecycle_rules" {
  description = "Rules that are added to the bucket's lifecycle, by prefix, because a bucket has only one."
  type = list(object({
    id              = string
    prefix          = string
    expire_days     = optional(number)
    noncurrent_days = optional(number)
    abort_days      = optional(number)
    transitions     = optional(list(object({ days = number, storage_class = string })), [])
  }))
  default  = []
  nullable = false
}

variable "additional_notifications" {
  description = "Rules that are added to the bucket's notification, because a bucket has only one: S3's events, a prefix, a suffix, and one of function_arn, queue_arn and topic_arn, whose policy must allow S3."
  type = list(object({
    id           = string
    events       = list(string)
    prefix       = optional(string, "")
    suffix       = optional(string, "")
    function_arn = optional(string)
    queue_arn    = optional(string)
    topic_arn    = optional(string)
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue([
      for rule in var.additional_notifications :
      length([for arn in [rule.function_arn, rule.queue_arn, rule.topic_arn] : arn if arn != null]) == 1 &&
      length(rule.events) > 0 && alltrue([for event in rule.events : startswith(event, "s3:")])
    ])
    error_message = "additional_notifications must each have S3's events, such as s3:ObjectRemoved:*, and one of function_arn, queue_arn and topic_arn."
  }

  validation {
    condition     = length(distinct(concat([var.name, "${var.name}-expired"], var.additional_notifications[*].id))) == length(var.additional_notifications) + 2
    error_message = "additional_notifications must have ids of their own: none twice, and neither name nor name-expired, which this deployment's rules have."
  }
}

variable "deny_other_encryption" {
  description = "Whether the bucket's policy denies uploads that ask for a key other than kms_key_arn, or for encryption without a key. Uploads that name no encryption get the bucket's."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.deny_other_encryption || var.kms_key_arn != null
    error_message = "deny_other_encryption needs kms_key_arn: the one key that uploads may have."
  }
}

variable "force_destroy" {
  description = "Whether destroying the bucket deletes the objects in it."
  type        = bool
  default     = false
  nullable    = false
}

variable "incoming_expiration_days" {
  description = "Days after which a source expires, 2 or more. Dead letters are kept a day less, so that none outlives its object."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.incoming_expiration_days >= 2 && floor(var.incoming_expiration_days) == var.incoming_expiration_days
    error_message = "incoming_expiration_days must be a whole number of 2 or more: dead letters are kept a day less than their objects."
  }
}

variable "processed_transitions" {
  description = "Moves of archives to colder storage classes, in order: [{ days = 90, storage_class = \"GLACIER_IR\" }]. To write archives to a class directly, set storage_class: that saves a request per object."
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

variable "transition_default_minimum_object_size" {
  description = "Which archives processed_transitions moves: all_storage_classes_128K (S3's default: none below 128 KB), or varies_by_storage_class (also small ones to GLACIER and DEEP_ARCHIVE, which add 40 KB to each); null for S3's default. Owners of an existing bucket set this with their own lifecycle."
  type        = string
  default     = null

  validation {
    condition     = var.transition_default_minimum_object_size == null || contains(["all_storage_classes_128K", "varies_by_storage_class"], coalesce(var.transition_default_minimum_object_size, "all_storage_classes_128K"))
    error_message = "transition_default_minimum_object_size must be all_storage_classes_128K or varies_by_storage_class, or null."
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
  description = "Days after which a noncurrent version expires, if versioning is on."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.noncurrent_expiration_days >= 1 && floor(var.noncurrent_expiration_days) == var.noncurrent_expiration_days
    error_message = "noncurrent_expiration_days must be a whole number of 1 or more."
  }
}
