variable "function_package" {
  description = "The function's zip, as make package writes it."
  type        = string
  default     = "../../../artifacts/package/function-x86_64.zip"
}

variable "names" {
  description = "A deployment of each name in each region."
  type        = set(string)
  default     = ["orders", "events"]
}

variable "alarm_emails" {
  description = "Who gets the alarms."
  type        = set(string)
}
