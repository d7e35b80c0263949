locals {
  content = <<EOT
{
  "Version": "2019-10-30",
  "StartAction": "hours",
  "Metadata": {},
  "Actions": [
    {
      "Identifier": "hours",
      "Type": "CheckHoursOfOperation",
      "Parameters": {
        "HoursOfOperationId": "h-9"
      },
      "Transitions": {
        "NextAction": "bye",
        "Conditions": [
          {
            "NextAction": "queue",
            "Condition": {
              "Operator": "Equals",
              "Operands": [
                "True"
              ]
            }
          },
          {
            "NextAction": "bye",
            "Condition": {
              "Operator": "Equals",
              "Operands": [
                "False"
              ]
            }
          }
        ],
        "Errors": [
          {
            "NextAction": "bye",
            "ErrorType": "NoMatchingError"
          }
        ]
      }
    },
    {
      "Identifier": "queue",
      "Type": "UpdateContactTargetQueue",
      "Parameters": {
        "QueueId": "${Care.QueueArn}"
      },
      "Transitions": {
        "NextAction": "transfer",
        "Errors": [
          {
            "NextAction": "bye",
            "ErrorType": "NoMatchingError"
          }
        ],
        "Conditions": []
      }
    },
    {
      "Identifier": "transfer",
      "Type": "TransferContactToQueue",
      "Parameters": {},
      "Transitions": {
        "NextAction": "bye",
        "Errors": [
          {
            "NextAction": "bye",
            "ErrorType": "QueueAtCapacity"
          }
        ],
        "Conditions": []
      }
    },
    {
      "Identifier": "bye",
      "Type": "DisconnectParticipant",
      "Parameters": {},
      "Transitions": {}
    }
  ]
}
EOT
}

resource "aws_connect_hours_of_operation" "office" {
  instance_id = var.instance
  name        = "Office"
  description = "When we answer"
  time_zone   = "Europe/Berlin"
  config {
    day = "MONDAY"
    start_time {
      hours   = 9
      minutes = 30
    }
    end_time {
      hours   = 17
      minutes = 15
    }
  }
}

resource "aws_connect_hours_of_operation" "worked_out" {
  name = "Worked out"
  config {
    day = "MONDAY"
    start_time {
      hours   = 9
      minutes = 0
    }
    end_time {
      hours   = 17
      minutes = 0
    }
  }
  dynamic "config" {
    for_each = var.days
    content {
      day = config.value
    }
  }
}

resource "aws_connect_queue" "care" {
  instance_id           = var.instance
  name                  = "Care"
  status                = "ENABLED"
  max_contacts          = 20
  hours_of_operation_id = aws_connect_hours_of_operation.office.hours_of_operation_id
}

resource "aws_connect_queue" "gone" {
  name   = "Gone"
  status = "DISABLED"
}

resource "aws_connect_contact_flow" "by_name" {
  instance_id = var.instance
  name        = "By name"
  type        = "CONTACT_FLOW"
  content     = local.content
}

resource "aws_connect_contact_flow" "by_file" {
  name     = "By file"
  type     = "CUSTOMER_QUEUE"
  filename = "by_file.json"
}

resource "aws_connect_contact_flow" "from_template" {
  name    = "From a template"
  type    = "CONTACT_FLOW"
  content = templatefile("from_template.json", {})
}

resource "aws_connect_contact_flow_module" "encoded" {
  name = "Encoded"
  content = jsonencode({
    Version     = "2019-10-30"
    StartAction = "hello"
    Metadata    = {}
    Actions = [
      {
        Identifier  = "hello"
        Type        = "MessageParticipant"
        Parameters  = { Text = "Hello." }
        Transitions = { NextAction = "end", Errors = [], Conditions = [] }
      },
      { Identifier = "end", Type = "EndFlowModuleExecution", Parameters = {}, Transitions = {} }
    ]
  })
}

resource "aws_connect_routing_profile" "first" {
  instance_id               = var.instance
  name                      = "First"
  default_outbound_queue_id = aws_connect_queue.care.queue_id
  media_concurrencies {
    channel     = "VOICE"
    concurrency = 1
  }
  queue_configs {
    channel  = "VOICE"
    delay    = 0
    priority = 1
    queue_id = aws_connect_queue.care.queue_id
  }
  manual_assignment_queue_configs {
    channel  = "VOICE"
    queue_id = aws_connect_queue.gone.queue_id
  }
}

resource "aws_connect_routing_profile" "nobody" {
  name = "Nobody"
  media_concurrencies {
    channel     = "VOICE"
    concurrency = 0
  }
  queue_configs {
    channel  = "VOICE"
    queue_id = aws_connect_queue.care.queue_id
  }
}

resource "aws_connect_routing_profile" "worked_out" {
  name = "Worked out"
  media_concurrencies {
    channel     = "VOICE"
    concurrency = 1
  }
  queue_configs {
    channel  = "VOICE"
    queue_id = aws_connect_queue.care.queue_id
  }
  dynamic "queue_configs" {
    for_each = var.queues
    content {
      queue_id = queue_configs.value
    }
  }
}

resource "aws_connect_user" "ann" {
  name               = "ann"
  routing_profile_id = aws_connect_routing_profile.first.routing_profile_id
}
