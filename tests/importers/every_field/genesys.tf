resource "genesyscloud_routing_queue" "care" {
  name           = "Care"
  description    = "Those who answer"
  acw_timeout_ms = 30000
  media_settings_call {
    alerting_timeout_sec      = 30
    service_level_percentage  = 0.8
    service_level_duration_ms = 20000
  }
  media_settings_callback {
    alerting_timeout_sec      = 30
    service_level_percentage  = 0.8
    service_level_duration_ms = 40000
  }
  media_settings_chat {
    alerting_timeout_sec      = 30
    service_level_percentage  = 0.8
    service_level_duration_ms = 60000
  }
  media_settings_email {
    alerting_timeout_sec      = 30
    service_level_percentage  = 0.8
    service_level_duration_ms = 80000
  }
  media_settings_message {
    alerting_timeout_sec      = 30
    service_level_percentage  = 0.8
    service_level_duration_ms = 100000
  }
}

resource "genesyscloud_routing_queue" "nobody" {
  name    = "Nobody"
  members = []
}

resource "genesyscloud_routing_queue" "by_groups" {
  name    = "By groups"
  members = []
  groups = ["g"]
}

resource "genesyscloud_routing_queue" "by_skill_groups" {
  name    = "By skill_groups"
  members = []
  skill_groups = ["s"]
}

resource "genesyscloud_routing_queue" "by_teams" {
  name    = "By teams"
  members = []
  teams = ["t"]
}

resource "genesyscloud_routing_queue" "by_members" {
  name    = "By members"
  members = []
  bullseye_rings {
    expansion_timeout_seconds = 5
  }
}

resource "genesyscloud_flow" "main" {
  filepath          = "flows/main.yaml"
  file_content_hash = filesha256("flows/main.yaml")
  substitutions     = { name = "Main" }
}

resource "genesyscloud_architect_ivr" "numbers" {
  name                  = "Numbers"
  description           = "Our numbers"
  dnis                  = ["+491234567", "+491234568"]
  open_hours_flow_id    = genesyscloud_flow.main.id
  closed_hours_flow_id  = genesyscloud_flow.closed.id
  holiday_hours_flow_id = genesyscloud_flow.holiday.id
  schedule_group_id     = genesyscloud_architect_schedulegroups.office.id
}

resource "genesyscloud_user" "ann" {
  email = "ann@example.com"
  name  = "Ann"
}

resource "genesyscloud_architect_schedules" "office" {
  name = "Office"
}
