moved {
  from = aws_cloudwatch_log_group.function
  to   = aws_cloudwatch_log_group.function[0]
}

moved {
  from = aws_iam_role.function
  to   = aws_iam_role.function[0]
}

moved {
  from = aws_iam_role_policy.function
  to   = aws_iam_role_policy.function[0]
}
