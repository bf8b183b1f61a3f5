variable "name" {
  description = "Name of the function and prefix of every other name, so that several copies can live in one account."
  type        = string
  default     = "compressor"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name must have 3 to 32 lower-case letters, digits and hyphens, and begin with a letter, such as compressor."
  }
}

variable "region" {
  description = "AWS region, or null for the one of the environment (AWS_REGION, or the profile's)."
  type        = string
  default     = null

  validation {
    condition     = var.region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+$", var.region))
    error_message = "region must be a region's code, such as eu-central-1."
  }
}

variable "tags" {
  description = "Tags for everything, besides Application and Deployment."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : !startswith(lower(key), "aws:")])
    error_message = "tags must not begin with aws:, which AWS keeps for itself."
  }
}
