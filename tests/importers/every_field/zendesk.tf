resource "zendesk_group" "care" {
  name = "Care"
}

resource "zendesk_group" "raw" {
  raw_name = "Raw"
}

resource "zendesk_ticket_field" "order" {
  title             = "Order"
  type              = "text"
  visible_in_portal = true
}

resource "zendesk_ticket_field" "colour" {
  title              = "Colour"
  type               = "text"
  editable_in_portal = true
}

resource "zendesk_ticket_form" "contact" {
  name             = "Contact"
  ticket_field_ids = [zendesk_ticket_field.order.id, zendesk_ticket_field.colour.id]
}

resource "zendesk_trigger" "care" {
  title    = "To care"
  active   = true
  position = 1
  all {
    field    = "update_type"
    operator = "is"
    value    = "Create"
  }
  all {
    field    = "brand_id"
    operator = "is"
    values   = ["5", "6"]
  }
  all {
    field           = "custom_field"
    custom_field_id = "17"
    operator        = "is"
    value           = "yes"
  }
  any {
    field    = "via_id"
    operator = "is"
    value    = "4"
  }
  any {
    field           = "custom_field"
    custom_field_id = "18"
    operator        = "is"
    values          = ["a", "b"]
  }
  action {
    field = "group_id"
    value = zendesk_group.care.id
  }
  action {
    field           = "custom_field"
    custom_field_id = "19"
    value           = "no"
  }
  action {
    field                = "notification_user"
    target               = "requester_id"
    notification_subject = "Thank you"
    value                = "We are on it."
  }
}

resource "zendesk_trigger" "lists" {
  title = "Lists"
  conditions = {
    all = [
      { field = "custom_field", custom_field_id = "20", operator = "is", value = "yes" },
      { field = "brand_id", operator = "is", values = ["5", "6"] }
    ]
    any = [
      { field = "custom_field", custom_field_id = "21", operator = "is", value = "yes" },
      { field = "brand_id", operator = "is", values = ["7", "8"] }
    ]
  }
  actions = [
    { field = "custom_field", custom_field_id = "22", value = "no" },
    { field = "notification_user", target = "requester_id", notification_subject = "Hello", value = "Well." }
  ]
}

resource "zendesk_automation" "raise" {
  title    = "Raise"
  active   = true
  position = 1
  all {
    field    = "NEW"
    operator = "greater_than"
    value    = "4"
  }
  all {
    field           = "custom_field"
    custom_field_id = "17"
    operator        = "is"
    values          = ["a", "b"]
  }
  any {
    field    = "via_id"
    operator = "is"
    value    = "4"
  }
  any {
    field           = "custom_field"
    custom_field_id = "18"
    operator        = "is"
    values          = ["a", "b"]
  }
  action {
    field = "priority"
    value = "urgent"
  }
  action {
    field           = "custom_field"
    custom_field_id = "19"
    value           = "no"
  }
  action {
    field                = "notification_user"
    target               = "requester_id"
    notification_subject = "Thank you"
    value                = "We are on it."
  }
}

resource "zendesk_automation" "lists" {
  title = "Lists"
  conditions = {
    all = [
      { field = "NEW", operator = "greater_than", value = "5" },
      { field = "custom_field", custom_field_id = "20", operator = "is", values = ["a", "b"] }
    ]
    any = [
      { field = "custom_field", custom_field_id = "21", operator = "is", value = "yes" },
      { field = "brand_id", operator = "is", values = ["7", "8"] }
    ]
  }
  actions = [
    { field = "custom_field", custom_field_id = "22", value = "no" },
    { field = "notification_user", target = "requester_id", notification_subject = "Hello", value = "Well." }
  ]
}

resource "zendesk_macro" "thanks" {
  title = "Thanks"
  action {
    field = "comment_value"
    value = "Thank you for your patience."
  }
  action {
    field                = "notification_user"
    target               = "requester_id"
    notification_subject = "Hello"
    value                = "Well."
  }
}

resource "zendesk_macro" "more_thanks" {
  title = "More thanks"
  actions = [
    { field = "notification_user", target = "requester_id", notification_subject = "Hello", value = "Well." },
    { field = "comment_value", value = "Thank you." }
  ]
}

resource "zendesk_sla_policy" "all" {
  title    = "All"
  position = 1
  active   = true
  all {
    field    = "group_id"
    operator = "is"
    value    = zendesk_group.care.id
  }
  any {
    field    = "brand_id"
    operator = "is"
    values   = ["5", "6"]
  }
  policy_metrics {
    priority       = "high"
    metric         = "first_reply_time"
    target         = 60
    business_hours = true
  }
}

resource "zendesk_view" "open" {
  title = "Open"
}
