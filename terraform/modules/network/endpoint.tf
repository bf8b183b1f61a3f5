locals {
  # On shared route tables an endpoint policy would cut others off from their buckets.
  create_s3_endpoint = coalesce(var.create_s3_endpoint, local.create_vpc)
  route_table_ids    = local.create_vpc ? aws_route_table.private[*].id : var.route_table_ids
}

data "aws_vpc_endpoint_service" "s3" {
  service      = "s3"
  service_type = "Gateway"
}

data "aws_ec2_managed_prefix_list" "s3" {
  name = data.aws_vpc_endpoint_service.s3.service_name
}

resource "aws_vpc_endpoint" "s3" {
  count = local.create_s3_endpoint ? 1 : 0

  vpc_id            = local.vpc_id
  service_name      = data.aws_vpc_endpoint_service.s3.service_name
  vpc_endpoint_type = "Gateway"
  route_table_ids   = local.route_table_ids

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "FunctionOnBucketOnly"
        Effect    = "Allow"
        Principal = "*"
        Action    = var.s3_actions
        Resource  = [var.bucket_arn, "${var.bucket_arn}/*"]
        Condition = { ArnEquals = { "aws:PrincipalArn" = var.function_role_arn } }
      },
    ]
  })

  tags = merge(var.tags, { Name = "${var.name}-s3" })

  lifecycle {
    precondition {
      condition     = local.create_vpc || length(var.route_table_ids) > 0
      error_message = "create_s3_endpoint in an existing VPC needs route_table_ids: the route tables of subnet_ids."
    }
  }
}
