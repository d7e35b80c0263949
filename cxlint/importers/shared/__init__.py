"""What several formats share: hours, lengths of time, names in Terraform."""
