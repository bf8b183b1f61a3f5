# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

bucket_name              = "the-bucket"
incoming_prefix          = "incoming/"
processed_prefix         = "processed/"
source_suffix            = ".json"
function_role_arn        = "arn:aws:iam::123456789012:role/compressor"
incoming_expiration_days = 7
