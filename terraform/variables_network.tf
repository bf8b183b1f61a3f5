variable "vpc_id" {
  description = "An existing VPC to use, or null to create one."
  type        = string
  default     = null

  validation {
    condition     = var.vpc_id == null || can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "vpc_id must be a VPC's id, such as vpc-0123456789abcdef0."
  }
}

variable "subnet_ids" {
  description = "Private subnets of vpc_id that can reach S3; empty if the VPC is created here."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-f]+$", id))])
    error_message = "subnet_ids must be ids of subnets, such as subnet-0123456789abcdef0."
  }
}

variable "route_table_ids" {
  description = "Route tables of subnet_ids, for create_s3_endpoint in an existing VPC."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.route_table_ids : can(regex("^rtb-[0-9a-f]+$", id))])
    error_message = "route_table_ids must be ids of route tables, such as rtb-0123456789abcdef0."
  }
}

variable "create_s3_endpoint" {
  description = "Whether to create the S3 gateway endpoint; null: only in a VPC created here, because its policy would cut others on the same route tables off from their buckets."
  type        = bool
  default     = null
}

variable "additional_egress" {
  description = "What the function may reach besides S3, by description, such as { \"our DNS\" = { port = 53, protocol = \"udp\", cidr_ipv4 = \"10.1.0.2/32\" } }: one of cidr_ipv4, prefix_list_id and security_group_id. For DNS servers and interface endpoints of your own."
  type = map(object({
    port              = number
    protocol          = optional(string, "tcp")
    cidr_ipv4         = optional(string)
    prefix_list_id    = optional(string)
    security_group_id = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for rule in values(var.additional_egress) :
      length(compact([rule.cidr_ipv4, rule.prefix_list_id, rule.security_group_id])) == 1 && contains(["tcp", "udp"], rule.protocol) &&
      rule.port >= 1 && rule.port <= 65535
    ])
    error_message = "additional_egress must have a port, tcp or udp, and one of cidr_ipv4, prefix_list_id and security_group_id."
  }

  validation {
    condition     = alltrue([for description in keys(var.additional_egress) : can(regex("^[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{1,255}$", description))])
    error_message = "additional_egress is named by descriptions that EC2 takes: 1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*."
  }

  # 60 rules by default, of which one is the way to S3.
  validation {
    condition     = length(var.additional_egress) <= 50
    error_message = "additional_egress must have at most 50 rules: a security group takes 60, and one of them is the way to S3."
  }
}

variable "vpc_cidr" {
  description = "IPv4 range of the VPC, /16 to /26; each zone gets a quarter of it."
  type        = string
  default     = "10.0.0.0/22"
  nullable    = false

  validation {
    condition     = can(cidrsubnet(var.vpc_cidr, 2, 3)) && try(tonumber(split("/", var.vpc_cidr)[1]) >= 16 && tonumber(split("/", var.vpc_cidr)[1]) <= 26, false)
    error_message = "vpc_cidr must be an IPv4 range from /16 to /26, such as 10.0.0.0/22."
  }
}

variable "zone_count" {
  description = "The number of Availability Zones that the function runs in, 2 or 3."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = contains([2, 3], var.zone_count)
    error_message = "zone_count must be 2 or 3."
  }
}

variable "zone_ids" {
  description = "Zone ids of the subnets, two or three, such as [\"use1-az1\", \"use1-az4\"]. The order decides their ranges, so only append to it. Empty: the first zone_count zones by name. Pin them in production."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.zone_ids : can(regex("^[a-z0-9]+-az[0-9]+$", id))])
    error_message = "zone_ids must be zone ids, such as use1-az1 (not names, such as us-east-1e)."
  }

  validation {
    condition     = contains([0, 2, 3], length(var.zone_ids)) && length(distinct(var.zone_ids)) == length(var.zone_ids)
    error_message = "zone_ids must be empty, or have two or three zones, none twice."
  }
}

variable "exclude_zone_ids" {
  description = "Zone ids that get no subnet. use1-az3 is an old zone without much of what newer zones have."
  type        = list(string)
  default     = ["use1-az3"]
  nullable    = false

  validation {
    condition     = alltrue([for id in var.exclude_zone_ids : can(regex("^[a-z0-9]+-az[0-9]+$", id))])
    error_message = "exclude_zone_ids must be zone ids, such as use1-az3 (not names, such as us-east-1e)."
  }
}

variable "flow_log_retention_days" {
  description = "Days that the flow logs of a VPC created here are kept; null for no flow logs."
  type        = number
  default     = null

  validation {
    condition     = var.flow_log_retention_days == null || contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], coalesce(var.flow_log_retention_days, 1))
    error_message = "flow_log_retention_days must be one of CloudWatch's: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653; or null."
  }
}
