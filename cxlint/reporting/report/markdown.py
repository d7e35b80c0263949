"""A report as Markdown, for a wiki: the same content as the page, without its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.reporting.report import messages
from cxlint.reporting.report.page_view import build_view
from cxlint.reporting.writing.markdown_escape import code_markup, escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cxlint.reporting.report.messages import Messages

    Record = Mapping[str, Any]


def render(document: Record) -> str:
    """Return the report; nothing that a policy says has a meaning in it."""
    words = messages.load_for(document)
    parts = (
        _top(document, words),
        _changes(document, words),
        _findings(document, words),
        _journeys(document, words),
        _hours(document, words),
        _authority(document, words),
        _returns(document, words),
        _excused(document, words),
        _law(document, words),
        _scenarios(document, words),
        _made(document, words),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def _top(document: Record, words: Messages) -> Iterator[str]:
    view, name = build_view(document, words), document["made"]["organization"]
    yield f"# {escape_markdown(words.say('title.of', name=name) if name else words.say('title'))}"
    yield ""
    state = words.say(f"verdict.{view['state']}")
    yield f"**{escape_markdown(state)}.** {escape_markdown(' '.join(view['sentences']))}"
    yield ""
    yield escape_markdown(" ".join(view["scope"]))
    if document["worst"]:
        yield from ("", _heading("worst", words), "")
        for number, id_ in enumerate(document["worst"], 1):
            cause = view["by_id"][id_]
            yield f"{number}. {escape_markdown(words.tell(cause['message']))} ({_place(cause)})"
    if document["advice"]:
        yield from ("", _heading("help", words), "")
        for number, each in enumerate(document["advice"], 1):
            told = (words.tell(each.get(key, "")) for key in ("subject", "change", "effect"))
            yield f"{number}. {escape_markdown(' - '.join(filter(None, told)))}"


def _changes(document: Record, words: Messages) -> Iterator[str]:
    changes = document.get("changes")
    if changes is None:
        return
    yield from (_heading("changes", words), "")
    yield escape_markdown(words.say("changes.lead", base=changes["base"]))
    yield ""
    if not changes["list"]:
        yield escape_markdown(words.say("changes.none"))
    else:
        heads = ("direction", "what", "who", "old", "new")
        yield _line(tuple(words.say(f"changes.{head}") for head in heads))
        yield _rule(len(heads))
        yield from (_change(each, words) for each in changes["list"])
    if told := [*changes["unreadable"], *changes["notes"]]:
        yield ""
        yield from (f"* {escape_markdown(each)}" for each in told)


def _change(change: Record, words: Messages) -> str:
    met = (f"{words.word('who', field)}: {', '.join(values)}"
           for field, values in change["who"].items())  # fmt: skip
    cells = (
        words.word("direction", change["direction"]),
        change["sentence"],
        "; ".join(met) or words.say("changes.everybody"),
        *(words.say("changes.nothing") if change[side] is None else change[side]
          for side in ("old", "new")),
    )  # fmt: skip
    place = change["new_place"] or change["old_place"]
    return f"{_line(cells)[:-2]} {_place(place)} |" if place else _line(cells)


def _findings(document: Record, words: Messages) -> Iterator[str]:
    if not document["causes"]:
        return
    yield from (_heading("findings", words), "")
    yield _line((words.say("filter.severity"), words.say("finding.where"),
                 words.say("findings"), words.say("finding.change")))  # fmt: skip
    yield _rule(4)
    for each in document["causes"]:
        more = words.say("n.more", len(each["alike"])) if each.get("alike") else ""
        message = escape_markdown(" ".join(filter(None, (words.tell(each["message"]), more))))
        severity = words.say(f"severity.{each['severity']}")
        remedy = escape_markdown(words.tell(each["remedy"]))
        yield f"| {severity} | {_place(each)} | {message} | {remedy} |"


def _journeys(document: Record, words: Messages) -> Iterator[str]:
    journeys = document["journeys"]
    if not journeys["rows"]:
        return
    yield from (_heading("journeys", words), "")
    heads = [words.word("column", each["head"]) for each in journeys["columns"]]
    yield _line((words.say("journeys.reason"), words.say("journeys.promise"), *heads))
    yield _rule(len(heads) + 2)
    for row in journeys["rows"]:
        cells = (_cell(each, words) for each in row["cells"])
        yield _line((row["id"] or words.say("journeys.all"), words.tell(row["promise"]), *cells))


def _cell(cell: Record, words: Messages) -> str:
    mean, worst = words.tell(cell["mean"]), words.tell(cell["worst"])
    return mean if worst in ("-", mean) else f"{mean}, {words.say('journeys.worst')} {worst}"


def _hours(document: Record, words: Messages) -> Iterator[str]:
    if not document["hours"]:
        return
    yield from (_heading("hours", words), "")
    yield _line((words.say("hours"), words.say("hours.published"), words.say("hours.staffed")))
    yield _rule(3)
    for channel in document["hours"]:
        for row in channel["rows"]:
            told = [words.tell(row["says"])]
            if row["share"]:
                share = words.percent(row["share"])
                told.insert(0, words.say("hours.share", share=share))
                told.insert(1, words.say("hours.gap" if channel["live"] else "hours.late"))
            name = " ".join(filter(None, (channel["id"], row["choice"])))
            yield _line((name, words.tell(channel["text"]), "; ".join(told)))


def _authority(document: Record, words: Messages) -> Iterator[str]:
    if not document["authority"]:
        return
    yield from (_heading("authority", words), "")
    for each in document["authority"]:
        held = [f"{one['team']}: {words.tell(one['up_to'])}" for one in each["teams"]]
        held += [f"{' / '.join(one['by'])}: {words.tell(one['up_to'])}" for one in each["tiers"]]
        yield f"* **{escape_markdown(each['id'])}** {escape_markdown('; '.join(held))}"


def _returns(document: Record, words: Messages) -> Iterator[str]:
    table = document["returns"]
    if table is None:
        return
    yield from (_heading("returns", words), "")
    yield _line((words.say("returns.thing"), *map(words.tell, table["reasons"])))
    yield _rule(len(table["reasons"]) + 1)
    for line in table["lines"]:
        thing = words.say("returns.everything") if line["thing"] == "*" else line["thing"]
        yield _line((thing, *(_return_cell(cell, words) for cell in line["cells"])))


def _return_cell(cell: Record, words: Messages) -> str:
    if cell.get("gap"):
        return words.say("returns.gap")
    told = [words.say("returns.overlap")] if cell.get("overlap") else []
    for row in cell["rows"]:
        terms = (words.tell(row["terms"].get(key, "")) for key in ("window", "fee", "refund"))
        said = ", ".join(filter(None, terms))
        told.append(said if row["returnable"] else words.say("returns.not"))
    return "; ".join(filter(None, told)) or "-"


def _excused(document: Record, words: Messages) -> Iterator[str]:
    if not document["excused"]:
        return
    yield from (_heading("excused", words), "")
    for each in document["excused"]:
        day = words.day(each["until"]) if "until" in each else ""
        until = f" ({words.say('finding.until', day=day)})" if day else ""
        told = escape_markdown(f"{words.tell(each['message'])} - {each.get('excuse', '')}{until}")
        yield f"* {told} ({_place(each)})"


def _law(document: Record, words: Messages) -> Iterator[str]:
    law = document["law"]
    if law is None:
        return
    yield from (_heading("law", words), "")
    yield _line(tuple(words.say(f"law.{key}") for key in ("standing", "what", "citation")))
    yield _rule(3)
    for each in law["obligations"]:
        standing = words.word("standing", each["standing"])
        yield _line((standing, each["title"], each["citation"]))
    yield from ("", escape_markdown(words.say("scope.legal")))


def _scenarios(document: Record, words: Messages) -> Iterator[str]:
    scenarios = document.get("scenarios", ())
    if not scenarios:
        return
    yield from (_heading("scenarios", words), "")
    for each in scenarios:
        status = words.word("holding", each["status"])
        yield f"* **{escape_markdown(each['id'])}: {escape_markdown(status)}** ({_place(each)})"
        told = (each.get("description"), each.get("asked"), each.get("problem"))
        yield from (f"  * {escape_markdown(said)}" for said in told if said)
        yield from (f"  * {_statement(one, words)}" for one in each["statements"])


def _statement(statement: Record, words: Messages) -> str:
    says = ((words.say("scenarios.got"), words.tell(statement.get("policy_says", ""))),
            (words.say("scenarios.wanted"), words.tell(statement["scenario_says"])))  # fmt: skip
    told = [words.word("must", statement["key"]), words.word("holding", statement["status"])]
    told += [f"{who}: {what}" for who, what in says if what]
    told += [words.tell(statement["why"])] if "why" in statement else []
    return f"{escape_markdown('; '.join(told))} ({_place(statement)})"


def _made(document: Record, words: Messages) -> Iterator[str]:
    made = document["made"]
    yield from (_heading("made", words), "")
    yield f"* cxlint {escape_markdown(document['tool']['version'])}"
    yield f"* {escape_markdown(words.say('judged_as_of', day=words.day(made['as_of'])))}"
    if made.get("revision"):
        yield f"* {' '.join(_revision(made['revision'], words))}"
    yield from (f"* {escape_markdown(each['message'])}" for each in made["judged_by"])


def _revision(revision: Record, words: Messages) -> Iterator[str]:
    yield f"{escape_markdown(words.say('made.revision'))} {code_markup(revision['commit'])}"
    if revision["changed"]:
        yield escape_markdown(words.say("made.revision.changed"))


def _heading(key: str, words: Messages) -> str:
    return f"## {escape_markdown(words.say(key))}"


def _place(placed: Record) -> str:
    return code_markup(f"{placed['path']}:{placed['line']}")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(escape_markdown, cells))} |"


def _rule(columns: int) -> str:
    return "|---" * columns + "|"
