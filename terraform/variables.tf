variable "name" {
  description = "Name of the function, and prefix of every other name, so that one account can have several copies."
  type        = string
  default     = "compressor"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name must have 3 to 32 lower-case letters, digits and hyphens, and begin with a letter, such as compressor."
  }
}

variable "tags" {
  description = "Tags of every resource that can have tags, in addition to Application = compressor, Deployment = name and Version."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.tags) : !startswith(lower(key), "aws:")])
    error_message = "tags must not begin with aws:, which AWS keeps for itself."
  }
}
