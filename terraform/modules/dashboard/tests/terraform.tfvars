# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }

reserved_concurrency = null
event_queue_name     = null
