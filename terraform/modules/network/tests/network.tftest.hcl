mock_provider "aws" {
  source = "../../tests/mocks"
}

run "by_default_there_are_two_private_subnets_with_a_way_to_s3_and_no_other" {
  command = plan

  # Subnets are private and in two zones in order.
  assert {
    condition     = { for subnet in aws_subnet.private : subnet.availability_zone_id => subnet.cidr_block } == { euc1-az2 = "10.0.0.0/24", euc1-az3 = "10.0.1.0/24" }
    error_message = "Two zones, in order of their names, each with a quarter of the range."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.private : !subnet.map_public_ip_on_launch])
    error_message = "No subnet gives out public addresses."
  }

  assert {
    condition     = aws_vpc.this[0].enable_dns_support && aws_vpc.this[0].enable_dns_hostnames
    error_message = "S3's name must resolve inside."
  }

  # Only https to s3 leaves and nothing comes in.
  assert {
    condition = (
      aws_vpc_security_group_egress_rule.s3.prefix_list_id == "pl-0123456789abcdef0" &&
      aws_vpc_security_group_egress_rule.s3.from_port == 443 && aws_vpc_security_group_egress_rule.s3.to_port == 443 &&
      aws_vpc_security_group_egress_rule.s3.cidr_ipv4 == null
    )
    error_message = "The one rule is port 443 to S3's prefix list."
  }

  # Endpoint lets one role at one bucket through.
  assert {
    condition = jsondecode(aws_vpc_endpoint.s3[0].policy).Statement == [{
      Sid       = "FunctionOnBucketOnly"
      Effect    = "Allow"
      Principal = "*"
      Action    = ["s3:GetObject", "s3:PutObject"]
      Resource  = ["arn:aws:s3:::the-bucket", "arn:aws:s3:::the-bucket/*"]
      Condition = { ArnEquals = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/compressor" } }
    }]
    error_message = "The endpoint's policy names the actions, the bucket and the role, and nothing else."
  }

  assert {
    condition     = aws_vpc_endpoint.s3[0].vpc_endpoint_type == "Gateway" && aws_vpc_endpoint.s3[0].service_name == "com.amazonaws.eu-central-1.s3"
    error_message = "The gateway endpoint costs nothing; an interface endpoint would."
  }

  # No flow logs unless asked for.
  assert {
    condition     = length(aws_flow_log.this) == 0
    error_message = "Flow logs cost more than they tell here."
  }

  # The state of a zone is not asked for.
  assert {
    condition     = data.aws_availability_zones.available[0].state == null
    error_message = "A zone that is impaired today must not lose its subnet to the next apply."
  }

  # Every rule says what it is for.
  assert {
    condition     = aws_vpc_security_group_egress_rule.s3.description != null && aws_security_group.function.description != null
    error_message = "Reviewers and auditors read the description."
  }

  # Nothing else leaves unless asked for.
  assert {
    condition     = length(aws_vpc_security_group_egress_rule.additional) == 0
    error_message = "S3 is all that the function talks to."
  }
}

run "what_is_asked_for_is_there_with_its_keys_and_rules" {
  command = plan

  variables {
    zone_count              = 3
    flow_log_retention_days = 30
    log_kms_key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/1"
    additional_egress = {
      "our DNS"       = { port = 53, protocol = "udp", cidr_ipv4 = "10.1.0.2/32" }
      "our endpoints" = { port = 443, security_group_id = "sg-0aaaaaaaaaaaaaaaa" }
    }
    iam_path             = "/service/"
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  # A third zone leaves the first two as they are.
  assert {
    condition     = values(aws_subnet.private)[*].cidr_block == ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]
    error_message = "The third zone takes the third quarter."
  }

  # Flow logs have an end.
  assert {
    condition     = aws_cloudwatch_log_group.flow[0].retention_in_days == 30 && aws_flow_log.this[0].traffic_type == "ALL"
    error_message = "Where asked for, all traffic is logged, for as long as said."
  }

  # Flow logs have the key of the logs.
  assert {
    condition     = aws_cloudwatch_log_group.flow[0].kms_key_id == "arn:aws:kms:eu-central-1:123456789012:key/1"
    error_message = "Who sets a key for logs means every log group."
  }

  # Dns servers and endpoints of others are let through.
  assert {
    condition = { for name, rule in aws_vpc_security_group_egress_rule.additional : name => join(" ", [rule.description, rule.ip_protocol, rule.from_port, rule.to_port, coalesce(rule.cidr_ipv4, rule.referenced_security_group_id)]) } == {
      "our DNS"       = "our DNS udp 53 53 10.1.0.2/32"
      "our endpoints" = "our endpoints tcp 443 443 sg-0aaaaaaaaaaaaaaaa"
    }
    error_message = "Each rule as it was asked for, with its description."
  }

  # Flow logs role keeps to the companys rules.
  assert {
    condition     = aws_iam_role.flow[0].path == "/service/" && aws_iam_role.flow[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "Every role that is made."
  }

  assert {
    condition     = contains(flatten(jsondecode(aws_iam_role_policy.flow[0].policy).Statement[*].Action), "logs:DescribeLogGroups")
    error_message = "The flow logs service asks for the group before it writes."
  }
}

run "too_few_zones_are_refused" {
  command = plan

  variables {
    zone_count = 3
  }

  override_data {
    target = data.aws_availability_zones.available[0]
    values = { names = ["us-west-1a", "us-west-1c"], zone_ids = ["usw1-az1", "usw1-az3"] }
  }

  expect_failures = [aws_vpc.this]
}

run "wildcard_actions_are_refused" {
  command = plan

  variables {
    s3_actions = ["s3:*"]
  }

  expect_failures = [var.s3_actions]
}

run "an_excluded_zone_leaves_the_others_where_they_are" {
  command = plan

  variables {
    exclude_zone_ids = ["euc1-az2"]
  }

  assert {
    condition     = { for subnet in aws_subnet.private : subnet.availability_zone_id => subnet.cidr_block } == { euc1-az3 = "10.0.1.0/24", euc1-az1 = "10.0.2.0/24" }
    error_message = "Zone b keeps its range when a goes, and c's does not overlap."
  }
}

run "a_zone_that_is_gone_leaves_the_others_where_they_are" {
  command = plan

  override_data {
    target = data.aws_availability_zones.available[0]
    values = { names = ["eu-central-1b", "eu-central-1c"], zone_ids = ["euc1-az3", "euc1-az1"] }
  }

  assert {
    condition     = { for subnet in aws_subnet.private : subnet.availability_zone_id => subnet.cidr_block } == { euc1-az3 = "10.0.1.0/24", euc1-az1 = "10.0.2.0/24" }
    error_message = "A zone's range follows from the zone, not from its place among those there are."
  }
}

run "a_new_zone_that_sorts_first_leaves_the_one_that_stays_where_it_is" {
  command = plan

  override_data {
    target = data.aws_availability_zones.available[0]
    values = { names = ["xx-north-1a", "xx-north-1b", "xx-north-1c"], zone_ids = ["xxn1-az9", "xxn1-az1", "xxn1-az2"] }
  }

  assert {
    condition     = { for subnet in aws_subnet.private : subnet.availability_zone_id => subnet.cidr_block } == { xxn1-az9 = "10.0.0.0/24", xxn1-az1 = "10.0.1.0/24" }
    error_message = "Before a came, b and c had quarters 1 and 2: b stays."
  }
}

run "pinned_zones_have_their_ranges_in_the_order_given" {
  command = plan

  variables {
    zone_ids         = ["euc1-az1", "euc1-az3"]
    exclude_zone_ids = ["euc1-az1"]
    zone_count       = 3
  }

  assert {
    condition     = { for subnet in aws_subnet.private : subnet.availability_zone_id => subnet.cidr_block } == { euc1-az1 = "10.0.0.0/24", euc1-az3 = "10.0.1.0/24" }
    error_message = "zone_ids outranks zone_count and exclude_zone_ids."
  }
}

run "a_third_pinned_zone_leaves_the_first_two_as_they_are" {
  command = plan

  variables {
    zone_ids = ["euc1-az1", "euc1-az3", "euc1-az2"]
  }

  assert {
    condition     = { for subnet in aws_subnet.private : subnet.availability_zone_id => subnet.cidr_block } == { euc1-az1 = "10.0.0.0/24", euc1-az3 = "10.0.1.0/24", euc1-az2 = "10.0.2.0/24" }
    error_message = "The third takes the third quarter."
  }
}

run "a_pinned_zone_that_the_region_does_not_have_is_refused" {
  command = plan

  variables {
    zone_ids = ["euc1-az1", "use1-az1"]
  }

  expect_failures = [aws_vpc.this]
}

run "zones_that_would_share_a_range_are_refused" {
  command = plan

  variables {
    exclude_zone_ids = ["use1-az2", "use1-az3", "use1-az4"]
  }

  override_data {
    target = data.aws_availability_zones.available[0]
    values = { names = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e"], zone_ids = ["use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az5"] }
  }

  expect_failures = [aws_vpc.this]
}

run "a_subnet_is_its_quarter_whether_its_zone_is_pinned_or_not" {
  command = plan

  variables {
    zone_ids = ["euc1-az2", "euc1-az3"]
  }

  assert {
    condition     = { for quarter, subnet in aws_subnet.private : quarter => subnet.availability_zone_id } == { "0" = "euc1-az2", "1" = "euc1-az3" }
    error_message = "Pinning the zones that are in use must change nothing."
  }
}
