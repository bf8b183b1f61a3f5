variable "function_package" {
  description = "The function's zip, as make package writes it."
  type        = string
  default     = "../../../artifacts/package/function-x86_64.zip"
}

variable "region" {
  description = "The region to deploy to."
  type        = string
  default     = "eu-central-1"
}

variable "alarm_emails" {
  description = "Who gets the alarms."
  type        = set(string)
}
