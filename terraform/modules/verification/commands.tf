# What a build does. Here for itself, so that the end-to-end tests can evaluate it without a provider and run it.

locals {
  tool = var.verification.tool_s3

  commands = [
    "aws s3 cp --no-progress s3://${local.tool.bucket}/${local.tool.key} tool.tar.gz",
    "echo '${local.tool.sha256}  tool.tar.gz' | sha256sum --check",
    "mkdir -p tool && tar -xzf tool.tar.gz -C tool --strip-components 1",
    join(" ", concat(
      ["tool/compressor verify --function ${var.function_name} --since ${var.verification.since} --older-than ${var.verification.older_than}"],
      var.verification.requeue ? ["--requeue"] : [],
    )),
  ]
}
