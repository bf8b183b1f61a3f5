resource "aws_security_group" "function" {
  # checkov:skip=CKV2_AWS_5:The function that it is attached to lies in another module.
  name_prefix = "${var.name}-function-"
  description = "The function: nothing comes in, and only HTTPS to S3 goes out."
  vpc_id      = local.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-function" })

  # Lambda removes the function's network interfaces with its role, which has to outlive what they are in.
  depends_on = [var.function_role_arn]

  lifecycle {
    # A replacement must exist, under a name of its own, before the function lets go of the old group.
    create_before_destroy = true
    # Groups from before names had prefixes stay.
    ignore_changes = [name_prefix]

    precondition {
      condition     = local.create_vpc || length(var.subnet_ids) > 0
      error_message = "vpc_id needs subnet_ids: private subnets of that VPC with a route to S3."
    }

    precondition {
      condition     = !local.create_vpc || local.create_s3_endpoint
      error_message = "create_s3_endpoint = false leaves a VPC made here without a way to S3: leave it null, or set vpc_id and subnet_ids."
    }

    precondition {
      condition     = !local.create_vpc || length(var.subnet_ids) == 0
      error_message = "subnet_ids needs vpc_id: the VPC that those subnets are in. Leave both empty for a new VPC."
    }
  }
}

resource "aws_vpc_security_group_egress_rule" "s3" {
  security_group_id = aws_security_group.function.id
  description       = "HTTPS to S3 through its gateway endpoint."
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = data.aws_ec2_managed_prefix_list.s3.id

  tags = merge(var.tags, { Name = "HTTPS to S3" })
}

resource "aws_vpc_security_group_egress_rule" "additional" {
  for_each = var.additional_egress

  security_group_id            = aws_security_group.function.id
  description                  = each.key
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.port
  to_port                      = each.value.port
  cidr_ipv4                    = each.value.cidr_ipv4
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id

  tags = merge(var.tags, { Name = each.key })
}
