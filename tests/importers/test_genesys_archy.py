"""Genesys flows as Archy writes them: each action, each way on, tokens, and the lines."""

from __future__ import annotations

import datetime
import json
import textwrap
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.importers import detection
from cxlint.importers.cross_references import join_documents
from cxlint.importers.genesys import expressions, importer
from cxlint.importers.policy_sketch import Names
from cxlint.parsing import document
from cxlint.policy import linker

END = "main: the contact ends"
TODAY = datetime.date(2026, 11, 20)


def files(**texts: str) -> list[document.Document]:
    return [
        each
        for name, text in texts.items()
        for each in detection.read_documents(f"{name}.yaml", textwrap.dedent(text).encode(), {})
    ]


def read(text: str) -> document.Document:
    (made,) = join_documents(files(main=text))
    return made


def call(actions: str, more: str = "", kind: str = "inboundCall") -> str:
    """Return a flow that starts with a task of these actions."""
    body = textwrap.indent(textwrap.dedent(actions), " " * 10)
    head = f"{kind}:\n  name: main\n  startUpRef: /{kind}/tasks/task[Start_1]\n"
    rest = textwrap.indent(textwrap.dedent(more), "  ")
    task = (
        "\n  tasks:\n    - task:\n        name: Start\n        refId: Start_1\n        actions:\n"
    )
    return f"{head}{rest}{task}{body}"


def steps(actions: str, more: str = "", kind: str = "inboundCall") -> dict[str, Any]:
    data: Any = read(call(actions, more, kind)).data
    return {id_.removeprefix("main: "): told for id_, told in data["steps"].items()}


# What is a flow


@pytest.mark.parametrize(
    "text",
    [
        "inboundCall: {name: a}",
        "inboundCall: [startUpRef]",
        "inboundCall: {startUpRef: x}\nother: {}",
        "outboundFax: {startUpRef: x}",
        "- inboundCall",
        "just text",
    ],
)
def test_only_a_flow_of_a_known_kind_with_a_beginning_is_claimed(text: str) -> None:
    (parsed,) = document.parse("a.yaml", text.encode())
    assert not importer.claims(parsed)


@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        ("inboundCall", "voice"),
        ("inboundShortMessage", "messaging"),
        ("inboundEmail", "email"),
        ("inboundChat", "chat"),
    ],
)
def test_what_customers_come_through_is_a_channel(kind: str, channel: str) -> None:
    data: Any = read(call("- disconnect:\n    name: Bye", kind=kind)).data
    assert data["channels"] == {"main": {"kind": channel, "goes_to": "main: Start"}}
    assert data["steps"]["main: Start"] == {"kind": "task", "goes_to": END}
    assert data["outcomes"] == {END: {"kind": "ended"}}


@pytest.mark.parametrize("kind", ["workflow", "outboundCall", "inQueueCall", "bot", "surveyInvite"])
def test_other_flows_are_started_from_inside(kind: str) -> None:
    data: Any = read(call("- updateData:\n    name: Note", kind=kind)).data
    assert "channels" not in data
    assert data["steps"]["main"]["from_elsewhere"] is True


def test_a_bot_gives_the_contact_back_where_it_ends() -> None:
    data: Any = read(call("- exitBotFlow: {name: Done}", kind="bot")).data
    assert data["steps"]["main: Start"]["goes_to"] == "main: back to what called it"
    assert data["steps"]["main: back to what called it"] == {
        "kind": "elsewhere",
        "leads_back": True,
    }
    assert "outcomes" not in data


def test_a_flow_without_a_name_is_called_by_its_file() -> None:
    text = call("- disconnect: {name: Bye}").replace("name: main", 'name: "{{flow_name}}"')
    (made,) = join_documents(files(shop=text))
    assert list(made.data["channels"]) == ["shop"]  # type: ignore[call-overload, index]


# What customers hear


def test_the_greeting_comes_first() -> None:
    told = steps("- disconnect:", "initialGreeting:\n  tts: Welcome.")
    assert told["Initial greeting"] == {
        "kind": "message",
        "says": "Welcome.",
        "goes_to": "main: Start",
    }


@pytest.mark.parametrize(
    ("expression", "heard"),
    [
        ('AudioPlaybackOptions(ToAudioTTS("Press 1."), false)', "Press 1."),
        ("AudioPlaybackOptions(ToAudioBlank(100), true)", None),
        ('Append("Hi ", State.Name, "!")', "Hi ${State.Name}!"),
        ('Append("A", If(IsSet(State.B), "x", "y"), "C")', "A C"),
        ('"Order " + State.Number', "Order ${State.Number}"),
        ('"a" == "b"', '${"a" == "b"}'),
        ('Append("Due ", FormatDateTime(Flow.Due, "long"), ".")', "Due ${FormatDateTime}."),
        (r'"He said \"no\".\nBye"', 'He said "no". Bye'),
        ('Append("open', "${open}"),
        (")))", None),
    ],
)
def test_expressions_are_heard_as_far_as_they_are_known(expression: str, heard: str | None) -> None:
    found = expressions.read_text({"exp": expression})
    assert found == (heard if heard != "${open}" else found)


@pytest.mark.parametrize(
    ("audio", "heard"),
    [
        ({"tts": "Hello."}, "Hello."),
        ({"tts": {"en-us": "Hello."}}, "Hello."),
        ({"prompt": "PromptUser.hello"}, "${PromptUser.hello}"),
        ({"var": "State.Text"}, "${State.Text}"),
        ({"noValue": True}, None),
        ({"lit": 5}, None),
        (None, None),
        ([], None),
    ],
)
def test_recordings_and_variables_are_unknown_words(audio: Any, heard: str | None) -> None:
    assert expressions.read_text(audio) == heard


# How it goes on


def test_actions_follow_one_another_and_fall_off_the_end_of_their_branch() -> None:
    told = steps(
        """
        - decision:
            name: New?
            condition: {exp: Message.IsNew}
            outputs:
              yes:
                actions:
                  - playAudio: {name: Hi, audio: {tts: Hi.}}
        - transferToAcd: {name: To care, targetQueue: {lit: {name: Care}}}
        """
    )
    assert told["New?"]["options"] == [
        {"say": "Message.IsNew", "goes_to": "main: Hi"},
        {"say": "otherwise (not: Message.IsNew)", "goes_to": "main: To care"},
    ]
    assert told["Hi"]["goes_to"] == "main: To care"
    assert told["To care"]["goes_to"] == "Care"


def test_actions_of_one_name_are_numbered_as_they_stand() -> None:
    told = steps(
        """
        - decision:
            name: New?
            outputs:
              yes: {actions: [{playAudio: {name: Play, audio: {tts: first}}}]}
        - playAudio: {name: Play, audio: {tts: second}}
        """
    )
    assert [told[name]["says"] for name in ("Play", "Play (2)")] == ["first", "second"]


def test_a_look_up_that_is_not_said_to_fail_goes_on_as_if_it_had_not() -> None:
    told = steps(
        """
        - callData:
            name: Look up
            timeout: {lit: {minutes: 1}}
            outputs:
              success:
                actions:
                  - playAudio: {name: Found, audio: {tts: Found.}}
        - disconnect:
        """
    )
    assert told["Look up"] == {
        "kind": "task",
        "timeout": "1 minute",
        "goes_to": "main: Found",
        "on_error": END,
        "on_timeout": END,
    }


def test_each_way_of_a_look_up_is_kept() -> None:
    told = steps(
        """
        - dataTableLookup:
            name: Look up
            outputs:
              found: {actions: [{playAudio: {name: A}}]}
              notFound: {actions: [{playAudio: {name: B}}]}
              failure: {actions: [{playAudio: {name: C}}]}
              somethingElse: {actions: [{playAudio: {name: D}}]}
        """
    )
    assert told["Look up"] == {
        "kind": "task",
        "goes_to": "main: A",
        "on_failure": "main: B",
        "on_error": "main: C",
        "options": [{"say": "something else", "goes_to": "main: D"}],
    }


def test_a_transfer_of_a_call_that_fails_goes_on_in_the_flow() -> None:
    told = steps(
        """
        - transferToAcd:
            name: To care
            targetQueue: {lit: {name: Care}}
            preTransferAudio: {tts: One moment.}
            failureTransferAudio: {tts: We are sorry.}
        - disconnect:
        """
    )
    assert told["To care"]["says"] == "One moment."
    assert told["To care"]["on_error"] == "main: To care has failed"
    assert told["To care has failed"] == {
        "kind": "message",
        "says": "We are sorry.",
        "goes_to": END,
    }


def test_a_transfer_of_a_message_is_the_end_of_the_flow() -> None:
    transfer = "transferToAcd: {name: To care, targetQueue: {exp: 'FindQueue(\"Care\")'}}"
    told = steps(f"- {transfer}\n- disconnect:", kind="inboundShortMessage")
    assert told["To care"] == {"kind": "transfer", "goes_to": "Care"}


@pytest.mark.parametrize(
    ("action", "reached"),
    [
        ("transferToUser: {name: T, targetUser: {lit: {name: ann}}}", "ann"),
        ("transferToGroup: {name: T, targetGroup: {lit: {name: Tax}}}", "Tax"),
        ('transferToNumber: {name: T, targetNumber: {lit: "+49 30 1"}}', "+49 30 1"),
        ("transferToNumber: {name: T, targetNumber: {exp: Flow.Number}}", "Flow.Number"),
        ("transferToAcd: {name: T}", "whom T reaches"),
    ],
)
def test_whoever_is_reached_is_a_team(action: str, reached: str) -> None:
    made: Any = read(call(f"- {action}")).data
    assert made["steps"]["main: T"]["goes_to"] == reached
    assert made["teams"] == {reached: {}}


def test_a_voicemail_and_a_callback_are_for_the_people_of_a_queue() -> None:
    told = steps(
        """
        - createCallback: {name: Callback, targetQueue: {lit: {name: Care}}}
        - transferToVoicemail:
            name: Voicemail
            destination: {queue: {targetQueue: {lit: {name: Care}}}}
            outputs:
              failure: {actions: [{playAudio: {name: Sorry}}]}
        """
    )
    assert told["Callback"] == {
        "kind": "callback",
        "by": "Care",
        "on_error": "main: Voicemail",
        "goes_to": "main: Voicemail",
    }
    assert told["Voicemail"] == {"kind": "voicemail", "by": "Care", "on_error": "main: Sorry"}


def test_hours_are_a_branch_that_knows_when_it_is_closed() -> None:
    told = steps(
        """
        - evaluateScheduleGroup:
            name: Hours
            outputs:
              closed: {actions: [{playAudio: {name: Closed}}]}
              holiday: {actions: [{playAudio: {name: Holiday}}]}
        - disconnect:
        """
    )
    assert told["Hours"] == {
        "kind": "branch",
        "on_closed": "main: Closed",
        "options": [{"say": "holiday", "goes_to": "main: Holiday"}],
        "goes_to": END,
    }


def test_hours_that_make_no_difference_claim_nothing() -> None:
    told = steps("- evaluateSchedule: {name: Hours}\n- disconnect:")
    assert told["Hours"] == {"kind": "branch", "goes_to": END}


def test_a_switch_has_its_cases_and_what_fits_none() -> None:
    told = steps(
        """
        - switch:
            name: Which
            evaluate:
              firstTrue:
                default: {actions: [{playAudio: {name: Other}}]}
                cases:
                  - case: {value: {exp: 'X == 1'}, actions: [{playAudio: {name: One}}]}
                  - case: {value: {lit: two}}
                  - nonsense
        - disconnect:
        """
    )
    assert told["Which"]["options"] == [
        {"say": "X == 1", "goes_to": "main: One"},
        {"say": "two", "goes_to": END},
        {"say": "case 3", "goes_to": END},
    ]
    assert told["Which"]["on_failure"] == "main: Other"


def test_a_loop_runs_so_many_times_and_can_be_left() -> None:
    text = call(
        """
        - loop:
            name: Again
            loopCount: {lit: 5}
            outputs:
              loop:
                actions:
                  - collectInput:
                      name: Ask
                      outputs:
                        success: {actions: [{loopExit: {name: Out}}]}
                        failure: {actions: [{nextLoop: {name: Next}}]}
                  - playAudio: {name: Sorry}
        - disconnect:
        """
    )
    made: Any = read(text).data
    assert made["handoffs"] == [
        {"from": "main: Again", "to": "main: Ask", "max_repeats": 5, "when": "once more"}
    ]
    assert made["steps"]["main: Again"] == {"kind": "branch", "goes_to": END}
    assert made["steps"]["main: Ask"] == {
        "kind": "form",
        "goes_to": END,
        "on_failure": "main: Again",
    }
    assert made["steps"]["main: Sorry"]["goes_to"] == "main: Again"


def test_a_loop_that_does_nothing_or_states_no_count_is_bounded_all_the_same() -> None:
    made: Any = read(
        call(
            """
            - loop: {name: Empty}
            - loop:
                name: Counted elsewhere
                loopCount: {exp: Flow.Tries}
                outputs: {loop: {actions: [{playAudio: {name: Hi}}]}}
            """
        )
    ).data
    (again,) = made["handoffs"]
    assert again["from"] == "main: Counted elsewhere"
    assert again["max_repeats"] == 10_000


def test_a_called_task_leads_back_to_what_follows_the_call() -> None:
    text = call("- callTask: {name: Call, targetTaskRef: './tasks/task[Check_2]'}\n- disconnect:")
    text += "\n    - task:\n        name: Check\n        refId: Check_2\n        actions:\n"
    text += "          - playAudio: {name: Hi}\n          - endTask: {name: Done}\n"
    made: Any = read(text).data
    assert made["steps"]["main: Call"]["goes_to"] == ["main: Check"]
    assert made["steps"]["main: Hi"]["goes_to"] == END


def test_a_task_that_is_called_from_two_places_leads_nobody_knows_where() -> None:
    reference = "targetTaskRef: './tasks/task[Check_2]'"
    text = call(f"- callTask: {{name: A, {reference}}}\n- callTask: {{name: B, {reference}}}")
    text += "\n    - task:\n        name: Check\n        refId: Check_2\n        actions:\n"
    text += "          - playAudio: {name: Hi}\n"
    made: Any = read(text).data
    assert made["steps"]["main: Hi"]["goes_to"] == "main: where Check ends"
    assert made["steps"]["main: where Check ends"] == {"kind": "elsewhere", "leads_back": True}


def test_tasks_that_call_one_another_come_to_an_end() -> None:
    text = call("- callTask: {name: A, targetTaskRef: './tasks/task[Check_2]'}")
    text += "\n    - task:\n        name: Check\n        refId: Check_2\n        actions:\n"
    text += "          - callTask: {name: B, targetTaskRef: './tasks/task[Start_1]'}\n"
    made: Any = read(text).data
    assert made["steps"]["main: B"]["goes_to"] == ["main: Start"]


def test_tasks_whose_ends_lead_in_a_circle_lead_nobody_knows_where() -> None:
    both = "- decision: {name: %s, outputs: {yes: {actions: [{callTask: {name: c, %s}}]}}}"
    check = "targetTaskRef: './tasks/task[Check_2]'"
    text = call(f"- callTask: {{name: First, {check}}}\n- disconnect:")
    text = text.replace("- disconnect:", "")
    text += "\n    - task:\n        name: Check\n        refId: Check_2\n        actions:\n"
    text += f"          {both % ('Again', check)}\n"
    made: Any = read(text).data
    (_, otherwise) = made["steps"]["main: Again"]["options"]
    assert made["steps"][otherwise["goes_to"]] == {"kind": "elsewhere", "leads_back": True}


def test_a_jump_to_what_is_not_there_leads_elsewhere() -> None:
    told = steps("- jumpToMenu: {name: Back, targetMenuRef: './menus/menu[Gone_9]'}")
    assert told["Back"]["goes_to"] == "main: . menus menu[Gone_9] (not in this flow)"
    assert told[". menus menu[Gone_9] (not in this flow)"] == {"kind": "elsewhere"}


def test_a_wait_ends_by_itself() -> None:
    told = steps(
        """
        - wait: {name: Five, duration: {lit: {minutes: 5}}}
        - wait: {name: Some, duration: {exp: Flow.Delay}}
        - disconnect:
        """
    )
    assert told["Five"] == {"kind": "wait", "timeout": "5 minutes", "on_timeout": "main: Some"}
    assert told["Some"] == {"kind": "task", "goes_to": END}


def test_an_unknown_action_is_left_out_by_name() -> None:
    made = read(call("- danceWith: {name: Ann}\n- setSomethingNew: {name: Set}"))
    steps_: Any = made.data
    assert steps_["steps"]["main: Ann"]["kind"] == "unknown"
    assert steps_["steps"]["main: Set"]["kind"] == "task"
    (left,) = made.problems
    assert left.rule == "left-out"
    assert left.facts["what"] == ["action danceWith (its type is unknown)"]
    assert left.at.span().line == 10


# Menus

MENU = """
menus:
  - menu:
      name: Main Menu
      refId: Main Menu_10
      audio: {tts: Press 1 or 2.}
      choices:
        - menuDisconnect: {name: Bye, dtmf: digit_9}
        - menuTask:
            name: Sales
            dtmf: digit_1
            task: {actions: [{playAudio: {name: Hi}}, {previousMenu: {name: Back}}]}
        - menuTransferToAcd:
            name: Care
            dtmf: digit_star
            targetQueue: {lit: {name: Care queue}}
            failureTransferAudio: {tts: Sorry.}
        - menuJumpToTask: {name: Start again, targetTaskRef: "/inboundCall/tasks/task[Start_1]"}
        - menuRepeatMenu: {name: Once more, dtmf: digit_pound}
        - menuSubMenu:
            name: More
            dtmf: digit_4
            menu:
              refId: More_1
              settingsMenu: {repeatCount: {lit: 1}}
              choices: [{menuPreviousMenu: {name: Up}}]
settingsMenu:
  menuSelectionTimeout: {lit: {seconds: 10}}
  repeatCount: {lit: 3}
"""


def test_a_menu_has_its_choices_with_their_keys() -> None:
    told = steps("- jumpToMenu: {name: Go, targetMenuRef: './menus/menu[Main Menu_10]'}", MENU)
    assert told["Go"]["goes_to"] == "main: Main Menu"
    menu = told["Main Menu"]
    assert (menu["says"], menu["attempts"], menu["timeout"]) == ("Press 1 or 2.", 3, "10 seconds")
    assert menu["options"] == [
        {"say": "Bye", "key": "9", "goes_to": END},
        {"say": "Sales", "key": "1", "goes_to": "main: Hi"},
        {"say": "Care", "key": "*", "goes_to": "main: Care"},
        {"say": "Start again", "goes_to": "main: Start"},
        {"say": "Once more", "key": "#", "goes_to": "main: Main Menu"},
        {"say": "More", "key": "4", "goes_to": "main: More"},
    ]
    assert told["Hi"]["goes_to"] == "main: Main Menu"
    assert told["More"]["options"] == [{"say": "Up", "goes_to": "main: Main Menu"}]
    assert told["More"]["attempts"] == 1


def test_a_transfer_in_a_menu_that_fails_repeats_the_menu() -> None:
    told = steps("- disconnect:", MENU)
    assert told["Care"]["on_error"] == "main: Care has failed"
    assert told["Care has failed"]["goes_to"] == "main: Main Menu again"
    made: Any = read(call("- disconnect:", MENU)).data
    assert made["handoffs"] == [
        {
            "from": "main: Main Menu again",
            "to": "main: Main Menu",
            "max_repeats": 3,
            "when": "a choice has failed",
        }
    ]
    unsaid: Any = read(call("- disconnect:", MENU.replace("  repeatCount: {lit: 3}\n", ""))).data
    assert unsaid["handoffs"] == made["handoffs"]  # that often, where nothing says how often


def test_the_kind_of_a_flow_is_known_however_it_is_spelt() -> None:
    made: Any = read(call("- holdMusic: {name: Music, prompt: {exp: x}}", kind="inqueueCall")).data
    assert made["steps"]["main: Music"]["kind"] == "message"
    assert made["steps"]["main: back to what called it"]["leads_back"] is True


def test_the_tasks_of_a_bot_begin_with_what_customers_say() -> None:
    told = steps("- exitBotFlow: {name: Done}", kind="digitalBot")
    assert told["Start"]["from_elsewhere"] is True
    assert "from_elsewhere" not in steps("- disconnect: {name: Done}")["Start"]


def test_outputs_may_be_lists_of_actions_as_they_are() -> None:
    told = steps("- decision: {name: US, outputs: {yes: [{playAudio: {name: Hi}}]}}")
    assert told["US"]["options"][0]["goes_to"] == "main: Hi"


@pytest.mark.parametrize(
    ("type_", "whom"),
    [
        ("transferToVoicemail", "targetQueue"),
        ("transferToUserVoicemail", "targetUser"),
        ("transferToGroupVoicemail", "targetGroup"),
    ],
)
def test_a_voice_message_is_for_somebody(type_: str, whom: str) -> None:
    told = steps(f"- {type_}: {{name: Leave word, {whom}: {{lit: {{name: Claims}}}}}}")
    left = told["Leave word"]
    assert (left["kind"], left["by"], left["on_error"]) == ("voicemail", "Claims", END)


def test_a_menu_that_is_repeated_so_often_and_has_no_default_hangs_up() -> None:
    menu = steps("- disconnect:", MENU)["Main Menu"]
    assert (menu["on_timeout"], menu["on_failure"]) == ("main: the contact ends",) * 2
    unsaid = steps("- disconnect:", MENU.replace("  repeatCount: {lit: 3}\n", ""))["Main Menu"]
    assert "on_timeout" not in unsaid


def test_a_default_choice_is_for_those_who_choose_nothing() -> None:
    more = MENU.replace(
        "      audio:", '      defaultMenuChoice: "./choices/menuTask[Sales]"\n      audio:'
    )
    menu = steps("- disconnect:", more)["Main Menu"]
    assert (menu["on_timeout"], menu["on_failure"]) == ("main: Hi", "main: Hi")


# The flow as a whole


def test_a_flow_for_closed_hours_is_what_happens_when_closed() -> None:
    text = call("- disconnect:", "initialGreeting: {tts: We are closed.}")
    made: Any = read(text.replace("name: main", "name: ClosedHours_Flow")).data
    (channel,) = made["channels"].values()
    assert channel == {
        "kind": "voice",
        "closed": {"announce": "We are closed.", "goes_to": "ClosedHours_Flow: Start"},
    }


@pytest.mark.parametrize("name", ["Closed loop feedback", "Holiday Inn", "OpenHours_Flow"])
def test_other_flows_are_not_taken_for_closed_ones(name: str) -> None:
    made: Any = read(call("- disconnect:").replace("name: main", f"name: {name}")).data
    assert "closed" not in made["channels"][name]


def test_what_happens_on_errors_is_a_way_where_it_leads_somewhere() -> None:
    handling = "settingsErrorHandling:\n  preHandlingAudio: {tts: Oops.}\n  errorHandling:\n    "
    plain: Any = read(call("- disconnect:", f"{handling}disconnect: {{none: true}}")).data
    assert plain["channels"]["main"]["x-on-error"] == "disconnect"
    assert plain["channels"]["main"]["x-says-on-error"] == "Oops."
    assert "handoffs" not in plain
    jump = f"{handling}jumpToTask: {{targetTaskRef: './tasks/task[Start_1]'}}"
    led: Any = read(call("- disconnect:", jump)).data
    assert led["handoffs"] == [
        {"from": "main", "when": "an error occurs in the flow", "to": "main: Start"}
    ]
    queue = f"{handling}transferToAcd: {{targetQueue: {{lit: {{name: Care}}}}}}"
    reached: Any = read(call("- disconnect:", queue)).data
    assert reached["handoffs"][0]["to"] == "Care"


def test_flows_and_bots_find_one_another_across_files() -> None:
    first = call("- transferToFlow: {name: On, targetFlow: {name: Night}}")
    bot = call("- callBotFlow: {name: Ask, botFlow: {Helper: {ver_latestPublished: {}}}}")
    night = bot.replace("name: main", "name: Night")
    helper = call("- updateData: {name: Note}", kind="bot").replace("name: main", "name: Helper")
    one, two, _ = join_documents(files(a=first, b=night, c=helper))
    assert one.data["steps"]["main: On"]["goes_to"] == "Night"  # type: ignore[call-overload, index]
    assert two.data["steps"]["Night: Ask"]["goes_to"] == [  # type: ignore[call-overload, index]
        "Night: the contact ends",
        "Helper",
    ]
    (alone,) = join_documents(files(a=night))
    assert alone.data["steps"]["Night: Ask"]["goes_to"] == [  # type: ignore[call-overload, index]
        "Night: the contact ends"
    ]


def test_actions_stand_at_their_names_and_ways_where_they_are_said() -> None:
    text = """\
    inboundShortMessage:
      name: main
      startUpRef: "/inboundShortMessage/states/state[First_10]"
      states:
        - state:
            name: First
            refId: First_10
            actions:
              - callData:
                  name: Look up
                  outputs:
                    success:
                      actions:
                        - transferToAcd:
                            name: To care
                            targetQueue:
                              lit:
                                name: Care
              - disconnect:
                  name: Bye
    """
    made = read(text)

    def at(*address: str | int) -> tuple[int, int]:
        span = made.span(address)
        return span.line, span.column

    assert at("channels", "main") == (2, 9)
    assert at("channels", "main", "goes_to") == (3, 15)
    assert at("steps", "main: First") == (6, 15)
    assert at("steps", "main: Look up") == (10, 21)
    assert at("steps", "main: Look up", "goes_to") == (12, 17)
    assert at("steps", "main: Look up", "on_error") == (11, 15)
    assert at("steps", "main: To care", "goes_to") == (16, 25)


# Tokens

TOKENED = call(
    """
    - callData:
        name: Look up
        category:
          {{category}}:
            dataAction:
              {{action: "x"}}: {}
    - playAudio: {name: Hi, audio: {tts: "{{a}} and ${b}"}}
    - transferToAcd:
        name: To care
        targetQueue:
          lit:
            name: {{queue}}
    """
)


def test_tokens_of_templates_are_read_and_put_back() -> None:
    made = read(TOKENED)
    data: Any = made.data
    assert data["steps"]["main: To care"]["goes_to"] == "{{queue}}"
    assert data["steps"]["main: Hi"]["says"] == "{{a}} and ${b}"
    assert made.text == TOKENED
    span = made.span(("steps", "main: Look up", "on_error"))
    assert made.line(span.line).strip() == "name: Look up"
    assert "name: {{queue}}" in made.text


@pytest.mark.parametrize(
    "raw",
    [
        b"inboundCall: {startUpRef: x}",  # nothing to replace
        b"a: {{b}}\n",  # no Archy
        b"\xff\xfe startUpRef: {{a}}",  # no UTF-8
        "startUpRef: {{a}}\nname: \ue07b".encode(),  # signs that stand for others
    ],
)
def test_what_is_no_template_stays_as_it_is(raw: bytes) -> None:
    assert importer.remove_tokens(raw) is None


def test_a_broken_file_that_is_no_archy_stays_broken() -> None:
    (broken,) = detection.read_documents("a.yaml", b"a: {{b}}\n", {})
    assert [problem.rule for problem in broken.problems] == ["unreadable-file"]


# Whatever comes

WORDS = [
    "actions",
    "outputs",
    "success",
    "failure",
    "yes",
    "no",
    "loop",
    "name",
    "refId",
    "menu",
    "task",
    "state",
    "choices",
    "menuTask",
    "menuSubMenu",
    "callTask",
    "switch",
    "evaluate",
    "cases",
    "case",
    "default",
    "lit",
    "exp",
    "decision",
    "transferToAcd",
    "targetQueue",
    "targetTaskRef",
    "disconnect",
    "loopExit",
    "callBotFlow",
    "botFlow",
    "defaultMenuChoice",
    "settingsMenu",
    "repeatCount",
    "destination",
    "condition",
    "duration",
    "audio",
    "tts",
]
HOLDING = [
    "tasks",
    "menus",
    "states",
    "startUpRef",
    "startUpTaskActions",
    "name",
    "initialGreeting",
    "settingsMenu",
    "settingsErrorHandling",
]
ODD: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 9)
    | st.sampled_from(["", "Start_1", "a", "./tasks/task[Start_1]", "digit_1", "{{t}}"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3)
    ),
    max_leaves=25,
)
ACTION = st.dictionaries(
    st.sampled_from(["callTask", "switch", "decision", "loop", "transferToAcd", "disconnect"]),
    st.dictionaries(st.sampled_from(WORDS), ODD, max_size=4),
    min_size=1,
    max_size=1,
)
TASKS = st.lists(
    st.fixed_dictionaries(
        {"task": st.fixed_dictionaries({"refId": st.just("Start_1"), "actions": st.lists(ACTION)})}
    ),
    max_size=2,
)


@pytest.mark.thorough
@given(
    st.sampled_from(["inboundCall", "bot", "workflow"]),
    st.dictionaries(st.sampled_from(HOLDING), ODD | TASKS, max_size=4),
)
def test_whatever_a_flow_holds_is_read(kind: str, flow: dict[str, Any]) -> None:
    raw = json.dumps({kind: {"startUpRef": "./tasks/task[Start_1]", **flow}})
    (parsed,) = document.parse("a.yaml", raw.encode())
    assert importer.claims(parsed)
    (sketch,) = importer.read(parsed, Names())
    assert len(sketch.left) <= sketch.seen + 9
    read_ = detection.read_documents("a.yaml", raw.encode(), {})
    policy = linker.assemble(read_, TODAY)
    strange = {problem.rule for problem in policy.problems} - {"left-out"}
    assert not strange, [(problem.rule, problem.facts) for problem in policy.problems]


def test_ten_thousand_actions_of_one_name_are_read() -> None:
    flow = {
        "startUpRef": "./tasks/task[T]",
        "tasks": [{"task": {"name": "T", "actions": [{"playAudio": {"name": "A"}}] * 10_000}}],
    }
    (parsed,) = document.parse("a.yaml", json.dumps({"inboundCall": flow}).encode())
    (sketch,) = importer.read(parsed, Names())
    assert len(sketch.data["steps"]) == 10_001


ROUTED = "- callCommonModule: {name: Route, commonModule: {Router: {ver_latestPublished: {}}}}"


def test_a_module_is_followed_where_it_is_among_the_files_and_is_else_not_described() -> None:
    alone = steps(ROUTED)
    assert alone["Route"]["goes_to"] == [END, "main: Router (not among these files)"]
    assert alone["Router (not among these files)"] == {"kind": "elsewhere"}
    module = call("- endTask: {name: E}", kind="commonModule").replace("name: main", "name: Router")
    made: Any = [each.data for each in join_documents(files(main=call(ROUTED), router=module))]
    flow = next(data for data in made if "channels" in data)
    assert flow["steps"]["main: Route"]["goes_to"] == [END, "Router"]


def test_a_transfer_to_a_flow_is_no_transfer_to_a_person() -> None:
    found = steps("- transferToFlow: {name: On, targetFlow: {name: Other}}")["On"]
    assert (found["kind"], found["on_error"]) == ("task", END)


@pytest.mark.parametrize(
    ("root", "reference", "section"),
    [
        ("{{flowType}}", "/inboundCall/tasks/task[T]", "channels"),
        ("${kind}", "/inboundCall/tasks/task[T]", "channels"),
        ("{{flowType}}", "/{{flowType}}/tasks/task[T]", "steps"),
    ],
)
def test_the_kind_of_a_flow_may_be_filled_in_later(root: str, reference: str, section: str) -> None:
    (made,) = join_documents(
        files(
            main=f"""\
            {root}:
              name: Desk
              startUpRef: "{reference}"
              tasks:
                - task: {{name: T, refId: T, actions: [disconnect: {{name: D}}]}}
            """
        )
    )
    assert "Desk" in made.data[section]


def test_lines_that_only_steer_a_template_say_nothing() -> None:
    made = read(
        """\
        inboundCall:
          name: Desk
          startUpRef: "/inboundCall/tasks/task[T]"
          tasks:
            - task:
                name: T
                refId: T
                actions:
        %{ for queue in queues ~}
                  - transferToAcd: {name: "To ${queue}", targetQueue: {lit: {name: "${queue}"}}}
        %{ endfor ~}
                  - disconnect: {name: D}
        """
    )
    assert "Desk: To ${queue}" in made.data["steps"]


def test_a_default_choice_may_be_of_any_kind() -> None:
    made = read(
        """\
        inboundCall:
          name: Desk
          startUpRef: "/inboundCall/menus/menu[M]"
          menus:
            - menu:
                name: M
                refId: M
                defaultMenuChoice: A
                choices:
                  - menuTransferToAcd: {name: Care, refId: A, targetQueue: {lit: {name: Care}}}
        """
    )
    assert made.data["steps"]["Desk: M"]["on_timeout"] == "Desk: Care"
