locals {
  flow = <<EOT
{
  "initial_state": "start",
  "states": [
    {"name": "start", "type": "trigger", "transitions": [{"event": "incomingCall", "next": "hello"}]},
    {"name": "hello", "type": "say-play", "properties": {"say": "Hello."}, "transitions": [{"event": "audioComplete"}]}
  ]
}
EOT
}

resource "twilio_studio_flows_v2" "by_name" {
  friendly_name = "By name"
  status        = "published"
  definition    = local.flow
}

resource "twilio_studio_flows_v2" "by_file" {
  friendly_name = "By file"
  status        = "published"
  definition    = file("by_file.json")
}

resource "twilio_studio_flow" "encoded" {
  friendly_name  = "Encoded"
  commit_message = "First"
  definition = jsonencode({
    initial_state = "start"
    states = [
      { name = "start", type = "trigger", transitions = [{ event = "incomingCall", next = "hello" }] },
      { name = "hello", type = "say-play", properties = { say = "Hello." }, transitions = [{ event = "audioComplete" }] }
    ]
  })
}

resource "twilio_studio_flow" "quoted" {
  friendly_name = "Quoted"
  definition    = "{\"initial_state\": \"start\", \"states\": [{\"name\": \"start\", \"type\": \"trigger\", \"transitions\": [{\"event\": \"incomingCall\", \"next\": \"hello\"}]}, {\"name\": \"hello\", \"type\": \"say-play\", \"properties\": {\"say\": \"Hello.\"}, \"transitions\": [{\"event\": \"audioComplete\"}]}]}"
}
