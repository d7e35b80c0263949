resource "opsgenie_api_integration" "metrics" {
  name    = "Metrics"
  type    = "API"
  enabled = false
}

resource "opsgenie_email_integration" "mail" {
  name           = "Mail"
  email_username = "care"
  enabled        = false
}
