variable "name" {
  description = "The function's name, and the prefix of what belongs to it."
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

variable "settings" {
  description = "The handler's settings; each becomes the environment variable COMPRESSOR_<NAME>."
  type = object({
    incoming_prefix      = string
    processed_prefix     = string
    source_suffix        = string
    max_file_size        = string
    format               = string
    compression          = string
    storage_class        = string
    source_after_success = string
    verify_archives      = bool
    log_sampling_rate    = number
    debug                = bool
    warm_up              = bool
    bucket_name          = string
    ca_bundle            = string

    report_batch_item_failures = bool
  })
}

variable "function_package" {
  description = "Path of the function's zip, whose name ends in its architecture; null where `function_package_s3` has it."
  type        = string
}

variable "function_package_s3" {
  description = "Where the function's zip is in S3, and the SHA-256 of its bytes in base64; null where it is a file."
  type        = object({ bucket = string, key = string, object_version = optional(string), sha256 = string })
}

variable "role_arn" {
  description = "A role that exists, which whoever owns it gives `role_policy_json`; null to make one."
  type        = string
}

variable "iam_path" {
  description = "Path of the role made here."
  type        = string
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the role made here, or null."
  type        = string
}

variable "create_log_group" {
  description = "Whether to make the log group /aws/lambda/NAME; else it exists."
  type        = bool
}

variable "log_class" {
  description = "STANDARD or INFREQUENT_ACCESS."
  type        = string
}

variable "architecture" {
  description = "x86_64 or arm64."
  type        = string
}

variable "memory_size" {
  description = "Memory in MB; the share of a vCPU grows with it."
  type        = number
}

variable "timeout" {
  description = "Seconds after which Lambda ends an invocation."
  type        = number
}

variable "reserved_concurrency" {
  description = "How many environments at most, kept free for this function; null for no limit of its own."
  type        = number
}

variable "provisioned_concurrency" {
  description = "How many environments are kept warm, for a price by the hour; 0 for none."
  type        = number
}

variable "live_version" {
  description = "The published version that receives events, or null for the newest."
  type        = string
}

variable "canary_percent" {
  description = "Share of the events that the newest version gets beside `live_version`."
  type        = number
}

variable "maximum_retry_attempts" {
  description = "How often Lambda retries a failed event."
  type        = number
}

variable "maximum_event_age_seconds" {
  description = "Seconds that an event may wait in Lambda's queue."
  type        = number
}

variable "incoming_expiration_days" {
  description = "Days after which a source expires; dead letters are kept a day less."
  type        = number
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
}

variable "log_kms_key_arn" {
  description = "KMS key of the log group, or null for CloudWatch's own."
  type        = string
}

variable "kms_key_arn" {
  description = "KMS key of the bucket, or null for SSE-S3."
  type        = string
}

variable "tracing" {
  description = "X-Ray: PassThrough or Active."
  type        = string
}

variable "bucket_arn" {
  description = "The bucket of sources and archives."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets with a way to S3."
  type        = list(string)
}

variable "security_group_id" {
  description = "The function's security group."
  type        = string
}

variable "environment_kms_key_arn" {
  description = "KMS key that encrypts the function's environment variables, or null for Lambda's own key."
  type        = string
}

variable "code_signing_config_arn" {
  description = "Lambda code signing configuration that the package must satisfy, or null for none."
  type        = string
}

variable "event_queue_arn" {
  description = "Queue whose messages the function gets, or null where S3 invokes it."
  type        = string
}
