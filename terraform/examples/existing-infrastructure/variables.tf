variable "function_package" {
  description = "The function's zip, as make package writes it."
  type        = string
  default     = "../../../artifacts/package/function-x86_64.zip"
}

variable "bucket_name" {
  description = "The bucket that exists."
  type        = string
}

variable "vpc_id" {
  description = "The VPC that exists."
  type        = string
}

variable "subnet_ids" {
  description = "Its private subnets, whose route tables have an S3 gateway endpoint."
  type        = list(string)
}

variable "dns_server" {
  description = "The VPC's own DNS server, as a range, or null for Amazon's."
  type        = string
  default     = null
}

variable "alarm_topic_arn" {
  description = "The SNS topic that the team's alarms go to."
  type        = string
}
