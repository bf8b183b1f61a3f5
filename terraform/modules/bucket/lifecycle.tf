locals {
  # What a rule about all objects covers: an existing bucket holds the objects of others too.
  scopes = var.create_bucket ? { "" = "" } : { "-incoming" = var.incoming_prefix, "-processed" = var.processed_prefix }

  # One list for the resource and for the JSON that owners of an existing bucket merge.
  lifecycle_rules = concat(
    [
      { id = "expire-incoming", prefix = var.incoming_prefix, expire_days = var.incoming_expiration_days, transitions = [], noncurrent_days = null, abort_days = null },
    ],
    [
      for suffix, prefix in local.scopes :
      { id = "abort-incomplete-uploads${suffix}", prefix = prefix, expire_days = null, transitions = [], noncurrent_days = null, abort_days = 1 }
    ],
    length(var.processed_transitions) == 0 && var.processed_expiration_days == null ? [] : [
      { id = "age-processed", prefix = var.processed_prefix, expire_days = var.processed_expiration_days, transitions = var.processed_transitions, noncurrent_days = null, abort_days = null },
    ],
    # Without versioning too: versions from before it was turned off stay, and are paid for, until something expires them.
    !var.versioning && !var.create_bucket ? [] : [
      for suffix, prefix in local.scopes :
      { id = "expire-noncurrent-versions${suffix}", prefix = prefix, expire_days = null, transitions = [], noncurrent_days = var.noncurrent_expiration_days, abort_days = null }
    ],
    # S3 Batch Operations keeps a job's record as long.
    [
      for prefix in var.backfill_prefix[*] :
      { id = "expire-backfill", prefix = prefix, expire_days = 90, transitions = [], noncurrent_days = null, abort_days = 1 }
    ],
    var.additional_lifecycle_rules,
  )

  lifecycle_json = jsonencode({
    Rules = [
      for rule in local.lifecycle_rules : merge(
        { ID = rule.id, Status = "Enabled", Filter = { Prefix = rule.prefix } },
        rule.expire_days == null ? {} : { Expiration = { Days = rule.expire_days } },
        length(rule.transitions) == 0 ? {} : {
          Transitions = [for transition in rule.transitions : { Days = transition.days, StorageClass = transition.storage_class }]
        },
        rule.noncurrent_days == null || rule.expire_days != null ? {} : { Expiration = { ExpiredObjectDeleteMarker = true } },
        rule.noncurrent_days == null ? {} : { NoncurrentVersionExpiration = { NoncurrentDays = rule.noncurrent_days } },
        rule.abort_days == null ? {} : { AbortIncompleteMultipartUpload = { DaysAfterInitiation = rule.abort_days } },
      )
    ]
  })
}

locals {
  # Where S3 moves an object on to, by its storage class. S3 refuses every other pair.
  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
  next_classes = {
    STANDARD            = ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]
    STANDARD_IA         = ["INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]
    INTELLIGENT_TIERING = ["ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]
    ONEZONE_IA          = ["GLACIER", "DEEP_ARCHIVE"]
    GLACIER_IR          = ["GLACIER", "DEEP_ARCHIVE"]
    GLACIER             = ["DEEP_ARCHIVE"]
    DEEP_ARCHIVE        = []
  }

  # Days that an object is billed in a class at least. S3 refuses a move out of an infrequent access class before its
  # 30 days, and bills the rest of the 90 days where an object leaves a Glacier class before: neither is ever meant.
  minimum_days = { STANDARD_IA = 30, ONEZONE_IA = 30, GLACIER_IR = 90, GLACIER = 90 }

  # Each move: from which class and since which day, to which class and on which day.
  path = concat([{ days = 0, storage_class = var.storage_class }], var.processed_transitions)
  moves = [
    for step, transition in var.processed_transitions : {
      from     = local.path[step].storage_class
      to       = transition.storage_class
      days     = transition.days
      earliest = local.path[step].days + lookup(local.minimum_days, local.path[step].storage_class, step == 0 ? 0 : 1)
    }
  ]
  impossible_moves = [for move in local.moves : "${move.from} to ${move.to}" if !contains(local.next_classes[move.from], move.to)]
  early_moves      = [for move in local.moves : "from ${move.from} on day ${move.days} (day ${move.earliest} at the earliest)" if move.days < move.earliest]
  last_transition  = max(0, var.processed_transitions[*].days...)
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  # checkov:skip=CKV_AWS_300:The rule that aborts incomplete uploads is there, in the dynamic block.
  count = var.manage_lifecycle ? 1 : 0

  bucket = local.bucket

  transition_default_minimum_object_size = var.transition_minimum_size

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
          expired_object_delete_marker = expiration.value.noncurrent_days == null || expiration.value.expire_days != null ? null : true
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
      condition     = length(local.impossible_moves) == 0
      error_message = "processed_transitions has a move that S3 does not make: ${join(", ", local.impossible_moves)}. It goes from warm to cold only, beginning colder than storage_class (${var.storage_class}), and from ONEZONE_IA not to GLACIER_IR."
    }

    precondition {
      condition     = length(local.early_moves) == 0
      error_message = "processed_transitions has a move too early: ${join(", ", local.early_moves)}."
    }

    precondition {
      condition     = var.processed_expiration_days == null || try(var.processed_expiration_days > local.last_transition, true)
      error_message = "processed_expiration_days must be after the last of processed_transitions (day ${local.last_transition})."
    }
  }
}
