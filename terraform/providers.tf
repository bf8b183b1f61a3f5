provider "aws" {
  region = var.region

  default_tags {
    tags = merge({ Application = "compressor", Deployment = var.name }, var.tags)
  }
}
