# make lint: tflint --chdir=terraform --recursive

config {
  call_module_type = "local"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}

plugin "aws" {
  enabled = true
  version = "0.48.0"
  source  = "github.com/terraform-linters/tflint-ruleset-aws"
}

# The root's variables lie in files by topic: one file of them all would be 500 lines.
rule "terraform_standard_module_structure" {
  enabled = false
}

# What the AWS plugin leaves off unless asked for. The module configures no provider, so that no default_tags can stand in for
# the tags that it promises.

rule "aws_resource_missing_tags" {
  enabled = true
  tags    = ["Application", "Deployment"]
}

rule "aws_iam_policy_attachment_exclusive_attachment" {
  enabled = true
}

rule "aws_iam_policy_document_gov_friendly_arns" {
  enabled = true
}

rule "aws_iam_policy_gov_friendly_arns" {
  enabled = true
}

rule "aws_iam_role_policy_gov_friendly_arns" {
  enabled = true
}

rule "aws_iam_role_deprecated_policy_attributes" {
  enabled = true
}

rule "aws_security_group_inline_rules" {
  enabled = true
}

rule "aws_security_group_rule_deprecated" {
  enabled = true
}

rule "aws_ephemeral_resources" {
  enabled = true
}

rule "aws_write_only_arguments" {
  enabled = true
}
