output "project_name" {
  description = "The CodeBuild project that runs the verification."
  value       = aws_codebuild_project.this.name
}
