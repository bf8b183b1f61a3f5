variable "bucket_name" {
  description = "The bucket's name."
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

variable "create_bucket" {
  description = "Whether to make the bucket; false: it exists, and only what the manage_* inputs say is touched."
  type        = bool
}

variable "manage_policy" {
  description = "Whether the bucket's policy is ours (a bucket has one: this replaces it)."
  type        = bool
}

variable "manage_lifecycle" {
  description = "Whether the bucket's lifecycle is ours (a bucket has one: this replaces it)."
  type        = bool
}

variable "force_destroy" {
  description = "Whether destroying the bucket deletes its objects too."
  type        = bool
}

variable "kms_key_arn" {
  description = "KMS key that encrypts new objects, or null for SSE-S3."
  type        = string
}

variable "deny_other_encryption" {
  description = "Whether uploads may name no other encryption than `kms_key_arn`."
  type        = bool
}

variable "request_metrics" {
  description = "Whether S3 publishes request metrics of the bucket."
  type        = bool
}

variable "request_metrics_name" {
  description = "Name of the request metrics' filter; a bucket can have many."
  type        = string
}

variable "storage_class" {
  description = "Storage class that archives are written with."
  type        = string
}

variable "versioning" {
  description = "Whether the bucket keeps noncurrent versions."
  type        = bool
}

variable "access_log" {
  description = "Bucket and prefix that S3 writes the bucket's access log to, or null for no log."
  type        = object({ bucket = string, prefix = optional(string, "") })
}

variable "object_lock" {
  description = "How new objects are locked by default: mode and days; null for no object lock."
  type        = object({ mode = string, days = number })
}

variable "additional_policy_json" {
  description = "A policy document whose statements the bucket's policy has too, or null."
  type        = string
}

variable "additional_lifecycle_rules" {
  description = "Rules that the bucket's lifecycle has too."
  type = list(object({
    id              = string
    prefix          = string
    expire_days     = optional(number)
    noncurrent_days = optional(number)
    abort_days      = optional(number)
    transitions     = optional(list(object({ days = number, storage_class = string })), [])
  }))
}

variable "incoming_prefix" {
  description = "Prefix of the sources."
  type        = string
}

variable "processed_prefix" {
  description = "Prefix of the archives."
  type        = string
}

variable "source_suffix" {
  description = "What a source's key ends in; empty for any."
  type        = string
}

variable "backfill_prefix" {
  description = "Prefix of the manifests and reports of backfills, or null for none."
  type        = string
}

variable "function_role_arn" {
  description = "The one role that may write archives."
  type        = string
}

variable "incoming_expiration_days" {
  description = "Days after which a source expires."
  type        = number
}

variable "processed_transitions" {
  description = "Moves of archives to colder storage classes."
  type        = list(object({ days = number, storage_class = string }))
}

variable "transition_minimum_size" {
  description = "Which objects a transition moves, as S3 calls it, or null for S3's default."
  type        = string
}

variable "processed_expiration_days" {
  description = "Days after which an archive expires, or null for never."
  type        = number
}

variable "noncurrent_expiration_days" {
  description = "Days after which a noncurrent version expires, where versioning is on."
  type        = number
}
