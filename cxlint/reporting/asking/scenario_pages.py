"""What came of the scenarios of a policy, as text and JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cxlint.analysis.scenarios.judgement import Status
from cxlint.reporting.asking.headline import describe_case
from cxlint.reporting.journeys.figures_json import part_record
from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.finding_record import SCHEMA_VERSION, json_text
from cxlint.reporting.writing.statistics import count_phrase
from cxlint.reporting.writing.wrapping import fold
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.quantity import Part
    from cxlint.analysis.scenarios.judgement import Judgement, Result
    from cxlint.analysis.scenarios.slips import Slip
    from cxlint.policy.policy import Policy

    Slips = Sequence[tuple[Slip, Sequence[tuple[int, str]]]]
    """What is not understood, each with the line and the message of what is wrong."""

WORDS = {Status.HOLDS: "holds", Status.FAILS: "fails", Status.UNKNOWN: "is not known"}


ALIKE = "it is wrong as others of these scenarios are"
"""What is said of a scenario where there are too many that are wrong alike."""


def render(policy: Policy, results: Sequence[Result], slips: Slips, form: str, width: int) -> str:
    """Return what came of scenarios, and which are not understood, in a format: text or json."""
    if form == "json":
        return _render_json(policy, results, slips)
    lines = [line for each in results for line in _list_lines(policy, each, width)]
    lines += [line for slip, told in slips for line in _list_slip(slip, told, width)]
    return "\n".join([*lines, _sum_up(results, len(slips))]) + "\n"


def _list_slip(slip: Slip, told: Sequence[tuple[int, str]], width: int) -> Iterator[str]:
    """Yield what is wrong in a scenario that is not understood."""
    place = f"{escape_controls(slip.at.document.path)}:{slip.at.span().line}"
    yield f"{place}: {escape_controls(slip.id)} is not understood"
    for line, message in told:
        yield from fold(escape_controls(f"{message} (line {line})"), "  - ", width)
    if not told:
        yield from fold(ALIKE, "  - ", width)
    yield ""


def _list_lines(policy: Policy, result: Result, width: int) -> Iterator[str]:
    """Yield what does not hold in a scenario, or is not known, with the lines of the policy."""
    if result.status is Status.HOLDS:
        return
    yield f"{_name_place(result)}: {result.scenario.id} {WORDS[result.status]}"
    if (said := result.scenario.get("description")) is not None:
        yield from fold(escape_controls(str(said)), "  ", width)
    if result.problem:
        yield from fold(escape_controls(result.problem), "  ", width)
    if result.case is not None:
        asked = f"asked: {describe_case(result.case, policy.zone)}"
        yield from fold(escape_controls(asked), "  ", width)
    for each in result.judgements:
        if each.status is not Status.HOLDS:
            line = each.at.span().line
            yield from fold(escape_controls(f"{each.difference} (line {line})"), "  - ", width)
            for part in each.parts:
                yield from fold(escape_controls(_say_part(part)), "      ", width)
    yield ""


def _name_place(result: Result) -> str:
    at = result.scenario.at()
    return f"{escape_controls(at.document.path)}:{at.span().line}"


def _say_part(part: Part) -> str:
    if part.at is None:
        return part.text
    return f"{part.text} ({part.at.document.path}:{part.at.span().line})"


def _sum_up(results: Sequence[Result], misread: int) -> str:
    if not results and not misread:
        return "no scenario is understood"
    counts = Counter(each.status for each in results)
    said = [f"{misread} {'is' if misread == 1 else 'are'} not understood"] if misread else []
    said += [
        f"{count} {word if count == 1 else several}"
        for status, word, several in (
            (Status.FAILS, "fails", "fail"),
            (Status.UNKNOWN, "is not known", "are not known"),
            (Status.HOLDS, "holds", "hold"),
        )
        if (count := counts[status])
    ]
    return f"{count_phrase(len(results) + misread, 'scenario')}: {join_with_and(said)}"


def _render_json(policy: Policy, results: Sequence[Result], slips: Slips) -> str:
    counts = Counter(each.status for each in results)
    counts[Status.FAILS] += len(slips)
    return json_text(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": policy.today.isoformat(),
            "summary": {each.value: counts[each] for each in Status},
            "scenarios": [
                *(_record(policy, each) for each in results),
                *(_record_slip(slip, told) for slip, told in slips),
            ],
        },
        indent=2,
    )


def _record_slip(slip: Slip, told: Sequence[tuple[int, str]]) -> dict[str, Any]:
    messages = "; ".join(f"{message} (line {line})" for line, message in told)
    return {
        "id": slip.id,
        "path": slip.at.document.path,
        "line": slip.at.span().line,
        "status": Status.FAILS.value,
        "certain": False,
        "problem": f"not understood: {messages or ALIKE}",
        "statements": [],
    }


def _record(policy: Policy, result: Result) -> dict[str, Any]:
    at = result.scenario.at()
    said: dict[str, Any] = {
        "id": result.scenario.id,
        "path": at.document.path,
        "line": at.span().line,
        "status": result.status.value,
        "certain": result.is_certain,
    }
    if result.case is not None:
        said["asked"] = describe_case(result.case, policy.zone)
    if result.problem:
        said["problem"] = result.problem
    return said | {"statements": [_record_statement(each) for each in result.judgements]}


def _record_statement(judgement: Judgement) -> dict[str, Any]:
    said: dict[str, Any] = {
        "statement": judgement.key,
        "line": judgement.at.span().line,
        "status": judgement.status.value,
        "scenario_says": judgement.wanted,
    }
    if judgement.got:
        said["policy_says"] = judgement.got
    if judgement.why:
        said["why"] = judgement.why
    if judgement.parts:
        said["parts"] = [part_record(each) for each in judgement.parts]
    return said
