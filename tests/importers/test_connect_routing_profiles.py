"""Queues that no agent of an account of Amazon Connect serves, and those that somebody does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from test_connect_account import ARN, QUEUE_ID, judge, main_flow, queue
from vendor_files import complaints, left_out, made_of, understood

if TYPE_CHECKING:
    from pathlib import Path

    from cxlint.parsing.document import Document

PROFILE_ID = "7777aaaa-2222-3333-4444-555555555555"
OTHER_ID = "8888aaaa-2222-3333-4444-555555555555"


def profile(*queues: str, **more: Any) -> dict[str, Any]:
    return {
        "InstanceId": "a",
        "Name": "Agents",
        "RoutingProfileId": PROFILE_ID,
        "RoutingProfileArn": f"{ARN}/routing-profile/{PROFILE_ID}",
        "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}],
        "AssociatedQueueIds": list(queues),
        "NumberOfAssociatedQueues": len(queues),
        **more,
    }


def search(*profiles: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"RoutingProfiles": list(profiles), "ApproximateTotalCount": len(profiles), **more}


def user(profile_id: str = PROFILE_ID) -> dict[str, Any]:
    return {"Id": "u", "Arn": f"{ARN}/agent/u", "Username": "ann", "RoutingProfileId": profile_id}


def teams(**answers: Any) -> dict[str, Any]:
    made = made_of({f"{name}.json": json.dumps(answer) for name, answer in answers.items()})
    assert complaints(made) == []
    assert left_out(made) == []
    return gather_teams(made)


def gather_teams(made: list[Document]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in made:
        told: Any = each.data or {}
        found.update(told.get("teams", {}))
    return found


NOBODY: dict[str, Any] = {"seats": 0}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        # no profile has it, in an answer that holds all profiles
        ({"profiles": search(profile(OTHER_ID))}, NOBODY),
        ({"profiles": search(profile())}, NOBODY),
        ({"profiles": search(profile(), profile(OTHER_ID))}, NOBODY),
        ({"profiles": {"RoutingProfiles": [profile(OTHER_ID)]}}, NOBODY),
        # one has it, and nobody is in it, or its agents take contacts of no channel
        ({"profiles": search(profile(QUEUE_ID, NumberOfAssociatedUsers=0))}, NOBODY),
        ({"profiles": search(profile(QUEUE_ID, MediaConcurrencies=[]))}, NOBODY),
        (
            {
                "profiles": search(profile(QUEUE_ID), profile(RoutingProfileId=OTHER_ID)),
                "users": {"Users": [user(OTHER_ID)]},
            },
            NOBODY,
        ),
        # somebody serves it
        ({"profiles": search(profile(QUEUE_ID))}, {}),
        ({"profiles": search(profile(QUEUE_ID, NumberOfAssociatedUsers=3))}, {}),
        ({"profiles": search(profile(OTHER_ID), profile(QUEUE_ID))}, {}),
        ({"profiles": search(profile(AssociatedManualAssignmentQueueIds=[QUEUE_ID]))}, {}),
        ({"profiles": search(profile(QUEUE_ID)), "users": {"Users": [user()]}}, {}),
        # not all profiles are at hand, or not what they serve
        ({"profile": {"RoutingProfile": profile(OTHER_ID)}}, {}),
        ({"profiles": search(profile(OTHER_ID), NextToken="more")}, {}),
        ({"profiles": search(profile(OTHER_ID), ApproximateTotalCount=7)}, {}),
        ({"profiles": {"RoutingProfiles": [{"RoutingProfileId": "x", "Name": "x"}]}}, {}),
        ({"users": {"Users": [user(OTHER_ID)]}}, {}),
        ({"profiles": search(profile(QUEUE_ID)), "users": {"Users": [user(OTHER_ID)]}}, {}),
    ],
)
def test_a_queue_that_no_agent_serves_has_nobody(answers: Any, told: Any) -> None:
    assert teams(queue={"Queue": queue()}, **answers) == {"care": told}


def test_users_of_whom_some_are_elsewhere_prove_nothing() -> None:
    users = {"Users": [user(OTHER_ID)], "NextToken": "more"}
    told = teams(queue={"Queue": queue()}, profiles=search(profile(QUEUE_ID)), users=users)
    assert told == {"care": {}}


def test_the_queue_of_one_agent_and_one_of_another_account_are_served_by_no_profile() -> None:
    agents = queue(QueueArn=f"{ARN}/queue/agent/{QUEUE_ID}")
    assert teams(queue={"Queue": agents}, profiles=search(profile())) == {"care": {}}
    others = queue(QueueArn=f"arn:aws:connect:eu-central-1:1:instance/b/queue/{QUEUE_ID}")
    assert teams(queue={"Queue": others}, profiles=search(profile())) == {"care": {}}


def row(channel: str = "VOICE") -> dict[str, Any]:
    return {
        "QueueId": QUEUE_ID,
        "QueueArn": f"{ARN}/queue/{QUEUE_ID}",
        "QueueName": "care",
        "Priority": 1,
        "Delay": 0,
        "Channel": channel,
    }


def test_the_list_of_a_profiles_queues_says_that_somebody_serves_them() -> None:
    rows = {"RoutingProfileQueueConfigSummaryList": [row()]}
    described = search(profile(OTHER_ID))
    assert teams(queue={"Queue": queue()}, profiles=described) == {"care": NOBODY}
    assert teams(queue={"Queue": queue()}, profiles=described, rows=rows) == {"care": {}}


TEMPLATE: dict[str, Any] = {
    "Resources": {
        "Care": {
            "Type": "AWS::Connect::Queue",
            "Properties": {"Name": "care", "HoursOfOperationArn": "arn:x"},
        },
        "Night": {
            "Type": "AWS::Connect::Queue",
            "Properties": {"Name": "night", "HoursOfOperationArn": "arn:x"},
        },
        "Agents": {
            "Type": "AWS::Connect::RoutingProfile",
            "Properties": {
                "Name": "Agents",
                "Description": "d",
                "DefaultOutboundQueueArn": {"Fn::GetAtt": ["Night", "QueueArn"]},
                "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}],
                "QueueConfigs": [],
            },
        },
    }
}


def template(*configs: tuple[Any, str], **more: Any) -> dict[str, Any]:
    told: Any = json.loads(json.dumps(TEMPLATE))
    told["Resources"]["Agents"]["Properties"]["QueueConfigs"] = [
        {"Delay": 0, "Priority": 1, "QueueReference": {"QueueArn": reference, "Channel": channel}}
        for reference, channel in configs
    ]
    return {**told, **more}


CARE = {"Fn::GetAtt": ["Care", "QueueArn"]}


@pytest.mark.parametrize(
    ("stack", "served"),
    [
        (template((CARE, "VOICE")), {"care"}),
        (template(({"Fn::GetAtt": "Care.QueueArn"}, "VOICE")), {"care"}),
        (template(({"Ref": "Care"}, "VOICE")), {"care"}),
        (template(({"Fn::Sub": "${Care.QueueArn}"}, "VOICE")), {"care"}),
        (template((CARE, "VOICE"), ({"Ref": "Night"}, "CHAT")), {"care"}),
        (template(), set()),
        # an ARN may be that of any queue; another stack may serve what is given out
        (template((f"{ARN}/queue/{QUEUE_ID}", "VOICE")), {"care", "night"}),
        (template(({"Ref": "QueueOfTheOthers"}, "VOICE")), {"care", "night"}),
        (template(({"Fn::ImportValue": "care"}, "VOICE")), {"care", "night"}),
        (template((CARE, "VOICE"), Outputs={"N": {"Value": {"Ref": "Night"}}}), {"care", "night"}),
    ],
)
def test_a_template_says_which_queues_its_profiles_serve(stack: Any, served: set[str]) -> None:
    told = teams(stack=stack)
    assert {name for name, team in told.items() if team != NOBODY} == served


NIGHT: dict[str, Any] = {"Fn::GetAtt": ["Night", "QueueArn"]}


@pytest.mark.parametrize(
    "resource",
    [
        # something else gets the queue, and may serve it
        {"Type": "Custom::Assignment", "Properties": {"Queue": NIGHT}},
        {"Type": "AWS::Lambda::Function", "Properties": {"Environment": {"Q": NIGHT}}},
        {"Type": "AWS::SSM::Parameter", "Properties": {"Value": {"Fn::Sub": "${Night.QueueArn}"}}},
        {"Type": "AWS::CloudFormation::Stack", "Properties": {"Parameters": {"Q": NIGHT}}},
    ],
)
def test_a_queue_that_something_else_gets_may_be_served_by_it(resource: Any) -> None:
    stack = template((CARE, "VOICE"))
    stack["Resources"]["Other"] = resource
    assert teams(stack=stack) == {"care": {}, "night": {}}


def test_what_hands_no_queue_on_serves_none() -> None:
    stack = template((CARE, "VOICE"))
    stack["Resources"]["Other"] = {"Type": "AWS::Lambda::Function", "Properties": {"Q": CARE}}
    stack["Resources"]["Call"] = {"Type": "AWS::Connect::QuickConnect", "Properties": {"Q": NIGHT}}
    assert teams(stack=stack) == {"care": {}, "night": NOBODY}


def test_profiles_that_are_made_in_a_loop_are_not_all_known() -> None:
    stack = template((CARE, "VOICE"))
    agents = stack["Resources"]["Agents"]
    stack["Resources"]["Fn::ForEach::Desks"] = ["Desk", ["A", "B"], {"Agents${Desk}": agents}]
    assert teams(stack=stack) == {"care": {}, "night": {}}


QUICK_CONNECT = """\
resource "aws_connect_quick_connect" "night" {
  name = "night"
  quick_connect_config {
    queue_id = aws_connect_queue.night.queue_id
  }
}
"""


@pytest.mark.parametrize(
    ("more", "served"),
    [
        ('output "night" {\n  value = aws_connect_queue.night.arn\n}\n', {"care", "night"}),
        ('module "desk" {\n  queue = aws_connect_queue.night.queue_id\n}\n', {"care", "night"}),
        (
            'resource "aws_ssm_parameter" "q" {\n  value = aws_connect_queue.night.arn\n}\n',
            {"care", "night"},
        ),
        ("locals {\n  queues = [aws_connect_queue.night.queue_id]\n}\n", {"care", "night"}),
        # where it is kept, or that it may be called from, serves nobody
        ('import {\n  to = aws_connect_queue.night\n  id = "a"\n}\n', {"care"}),
        ("moved {\n  from = aws_connect_queue.late\n  to = aws_connect_queue.night\n}\n", {"care"}),
        (QUICK_CONNECT, {"care"}),
        ("# nobody serves aws_connect_queue.night yet\n", {"care"}),
    ],
)
@pytest.mark.parametrize("apart", [True, False])
def test_a_queue_that_terraform_names_elsewhere_may_be_served(
    more: str, served: set[str], apart: bool
) -> None:
    text = QUEUES_TF + profile_tf("aws_connect_queue.care.queue_id")
    files = {"a/main.tf": text, "a/more.tf": more} if apart else {"a/main.tf": text + more}
    told = gather_teams(made_of(files))
    assert {name for name, team in told.items() if team != NOBODY} == served


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("locals {\n  q = aws_connect_queue.night.queue_id\n}\n", True),
        ("locals {\n  # aws_connect_queue.night\n  q = 1\n}\n", False),
        ("// aws_connect_queue.night\nlocals {\n  q = 1\n}\n", False),
        ("locals {\n  q = data.aws_connect_queue.night.queue_id\n}\n", False),
    ],
)
def test_a_file_that_only_names_a_queue_is_read_for_that(text: str, is_ours: bool) -> None:
    (made,) = understood("a.tf", text.encode(), {}, named=True)
    assert (made.foreign is not None) is is_ours


def test_a_template_without_profiles_or_without_their_queues_says_nothing() -> None:
    stack = template()
    del stack["Resources"]["Agents"]["Properties"]["QueueConfigs"]
    assert teams(stack=stack) == {"care": {}, "night": {}}
    del stack["Resources"]["Agents"]
    assert teams(stack=stack) == {"care": {}, "night": {}}


def test_short_tags_of_yaml_are_references_too() -> None:
    text = """\
        Resources:
          Care:
            Type: AWS::Connect::Queue
            Properties: {Name: care}
          Night:
            Type: AWS::Connect::Queue
            Properties: {Name: night}
          Agents:
            Type: AWS::Connect::RoutingProfile
            Properties:
              Name: Agents
              MediaConcurrencies:
                - Channel: VOICE
                  Concurrency: 1
              QueueConfigs:
                - Delay: 0
                  Priority: 1
                  QueueReference:
                    Channel: VOICE
                    QueueArn: !GetAtt Care.QueueArn
        """
    (made,) = made_of({"stack.yaml": text})
    assert left_out([made]) == []
    data: Any = made.data
    assert data["teams"] == {"care": {}, "night": NOBODY}


QUEUES_TF = """\
resource "aws_connect_queue" "care" {
  name = "care"
}
resource "aws_connect_queue" "night" {
  name = "night"
}
"""


def profile_tf(queue_id: str, channel: str = "VOICE", more: str = "") -> str:
    return f"""\
resource "aws_connect_routing_profile" "agents" {{
  name = "Agents"
  default_outbound_queue_id = aws_connect_queue.night.queue_id
  media_concurrencies {{
    channel     = "VOICE"
    concurrency = 1
  }}
  queue_configs {{
    channel  = "{channel}"
    delay    = 0
    priority = 1
    queue_id = {queue_id}
  }}
{more}}}
"""


@pytest.mark.parametrize(
    ("text", "served"),
    [
        (profile_tf("aws_connect_queue.care.queue_id"), {"care"}),
        (profile_tf('"${aws_connect_queue.care.queue_id}"'), {"care"}),
        (profile_tf("try(aws_connect_queue.care.queue_id, null)"), {"care"}),
        (profile_tf("data.aws_connect_queue.basic.queue_id"), set()),
        (profile_tf(f'"{QUEUE_ID}"'), {"care", "night"}),
        (profile_tf("aws_connect_queue.care.queue_id", "CHAT"), set()),
        (profile_tf("var.queue_id"), {"care", "night"}),
        (profile_tf("module.queues.care_id"), {"care", "night"}),
        (
            profile_tf("aws_connect_queue.care.queue_id", more='  dynamic "queue_configs" {}\n'),
            {"care", "night"},
        ),
    ],
)
@pytest.mark.parametrize("apart", [True, False])
def test_terraform_says_which_queues_its_profiles_serve(
    text: str, served: set[str], apart: bool
) -> None:
    files = {"a/queues.tf": QUEUES_TF, "a/agents.tf": text}
    made = made_of(files if apart else {"a/main.tf": QUEUES_TF + text})
    assert left_out(made) == []
    told = gather_teams(made)
    assert {name for name, team in told.items() if team != NOBODY} == served


def test_profiles_of_another_folder_say_nothing_of_a_queue() -> None:
    made = made_of(
        {"a/queues.tf": QUEUES_TF, "b/agents.tf": profile_tf("data.aws_connect_queue.x.queue_id")}
    )
    data: Any = made[0].data
    assert data["teams"] == {"care": {}, "night": {}}


def test_callers_who_come_to_a_queue_that_no_agent_serves_are_told_of(tmp_path: Path) -> None:
    files = {
        "flow": main_flow(OTHER_ID),
        "queue": {"Queue": queue()},
        "profiles": search(profile(OTHER_ID)),
    }
    found = judge(tmp_path, files)
    assert "care, where nobody works" in found["unstaffed-channel"]
    assert (
        found["unstaffed-channel"].startswith("step/main: menu")
        or "main" in found["unstaffed-channel"]
    )
    found = judge(tmp_path, {**files, "profiles": search(profile(QUEUE_ID))})
    assert "unstaffed-channel" not in found


@pytest.mark.parametrize(
    "reference",
    [
        {"Fn::GetAtt": ["Gone", "QueueArn"]},
        {"Fn::GetAtt": "Gone.QueueArn"},
        {"Fn::Sub": "${Gone.QueueArn}"},
    ],
)
def test_a_queue_that_a_template_does_not_have_is_named(reference: Any) -> None:
    made = made_of({"stack.json": json.dumps(template((reference, "VOICE")), indent=1)})
    ((rule, facts),) = complaints(made)
    assert (rule, facts["id"], facts["by"]) == (
        "undefined-reference",
        "Gone",
        "routing profile Agents",
    )


def test_what_a_template_is_given_or_imports_is_not_missing() -> None:
    for reference in (
        {"Ref": "Given"},
        {"Fn::GetAtt": ["Given", "QueueArn"]},
        {"Fn::ImportValue": "gone-QueueArn"},
        {"Fn::If": ["c", {"Ref": "x"}, "y"]},
        f"{ARN}/queue/{QUEUE_ID}",
    ):
        stack = template((reference, "VOICE"), Parameters={"Given": {"Type": "String"}})
        assert complaints(made_of({"stack.json": json.dumps(stack)})) == []


def test_a_queue_that_no_file_of_a_folder_has_is_named() -> None:
    agents = profile_tf("aws_connect_queue.gone.queue_id")
    ((rule, facts),) = complaints(made_of({"a/q.tf": QUEUES_TF, "a/agents.tf": agents}))
    assert (rule, facts["id"]) == ("undefined-reference", "aws_connect_queue.gone")
    # where no queue of the folder is at hand, nothing is known to be missing
    assert complaints(made_of({"b/q.tf": QUEUES_TF, "a/agents.tf": agents})) == []
    other = profile_tf("data.aws_connect_queue.gone.queue_id")
    assert complaints(made_of({"a/q.tf": QUEUES_TF, "a/agents.tf": other})) == []
