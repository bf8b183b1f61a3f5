locals {
  # The version of everything that is released together. A test compares it with Directory.Build.props.
  version = "0.1.0"
}
