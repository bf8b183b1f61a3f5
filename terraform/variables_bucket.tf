variable "bucket_name" {
  description = "The bucket's name, or null for <name>-<account>-<region>."
  type        = string
  default     = null

  validation {
    condition     = var.bucket_name == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "bucket_name must have 3 to 63 lower-case letters, digits, dots and hyphens."
  }
}

variable "force_destroy" {
  description = "Whether destroying the bucket deletes the objects in it."
  type        = bool
  default     = false
}

variable "incoming_expiration_days" {
  description = "Days after which a source expires, 2 or more; dead letters are kept a day less, so that none outlives its object."
  type        = number
  default     = 7

  validation {
    condition     = var.incoming_expiration_days >= 2 && floor(var.incoming_expiration_days) == var.incoming_expiration_days
    error_message = "incoming_expiration_days must be a whole number of 2 or more: dead letters are kept a day less than their objects."
  }
}
