# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

manage_notification      = true
report_expired_sources   = false
versioning               = false
event_queue_arn          = null
additional_notifications = []
announce_sources         = true
