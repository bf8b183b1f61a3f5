variable "function_package" {
  description = "The function's zip, as make package writes it."
  type        = string
  default     = "../../../artifacts/package/function-x86_64.zip"
}

variable "bucket_name" {
  description = "The bucket that exists."
  type        = string
}

variable "topic_arn" {
  description = "The SNS topic that the bucket tells of uploads."
  type        = string
}

variable "zone_ids" {
  description = "Zones of the function's subnets."
  type        = list(string)
}

variable "alarm_emails" {
  description = "Who gets the alarms."
  type        = set(string)
}
