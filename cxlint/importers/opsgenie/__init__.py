"""Escalations and schedules of Opsgenie, in Terraform and YAML."""
