terraform {
  required_version = ">= 1.5"
}

locals {
  delay = 10
}

data "pagerduty_user" "kim" {
  email = "kim@example.com"
}

resource "pagerduty_team" "support" {
  name = "Support"
}

resource "pagerduty_user" "ann" {
  name  = "Ann"
  email = "ann@example.com"
}

resource "pagerduty_schedule" "night" {
  name      = "Night shift"
  time_zone = "Europe/London"
  overflow  = true
  teams     = [pagerduty_team.support.id]
  layer {
    name                         = "Weekend"
    start                        = "2026-01-05T08:00:00Z"
    end                          = "2026-06-01T08:00:00Z"
    rotation_virtual_start       = "2026-01-05T08:00:00Z"
    rotation_turn_length_seconds = 86400
    users                        = [pagerduty_user.ann.id]
    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 6
      start_time_of_day = "17:00:00"
      duration_seconds  = 57600
    }
  }
  layer {
    start = "2026-02-02T08:00:00Z"
    users = [data.pagerduty_user.kim.id]
    restriction {
      type              = "daily_restriction"
      start_time_of_day = "01:00:00"
      duration_seconds  = 3600
    }
  }
}

resource "pagerduty_schedule" "worked_out" {
  name = "Worked out"
  dynamic "layer" {
    for_each = var.layers
    content {
      users = layer.value
    }
  }
}

resource "pagerduty_schedule" "half_worked_out" {
  name = "Half worked out"
  layer {
    users = [pagerduty_user.ann.id]
    dynamic "restriction" {
      for_each = var.hours
      content {
        type = "daily_restriction"
      }
    }
  }
}

resource "pagerduty_escalation_policy" "support" {
  name      = "Support"
  num_loops = 2
  teams     = [pagerduty_team.support.id]
  rule {
    escalation_delay_in_minutes = 5
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.night.id
    }
  }
  rule {
    escalation_delay_in_minutes = 30
    target {
      type = "user_reference"
      id   = "PABC123"
    }
  }
}

resource "pagerduty_escalation_policy" "worked_out" {
  name = "Worked out"
  dynamic "rule" {
    for_each = var.levels
    content {
      escalation_delay_in_minutes = 5
    }
  }
}

resource "pagerduty_escalation_policy" "half_worked_out" {
  name = "Half worked out"
  rule {
    escalation_delay_in_minutes = local.delay
    target {
      type = "user_reference"
      id   = "PABC123"
    }
    dynamic "target" {
      for_each = var.people
      content {
        id = target.value
      }
    }
  }
}

resource "pagerduty_service" "shop" {
  name                    = "Shop"
  escalation_policy       = pagerduty_escalation_policy.support.id
  acknowledgement_timeout = 600
  auto_resolve_timeout    = 14400
  alert_creation          = "create_alerts_and_incidents"
  support_hours {
    type         = "fixed_time_per_day"
    time_zone    = "Europe/London"
    start_time   = "09:00:00"
    end_time     = "17:00:00"
    days_of_week = [1, 2, 3, 4, 5]
  }
}

resource "pagerduty_ruleset_rule" "all" {
  ruleset  = pagerduty_ruleset.main.id
  position = 0
  disabled = false
  actions {
    suppress {
      value = true
    }
  }
}

resource "pagerduty_ruleset_rule" "later" {
  ruleset  = pagerduty_ruleset.main.id
  position = 1
  actions {
    route {
      value = pagerduty_service.shop.id
    }
  }
}

resource "pagerduty_ruleset_rule" "some" {
  ruleset  = pagerduty_ruleset.other.id
  position = 0
  conditions {
    operator = "and"
  }
  actions {
    suppress {
      value = true
    }
  }
}

resource "pagerduty_ruleset_rule" "now_and_then" {
  ruleset  = pagerduty_ruleset.timed.id
  position = 0
  time_frame {
    scheduled_weekly {
      weekdays = [1]
    }
  }
  actions {
    suppress {
      value = true
    }
  }
}

resource "pagerduty_ruleset_rule" "limited" {
  ruleset  = pagerduty_ruleset.limited.id
  position = 0
  actions {
    suppress {
      value                  = true
      threshold_value        = 5
      threshold_time_amount  = 10
    }
  }
}

resource "pagerduty_ruleset_rule" "worked_out" {
  ruleset  = pagerduty_ruleset.worked_out.id
  position = 0
  actions {
    suppress {
      value = true
    }
  }
  dynamic "conditions" {
    for_each = var.conditions
    content {
      operator = "and"
    }
  }
}

resource "pagerduty_service_event_rule" "all" {
  service  = pagerduty_service.shop.id
  position = 1
  disabled = false
  actions {
    suppress {
      value = true
    }
  }
}

resource "pagerduty_service_event_rule" "later" {
  service  = pagerduty_service.shop.id
  position = 2
  actions {
    severity {
      value = "info"
    }
  }
}

resource "pagerduty_service_event_rule" "before" {
  service  = pagerduty_service.counter.id
  position = 2
  conditions {
    operator = "and"
  }
  actions {
    suppress {
      value = true
    }
  }
}

resource "pagerduty_service_event_rule" "sometimes" {
  service  = pagerduty_service.till.id
  position = 0
  time_frame {
    scheduled_weekly {
      weekdays = [1]
    }
  }
  actions {
    suppress {
      value = true
    }
  }
}

resource "pagerduty_service_event_rule" "worked_out" {
  service  = pagerduty_service.desk.id
  position = 0
  actions {
    suppress {
      value = true
    }
  }
  dynamic "conditions" {
    for_each = var.conditions
    content {
      operator = "and"
    }
  }
}

resource "pagerduty_event_orchestration_global" "first" {
  event_orchestration = pagerduty_event_orchestration.main.id
  set {
    id = "start"
    rule {
      label = "Nothing is urgent"
      actions {
        drop_event = true
      }
    }
  }
  catch_all {
    actions {}
  }
}

resource "pagerduty_event_orchestration_global" "last" {
  event_orchestration = pagerduty_event_orchestration.other.id
  set {
    id = "start"
    rule {
      disabled = true
      actions {
        route_to = "other"
      }
    }
    rule {
      condition {
        expression = "event.severity matches 'info'"
      }
      actions {
        suppress = true
      }
    }
  }
  catch_all {
    actions {
      suppress = true
    }
  }
}

resource "pagerduty_event_orchestration_global" "worked_out" {
  event_orchestration = pagerduty_event_orchestration.third.id
  set {
    id = "start"
    rule {
      actions {
        drop_event = true
      }
      dynamic "condition" {
        for_each = var.conditions
        content {
          expression = condition.value
        }
      }
    }
    rule {
      actions {
        drop_event = true
      }
      condition {
        expression = "event.severity matches 'info'"
      }
    }
  }
  catch_all {
    actions {}
  }
}

resource "pagerduty_event_orchestration_global" "more_rules" {
  event_orchestration = pagerduty_event_orchestration.fourth.id
  set {
    id = "start"
    dynamic "rule" {
      for_each = var.rules
      content {
        label = rule.value
      }
    }
  }
  catch_all {
    actions {
      drop_event = true
    }
  }
}

resource "pagerduty_event_orchestration_service" "shop" {
  service = pagerduty_service.shop.id
  set {
    id = "start"
    rule {
      condition {
        expression = "event.severity matches 'info'"
      }
      actions {
        suppress = true
      }
    }
    rule {
      disabled = true
      actions {
        priority = "P1"
      }
    }
  }
  catch_all {
    actions {
      suppress = true
    }
  }
}

resource "pagerduty_event_orchestration_service" "till" {
  service = pagerduty_service.till.id
  dynamic "catch_all" {
    for_each = var.rest
    content {
      actions {}
    }
  }
  set {
    id = "start"
    rule {
      actions {
        suppress = true
      }
    }
  }
  catch_all {
    actions {}
  }
}

resource "pagerduty_event_orchestration_service" "desk" {
  service = pagerduty_service.desk.id
  set {
    id = "start"
    dynamic "rule" {
      for_each = var.rules
      content {
        label = rule.value
      }
    }
  }
  catch_all {
    actions {
      suppress = true
    }
  }
}

resource "pagerduty_event_orchestration_service" "counter" {
  service = pagerduty_service.counter.id
  set {
    id = "start"
    rule {
      dynamic "condition" {
        for_each = var.conditions
        content {
          expression = condition.value
        }
      }
      actions {
        suppress = true
      }
    }
  }
  catch_all {
    actions {}
  }
}

resource "pagerduty_event_orchestration_service" "stall" {
  service = pagerduty_service.stall.id
  set {
    id = "start"
    rule {
      condition {
        expression = "event.severity matches 'info'"
      }
      actions {
        suppress = true
      }
    }
  }
  catch_all {
    actions {}
  }
}

resource "pagerduty_event_orchestration_global" "rest" {
  event_orchestration = pagerduty_event_orchestration.fifth.id
  dynamic "catch_all" {
    for_each = var.rest
    content {
      actions {}
    }
  }
  set {
    id = "start"
    rule {
      actions {
        drop_event = true
      }
    }
  }
}

resource "pagerduty_service" "quiet" {
  name              = "Quiet"
  escalation_policy = pagerduty_escalation_policy.support.id
  incident_urgency_rule {
    type    = "constant"
    urgency = "low"
  }
}

resource "pagerduty_service" "quiet_at_night" {
  name              = "Quiet at night"
  escalation_policy = pagerduty_escalation_policy.support.id
  incident_urgency_rule {
    type = "use_support_hours"
    during_support_hours {
      type    = "constant"
      urgency = "high"
    }
    outside_support_hours {
      type    = "constant"
      urgency = "low"
    }
  }
}

resource "pagerduty_service" "raised" {
  name              = "Raised"
  escalation_policy = pagerduty_escalation_policy.support.id
  incident_urgency_rule {
    type = "use_support_hours"
    during_support_hours {
      type    = "constant"
      urgency = "low"
    }
    outside_support_hours {
      type    = "constant"
      urgency = "high"
    }
  }
  scheduled_actions {
    type       = "urgency_change"
    to_urgency = "high"
  }
}

resource "pagerduty_maintenance_window" "season" {
  description = "Season"
  start_time  = "2026-06-01T00:00:00Z"
  end_time    = "2026-10-01T00:00:00Z"
  services    = [pagerduty_service.shop.id]
}

resource "pagerduty_service" "never_escalated" {
  name              = "Never escalated"
  escalation_policy = pagerduty_escalation_policy.support.id
  incident_urgency_rule {
    type = "use_support_hours"
    during_support_hours {
      type    = "constant"
      urgency = "low"
    }
    outside_support_hours {
      type    = "constant"
      urgency = "low"
    }
  }
}
