# Private subnets only: the function talks to S3 through the gateway endpoint (free of charge) and to nothing else.
# Logs, metrics, traces and dead letters leave through the Lambda service, outside of this VPC.

data "aws_availability_zones" "available" {
  count = local.create_vpc ? 1 : 0

  state            = "available"
  exclude_zone_ids = var.exclude_zone_ids

  # Leaves out local and wavelength zones, which Lambda cannot use.
  filter {
    name   = "zone-type"
    values = ["availability-zone"]
  }
}

data "aws_region" "current" {}

locals {
  create_vpc = var.vpc_id == null
  vpc_id     = local.create_vpc ? aws_vpc.this[0].id : var.vpc_id
  zone_names = local.create_vpc ? sort(data.aws_availability_zones.available[0].names) : []

  # The zone's place decides the subnet's range, so that a third zone never moves the first two.
  zones = {
    for index, zone in slice(local.zone_names, 0, min(var.zone_count, length(local.zone_names))) : zone => index
  }

  # Quarters of the VPC's range: up to three zones, and a quarter to spare.
  subnet_newbits = 2
}

resource "aws_vpc" "this" {
  count = local.create_vpc ? 1 : 0

  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }

  lifecycle {
    precondition {
      condition     = length(local.zone_names) >= var.zone_count
      error_message = "zone_count is ${var.zone_count}, but this region has ${length(local.zone_names)} usable zone(s): lower zone_count, or shorten exclude_zone_ids."
    }
  }
}

resource "aws_subnet" "private" {
  for_each = local.zones

  vpc_id                  = aws_vpc.this[0].id
  availability_zone       = each.key
  cidr_block              = cidrsubnet(var.vpc_cidr, local.subnet_newbits, each.value)
  map_public_ip_on_launch = false

  tags = { Name = "${var.name}-private-${each.key}" }
}

resource "aws_route_table" "private" {
  count = local.create_vpc ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  tags = { Name = "${var.name}-private" }
}

resource "aws_route_table_association" "private" {
  for_each = local.zones

  subnet_id      = aws_subnet.private[each.key].id
  route_table_id = aws_route_table.private[0].id
}

# Adopts the VPC's default group and empties it, so that nothing can hide in it.
resource "aws_default_security_group" "empty" {
  count = local.create_vpc ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  tags = { Name = "${var.name}-default-unused" }
}
