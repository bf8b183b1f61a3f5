output "vpc_id" {
  description = "The VPC that the function runs in."
  value       = local.vpc_id
}

output "subnet_ids" {
  description = "The private subnets that the function runs in, reachable to S3 once known."
  value       = local.create_vpc ? values(aws_subnet.private)[*].id : var.subnet_ids

  # Who uses the subnets needs the way to S3 as well.
  depends_on = [aws_route_table_association.private, aws_vpc_endpoint.s3]
}

output "security_group_id" {
  description = "The function's security group."
  value       = aws_security_group.function.id

  depends_on = [aws_vpc_security_group_egress_rule.s3, aws_vpc_security_group_egress_rule.additional]
}

output "s3_endpoint_id" {
  description = "The S3 gateway endpoint, or null where none was made."
  value       = one(aws_vpc_endpoint.s3[*].id)
}
