"""Escalations, schedules, services and event rules of PagerDuty, in Terraform and API answers."""
