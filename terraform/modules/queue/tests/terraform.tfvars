# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

create_queue               = true
queue_name                 = "compressor-events"
queue_arn                  = "arn:aws:sqs:eu-central-1:123456789012:compressor-events"
bucket_arn                 = "arn:aws:s3:::the-bucket"
alias_arn                  = "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live"
dead_letter_queue_arn      = "arn:aws:sqs:eu-central-1:123456789012:compressor-dead-letters"
timeout                    = 600
reserved_concurrency       = 1500
incoming_expiration_days   = 7
batch_size                 = 10
maximum_batching_window    = 0
maximum_concurrency        = null
max_receive_count          = 20
visibility_timeout_seconds = null
