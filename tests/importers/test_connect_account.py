"""What an account of Amazon Connect says of hours and queues, and what flows make of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from test_amazon_connect import BYE, block, flow
from vendor_files import complaints, data, findings, made_of

if TYPE_CHECKING:
    from pathlib import Path

HOURS_ID, QUEUE_ID = "1111aaaa-2222-3333-4444-555555555555", "9999aaaa-2222-3333-4444-555555555555"
ARN = "arn:aws:connect:eu-central-1:1:instance/a"


def hours(
    name: str = "Office", *times: tuple[str, int, int], id_: str = HOURS_ID
) -> dict[str, Any]:
    week = [
        {
            "Day": day,
            "StartTime": {"Hours": start, "Minutes": 0},
            "EndTime": {"Hours": end, "Minutes": 0},
        }
        for day, start, end in times or (("MONDAY", 9, 17), ("TUESDAY", 9, 17))
    ]
    arn = f"{ARN}/operating-hours/{id_}"
    return {
        "HoursOfOperationId": id_,
        "HoursOfOperationArn": arn,
        "Name": name,
        "TimeZone": "Europe/Berlin",
        "Config": week,
    }


def queue(**more: Any) -> dict[str, Any]:
    return {
        "Name": "care",
        "QueueId": QUEUE_ID,
        "QueueArn": f"{ARN}/queue/{QUEUE_ID}",
        "HoursOfOperationId": HOURS_ID,
        "Status": "ENABLED",
        **more,
    }


def read(**answers: Any) -> dict[str, Any]:
    """Return what becomes of answers of the API, each in a file of its own."""
    made = made_of({f"{name}.json": json.dumps(answer) for name, answer in answers.items()})
    assert complaints(made) == []
    found: dict[str, Any] = {}
    for each in made:
        for section, entities in each.data.items():
            found.setdefault(section, {}).update(entities)
    return found


def test_hours_and_queues_are_found_across_files() -> None:
    told = read(a={"HoursOfOperation": hours()}, b={"Queue": queue(MaxContacts=5)})
    ((id_, week),) = told["schedules"].items()
    assert week == {
        "open": "Mon,Tue 09:00-17:00",
        "timezone": "Europe/Berlin",
        "name": "Office",
    }
    assert told["teams"] == {"care": {"open": id_, "x-most-contacts": 5}}


def test_what_a_search_answers_is_a_list_of_them() -> None:
    told = read(
        a={"HoursOfOperations": [hours()], "Queues": [queue(), queue(Name="b", QueueId="b")]}
    )
    assert set(told["teams"]) == {"care", "b"}
    assert told["teams"]["b"]["open"] in told["schedules"]


def test_hours_that_no_file_holds_are_unknown_and_a_disabled_queue_has_nobody() -> None:
    assert read(b={"Queue": queue()})["teams"] == {"care": {}}
    assert read(b={"Queue": queue(Status="DISABLED")})["teams"] == {"care": {"seats": 0}}


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ((("SUNDAY", 22, 6),), "Sun 22:00-06:00"),
        ((("MONDAY", 0, 0),), "Mon"),
        (tuple((day, 0, 0) for day in ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY",
                                       "SATURDAY", "SUNDAY")), "24x7"),
    ],
)  # fmt: skip
def test_hours_may_end_on_the_next_day(times: tuple[tuple[str, int, int], ...], told: str) -> None:
    (week,) = read(a={"HoursOfOperation": hours("x", *times)})["schedules"].values()
    assert told in week["open"]


def test_hours_of_which_a_part_cannot_be_read_are_left_out() -> None:
    odd = {**hours(), "Config": [{"Day": "SOMEDAY"}]}
    (made,) = made_of({"a.json": json.dumps({"HoursOfOperation": odd})})
    assert not made.data.get("schedules")
    assert [each.rule for each in made.problems] == ["left-out"]


def test_cloudformation_names_resources() -> None:
    told = data(
        "stack.yaml",
        """\
        Resources:
          Office:
            Type: AWS::Connect::HoursOfOperation
            Properties:
              Name: Office
              TimeZone: Europe/Berlin
              Config:
                - Day: MONDAY
                  StartTime: {Hours: 9, Minutes: 0}
                  EndTime: {Hours: 12, Minutes: 30}
          CareQueue:
            Type: AWS::Connect::Queue
            Properties:
              Name: care
              HoursOfOperationArn: !GetAtt Office.HoursOfOperationArn
        """,
    )
    ((id_, week),) = told["schedules"].items()
    assert week["open"] == "Mon 09:00-12:30"
    assert told["teams"]["care"] == {"open": id_}


def test_terraform_names_resources() -> None:
    told = data(
        "main.tf",
        """\
        resource "aws_connect_hours_of_operation" "office" {
          name      = "Office"
          time_zone = "Europe/Berlin"
          config {
            day = "FRIDAY"
            start_time {
              hours   = 8
              minutes = 0
            }
            end_time {
              hours   = 12
              minutes = 0
            }
          }
        }

        resource "aws_connect_queue" "care" {
          name                  = "care"
          hours_of_operation_id = aws_connect_hours_of_operation.office.hours_of_operation_id
        }
        """,
    )
    ((id_, week),) = told["schedules"].items()
    assert week["open"] == "Fri 08:00-12:00"
    assert told["teams"]["care"] == {"open": id_}


def main_flow(hours_id: str) -> dict[str, Any]:
    arn = f"{ARN}/operating-hours/{hours_id}"
    return flow(
        block("open?", "CheckHoursOfOperation", "say", HoursOfOperationId=arn,
              when={"True": "menu", "False": "say"}, errors={"NoMatchingError": "say"}),
        block("say", "MessageParticipant", "bye", Text="We are closed."),
        block("menu", "GetParticipantInput", "queue", Text="Press 1.", when={"1": "queue"}),
        block("queue", "TransferContactToQueue", QueueId=f"{ARN}/queue/{QUEUE_ID}",
              errors={"QueueAtCapacity": "bye"}),
        BYE,
    )  # fmt: skip


def judge(folder: Path, files: dict[str, Any]) -> dict[str, str]:
    """Return what is found in these answers, by rule: where and in what words."""
    for name, answer in files.items():
        (folder / f"{name}.json").write_text(json.dumps(answer))
    return {each.rule.id: f"{each.entity}: {each.message}" for each in findings(folder)}


def test_a_flow_that_lets_callers_in_when_its_queue_is_closed_has_a_gap(tmp_path: Path) -> None:
    longer = hours("Line", ("MONDAY", 8, 20), ("TUESDAY", 9, 17), id_=QUEUE_ID.replace("9", "8"))
    files = {
        "flow": main_flow(longer["HoursOfOperationId"]),
        "queue": {"Queue": queue()},
        "hours": {"HoursOfOperations": [hours(), longer]},
    }
    found = judge(tmp_path, files)
    assert found["coverage-gap"].startswith("channel/main: ")
    assert "care" in found["coverage-gap"]
    found = judge(tmp_path, {**files, "flow": main_flow(HOURS_ID)})
    assert not {"coverage-gap", "closed-without-word", "missing-channel-target"} & found.keys()


def test_a_file_is_told_once_of_full_queues_with_the_gravest_first(tmp_path: Path) -> None:
    ways = flow(
        block("menu", "GetParticipantInput", "one", Text="1 or 2?", when={"1": "one", "2": "two"}),
        block("one", "TransferContactToQueue", QueueId="one", errors={"QueueAtCapacity": "sorry"}),
        block("two", "TransferContactToQueue", QueueId="two", errors={"QueueAtCapacity": "bye"}),
        block("sorry", "MessageParticipant", "bye", Text="All lines are busy."),
        BYE,
    )
    (tmp_path / "main.json").write_text(json.dumps(ways))
    (found,) = (each for each in findings(tmp_path) if each.rule.id == "queue-full-hangs-up")
    assert (found.entity, found.severity) == ("step/main: two", "info")
    assert "without a word" in found.message
    assert [label for *_, label in found.related] == ["one"]


def test_a_person_whom_only_a_failed_look_up_reaches_is_not_near(tmp_path: Path) -> None:
    ways = flow(
        block("look", "InvokeLambdaFunction", "ask", errors={"NoMatchingError": "care"}),
        block("ask", "GetParticipantInput", "look", Text="Your question?",
              errors={"InputTimeLimitExceeded": "bye"}, when={"1": "look"}),
        block("care", "TransferContactToQueue", QueueId="care"),
        BYE,
    )  # fmt: skip
    (tmp_path / "main.json").write_text(json.dumps(ways))
    (found,) = (each for each in findings(tmp_path) if each.rule.id == "no-human-option")
    assert found.severity == "warning"
    assert "only when a look-up fails" in found.message


def test_far_questions_of_a_flow_are_told_once_and_a_survey_is_left_alone(tmp_path: Path) -> None:
    asks = [
        block(f"ask {number}", "GetParticipantInput", following, Text="Yes?", when={"1": following})
        for number, following in (("1", "ask 2"), ("2", "ask 3"), ("3", "bye"))
    ]
    (tmp_path / "main.json").write_text(json.dumps(flow(*asks, BYE)))
    (found,) = (each for each in findings(tmp_path) if each.rule.id == "no-human-option")
    assert "cannot reach a person" in found.message
    assert "2 more places" in found.message
    survey: Any = flow(*asks, BYE)
    survey["Metadata"]["name"] = "PostCallSurvey"
    (tmp_path / "main.json").write_text(json.dumps(survey))
    assert "no-human-option" not in {each.rule.id for each in findings(tmp_path)}
