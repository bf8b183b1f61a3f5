provider "aws" {
  region = var.region
}

module "compressor" {
  source = "../.."

  function_package = var.function_package
  alarm_emails     = var.alarm_emails
}
