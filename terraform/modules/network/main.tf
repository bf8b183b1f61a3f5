# Private subnets only: the function talks to S3 through the gateway endpoint (free of charge) and to nothing else.
# Logs, metrics, traces and dead letters leave through the Lambda service, outside of this VPC.

data "aws_availability_zones" "available" {
  count = local.create_vpc ? 1 : 0

  # Zones in every state: one that is impaired today keeps its subnet and its range.
  # Leaves out local and wavelength zones, which Lambda cannot use.
  filter {
    name   = "zone-type"
    values = ["availability-zone"]
  }
}

locals {
  create_vpc  = var.vpc_id == null
  vpc_id      = local.create_vpc ? aws_vpc.this[0].id : var.vpc_id
  zone_names  = local.create_vpc ? zipmap(data.aws_availability_zones.available[0].zone_ids, data.aws_availability_zones.available[0].names) : {}
  ids_by_name = local.create_vpc ? zipmap(data.aws_availability_zones.available[0].names, data.aws_availability_zones.available[0].zone_ids) : {}

  # Quarters of the VPC's range: up to three zones, and a quarter to spare.
  subnet_newbits = 2
  quarters       = pow(2, local.subnet_newbits)

  unknown_zone_ids = [for id in var.zone_ids : id if !contains(keys(local.zone_names), id)]
  usable_zones     = sort([for id, name in local.zone_names : name if !contains(var.exclude_zone_ids, id)])
  chosen_zones     = slice(local.usable_zones, 0, min(var.zone_count, length(local.usable_zones)))

  # The zone of each quarter in use. A zone keeps its quarter whatever becomes of the others: pinned zones have the one of their
  # place in the list, which is known before any data source is read; others that of their letter, a to d, then e to h again.
  pinned_quarters  = { for place, id in var.zone_ids : place => [id] }
  letter_quarters  = { for name in local.chosen_zones : index(local.letters, substr(name, -1, 1)) % local.quarters => local.ids_by_name[name]... }
  zones_by_quarter = length(var.zone_ids) > 0 ? local.pinned_quarters : local.letter_quarters
  zones            = { for quarter, ids in local.create_vpc ? local.zones_by_quarter : {} : quarter => ids[0] }
  letters          = split("", "abcdefghijklmnopqrstuvwxyz")
}

# trivy:ignore:AWS-0178 Flow logs are an input: at full scale they are gigabytes a day.
resource "aws_vpc" "this" {
  count = local.create_vpc ? 1 : 0

  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = merge(var.tags, { Name = var.name })

  lifecycle {
    precondition {
      condition     = length(var.zone_ids) > 0 || length(local.usable_zones) >= var.zone_count
      error_message = "zone_count is ${var.zone_count}, but this region has ${length(local.usable_zones)} usable zone(s): lower zone_count, or shorten exclude_zone_ids."
    }

    precondition {
      condition     = length(local.unknown_zone_ids) == 0
      error_message = "zone_ids has ${join(", ", local.unknown_zone_ids)}, which this region does not have: it has ${join(", ", sort(keys(local.zone_names)))}."
    }

    precondition {
      condition     = alltrue([for ids in values(local.zones_by_quarter) : length(ids) == 1])
      error_message = "Zones ${join(" and ", flatten(values(local.zones_by_quarter)))} would share a range: pin two or three of ${join(", ", sort(keys(local.zone_names)))} with zone_ids."
    }
  }
}

resource "aws_subnet" "private" {
  for_each = local.zones

  vpc_id                  = aws_vpc.this[0].id
  availability_zone_id    = each.value
  cidr_block              = cidrsubnet(var.vpc_cidr, local.subnet_newbits, each.key)
  map_public_ip_on_launch = false

  tags = merge(var.tags, { Name = "${var.name}-private-${each.value}" })

  # Lambda removes the function's network interfaces with its role, which has to outlive what they are in.
  depends_on = [var.function_role_arn]

  # The function moves to new subnets before it has to leave the old ones.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table" "private" {
  count = local.create_vpc ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  tags = merge(var.tags, { Name = "${var.name}-private" })
}

resource "aws_route_table_association" "private" {
  for_each = local.zones

  subnet_id      = aws_subnet.private[each.key].id
  route_table_id = aws_route_table.private[0].id

  lifecycle {
    create_before_destroy = true
  }
}

# Adopts the VPC's default group and empties it, so that nothing can hide in it.
resource "aws_default_security_group" "empty" {
  count = local.create_vpc ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  tags = merge(var.tags, { Name = "${var.name}-default-unused" })
}
