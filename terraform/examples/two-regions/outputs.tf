output "buckets" {
  description = "Each deployment's bucket."
  value = {
    eu = { for name, deployment in module.eu : name => deployment.bucket_name }
    us = { for name, deployment in module.us : name => deployment.bucket_name }
  }
}
