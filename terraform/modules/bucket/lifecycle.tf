locals {
  # One list for the resource and for the JSON that owners of an existing bucket merge.
  lifecycle_rules = concat(
    [
      { id = "expire-incoming", prefix = var.incoming_prefix, expire_days = var.incoming_expiration_days, transitions = [], noncurrent_days = null, abort_days = null },
      { id = "abort-incomplete-uploads", prefix = "", expire_days = null, transitions = [], noncurrent_days = null, abort_days = 1 },
    ],
    length(var.processed_transitions) == 0 && var.processed_expiration_days == null ? [] : [
      { id = "age-processed", prefix = var.processed_prefix, expire_days = var.processed_expiration_days, transitions = var.processed_transitions, noncurrent_days = null, abort_days = null },
    ],
    !var.versioning ? [] : [
      { id = "expire-noncurrent-versions", prefix = "", expire_days = null, transitions = [], noncurrent_days = var.noncurrent_expiration_days, abort_days = null },
    ],
  )

  lifecycle_json = jsonencode({
    Rules = [
      for rule in local.lifecycle_rules : merge(
        { ID = rule.id, Status = "Enabled", Filter = { Prefix = rule.prefix } },
        rule.expire_days == null ? {} : { Expiration = { Days = rule.expire_days } },
        length(rule.transitions) == 0 ? {} : {
          Transitions = [for transition in rule.transitions : { Days = transition.days, StorageClass = transition.storage_class }]
        },
        rule.noncurrent_days == null ? {} : { Expiration = { ExpiredObjectDeleteMarker = true } },
        rule.noncurrent_days == null ? {} : { NoncurrentVersionExpiration = { NoncurrentDays = rule.noncurrent_days } },
        rule.abort_days == null ? {} : { AbortIncompleteMultipartUpload = { DaysAfterInitiation = rule.abort_days } },
      )
    ]
  })
}

locals {
  # From warm to cold: S3 moves objects only this way.
  storage_classes = ["STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]

  transition_days = var.processed_transitions[*].days
  storage_path    = [for class in concat([var.storage_class], var.processed_transitions[*].storage_class) : index(local.storage_classes, class)]
  last_transition = max(0, local.transition_days...)
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count = var.manage_lifecycle ? 1 : 0

  bucket = local.bucket

  dynamic "rule" {
    for_each = local.lifecycle_rules

    content {
      id     = rule.value.id
      status = "Enabled"

      filter {
        prefix = rule.value.prefix
      }

      dynamic "expiration" {
        for_each = rule.value.expire_days == null && rule.value.noncurrent_days == null ? [] : [rule.value]

        content {
          days                         = expiration.value.expire_days
          expired_object_delete_marker = expiration.value.noncurrent_days == null ? null : true
        }
      }

      dynamic "transition" {
        for_each = rule.value.transitions

        content {
          days          = transition.value.days
          storage_class = transition.value.storage_class
        }
      }

      dynamic "noncurrent_version_expiration" {
        for_each = rule.value.noncurrent_days == null ? [] : [rule.value.noncurrent_days]

        content {
          noncurrent_days = noncurrent_version_expiration.value
        }
      }

      dynamic "abort_incomplete_multipart_upload" {
        for_each = rule.value.abort_days == null ? [] : [rule.value.abort_days]

        content {
          days_after_initiation = abort_incomplete_multipart_upload.value
        }
      }
    }
  }

  # Noncurrent versions exist from the moment that versioning is on.
  depends_on = [aws_s3_bucket_versioning.this]

  lifecycle {
    precondition {
      condition     = alltrue([for step, place in local.storage_path : step == 0 || place > local.storage_path[max(0, step - 1)]])
      error_message = "processed_transitions must go from warm to cold, beginning colder than storage_class (${var.storage_class}): ${join(", ", local.storage_classes)}."
    }

    precondition {
      condition     = alltrue([for step, day in local.transition_days : step == 0 || day > local.transition_days[max(0, step - 1)]])
      error_message = "processed_transitions must be in order of their days, no day twice."
    }

    precondition {
      condition     = var.processed_expiration_days == null || try(var.processed_expiration_days > local.last_transition, true)
      error_message = "processed_expiration_days must be after the last of processed_transitions (day ${local.last_transition})."
    }
  }
}
