variable "function_package" {
  description = "The function's zip, as make package writes it."
  type        = string
  default     = "../../../artifacts/package/function-x86_64.zip"
}

variable "alarm_emails" {
  description = "Who gets the alarms."
  type        = set(string)
}

variable "bucket_name" {
  description = "The bucket to make for sources and archives."
  type        = string
}
