variable "name" {
  description = "Name of the deployment."
  type        = string
}

variable "account" {
  description = "Where this is deployed to: the account's id, the partition and the region."
  type        = object({ id = string, partition = string, region = string })
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
}

variable "iam_path" {
  description = "Path of the role."
  type        = string
}

variable "permissions_boundary" {
  description = "ARN of the role's permissions boundary, or null."
  type        = string
}

variable "bucket_arn" {
  description = "The bucket of sources and archives, which has manifests and reports too."
  type        = string
}

variable "prefix" {
  description = "Prefix of manifests and reports."
  type        = string
}

variable "incoming_prefix" {
  description = "Prefix of the sources."
  type        = string
}

variable "processed_prefix" {
  description = "Prefix of the archives."
  type        = string
}

variable "alias_arn" {
  description = "The alias that is invoked for each source."
  type        = string
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the bucket's objects, or null."
  type        = string
}
