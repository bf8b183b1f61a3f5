provider "aws" {
  alias  = "eu"
  region = "eu-central-1"
}

provider "aws" {
  alias  = "us"
  region = "us-east-1"
}

module "eu" {
  source   = "../.."
  for_each = var.names

  providers = {
    aws = aws.eu
  }

  name             = each.key
  function_package = var.function_package
  alarm_emails     = var.alarm_emails
  zone_ids         = ["euc1-az2", "euc1-az3"]

  # The account's concurrency is for all of them.
  reserved_concurrency = 400
}

module "us" {
  source   = "../.."
  for_each = var.names

  providers = {
    aws = aws.us
  }

  name             = each.key
  function_package = var.function_package
  alarm_emails     = var.alarm_emails
  zone_ids         = ["use1-az1", "use1-az4"]

  reserved_concurrency = 400
}
