# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

reserved_concurrency   = null
event_queue_name       = null
expired_queue_name     = null
verification_project   = null
request_metrics_filter = null
topic_arns             = []
actions_enabled        = true
log_group_name         = null
emails                 = []
