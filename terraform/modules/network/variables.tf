variable "name" {
  description = "Prefix of every resource's name."
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

variable "vpc_id" {
  description = "An existing VPC to use, or null to make one."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of `vpc_id` for the function; empty where the VPC is made here."
  type        = list(string)
}

variable "route_table_ids" {
  description = "Route tables of `subnet_ids`, for an S3 endpoint in an existing VPC."
  type        = list(string)
}

variable "create_s3_endpoint" {
  description = "Whether to make an S3 gateway endpoint; null: only in a VPC made here."
  type        = bool
}

variable "vpc_cidr" {
  description = "IPv4 range of the VPC; each zone gets a quarter of it."
  type        = string
}

variable "zone_count" {
  description = "In how many availability zones the function has a subnet."
  type        = number
}

variable "zone_ids" {
  description = "Zone ids of the subnets in the order of their ranges; empty: chosen by `zone_count` and `exclude_zone_ids`."
  type        = list(string)
}

variable "exclude_zone_ids" {
  description = "Zone ids that get no subnet, such as zones where Lambda is not offered."
  type        = list(string)
}

variable "additional_egress" {
  description = "What the function may reach besides S3, by description: a port of a range, of a prefix list or of a security group."
  type = map(object({
    port              = number
    protocol          = optional(string, "tcp")
    cidr_ipv4         = optional(string)
    prefix_list_id    = optional(string)
    security_group_id = optional(string)
  }))
}

variable "iam_path" {
  description = "Path of the flow logs' role."
  type        = string
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the flow logs' role, or null."
  type        = string
}

variable "flow_log_retention_days" {
  description = "Days that flow logs of a VPC made here are kept, or null for no flow logs."
  type        = number
}

variable "log_kms_key_arn" {
  description = "KMS key that encrypts the flow logs, or null for CloudWatch Logs' own."
  type        = string
}

variable "bucket_arn" {
  description = "The one bucket that the endpoint lets through."
  type        = string
}

variable "function_role_arn" {
  description = "The one role that the endpoint lets through, and that Lambda manages network interfaces with."
  type        = string
}

variable "s3_actions" {
  description = "The S3 actions that the endpoint lets through."
  type        = list(string)

  validation {
    condition     = length(var.s3_actions) > 0 && alltrue([for action in var.s3_actions : can(regex("^s3:[A-Za-z]+$", action))])
    error_message = "s3_actions must name single actions, such as s3:GetObject, without wildcards."
  }
}
