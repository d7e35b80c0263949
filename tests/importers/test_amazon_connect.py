"""Flows of Amazon Connect: every block, every way on, both languages, and where they stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.importers.amazon_connect import flow_paths, importer
from cxlint.importers.amazon_connect.block_types import Block, Branch
from cxlint.importers.cross_references import VendorFile, join_documents
from cxlint.parsing import json_parser

if TYPE_CHECKING:
    from cxlint.parsing.document import Document


def block(id_: str, type_: str, following: str = "", **more: Any) -> dict[str, Any]:
    """Return an action; `errors` and `when` are its other ways, the rest its parameters."""
    errors, when = more.pop("errors", {}), more.pop("when", {})
    ways: dict[str, Any] = {"NextAction": following} if following else {}
    ways["Errors"] = [{"ErrorType": k, "NextAction": v} for k, v in errors.items()]
    ways["Conditions"] = [
        {"NextAction": v, "Condition": {"Operator": "Equals", "Operands": [k]}}
        for k, v in when.items()
    ]
    return {"Identifier": id_, "Type": type_, "Parameters": more, "Transitions": ways}


BYE = block("bye", "DisconnectParticipant")


def flow(*blocks: dict[str, Any], type_: str = "contactFlow", **about: Any) -> dict[str, Any]:
    metadata = {"name": "main", "type": type_, "ActionMetadata": about}
    return {
        "Version": "2019-10-30",
        "StartAction": blocks[0]["Identifier"] if blocks else "none",
        "Metadata": metadata,
        "Actions": list(blocks),
    }


def together(**files: Any) -> list[Document]:
    sources = []
    for name, data in files.items():
        source = json_parser.parse(f"{name}.json", json.dumps(data, indent=1))
        assert importer.claims(source)
        source.foreign = VendorFile("amazon-connect", source, importer.read)
        sources.append(source)
    return join_documents(sources)


def read(data: Any) -> Document:
    (made,) = together(main=data)
    return made


def steps(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    data: Any = read(flow(*blocks, **more)).data
    return {id_.removeprefix("main: "): told for id_, told in data["steps"].items()}


def test_a_contact_flow_is_a_channel() -> None:
    made: Any = read(flow(block("hi", "MessageParticipant", "bye", Text="Hello"), BYE)).data
    assert made["channels"] == {"main": {"kind": "any", "goes_to": "main: hi"}}
    assert made["steps"]["main: hi"] == {"kind": "message", "says": "Hello", "goes_to": "main: bye"}
    assert made["outcomes"] == {"main: bye": {"kind": "ended"}}


def test_a_flow_that_only_calls_get_through_is_by_voice() -> None:
    asks = block("ask", "GetParticipantInput", "bye", when={"1": "bye"}, Text="Press 1")
    told: Any = read(flow(asks, BYE)).data
    assert told["channels"]["main"]["kind"] == "voice"
    looks = block("look", "Compare", "ask", when={"CHAT": "bye"}, ComparisonValue="$.Channel")
    told = read(flow(looks, asks, BYE)).data
    assert told["channels"]["main"]["kind"] == "any"


@pytest.mark.parametrize(
    ("type_", "behind"),
    [("customerQueue", "work"), ("AGENT_WHISPER", "work"), ("queueTransfer", "elsewhere")],
)
def test_other_flows_are_steps_that_nobody_comes_into_by_himself(type_: str, behind: str) -> None:
    made: Any = read(flow(block("hi", "EndFlowExecution"), type_=type_)).data
    assert "channels" not in made
    entry = {"kind": "task", "from_elsewhere": True, "goes_to": "main: hi"}
    assert made["steps"]["main"] == entry
    end = made["steps"]["main: hi"]
    assert end["kind"] == behind
    assert end.get("leads_back", False) is (behind == "elsewhere")


def test_a_flow_of_no_stated_type_is_entered_where_it_asks_or_queues() -> None:
    queues: Any = read(flow(block("q", "TransferContactToQueue"), type_="")).data
    assert queues["channels"]["main"]["kind"] == "any"
    hangs_up: Any = read(flow(block("hi", "MessageParticipant", "bye"), BYE, type_="")).data
    assert hangs_up["channels"]["main"]["kind"] == "any"
    ends = block("end", "EndFlowExecution")
    whispers: Any = read(flow(block("hi", "MessageParticipant", "end"), ends, type_="")).data
    assert "channels" not in whispers
    loops = block("music", "MessageParticipantIteratively", Messages=[])
    waits: Any = read(flow(loops, block("q", "TransferContactToQueue"), type_="")).data
    assert "channels" not in waits


def test_a_menu_has_keys_and_ways_where_nothing_fits() -> None:
    menu = block(
        "ask", "GetParticipantInput", "bye",
        when={"1": "a", "2": "bye"},
        errors={
            "InputTimeLimitExceeded": "a", "NoMatchingCondition": "bye", "NoMatchingError": "a",
        },
        SSML="<speak>Press <b>1</b></speak>", InputTimeLimitSeconds="5",
    )  # fmt: skip
    assert steps(menu, block("a", "MessageParticipant", "bye"), BYE)["ask"] == {
        "kind": "menu",
        "says": "Press 1",
        "timeout": "5s",
        "options": [
            {"say": "1", "goes_to": "main: a", "key": "1"},
            {"say": "2", "goes_to": "main: bye", "key": "2"},
        ],
        "on_timeout": "main: a",
        "on_failure": "main: bye",
        "on_error": "main: a",
    }


def test_what_is_stored_is_a_form_and_what_is_looked_up_stays_unknown() -> None:
    asks = block("ask", "GetParticipantInput", "look", StoreInput="True", Text="$.External.ASK_NOW")
    look = block(
        "look", "Compare", "bye",
        when={"Timeout": "ask"}, errors={"NoMatchingCondition": "bye"},
        ComparisonValue="$.StoredCustomerInput",
    )  # fmt: skip
    told = steps(asks, look, BYE)
    assert told["ask"] == {"kind": "form", "says": "${ASK NOW}", "goes_to": "main: look"}
    assert told["look"] == {
        "kind": "branch",
        "looks_at": ["main: ask"],
        "on_timeout": "main: ask",
        "on_failure": "main: bye",
    }


def test_recording_is_a_voicemail() -> None:
    streams = block("on", "UpdateContactMediaStreamingBehavior", "rec")
    ends = {"InputTimeLimitExceeded": "bye", "NoMatchingError": "bye"}
    told = steps(streams, block("rec", "GetParticipantInput", "bye", errors=ends), BYE)
    assert told["rec"] == {"kind": "voicemail", "goes_to": "main: bye", "on_error": "main: bye"}


def test_hours_a_full_queue_and_failures_have_ways_of_their_own() -> None:
    told = steps(
        block("h", "CheckHoursOfOperation", "bye", when={"True": "set", "False": "bye"},
              errors={"NoMatchingError": "set"}),
        block("set", "UpdateContactTargetQueue", "to", errors={"NoMatchingError": "bye"},
              QueueId="arn:aws:connect:x:1:instance/i/queue/Billing"),
        block("to", "TransferContactToQueue", "bye",
              errors={"QueueAtCapacity": "full", "NoMatchingError": "bye"}),
        block("full", "MessageParticipant", "bye", PromptId="arn:x"),
        BYE,
    )  # fmt: skip
    assert told["h"] == {
        "kind": "branch",
        "goes_to": "main: set",
        "on_closed": "main: bye",
        "on_error": "main: set",
    }
    assert told["set"]["by"] == "Billing"
    assert told["to"] == {
        "kind": "transfer",
        "goes_to": "Billing",
        "on_full": "main: full",
        "on_error": "main: bye",
    }
    assert told["full"]["says"] == "${a recording}"


def test_the_queue_is_the_one_chosen_on_the_way() -> None:
    told = steps(
        block("ask", "GetParticipantInput", "a", when={"1": "a", "2": "b"}),
        block("a", "UpdateContactTargetQueue", "to", QueueId="Sales"),
        block("b", "UpdateContactTargetQueue", "to", QueueId="${Q:finance:Q}"),
        block("to", "TransferContactToQueue"),
        block("lost", "TransferContactToQueue"),
    )
    assert told["to"]["goes_to"] == ["Sales", "finance"]
    assert told["lost"]["goes_to"] == "main: the queue chosen before"


def test_a_loop_block_bounds_its_way_round() -> None:
    made: Any = read(
        flow(
            block(
                "l",
                "Loop",
                "bye",
                when={"ContinueLooping": "do", "DoneLooping": "bye"},
                LoopCount="2",
            ),
            block("do", "InvokeLambdaFunction", "bye", errors={"NoMatchingError": "l"}),
            BYE,
        )
    ).data
    (handoff,) = made["handoffs"]
    assert (handoff["from"], handoff["to"], handoff["max_repeats"]) == ("main: l", "main: do", 2)
    assert made["steps"]["main: l"] == {"kind": "branch", "goes_to": "main: bye"}


def test_a_circle_that_counts_claims_nothing() -> None:
    made: Any = read(
        flow(
            block("ask", "GetParticipantInput", "look", when={"1": "bye"},
                  errors={"NoMatchingCondition": "look"}),
            block("look", "Compare", "bye", when={"1": "set"},
                  errors={"NoMatchingCondition": "bye"}, ComparisonValue="$.Attributes.tries"),
            block("set", "UpdateContactAttributes", "ask", Attributes={"tries": "2"}),
            BYE,
        )
    ).data  # fmt: skip
    (handoff,) = made["handoffs"]
    assert (handoff["from"], handoff["progress"]) == ("main: look", True)


def test_what_customers_type_is_no_count() -> None:
    made: Any = read(
        flow(
            block("ask", "GetParticipantInput", "set", StoreInput="True"),
            block(
                "set", "UpdateContactAttributes", "look", Attributes={"n": "$.StoredCustomerInput"}
            ),
            block("look", "Compare", "ask", when={"1": "bye"}, ComparisonValue="$.Attributes.n"),
            BYE,
        )
    ).data
    assert "handoffs" not in made


def test_agents_guides_and_waiting_go_round_without_harm() -> None:
    guide = block(
        "v", "ShowView", when={"Back": "v", "Done": "bye"}, errors={"TimeLimitExceeded": "v"}
    )
    made: Any = read(flow(guide, BYE)).data
    assert [each["progress"] for each in made["handoffs"]] == [True, True]
    music = block("m", "MessageParticipant", "n", Text="Please hold")
    again = block("n", "MessageParticipant", "m", Text="Still holding")
    made = read(flow(music, again, type_="CUSTOMER_QUEUE")).data
    assert [each["progress"] for each in made["handoffs"]] == [True, True]


def test_agents_hear_what_is_no_word_to_customers() -> None:
    told = steps(block("w", "MessageParticipant", Text="A gold customer"), type_="agentWhisper")
    assert told["w"] == {"kind": "task", "goes_to": "main: back where it came from"}


def test_flows_lead_to_one_another_by_name_id_and_placeholder() -> None:
    to = block(
        "to",
        "TransferToFlow",
        "bye",
        errors={"NoMatchingError": "bye"},
        ContactFlowId="$.FlowAttributes.x",
    )
    found = "arn:aws:connect:${R}:contact-flow/${F:other:F}"
    sets = block("set", "UpdateFlowAttributes", "to",
                 FlowAttributes={"x": {"Value": found}})  # fmt: skip
    other = {"Name": "other", "Type": "CONTACT_FLOW", "Id": "77", "Content": json.dumps(flow(BYE))}
    first: Any = together(main=flow(sets, to, BYE), other=other)[0].data
    assert first["steps"]["main: to"]["goes_to"] == ["other"]
    by_id = block(
        "to", "TransferToFlow", ContactFlowId="arn:aws:connect:e:1:instance/i/contact-flow/77"
    )
    first = together(main=flow(by_id), other=other)[0].data
    assert first["steps"]["main: to"]["goes_to"] == ["other"]


def test_a_flow_that_is_not_there_is_elsewhere() -> None:
    to = block("to", "InvokeFlowModule", "bye", FlowModuleId="arn:x:flow-module/1")
    about = {"to": {"parameters": {"FlowModuleId": {"displayName": "Ask for PIN"}}}}
    told = steps(to, BYE, **about)
    assert told["to"]["goes_to"] == ["main: Ask for PIN (not among these files)", "main: bye"]
    assert told["Ask for PIN (not among these files)"] == {"kind": "elsewhere"}


def test_customers_wait_in_the_flow_that_is_hooked_in() -> None:
    hook = block("hook", "UpdateContactEventHooks", "to", EventHooks={"CustomerQueue": "waiting"})
    main = flow(hook, block("to", "TransferContactToQueue"))
    alone: Any = read(main).data
    assert alone["steps"]["main: to"]["goes_to"] == ["main: the queue chosen before"]
    waits = flow(block("m", "MessageParticipantIteratively"), type_="customerQueue")
    waits["Metadata"]["name"] = "waiting"
    both: Any = together(main=main, waiting=waits)[0].data
    assert both["steps"]["main: to"]["goes_to"] == ["main: the queue chosen before", "waiting"]


def test_unknown_blocks_and_lost_ways_are_told() -> None:
    made = read(flow(block("x", "TransferContactToFlow", "gone"), {"Type": "Compare"}))
    (problem,) = made.problems
    assert problem.rule == "left-out"
    assert problem.facts["number"] == 3
    data: Any = made.data
    assert data["steps"]["main: x"]["kind"] == "unknown"


def test_a_block_that_nothing_leads_to_is_a_step_all_the_same() -> None:
    told = steps(BYE, block("alone", "MessageParticipant", "bye", Text="Never heard"))
    assert told["alone"]["says"] == "Never heard"


def test_places_are_those_of_ids_and_of_ways() -> None:
    made = read(flow(block("hi", "MessageParticipant", "bye", Text="Hello"), BYE))
    line = made.span(("steps", "main: hi")).line
    assert made.line(line).strip() == '"Identifier": "hi",'
    assert (
        made.line(made.span(("steps", "main: hi", "goes_to")).line).strip()
        == '"NextAction": "bye",'
    )
    assert made.line(made.span(("steps", "main: hi", "says")).line).strip() == '"Text": "Hello"'


def module(id_: str, type_: str, *branches: Any, target: str = "", **named: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"id": id_, "type": type_, "metadata": {}}
    told["branches"] = [
        {"condition": c, "transition": t, **({"conditionValue": v[0]} if v else {})}
        for c, t, *v in branches
    ]
    told["parameters"] = [{"name": name, "value": value} for name, value in named.items()]
    return {**told, "target": target} if target else told


def test_older_modules_mean_the_same() -> None:
    data = {
        "modules": [
            module("ask", "GetUserInput", ("Evaluate", "q", "1"), ("Timeout", "bye"),
                   ("NoMatch", "bye"), ("Error", "bye"), target="Digits", Text="Press 1"),
            module("q", "SetQueue", ("Success", "to"), ("Error", "bye"), Queue="arn:x/queue/Care"),
            module("to", "Transfer", ("AtCapacity", "cb"), ("Error", "bye"), target="Queue"),
            module("cb", "CreateCallback", ("Success", "bye"), ("Error", "bye")),
            module("bye", "Disconnect"),
            module("odd", "Teleport", ("Success", "bye")),
        ],
        "version": "1", "type": "contactFlow", "start": "ask", "metadata": {"name": "old"},
    }  # fmt: skip
    made = read(data)
    told: Any = made.data
    assert told["channels"]["old"] == {"kind": "voice", "goes_to": "old: ask"}
    assert told["steps"]["old: ask"]["options"] == [{"say": "1", "goes_to": "old: q", "key": "1"}]
    assert told["steps"]["old: ask"]["on_timeout"] == "old: bye"
    assert told["steps"]["old: to"]["on_full"] == "old: cb"
    assert told["steps"]["old: to"]["goes_to"] == "Care"
    assert told["steps"]["old: cb"]["by"] == "Care"
    assert told["steps"]["old: odd"]["kind"] == "unknown"
    assert (
        made.line(made.span(("steps", "old: to", "on_full")).line).strip() == '"transition": "cb"'
    )


@pytest.mark.parametrize(
    "data",
    [[], {}, {"Actions": []}, {"Version": 1, "StartAction": "", "Actions": []}, {"Content": "x"},
     {"modules": [], "start": "a"}, {"Resources": {"a": {"Type": "AWS::S3::Bucket"}}}],
)  # fmt: skip
def test_other_files_are_not_claimed(data: Any) -> None:
    assert not importer.claims(json_parser.parse("a.json", json.dumps(data)))


@pytest.mark.thorough
def test_a_hundred_thousand_blocks_in_one_circle() -> None:
    blocks = {
        str(n): Block(
            str(n), "Compare", "", {}, {}, (Branch("next", "", str((n + 1) % 100_000), ()),), ()
        )
        for n in range(100_000)
    }
    assert set(flow_paths.find_cycles(blocks).values()) == {0}
    assert len(flow_paths.trace_queues(blocks, "0")) == 100_000


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a", "$.x.y", "${F:a:F}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["Identifier", "Type", "Parameters", "Transitions", "NextAction", "Errors", "Conditions",
         "id", "type", "branches", "parameters", "metadata", "name", "value", "EventHooks"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.thorough
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_nothing_that_is_odd_makes_it_fall(data: st.DataObject) -> None:
    types = sorted({*connect_ways_types(), "DisconnectParticipant", "EndFlowExecution", "Odd"})
    blocks = [
        data.draw(ODD)
        if data.draw(st.integers(0, 4)) == 0
        else {
            "Identifier": data.draw(st.sampled_from("abcd")),
            "Type": data.draw(st.sampled_from(types)),
            "Parameters": data.draw(ODD),
            "Transitions": {
                "NextAction": data.draw(st.sampled_from("abcdx")),
                "Errors": data.draw(ODD),
                "Conditions": [
                    {"NextAction": data.draw(st.sampled_from("abcd")), "Condition": data.draw(ODD)}
                ],
            },
        }
        for _ in range(data.draw(st.integers(0, 6)))
    ]
    told = {"Version": "1", "StartAction": "a", "Metadata": data.draw(ODD), "Actions": blocks}
    made = read(told)
    assert isinstance(made.data, dict)
    old = {
        "modules": data.draw(st.lists(ODD)),
        "start": "a",
        "metadata": {},
        "type": data.draw(ODD),
    }
    assert isinstance(read(old).data, dict)


def connect_ways_types() -> set[str]:
    from cxlint.importers.amazon_connect.block_types import KINDS

    return set(KINDS)


def handoffs(*blocks: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    data: Any = read(flow(*blocks, **more)).data
    return [(each["from"].removeprefix("main: "), each["to"].removeprefix("main: "))
            for each in data.get("handoffs", ())]  # fmt: skip


def test_whoever_waits_in_a_cycle_of_waits_is_answered_by_somebody() -> None:
    blocks = (
        block("music", "MessageParticipant", "wait", Text="You are next."),
        block("wait", "Wait", "music", TimeLimitSeconds="20"),
    )
    told = steps(*blocks, type_="customerQueue")
    assert told["music"]["goes_to"] == told["wait"]["goes_to"] == "main: back where it came from"
    assert told["back where it came from"] == {"kind": "work"}
    assert handoffs(*blocks, type_="customerQueue") == [("music", "wait"), ("wait", "music")]


def test_a_question_that_is_asked_again_in_a_queue_is_no_waiting() -> None:
    number = block("number", "GetParticipantInput", "music", StoreInput="True",
                   errors={"InvalidPhoneNumber": "bad"})  # fmt: skip
    bad = block("bad", "MessageParticipant", "number", Text="That is no number.")
    music = block("music", "MessageParticipantIteratively", when={"MessagesInterrupted": "number"})
    assert ("bad", "number") not in handoffs(music, number, bad, type_="customerQueue")
    assert ("music", "number") in handoffs(music, number, bad, type_="customerQueue")
    back = block("bad", "MessageParticipant", "music", Text="That is no number.")
    assert ("number", "bad") in handoffs(music, number, back, type_="customerQueue")


def test_blocks_look_at_what_was_set_typed_in_or_looked_up_before() -> None:
    told = steps(
        block("late", "Compare", "ask", when={"1": "bye"}, ComparisonValue="$.Attributes.topic"),
        block("ask", "GetParticipantInput", "set", StoreInput="True", Text="Your number?"),
        block("set", "UpdateContactAttributes", "look", Attributes={"topic": "bills"}),
        block("look", "InvokeLambdaFunction", "say",
              LambdaInvocationAttributes={"number": "$.StoredCustomerInput"}),
        block("say", "MessageParticipant", "by", Text="You owe $.External.sum, $.Attributes.name."),
        block("by", "Compare", "bye", when={"bills": "bye"}, ComparisonValue="$.Attributes.topic"),
        BYE,
    )  # fmt: skip
    assert "looks_at" not in told["late"]  # it may have been set before this flow
    assert told["look"]["looks_at"] == ["main: ask"]
    assert told["say"]["looks_at"] == ["main: look"]
    assert told["by"]["looks_at"] == ["main: set"]


def test_what_is_said_is_said_in_the_voice_that_was_chosen() -> None:
    told = steps(
        block("ask", "GetParticipantInput", "one", Text="1?", when={"1": "one", "2": "two"}),
        block("one", "UpdateContactTextToSpeechVoice", "say", TextToSpeechVoice="Joanna"),
        block("two", "UpdateContactTextToSpeechVoice", "say", TextToSpeechVoice="Celine"),
        block("say", "MessageParticipant", "bye", Text="Hello"),
        BYE,
    )
    assert told["say"]["looks_at"] == ["main: one", "main: two"]
