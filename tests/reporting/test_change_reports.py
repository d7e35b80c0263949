"""What formats make of a review: sizes, escapes, and what is shown on which line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sarif_validator import complaints

from cxlint.changes.change import BETTER, WORSE, Cause, Change, Difference, Spot
from cxlint.parsing.document import At, Document
from cxlint.reporting import changes as reporting
from cxlint.reporting.changes.change_picture import MOST, draw
from cxlint.reporting.writing.view import View
from cxlint.review.declaration import Intention, Proof, prove
from cxlint.review.finding_shifts import FindingShifts
from cxlint.review.gate import judge_change
from cxlint.review.review import Review
from cxlint.review.way_shifts import WayEnd, WayShift
from cxlint.review.weakening import Weakening

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HOSTILE = "a|b @all <script> ![x](http://a.example) `c` [l](http://b.example)\n::error::x \u202e"


def change(number: int = 0, direction: str = WORSE, sentence: str = "dearer", **more: object):
    """Return a change of its own."""
    place = Spot(f"policies/{number}.yaml", number + 1, 3)
    return Change(
        f"term/t{number}", "fee", direction, sentence, "1 EUR", "2 EUR",
        old_place=place, new_place=place,
    )._replace(**more)  # fmt: skip


def review(changes: Sequence[Change], *, declared: Sequence[str] = (), **more: object) -> Review:
    """Return the review of these changes, of which some things are declared."""
    at = At(Document("changes/a.yaml", "", None))
    wanted = [Intention({"thing": thing}, at, "Ada", "why not") for thing in declared]
    proof = prove(changes, wanted)
    gate = judge_change(["worse"], proof, FindingShifts())
    found = Difference(changes, (), {})
    return Review("main", "HEAD", difference=found, proof=proof, gate=gate)._replace(**more)


def rendered(form: str, shown: Review) -> str:
    return reporting.render(form, shown, View())


def test_nothing_is_written_where_nothing_differs() -> None:
    assert rendered("text", review([])) == ""
    assert "Customers notice nothing" in rendered("markdown", review([]))
    assert json.loads(rendered("gitlab", review([]))) == []


def test_comment_stays_below_what_a_platform_takes() -> None:
    long = f"{HOSTILE} {'x' * 900}"
    changes = [change(number, sentence=f"{number} {long}") for number in range(2000)]
    weakened = tuple(Weakening("waiver", "w" * 900, Spot("a.yaml", 1, 1)) for _ in range(500))
    text = rendered("markdown", review(changes, weakened=weakened, notes=("n" * 900,) * 500))
    assert len(text) < 65_536
    assert text.startswith("<!-- cxlint:diff -->\n")
    assert " more: `cxlint diff` has all" in text


def test_comment_means_nothing_but_itself() -> None:
    text = rendered("markdown", review([change(sentence=HOSTILE)]))
    for bait in ("@all", "<script>", "](http", "a|b", "\n::error", "\u202e"):
        assert bait not in text


def test_terminal_obeys_nothing() -> None:
    text = rendered("text", review([change(sentence="a \x1b[31m b\n::error::c \u202e")]))
    assert not {"\x1b", "\u202e"} & {*text}
    assert not any(line.startswith("::") for line in text.splitlines())


def test_cause_is_said_once() -> None:
    cause = Cause(Spot("hours.yaml", 4, 2), "schedule/office", "open")
    changes = [change(number, sentence=f"channel {number}", cause=cause) for number in range(6)]
    text = rendered("markdown", review(changes))
    assert text.count("hours.yaml:4") == 1
    assert all(f"channel {number}" in text for number in range(6))
    assert rendered("text", review(changes)).count("hours.yaml:4") == 1


@pytest.mark.parametrize(
    ("declared", "headline"),
    [
        ([], "2 things get worse and 1 thing gets better. The check fails"),
        (["term/t0"], "The check fails: 1 not declared"),
        (["term/t0", "term/t1"], "The check passes: all of the worse is declared"),
    ],
)
def test_one_line_for_whoever_reads_no_more(declared: list[str], headline: str) -> None:
    changes = [change(0), change(1), change(2, BETTER)]
    assert headline in rendered("markdown", review(changes, declared=declared)).split("\n")[1]


def test_annotations_are_on_the_line_that_was_edited() -> None:
    cause = Cause(Spot("hours.yaml", 4, 2), "schedule/office", "open")
    text = rendered("github", review([change(cause=cause, sentence=HOSTILE), change(1, BETTER)]))
    (line, _) = text.splitlines()
    assert line.startswith("::error file=hours.yaml,line=4,endLine=4,col=2,title=worse-fee::")
    assert "%0A" not in line.partition("title=")[0]


def test_no_more_annotations_than_are_shown() -> None:
    lines = rendered("github", review([change(number) for number in range(30)])).splitlines()
    assert sum(line.startswith("::error") for line in lines) == 10
    assert "cxlint: and 20 of kind error more" in lines


def test_declared_changes_are_remarks() -> None:
    shown = review([change()], declared=["term/t0"])
    assert rendered("github", shown).startswith("::notice ")
    (entry,) = json.loads(rendered("gitlab", shown))
    assert entry["severity"] == "info"
    assert "declared by Ada: why not" in entry["description"]


def test_sarif_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "change.sarif"
    weakened = (Weakening("waiver", HOSTILE, None),)
    shown = review([change(0, sentence=HOSTILE), change(2)], weakened=weakened, notes=(HOSTILE,))
    file.write_text(rendered("sarif", shown), encoding="utf-8")
    assert complaints([file]) == {}


def test_sarif_names_what_gets_worse_alone() -> None:
    changes = [change(0, sentence=HOSTILE), change(1, BETTER), change(2)]
    log = json.loads(rendered("sarif", review(changes)))
    results = log["runs"][0]["results"]
    places = [place for result in results for place in result["locations"]]
    things = [each["fullyQualifiedName"] for place in places for each in place["logicalLocations"]]
    assert things == ["term/t0", "term/t2"]
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]
    assert len(set(prints)) == 2


def test_gitlab_prints_are_distinct() -> None:
    entries = json.loads(rendered("gitlab", review([change(number) for number in range(20)])))
    assert len({each["fingerprint"] for each in entries}) == 20


def test_picture_marks_what_is_new_and_what_is_gone() -> None:
    a, b, c = (WayEnd(id_, "step", f'{id_} "quoted"; end') for id_ in "abc")
    ways = [WayShift(a, b, "handoff", "new"), WayShift(a, c, "timeout", "gone"),
            WayShift(b, c, "handoff", "same")]  # fmt: skip
    assert draw(ways) == (
        "flowchart LR\n"
        '  n0["a #34;quoted#34;#59; end"]\n'
        '  n1["b #34;quoted#34;#59; end"]\n'
        '  n2["c #34;quoted#34;#59; end"]\n'
        '  n0 ==>|"new"| n1\n'
        '  n0 -.->|"no longer, timeout"| n2\n'
        "  n1 --> n2\n"
        "  linkStyle 0 stroke:#1a7f37\n"
        "  linkStyle 1 stroke:#cf222e\n"
    )
    assert draw(ways[2:]) == ""
    assert draw(ways * MOST).count("\n") < 2 * MOST


def test_proof_of_nothing() -> None:
    assert prove([], []) == Proof()
