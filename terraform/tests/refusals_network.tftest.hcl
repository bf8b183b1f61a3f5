mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  function_package = "tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "vpc_by_its_name_is_refused" {
  command = plan

  variables {
    vpc_id = "main"
  }

  expect_failures = [var.vpc_id]
}

run "subnet_by_its_name_is_refused" {
  command = plan

  variables {
    subnet_ids = ["private-a"]
  }

  expect_failures = [var.subnet_ids]
}

run "route_table_by_its_name_is_refused" {
  command = plan

  variables {
    route_table_ids = ["private"]
  }

  expect_failures = [var.route_table_ids]
}

run "range_too_small_for_subnets_is_refused" {
  command = plan

  variables {
    vpc_cidr = "10.0.0.0/27"
  }

  expect_failures = [var.vpc_cidr]
}

run "range_that_is_none_is_refused" {
  command = plan

  variables {
    vpc_cidr = "10.0.0.0"
  }

  expect_failures = [var.vpc_cidr]
}

run "one_zone_only_is_refused" {
  command = plan

  variables {
    zone_count = 1
  }

  expect_failures = [var.zone_count]
}

run "zone_by_its_name_is_refused" {
  command = plan

  variables {
    exclude_zone_ids = ["us-east-1e"]
  }

  expect_failures = [var.exclude_zone_ids]
}

run "flow_log_retention_that_cloudwatch_lacks_is_refused" {
  command = plan

  variables {
    flow_log_retention_days = 8
  }

  expect_failures = [var.flow_log_retention_days]
}

run "a_zone_twice_is_refused" {
  command = plan

  variables {
    zone_ids = ["use1-az1", "use1-az1"]
  }

  expect_failures = [var.zone_ids]
}

run "more_than_three_zones_are_refused" {
  command = plan

  variables {
    zone_ids = ["use1-az1", "use1-az2", "use1-az4", "use1-az5"]
  }

  expect_failures = [var.zone_ids]
}

run "names_for_zone_ids_are_refused" {
  command = plan

  variables {
    zone_ids = ["us-east-1a", "us-east-1b"]
  }

  expect_failures = [var.zone_ids]
}

run "egress_to_two_places_at_once_is_refused" {
  command = plan

  variables {
    additional_egress = { "both" = { port = 443, cidr_ipv4 = "10.1.0.0/16", prefix_list_id = "pl-1" } }
  }

  expect_failures = [var.additional_egress]
}

run "egress_with_a_description_that_ec2_refuses_is_refused" {
  command = plan

  variables {
    additional_egress = { "what's this" = { port = 443, cidr_ipv4 = "10.1.0.0/16" } }
  }

  expect_failures = [var.additional_egress]
}
