# What every test of this module begins with.

bucket_name              = "the-bucket"
incoming_prefix          = "incoming/"
processed_prefix         = "processed/"
source_suffix            = ".json"
function_role_arn        = "arn:aws:iam::123456789012:role/compressor"
incoming_expiration_days = 7
