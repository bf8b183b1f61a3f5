variable "vpc_cidr" {
  description = "IPv4 range of the VPC, /16 to /26; each zone gets a quarter of it."
  type        = string
  default     = "10.0.0.0/22"
}

variable "zone_count" {
  description = "In how many availability zones the function runs, 2 or 3."
  type        = number
  default     = 2
}

variable "exclude_zone_ids" {
  description = "Zone ids that get no subnet. use1-az3 is an old zone that lacks much of what newer ones have."
  type        = list(string)
  default     = ["use1-az3"]
}
