"""`cxlint ask`: the answer first, with its lines; what is not known; what is misspelt."""

from __future__ import annotations

import json

import pytest

POLICY = """\
organization: {name: T, currency: EUR, timezone: Europe/Berlin}
schedules: {office: {open: Mon-Fri 09:00-18:00}}
channels:
  hotline: {kind: voice, open: office, goes_to: care, respond: immediately}
teams:
  care: {open: office, closes: none, may: {refund: 50 EUR}}
  leads: {open: office}
remedies:
  refund:
    tiers:
      - {by: leads, up_to: any, decides_within: 4 business hours}
intents:
  refund: {start: [hotline], remedy: refund, promise: 3 days}
  return: {start: [hotline], remedy: refund}
returns:
  - id: shoes-mind
    categories: [shoes]
    reasons: [changed mind]
    window: 30 days
    fee: 15%
    shipping_paid_by: us
    refund: original payment
    refund_within: 5 days
    conditions: [unworn]
  - {id: no-socks, categories: [socks], returnable: false, because: hygiene,
     alternatives: [another size]}
"""
DAY = ("--as-of", "2026-11-29")


@pytest.fixture
def asked(cxlint, write):
    write("p/policy.yaml", POLICY)

    def ask(*words: str):
        return cxlint("ask", *words, *DAY)

    return ask


def test_the_answer_stands_in_the_first_line_and_the_date_in_full(asked):
    found = asked("refund", "p", "--channel", "hotline", "--value", "120 EUR", "--at", "Fri 16:30")
    assert (found.code, found.err) == (0, "")
    assert (
        found.out.splitlines()[0]
        == "It is for leads to decide, by Mon 7 Dec 2026, 11:30 at the latest."
    )
    assert "contact Fri 4 Dec 2026, 16:30" in found.out
    assert "p/policy.yaml:11" in found.out


def test_a_refusal_is_an_answer(asked):
    found = asked("return", "p", "--category", "socks", "--reason", "broken")
    assert found.code == 0
    assert found.out.startswith("No, it is not taken back: hygiene.\n")
    assert "Offer instead: another size." in found.out


def test_what_is_not_known_comes_first(asked):
    found = asked("return", "p", "--reason", "changed mind")
    assert found.code == 0
    assert found.out.startswith("not stated: ")


def test_json_holds_the_figures_by_name_with_their_lines(asked):
    words = ("--category", "shoes", "--reason", "changed mind", "--value", "120",
             "--delivered", "2026-11-02", "--at", "2026-12-02 17:00")  # fmt: skip
    found = json.loads(asked("return", "p", *words, "--format", "json").out)
    assert found["as_of"] == "2026-11-29"
    assert found["answer"].startswith("Yes, it is taken back: 102.00 EUR comes back")
    assert "unworn" in found["open"][0]["text"]
    fee = found["quantities"]["ask.fee"]
    assert (fee["value"], fee["parts"][0]["line"]) == (18, 20)
    assert found["quantities"]["ask.last_day"]["value"] == "2026-12-02"


def test_markdown_has_the_same_answer(asked):
    words = ("refund", "p", "--value", "120", "--at", "Fri 16:30")
    text, markdown = asked(*words).out, asked(*words, "--format", "markdown").out
    assert "### How that comes about" in markdown
    assert markdown.splitlines()[0] == text.splitlines()[0]


@pytest.mark.parametrize("under", [True, False])
def test_a_case_is_read_from_a_file_and_options_come_before_it(asked, write, under):
    case = {"intent": "refund", "channel": "hotline", "value": "20 EUR"}
    write("case.json", json.dumps({"ask": case, "expect": []} if under else case))
    found = json.loads(asked("p", "--case", "case.json", "--format", "json").out)
    assert found["quantities"]["ask.decides"]["value"] == "care"
    more = asked("p", "--case", "case.json", "--value", "60 EUR", "--format", "json")
    assert json.loads(more.out)["quantities"]["ask.decides"]["value"] == "leads"
    other = asked("return", "p", "--case", "case.json", "--category", "socks")
    assert other.out.startswith("No, it is not taken back")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("refnud", "p"), "no contact reason 'refnud'; did you mean 'refund'?"),
        (("refund", "p", "--channel", "hotlin"), "no channel 'hotlin'; did you mean 'hotline'?"),
        (("return", "p", "--category", "shoe"), "no category 'shoe'; did you mean 'shoes'?"),
        (("return", "p", "--reason", "defectiv"), "no reason 'defectiv'; did you mean 'defective'"),
        (("return", "p", "--category", "hats"), "no category 'hats'; there are socks, shoes"),
        (("refund", "p", "--value", "12 EURO2"), "value: "),
        (("refund", "p", "--at", "Foo 12:00"), "write for example 2026-12-02"),
        (("refund", "p", "--delivered", "soon"), "delivered: 'soon' is no day"),
        (("p",), "no contact reason 'p'; there are refund, return"),
        (("urn", "p"), "no contact reason 'urn'; did you mean 'return'?"),
        (("re", "p"), "no contact reason 're'; did you mean 'refund' or 'return'?"),
        (("refund", "p", "--channel", "zzz"), "no channel 'zzz'; there are hotline"),
        (("refund", "p", "--value", "180 USD"), "in USD, and this policy is in EUR"),
        (("refund", "p", "--value", "1.500 EUR"), "1500 EUR or 1.50 EUR"),
        (("refund", "p", "--value", "1.500"), "1500 EUR or 1.50 EUR"),
        (("refund", "p", "--delivered", "2026-02-30"), "there is no such day: 2026-02-30"),
        (("refund", "p", "--at", "2026-02-30 10:00"), "there is no such day: 2026-02-30"),
        (("refund", "p", "--delivered", "21.10.2026"), "write 2026-10-21"),
        (("refund", "p", "--at", "21.10.2026 16:00"), "write 2026-10-21"),
        (("refund", "p", "--at", "31.02.2026"), "there is no such day: 31.02.2026"),
        (("refund", "p", "--at", "10/11/2026"), "write 2026-11-10 or 2026-10-11"),
        *(
            (
                ("return", "p", f"--{day}", "2026-11-12", "--at", "2026-11-11 10:00"),
                f"at 2026-11-11 comes before {day} 2026-11-12",
            )
            for day in ("purchased", "shipped", "delivered")
        ),
        ((), "it is not said what the customer comes for"),
        (
            ("return", "p", "--shipped", "2026-11-03", "--delivered", "2026-11-02"),
            "delivered 2026-11-02 comes before shipped 2026-11-03",
        ),
    ],
)
def test_what_the_policy_does_not_know_is_refused_with_advice(asked, words, said):
    found = asked(*words)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "a case holds one mapping"),
        ("{ask: 3}", "ask holds no case"),
        ("{intent: refund, valeu: 3}", "no member of a case 'valeu'; did you mean 'value'?"),
        ("{intent: refund, value: [3]}", "value: [3] is neither text nor a number"),
        ("{intent: refund", "case.yaml:"),
    ],
)
def test_a_case_that_cannot_be_read_is_refused(asked, write, text, said):
    write("case.yaml", text)
    found = asked("p", "--case", "case.yaml")
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_a_category_that_no_row_names_is_for_the_row_of_everything_else(cxlint, write):
    write(
        "p/policy.yaml", POLICY + "  - {id: rest, categories: [everything else], window: 7 days}\n"
    )
    words = ("p", "--reason", "changed mind", "--delivered", "2026-11-02", "--at", "2026-11-09")
    found = cxlint("ask", "return", *words, "--category", "hats", *DAY)
    assert found.code == 0
    assert "no row names hats, so the one for everything else applies" in found.out
    near = cxlint("ask", "return", *words, "--category", "shoe", *DAY)
    assert "did you mean 'shoes'? ('everything else' is whatever no row names)" in near.err
    assert cxlint("ask", "return", *words, "--category", "everything else", *DAY).code == 0


def test_where_no_contact_reason_is_stated_that_is_said(cxlint, write):
    write("p/policy.yaml", "organization: {name: T}\n")
    found = cxlint("ask", "x", "p", *DAY)
    assert (found.code, found.out) == (2, "")
    assert "no contact reason 'x': no contact reason is stated there" in found.err


def test_of_many_names_the_first_dozen_is_listed(cxlint, write):
    names = [f"topic-{number:02}" for number in range(15)]
    write("p/policy.yaml", "intents:\n" + "".join(f"  {each}: {{start: [l]}}\n" for each in names)
          + "channels: {l: {kind: voice, open: 24x7}}\n")  # fmt: skip
    found = cxlint("ask", "zzz", "p", *DAY)
    told = " ".join(found.err.split())
    assert f"there are {', '.join(names[:12])} and 3 more" in told


def test_at_a_channel_where_it_does_not_begin_it_is_said_where_it_does(cxlint, write):
    letters = "channels:\n  letters: {kind: letter, open: office, goes_to: leads}\n"
    write("p/policy.yaml", POLICY.replace("channels:\n", letters))
    found = cxlint("ask", "refund", "p", "--channel", "letters", "--value", "9 EUR", *DAY)
    assert found.code == 0
    told = " ".join(found.out.split())
    assert told.startswith("not stated: what becomes of refund at letters; it begins at hotline")


MISREAD = """
organization: {name: a, currency: EUR}
channels: {hotline: {kind: voice, open: 24x7, goes_to: care}}
teams: {care: {open: 24x7, closes: all}}
intents: {send-back: {start: [hotline]}}
returns:
  - {id: shoes, categories: [shoes], window: 14 dys}
  - {id: coats, categories: [coats], window: 14 days}
"""


@pytest.mark.parametrize(
    ("category", "at", "first"),
    [
        ("shoes", "2026-11-05 10:00", "not understood: a part of the returns"),
        ("coats", "2026-11-05 10:00", "not understood: a part of the returns"),
        ("coats", "2026-11-25 10:00", "not understood: a part of the returns"),
    ],
)
def test_beside_a_row_that_is_not_understood_no_refusal_is_certain(
    cxlint, write, category, at, first
):
    asked = ("--category", category, "--delivered", "2026-11-01", "--at", at)
    write("p/a.yaml", MISREAD)
    said = cxlint("ask", "send-back", "p", *asked).out
    assert said.startswith(first)
    assert "p/a.yaml:7" in said
    write("p/a.yaml", MISREAD.replace("dys", "days"))
    assert "not understood" not in cxlint("ask", "send-back", "p", *asked).out


def test_a_reason_that_is_not_understood_is_there(cxlint, write):
    write("p/a.yaml", MISREAD.replace("start: [hotline]", "start: [hotline], promise: 2 dys"))
    said = cxlint("ask", "send-back", "p").err
    assert "contact reason 'send-back' is not understood; cxlint check says why" in said


def test_beyond_every_limit_nobody_decides_alone(cxlint, write):
    write(
        "p/a.yaml",
        """
channels: {hotline: {kind: voice, open: 24x7, goes_to: care}}
teams: {care: {open: 24x7, closes: all, may: {refund: 20 EUR}}}
remedies: {refund: {}}
intents: {refund: {start: [hotline], remedy: refund}}
""",
    )
    said = cxlint("ask", "refund", "p", "--value", "100 EUR", "--channel", "hotline").out
    told = "Nobody may grant more than 20 EUR; up to that, it is for care to decide alone."
    assert told in " ".join(said.split())
    assert said.count("to decide") == 1


ON_THE_WAY = """
organization: {name: a, currency: EUR}
channels:
  hotline: {kind: voice, open: 24x7, goes_to: care}
  letters: {kind: post, goes_to: desk}
schedules: {office: Mon-Fri 09:00-17:00}
teams: {care: {open: office, closes: all}, desk: {open: 24x7, closes: all}}
remedies: {refund: {tiers: [{by: care, up_to: any, decides_within: 2 days}]}}
intents: {refund: {start: [hotline, letters], remedy: refund, promise: 7 days}}
promises: {all: {first_reply: 1 day}}
"""


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        (
            "up_to: any, decides_within: 2 days",
            "up_to: any, decides_within: 2 dys",
            "remedy refund",
        ),
        ("care: {open: office", "care: {open: Mon-Fry 9-17", "team care"),
        ("first_reply: 1 day", "first_reply: 1 dya", "a part of the promises"),
        ("office: Mon-Fri 09:00-17:00", "office: Mon-Fri 09:00-97:00", "schedule office"),
    ],
)
def test_what_an_answer_rests_on_and_is_not_understood_is_told_first(
    cxlint, write, good, bad, told
):
    asked = ("--channel", "hotline", "--value", "40 EUR", "--at", "2026-11-25 10:00")
    write("p/a.yaml", ON_THE_WAY.replace(good, bad))
    said = cxlint("ask", "refund", "p", *asked).out
    assert said.startswith(f"not understood: {told}")
    assert "(p/a.yaml:" in said.partition("\n\n")[0]
    write("p/a.yaml", ON_THE_WAY)
    assert "not understood" not in cxlint("ask", "refund", "p", *asked).out


def test_what_is_not_on_the_way_of_a_customer_is_not_told(cxlint, write):
    write("p/a.yaml", ON_THE_WAY.replace("desk: {open: 24x7", "desk: {open: 24x9"))
    asked = ("--value", "40 EUR", "--at", "2026-11-25 10:00")
    assert "not understood" not in cxlint("ask", "refund", "p", "--channel", "hotline", *asked).out
    said = cxlint("ask", "refund", "p", "--channel", "letters", *asked).out
    assert said.startswith("not understood: open of team desk (p/a.yaml:7)")


def test_where_nothing_can_be_answered_for_what_is_not_understood_it_is_a_fault(cxlint, write):
    write("p/a.yaml", MISREAD)
    found = cxlint("ask", "send-back", "p", "--category", "shoes")
    assert found.code == 2
    assert "what would answer this is not understood" in found.err
    assert found.out.startswith("not understood: a part of the returns")
    write("p/a.yaml", MISREAD.replace("dys", "days"))
    assert cxlint("ask", "send-back", "p", "--category", "shoes").code == 0


@pytest.mark.parametrize("command", [("ask", "refund"), ("advise",), ("journeys",), ("law",)])
def test_files_in_which_nothing_is_said_are_a_fault(cxlint, write, command):
    write("p/a.yaml", "# to be written\n")
    found = cxlint(*command, "p")
    assert found.code == 2
    assert "nothing is said in p" in found.err


def test_journeys_whose_reasons_are_not_understood_are_none(cxlint, write):
    write("p/a.yaml", "intents: {refund: {start: [hotline], promise: 2 dys}}\n")
    found = cxlint("journeys", "p")
    assert found.code == 2
    assert "no contact reason is understood" in found.err


PUBLISHED = """
organization: {name: a, timezone: Europe/Berlin}
channels:
  hotline: {kind: voice, open: Mon-Sat 08:00-20:00, goes_to: care}
  mailbox: {kind: email, open: 24x7, goes_to: care}
teams: {care: {open: Mon-Fri 09:00-17:00, closes: all}}
intents: {tech: {start: [hotline, mailbox]}}
promises: {all: {intents: [tech], resolution: 2 business days}}
"""


@pytest.mark.parametrize(
    ("channel", "at", "until"),
    [
        ("hotline", "2026-12-05 10:00", "Mon 7 Dec 2026, 09:00"),
        ("hotline", "2026-12-03 18:30", "Fri 4 Dec 2026, 09:00"),
        ("hotline", "2026-12-04 16:59", ""),
        ("hotline", "2026-12-04 17:00", "Mon 7 Dec 2026, 09:00"),
        ("mailbox", "2026-12-05 10:00", ""),
    ],
)
def test_a_line_that_is_open_while_nobody_is_there_is_told(cxlint, write, channel, at, until):
    write("p/a.yaml", PUBLISHED)
    said = " ".join(cxlint("ask", "tech", "p", "--channel", channel, "--at", at).out.split())
    assert (f"Nobody who answers is there until {until}." in said) is bool(until)
    assert ("Nobody who answers" in said) is bool(until)


def test_what_is_promised_is_not_known_without_a_moment(cxlint, write):
    write("p/a.yaml", PUBLISHED)
    assert cxlint("ask", "tech", "p").out.startswith(
        "not stated: when the customer makes contact (--at)"
    )
    write("p/a.yaml", PUBLISHED.replace("intents: [tech], ", "intents: [other], "))
    assert cxlint("ask", "tech", "p").out.startswith("The policy says nothing of this customer.")


ROWS = """
organization: {name: a, currency: EUR}
channels: {mailbox: {kind: email, open: 24x7, goes_to: care}}
teams: {care: {open: 24x7, closes: all}}
intents: {send-back: {start: [mailbox]}}
returns:
  - {id: new, categories: [hats], state: unopened, window: 14 days, fee: none}
  - {id: old, categories: [hats], state: opened, window: 14 days, fee: 50%}
  - {id: flights, categories: [flights], reasons: [cancelled by us], window: 1 year, fee: none}
  - {id: rest, categories: [everything else], window: 7 days, fee: none}
"""


@pytest.mark.parametrize(
    ("words", "answer", "open_point"),
    [
        (("hats",), "Yes", "not stated: whether it is a case of opened or unopened"),
        (("flights", "cancelled by us"), "Yes", "not stated: the price (--value)"),
        (("lamps", "cancelled by us"), "No", ""),
    ],
)
def test_only_what_rows_ask_is_missing(cxlint, write, words, answer, open_point):
    write("p/a.yaml", ROWS)
    asked = [part for pair in zip(("--category", "--reason"), words, strict=False) for part in pair]
    days = ("--delivered", "2026-11-01", "--at", "2026-11-12 10:00")
    said = " ".join(cxlint("ask", "send-back", "p", *asked, *days).out.split())
    assert said.startswith(answer)
    assert open_point in said
    assert "not stated: the reason" not in said


SHIFTS = """
organization: {name: a, timezone: Europe/Berlin, currency: EUR}
channels:
  hotline: {kind: voice, open: 24x7, goes_to: [days, nights]}
  mailbox: {kind: email, open: 24x7, goes_to: [days, nights]}
teams:
  days: {open: daily 08:00-20:00, closes: all, may: {refund: 50 EUR}}
  nights: {open: daily 20:00-08:00, closes: all, may: {refund: 10 EUR}}
remedies: {refund: {tiers: [{by: days, up_to: any, decides_within: 1 day}]}}
intents: {refund: {start: [hotline, mailbox], remedy: refund}}
"""


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("2026-12-01 12:00", "It is for days to decide alone"),
        ("2026-12-01 07:59", "It is for days to decide, by"),
        ("2026-12-01 20:00", "It is for days to decide, by"),
    ],
)
def test_who_is_there_takes_a_call_up(cxlint, write, at, answer):
    write("p/a.yaml", SHIFTS)
    asked = ("--channel", "hotline", "--value", "40 EUR", "--at", at)
    assert cxlint("ask", "refund", "p", *asked).out.startswith(answer)


def test_a_letter_may_wait_for_anybody(cxlint, write):
    write("p/a.yaml", SHIFTS)
    asked = ("--channel", "mailbox", "--value", "40 EUR", "--at", "2026-12-01 12:00")
    assert cxlint("ask", "refund", "p", *asked).out.startswith("It is for days to decide, by")


def test_what_everybody_decides_alike_needs_no_worth(cxlint, write):
    write("p/a.yaml", SHIFTS.replace("may: {refund: 50 EUR}", "may: {refund: any}"))
    asked = ("--channel", "hotline", "--at", "2026-12-01 12:00")
    assert cxlint("ask", "refund", "p", *asked).out.startswith("It is for days to decide alone")
    write("p/a.yaml", SHIFTS.replace("up_to: any", "up_to: 90 EUR"))
    assert "not stated: what it is worth" in cxlint("ask", "refund", "p", *asked).out


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2027-03-28 02:30", "there is no 02:30 on 2027-03-28: the clocks are put forward then"),
        ("2027-03-28 03:30", ""),
        ("2026-10-25 02:30", ""),
    ],
)
def test_a_time_that_the_clocks_skip_is_none(cxlint, write, at, told):
    write("p/a.yaml", SHIFTS)
    found = cxlint("ask", "refund", "p", "--channel", "hotline", "--at", at)
    assert found.code == (2 if told else 0)
    assert told in found.err


def test_a_moment_by_another_clock_is_told_by_both(cxlint, write):
    write("p/a.yaml", SHIFTS)
    said = cxlint("ask", "refund", "p", "--at", "2026-12-01T15:00:00+05:00").out
    told = " ".join(said.split())
    assert (
        "contact Tue 1 Dec 2026, 15:00 (UTC+05:00), Tue 1 Dec 2026, 11:00 (Europe/Berlin)" in told
    )
    said = cxlint("ask", "refund", "p", "--at", "2026-12-01T15:00:00+01:00").out
    assert "contact Tue 1 Dec 2026, 15:00 (Europe/Berlin)" in " ".join(said.split())


HANDED_ON = """
organization: {name: a, timezone: Europe/Berlin, currency: EUR}
channels: {hotline: {kind: voice, open: 24x7, goes_to: care}}
teams:
  care: {open: Mon-Fri 09:00-17:00, closes: all, may: {refund: 10 EUR}}
  leads: {open: Mon-Fri 09:00-17:00, closes: all}
remedies:
  refund:
    tiers:
      - {by: leads, up_to: 50 EUR, decides_within: 1 business day,
         timeout: {after: 1 day, then: escalate}}
      - {by: Head of care, up_to: any, decides_within: 2 days}
intents: {refund: {start: [hotline], remedy: refund}}
"""


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("", "", "by Mon 7 Dec 2026, 17:00 at the latest."),
        ("", "", "If nobody does, it is handed on to Head of care."),
        ("then: escalate", "then: grant", "by Sat 5 Dec 2026, 10:00 at the latest."),
        (
            "then: escalate",
            "then: grant",
            "If nobody does, it is granted by Sat 5 Dec 2026, 10:00.",
        ),
        ("after: 1 day", "after: 4 days", "by Mon 7 Dec 2026, 17:00 at the latest."),
    ],
)
def test_who_hands_a_case_on_has_not_decided_it(cxlint, write, good, bad, told):
    write("p/a.yaml", HANDED_ON.replace(good, bad) if good else HANDED_ON)
    asked = ("--value", "40 EUR", "--at", "2026-12-04 10:00")
    assert told in " ".join(cxlint("ask", "refund", "p", *asked).out.split())


UNSTATED = """
organization: {name: a, timezone: Europe/Berlin}
channels: {mailbox: {kind: email, open: 24x7, goes_to: care}}
teams: {care: {open: 24x7, closes: none}, desk: {open: 24x7, closes: all, ola: {resolution: 1 day}}}
handoffs: [{from: care, to: desk, carried_by: us}]
intents: {tech: {start: [mailbox]}}
"""


def test_whose_time_is_not_stated_is_named_beside_the_latest_moment(cxlint, write):
    write("p/a.yaml", UNSTATED)
    said = " ".join(cxlint("ask", "tech", "p", "--at", "2026-12-04 10:00").out.split())
    latest = "It is settled by Sat 5 Dec 2026, 10:00 at the latest"
    assert said.startswith(f"{latest}, without the time that care takes, which is not stated.")
    write("p/a.yaml", UNSTATED.replace("closes: none", "closes: none, ola: {resolution: 0 hours}"))
    said = " ".join(cxlint("ask", "tech", "p", "--at", "2026-12-04 10:00").out.split())
    assert said.startswith(f"{latest}.")


def test_what_goes_round_without_an_end_has_no_latest_moment(cxlint, write):
    back = "{from: desk, to: care, carried_by: us}"
    write("p/a.yaml", UNSTATED.replace("handoffs: [", f"handoffs: [{back}, "))
    assert (
        "settled" not in cxlint("ask", "tech", "p", "--at", "2026-12-04 10:00").out.split("\n")[0]
    )


@pytest.mark.parametrize("command", ["journeys", "advise"])
def test_figures_beside_what_is_not_understood_say_so_first(cxlint, write, command):
    write("p/a.yaml", ON_THE_WAY.replace("first_reply: 1 day", "first_reply: 1 dya"))
    said = " ".join(cxlint(command, "p").out.split())
    assert said.startswith("Not understood, so that what stands below may be wrong: p/a.yaml:10.")
    told = json.loads(cxlint(command, "p", "--format", "json").out)
    assert told["not_understood"] == [{"path": "p/a.yaml", "line": 10}]
    write("p/a.yaml", ON_THE_WAY)
    assert "Not understood" not in cxlint(command, "p").out
    assert "not_understood" not in json.loads(cxlint(command, "p", "--format", "json").out)
