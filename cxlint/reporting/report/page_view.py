"""What a page says of the data of a report: its sentences, and the scales that its bars share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cxlint.reporting.report import shapes
from cxlint.reporting.report.messages import Messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Record = Mapping[str, Any]

SEVERITIES = ("error", "warning", "info")
KINDS = ("channel", "step", "team", "approval", "outcome", "unknown")
MARKS = ("loop", "dead-end", "silo", "unstaffed", "carried", "worse", "better", "different")
WORDS = frozenset({"scripts"})
"""The categories of rules that look at words."""


def build_view(document: Record, words: Messages) -> dict[str, Any]:
    """Return the sentences of the page, what its filters offer, and the scales of its bars."""
    causes, places = document["causes"], document["map"]["places"]
    return {
        "sentences": list(say_verdict(document["verdict"], words)),
        "state": _state(document["verdict"]),
        "scope": list(_scope(document, words)),
        "by_id": {each["id"]: each for each in causes},
        "journeys": sorted({intent for each in causes for intent in each["intents"]}),
        "teams": _teams(causes, places),
        "teams_of": {each["id"]: _teams_of(each, places) for each in causes},
        "owners": sorted({each["owner"] for each in causes if each["owner"]}),
        "leads": list_leads(document["map"]),
        "kinds": [each for each in KINDS if any(place["kind"] == each for place in places)],
        "marks": [m for m in MARKS if any(m in place.get("marks", ()) for place in places)],
        "of_channel": _findings_by_channel(causes),
        "tops": _tops(document["journeys"]),
        "time": _time(document["journeys"], words),
        "words": [each for each in causes if _category(document, each) in WORDS],
        "changes": Counter(each["direction"] for each in _changes(document)),
        "scenarios": Counter(each["status"] for each in document.get("scenarios", ())),
        "severities": SEVERITIES,
        "span": lambda hours: say_hours(hours, words),
        "percent": words.percent,
    }


def _changes(document: Record) -> Sequence[Record]:
    changes = document.get("changes")
    return () if changes is None else changes["list"]


def _category(document: Record, cause: Record) -> str:
    return str(document["rules"][cause["rule"]]["category"])


def _state(verdict: Record) -> str:
    if verdict["crashed"]:
        return "crashed"
    if verdict["fails"]:
        return "fails"
    return "empty" if verdict["says_nothing"] else "holds"


def say_verdict(verdict: Record, words: Messages) -> Iterator[str]:
    """Yield the verdict in sentences: what it is, and whom it touches."""
    found = sum(verdict[each] for each in ("errors", "warnings", "infos"))
    others = words.say("n.further", found - verdict["failing"])
    if verdict["crashed"]:
        yield words.say("sentence.crashed")
    if verdict["fails"]:
        failing = words.say("n.mend", verdict["failing"])
        alone = ".alone" if found == verdict["failing"] else ""
        yield words.say(f"sentence.fails{alone}", failing=failing, others=others)
    elif verdict["says_nothing"]:
        yield words.say("sentence.empty")
    elif not (found or verdict["crashed"]):
        yield words.say("sentence.clean")
    elif not verdict["crashed"]:
        yield words.say("sentence.holds", others=words.say("n.look", found))
    if verdict["intents"] and found:
        key = "touched" if verdict["intents_touched"] else "untouched"
        touched, every = (words.number(verdict[n]) for n in ("intents_touched", "intents"))
        yield words.say(f"sentence.{key}", touched=touched, all=every)
    elif found:
        yield words.say("sentence.causes", causes=words.say("n.causes", verdict["causes"]))


def _scope(document: Record, words: Messages) -> Iterator[str]:
    """Yield what was looked at, and what was not."""
    scope = document["scope"]
    yield words.say("n.read", document["verdict"]["files"])
    if scope["rules"]:
        looked, rules = words.number(scope["looked"]), words.number(scope["rules"])
        yield words.say("scope.rules", looked=looked, rules=rules)
    if scope["silent_on"]:
        names = (words.word("subject", each) for each in scope["silent_on"])
        yield words.say("scope.silent", names=", ".join(names))
    if scope["skipped"]:
        told = (f"{each['reason']} ({words.number(each['count'])})" for each in scope["skipped"])
        yield words.say("scope.skipped", what=", ".join(told))


def _teams_of(cause: Record, places: Sequence[Record]) -> list[str]:
    """Return the teams that a finding lies with."""
    return [places[n]["id"] for n in cause["places"] if places[n]["kind"] == "team"]


def _teams(causes: Sequence[Record], places: Sequence[Record]) -> list[str]:
    return sorted({team for each in causes for team in _teams_of(each, places)})


def list_leads(drawn: Record) -> list[list[Record]]:
    """Return, for each place, the moves that leave it."""
    leaving: list[list[Record]] = [[] for _ in drawn["places"]]
    for move in drawn["moves"]:
        leaving[move["from"]].append(move)
    return leaving


def _findings_by_channel(causes: Sequence[Record]) -> dict[str, list[Record]]:
    """Return, for each channel, what is found of who is there."""
    found: dict[str, list[Record]] = {}
    for each in causes:
        kind, _, id_ = each["entity"].partition("/")
        if kind == "channel" and each.get("mark") == "unstaffed":
            found.setdefault(id_, []).append(each)
    return found


def _tops(journeys: Record) -> list[float]:
    """Return, for each column, the greatest number, at which its bars end."""
    rows = journeys["rows"]
    return [
        shapes.most_of(row["cells"][number] for row in rows)
        for number in range(len(journeys["columns"]))
    ]


def _time(journeys: Record, words: Messages) -> dict[str, Any]:
    """Return the contact reasons of which a time is known, and the axis they share."""
    rows = [each for each in journeys["rows"] if _has_time(each.get("time", {}))]
    most = shapes.most_of(each["time"] for each in rows)
    ticks = shapes.time_ticks(most)
    return {
        "rows": rows,
        "most": ticks[-1],
        "ticks": [(round(100 * tick / ticks[-1], 2), say_hours(tick, words)) for tick in ticks],
    }


def _has_time(time: Record) -> bool:
    return any(isinstance(time.get(key), int | float) for key in ("low", "high", "promised"))


def say_hours(hours: float, words: Messages) -> str:
    """Return a time in hours, or in days where it is long."""
    unit, amount = ("day", hours / 24) if hours >= 48 else ("hour", hours)
    number = f"{amount:.1f}".removesuffix(".0")
    form = "one" if number == "1" else "other"
    number = number.replace(".", words.decimal)
    return words.texts[f"time.{unit}.{form}"].format(n=number)
