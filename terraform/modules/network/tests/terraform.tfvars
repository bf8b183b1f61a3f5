# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

name              = "compressor"
bucket_arn        = "arn:aws:s3:::the-bucket"
function_role_arn = "arn:aws:iam::123456789012:role/compressor"
s3_actions        = ["s3:GetObject", "s3:PutObject"]

vpc_id                  = null
subnet_ids              = []
route_table_ids         = []
create_s3_endpoint      = null
vpc_cidr                = "10.0.0.0/22"
zone_count              = 2
zone_ids                = []
exclude_zone_ids        = []
additional_egress       = {}
iam_path                = "/"
permissions_boundary    = null
flow_log_retention_days = null
log_kms_key_arn         = null
