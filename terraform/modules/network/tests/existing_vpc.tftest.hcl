mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  vpc_id     = "vpc-0aaaaaaaaaaaaaaaa"
  subnet_ids = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
}

run "an_existing_vpc_gets_a_security_group_and_nothing_else" {
  command = plan

  assert {
    condition     = length(aws_vpc.this) + length(aws_subnet.private) + length(aws_route_table.private) + length(aws_vpc_endpoint.s3) + length(aws_default_security_group.empty) + length(aws_flow_log.this) == 0
    error_message = "Another team's network is not ours to change; an endpoint policy would cut others off."
  }

  assert {
    condition     = aws_security_group.function.vpc_id == "vpc-0aaaaaaaaaaaaaaaa" && output.subnet_ids == tolist(["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"])
    error_message = "The function lives in the subnets that were given."
  }
}

run "an_endpoint_is_made_where_asked_for" {
  command = plan

  variables {
    create_s3_endpoint = true
    route_table_ids    = ["rtb-0aaaaaaaaaaaaaaaa"]
  }

  assert {
    condition     = aws_vpc_endpoint.s3[0].route_table_ids == toset(["rtb-0aaaaaaaaaaaaaaaa"]) && aws_vpc_endpoint.s3[0].vpc_id == "vpc-0aaaaaaaaaaaaaaaa"
    error_message = "The endpoint joins the route tables that were given."
  }
}

run "an_endpoint_without_route_tables_is_refused" {
  command = plan

  variables {
    create_s3_endpoint = true
  }

  expect_failures = [aws_vpc_endpoint.s3]
}

run "a_vpc_without_subnets_is_refused" {
  command = plan

  variables {
    subnet_ids = []
  }

  expect_failures = [aws_security_group.function]
}

run "subnets_without_a_vpc_are_refused" {
  command = plan

  variables {
    vpc_id = null
  }

  expect_failures = [aws_security_group.function]
}

run "a_new_vpc_without_a_way_to_s3_is_refused" {
  command = plan

  variables {
    vpc_id             = null
    subnet_ids         = []
    create_s3_endpoint = false
  }

  expect_failures = [aws_security_group.function]
}
