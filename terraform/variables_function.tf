variable "function_package" {
  description = "Path of the function's zip, function-<architecture>.zip, as make package writes it; absolute, or relative to the root module. null if function_package_s3 has it."
  type        = string
  default     = null
}

variable "function_package_s3" {
  description = "The function's zip in S3, for pipelines that build elsewhere: bucket, key, object_version (optional) and sha256, which is the SHA-256 of its bytes in base64. The function is updated when sha256 changes."
  type        = object({ bucket = string, key = string, object_version = optional(string), sha256 = string })
  default     = null

  validation {
    condition     = var.function_package_s3 == null || can(regex("^[A-Za-z0-9+/]{43}=$", var.function_package_s3.sha256))
    error_message = "function_package_s3.sha256 must be a SHA-256 in base64: openssl dgst -sha256 -binary FILE | base64"
  }
}

variable "architecture" {
  description = "x86_64, or arm64 (20 % cheaper per GB-second)."
  type        = string
  default     = "x86_64"
  nullable    = false

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture must be x86_64 or arm64."
  }
}

variable "memory_size" {
  description = "Memory in MB, 128 to 10240. The share of a vCPU grows with it: 1769 MB have a whole one."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.memory_size >= 128 && var.memory_size <= 10240 && floor(var.memory_size) == var.memory_size
    error_message = "memory_size must be a whole number of MB from 128 to 10240."
  }
}

variable "timeout" {
  description = "Seconds after which Lambda ends an invocation, 1 to 900."
  type        = number
  default     = 600
  nullable    = false

  validation {
    condition     = var.timeout >= 1 && var.timeout <= 900 && floor(var.timeout) == var.timeout
    error_message = "timeout must be a whole number of seconds from 1 to 900."
  }
}

variable "reserved_concurrency" {
  description = "The maximum number of execution environments, which Lambda also keeps free for this function; null for no limit of its own."
  type        = number
  default     = 1500

  validation {
    condition     = var.reserved_concurrency == null || try(var.reserved_concurrency >= 1 && floor(var.reserved_concurrency) == var.reserved_concurrency, false)
    error_message = "reserved_concurrency must be a whole number of 1 or more, or null. (0 would send every event to the dead letter queue.)"
  }
}

variable "concurrency_quota" {
  description = "How many concurrent executions to ask AWS for, such as 3000, if the account has fewer; null to ask for nothing. A new account has 1,000 or 10, and keeps 100 of them unreserved."
  type        = number
  default     = null

  validation {
    condition     = var.concurrency_quota == null || try(var.concurrency_quota >= 1 && floor(var.concurrency_quota) == var.concurrency_quota, false)
    error_message = "concurrency_quota must be a whole number of 1 or more, or null."
  }
}

variable "provisioned_concurrency" {
  description = "How many environments are kept warm, billed by the hour; 0 for none. 500 of 512 MB cost about $2,700 a month, which is worth it if more than 5 % of invocations are cold starts."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.provisioned_concurrency >= 0 && floor(var.provisioned_concurrency) == var.provisioned_concurrency
    error_message = "provisioned_concurrency must be a whole number of 0 or more."
  }
}

variable "live_version" {
  description = "The published version that receives events, such as \"7\"; null for the newest. For a rollback that lasts, and for use with canary_percent."
  type        = string
  default     = null

  validation {
    condition     = var.live_version == null || can(regex("^[1-9][0-9]*$", var.live_version))
    error_message = "live_version must be the number of a published version."
  }
}

variable "canary_percent" {
  description = "Share of the events, in percent, that the newest version gets, while live_version gets the rest. make deploy sets live_version to the version that is live; make promote and make rollback end the canary."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.canary_percent >= 0 && var.canary_percent < 100
    error_message = "canary_percent must be 0 or more, and below 100."
  }
}

variable "tracing" {
  description = "X-Ray: PassThrough, or Active ($5 a million traces)."
  type        = string
  default     = "PassThrough"
  nullable    = false

  validation {
    condition     = contains(["PassThrough", "Active"], var.tracing)
    error_message = "tracing must be PassThrough or Active."
  }
}

variable "maximum_retry_attempts" {
  description = "How often Lambda retries a failed event before it becomes a dead letter, 0 to 2."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = contains([0, 1, 2], var.maximum_retry_attempts)
    error_message = "maximum_retry_attempts must be 0, 1 or 2."
  }
}

variable "maximum_event_age_seconds" {
  description = "Seconds that an event may wait in Lambda's queue before it becomes a dead letter, 60 to 21600."
  type        = number
  default     = 21600
  nullable    = false

  validation {
    condition     = var.maximum_event_age_seconds >= 60 && var.maximum_event_age_seconds <= 21600
    error_message = "maximum_event_age_seconds must be from 60 to 21600 (6 hours)."
  }
}

variable "log_retention_days" {
  description = "Days that the function's logs are kept; 0 for forever."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of CloudWatch's: 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "log_kms_key_arn" {
  description = "KMS key of the log groups (of the function, the flow logs and the verification); null for CloudWatch's own. Its policy must let logs.REGION.amazonaws.com use it."
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key (not of an alias)."
  }
}

variable "log_class" {
  description = "STANDARD, or INFREQUENT_ACCESS at half the price. With the latter, CloudWatch reads no metrics from the log: the dashboard loses the function's own metrics, and there is no alarm source-missing. Cannot be changed later."
  type        = string
  default     = "STANDARD"
  nullable    = false

  validation {
    condition     = contains(["STANDARD", "INFREQUENT_ACCESS"], var.log_class)
    error_message = "log_class must be STANDARD or INFREQUENT_ACCESS."
  }
}

variable "create_log_group" {
  description = "Whether to create the log group /aws/lambda/NAME. false: it exists, and its owner decides its class, key and retention."
  type        = bool
  default     = true
  nullable    = false
}

variable "role_arn" {
  description = "An existing role for the function, to which its owner attaches the policy in the output function_role_policy_json; null to create one."
  type        = string
  default     = null

  validation {
    condition     = var.role_arn == null || can(regex("^arn:[^:]+:iam::[0-9]{12}:role/.+$", var.role_arn))
    error_message = "role_arn must be the ARN of a role."
  }
}

variable "iam_path" {
  description = "Path of the roles that are created. Choose it once: with another path, Terraform would create a second role of the same name, which IAM refuses."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/([!-~]+/)?$", var.iam_path)) && length(var.iam_path) <= 512
    error_message = "iam_path must begin and end with /, such as /service/."
  }
}

variable "permissions_boundary" {
  description = "ARN of the permissions boundary of the roles that are created, or null. It must allow everything that the output function_role_policy_json allows."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^arn:[^:]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary))
    error_message = "permissions_boundary must be the ARN of a policy."
  }
}

variable "environment_kms_key_arn" {
  description = "KMS key that encrypts the function's environment variables, or null for Lambda's own key."
  type        = string
  default     = null

  validation {
    condition     = var.environment_kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.environment_kms_key_arn))
    error_message = "environment_kms_key_arn must be the ARN of a KMS key (not of an alias)."
  }
}

variable "code_signing_config_arn" {
  description = "Lambda code signing configuration that the package must satisfy, or null for none."
  type        = string
  default     = null

  validation {
    condition     = var.code_signing_config_arn == null || can(regex("^arn:[^:]+:lambda:[^:]+:[0-9]{12}:code-signing-config:csc-[a-z0-9]{17}$", var.code_signing_config_arn))
    error_message = "code_signing_config_arn must be the ARN of a code signing configuration, such as arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdefg."
  }
}
