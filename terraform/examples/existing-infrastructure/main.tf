provider "aws" {}

module "compressor" {
  source = "../.."

  name             = "invoices"
  function_package = var.function_package
  alarm_topic_arns = [var.alarm_topic_arn]
  tags             = { CostCenter = "4711" }

  # The bucket stays its owners': bucket_json_to_merge says what they have to add to its configuration.
  create_bucket    = false
  bucket_name      = var.bucket_name
  incoming_prefix  = "invoices/in/"
  processed_prefix = "invoices/zip/"

  vpc_id     = var.vpc_id
  subnet_ids = var.subnet_ids
  additional_egress = var.dns_server == null ? {} : {
    "DNS over UDP" = { port = 53, protocol = "udp", cidr_ipv4 = var.dns_server }
    "DNS over TCP" = { port = 53, cidr_ipv4 = var.dns_server }
  }

  iam_path = "/service/"
}
