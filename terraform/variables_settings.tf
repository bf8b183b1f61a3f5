# The handler's settings: each becomes the environment variable COMPRESSOR_<NAME>.

variable "incoming_prefix" {
  description = "Prefix under which sources are uploaded."
  type        = string
  default     = "incoming/"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.'()/-]*/$", var.incoming_prefix)) && !startswith(var.incoming_prefix, "/")
    error_message = "incoming_prefix must end in / and have letters, digits and !_.'()/- only, such as incoming/."
  }
}

variable "processed_prefix" {
  description = "Prefix under which archives are stored."
  type        = string
  default     = "processed/"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.'()/-]*/$", var.processed_prefix)) && !startswith(var.processed_prefix, "/")
    error_message = "processed_prefix must end in / and have letters, digits and !_.'()/- only, such as processed/."
  }
}

variable "source_suffix" {
  description = "What a source's key ends in; empty for any key. Archives of format zip have .zip in its place."
  type        = string
  default     = ".json"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.'()-]*$", var.source_suffix))
    error_message = "source_suffix must have letters, digits and !_.'()- only, such as .json."
  }
}

variable "max_file_size" {
  description = "Size above which a source is refused (a whole number of B, KiB, MiB or GiB)."
  type        = string
  default     = "50MiB"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]*(B|KiB|MiB|GiB)$", var.max_file_size))
    error_message = "max_file_size must be a whole number with B, KiB, MiB or GiB, such as 50MiB."
  }
}

variable "format" {
  description = "Format of the archives: zip (x.zip), or gzip (x.json.gz) or zstd (x.json.zst) for tools that query JSON. A change applies to new uploads; old archives stay."
  type        = string
  default     = "zip"
  nullable    = false

  validation {
    condition     = contains(["zip", "gzip", "zstd"], var.format)
    error_message = "format must be zip, gzip or zstd."
  }
}

variable "compression" {
  description = "How hard to compress: fast, balanced or small. The engine depends on the format."
  type        = string
  default     = "balanced"
  nullable    = false

  validation {
    condition     = contains(["fast", "balanced", "small"], var.compression)
    error_message = "compression must be fast, balanced or small."
  }
}

variable "storage_class" {
  description = "Storage class that archives are written with, which saves a transition request for each."
  type        = string
  default     = "STANDARD"
  nullable    = false

  validation {
    condition     = contains(["STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"], var.storage_class)
    error_message = "storage_class must be STANDARD, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER or DEEP_ARCHIVE."
  }
}

variable "source_after_success" {
  description = "keep (for incoming_expiration_days), or delete once the archive was decompressed and compared. At full scale delete saves about $35,800 a month."
  type        = string
  default     = "keep"
  nullable    = false

  validation {
    condition     = contains(["keep", "delete"], var.source_after_success)
    error_message = "source_after_success must be keep or delete."
  }
}

variable "verify_archives" {
  description = "Whether each archive is decompressed and compared before it is stored. Delete mode always does that."
  type        = bool
  default     = false
  nullable    = false
}

variable "report_batch_item_failures" {
  description = "Whether the answer to a batch of SQS messages lists those that failed. Set it only for your own event source mapping with ReportBatchItemFailures."
  type        = bool
  default     = false
  nullable    = false
}

variable "log_sampling_rate" {
  description = "Share of successful invocations that write their log lines, 0 to 1; failures and warnings always do."
  type        = number
  default     = 0.01
  nullable    = false

  validation {
    condition     = var.log_sampling_rate >= 0 && var.log_sampling_rate <= 1
    error_message = "log_sampling_rate must be from 0 to 1, such as 0.01 for one invocation in a hundred."
  }
}

variable "debug" {
  description = "Whether every invocation writes all its log lines, including debug lines."
  type        = bool
  default     = false
  nullable    = false
}

variable "warm_up" {
  description = "Whether the function opens connections and runs the engine once during init."
  type        = bool
  default     = true
  nullable    = false
}

variable "ca_bundle" {
  description = "Certificate authorities that the function trusts: amazon or system. null: amazon in the partition aws, otherwise system."
  type        = string
  default     = null

  validation {
    condition     = var.ca_bundle == null || contains(["amazon", "system"], coalesce(var.ca_bundle, "amazon"))
    error_message = "ca_bundle must be amazon or system, or null."
  }
}

variable "bucket_name" {
  description = "The bucket's name. null: <name>-<account>-<region>."
  type        = string
  default     = null

  validation {
    condition     = var.bucket_name == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "bucket_name must have 3 to 63 lower-case letters, digits, dots and hyphens."
  }
}
