resource "opsgenie_team" "care" {
  name           = "Care"
  description    = "Those who answer"
  ignore_members = false
  member {
    id   = opsgenie_user.ann.id
    role = "admin"
  }
}

resource "opsgenie_team" "worked_out" {
  name = "Worked out"
  member {
    id = opsgenie_user.ann.id
  }
  dynamic "member" {
    for_each = var.members
    content {
      id = member.value
    }
  }
}

resource "opsgenie_schedule" "night" {
  name          = "Night"
  timezone      = "Europe/Rome"
  enabled       = true
  owner_team_id = opsgenie_team.care.id
}

resource "opsgenie_schedule_rotation" "first" {
  schedule_id = opsgenie_schedule.night.id
  name        = "First"
  type        = "weekly"
  length      = 1
  start_date  = "2026-01-05T08:00:00Z"
  end_date    = "2026-06-01T08:00:00Z"
  participant {
    type = "user"
    id   = opsgenie_user.ann.id
  }
  time_restriction {
    type = "weekday-and-time-of-day"
    restrictions {
      start_day  = "friday"
      start_hour = 18
      start_min  = 30
      end_day    = "monday"
      end_hour   = 8
      end_min    = 15
    }
  }
}

resource "opsgenie_schedule_rotation" "second" {
  schedule_id = opsgenie_schedule.night.id
  name        = "Second"
  type        = "daily"
  start_date  = "2026-02-02T08:00:00Z"
  participant {
    type = "user"
    id   = opsgenie_user.kim.id
  }
  time_restriction {
    type = "time-of-day"
    restriction {
      start_hour = 20
      start_min  = 10
      end_hour   = 22
      end_min    = 20
    }
  }
}

resource "opsgenie_schedule" "day" {
  name = "Day"
}

resource "opsgenie_schedule_rotation" "worked_out" {
  schedule_id = opsgenie_schedule.day.id
  name        = "Worked out"
  type        = "daily"
  participant {
    type = "user"
    id   = opsgenie_user.kim.id
  }
  dynamic "participant" {
    for_each = var.people
    content {
      type = "user"
      id   = participant.value
    }
  }
}

resource "opsgenie_schedule" "evening" {
  name = "Evening"
}

resource "opsgenie_schedule_rotation" "half_worked_out" {
  schedule_id = opsgenie_schedule.evening.id
  name        = "Half worked out"
  type        = "daily"
  participant {
    type = "user"
    id   = opsgenie_user.kim.id
  }
  time_restriction {
    type = "time-of-day"
    dynamic "restriction" {
      for_each = var.hours
      content {
        start_hour = restriction.value
      }
    }
  }
}

resource "opsgenie_escalation" "money" {
  name = "Money"
  rules {
    condition   = "if-not-acked"
    notify_type = "next"
    delay       = 1
    recipient {
      type = "schedule"
      id   = opsgenie_schedule.night.id
    }
  }
  rules {
    condition   = "if-not-closed"
    notify_type = "default"
    delay       = 5
    recipient {
      type = "user"
      id   = opsgenie_user.ann.id
    }
    dynamic "recipient" {
      for_each = var.people
      content {
        id = recipient.value
      }
    }
  }
  repeat {
    wait_interval          = 10
    count                  = 1
    reset_recipient_states = true
  }
}

resource "opsgenie_escalation" "worked_out" {
  name = "Worked out"
  dynamic "rules" {
    for_each = var.levels
    content {
      delay = 1
    }
  }
}

resource "opsgenie_team_routing_rule" "all" {
  name    = "All"
  team_id = opsgenie_team.care.id
  order   = 0
  criteria {
    type = "match-all"
  }
  notify {
    type = "none"
  }
}

resource "opsgenie_team_routing_rule" "worked_out" {
  name    = "Worked out"
  team_id = opsgenie_team.worked_out.id
  criteria {
    type = "match-all"
  }
  dynamic "time_restriction" {
    for_each = var.hours
    content {
      type = "time-of-day"
    }
  }
  notify {
    type = "none"
  }
}

resource "opsgenie_team_routing_rule" "half_worked_out" {
  name    = "Half worked out"
  team_id = opsgenie_team.other.id
  criteria {
    type = "match-all"
    dynamic "conditions" {
      for_each = var.conditions
      content {
        field = "message"
      }
    }
  }
  notify {
    type = "none"
  }
}

resource "opsgenie_notification_policy" "quiet" {
  name     = "Quiet"
  team_id  = opsgenie_team.care.id
  suppress = true
  enabled  = true
  filter {
    type = "match-all"
  }
}

resource "opsgenie_notification_policy" "worked_out" {
  name     = "Worked out"
  team_id  = opsgenie_team.care.id
  suppress = true
  filter {
    type = "match-all"
  }
  dynamic "time_restriction" {
    for_each = var.hours
    content {
      type = "time-of-day"
    }
  }
}

resource "opsgenie_notification_policy" "half_worked_out" {
  name     = "Half worked out"
  team_id  = opsgenie_team.care.id
  suppress = true
  filter {
    type = "match-all"
    dynamic "conditions" {
      for_each = var.conditions
      content {
        field = "message"
      }
    }
  }
}

resource "opsgenie_integration_action" "drop" {
  integration_id = opsgenie_api_integration.metrics.id
  ignore {
    name = "All"
    filter {
      type = "match-all"
      dynamic "conditions" {
        for_each = var.conditions
        content {
          field = "message"
        }
      }
    }
  }
}

resource "opsgenie_email_integration" "mail" {
  name           = "Mail"
  email_username = "care"
  responders {
    type = "escalation"
    id   = opsgenie_escalation.money.id
  }
  responders {
    type = "escalation"
    name = "payments"
  }
}

resource "opsgenie_api_integration" "metrics" {
  name = "Metrics"
  type = "API"
  responders {
    type = "escalation"
    id   = opsgenie_escalation.money.id
  }
}

resource "opsgenie_team_routing_rule" "money" {
  name    = "Money"
  team_id = opsgenie_team.till.id
  criteria {
    type = "match-all"
  }
  notify {
    type = "escalation"
    id   = opsgenie_escalation.money.id
  }
}

resource "opsgenie_maintenance" "season" {
  description = "Season"
  time {
    type       = "schedule"
    start_date = "2026-06-01T00:00:00Z"
    end_date   = "2026-10-01T00:00:00Z"
  }
  rules {
    state = "disabled"
    entity {
      type = "integration"
      id   = opsgenie_api_integration.metrics.id
    }
  }
}

resource "opsgenie_maintenance" "forever" {
  description = "For ever"
  time {
    type       = "indefinitely"
    start_date = "2026-06-01T00:00:00Z"
  }
  rules {
    state = "disabled"
    entity {
      type = "integration"
      id   = opsgenie_api_integration.metrics.id
    }
  }
}
