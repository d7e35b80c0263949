"""Small processes with the verdicts of pm4py 2.7.23.11, which is not needed to run this.

Each was written here, read by pm4py, made a Petri net by it and judged by `check_soundness`; why
it is not sound was read off its reachable markings: `waits` where something is left and nothing can
happen, `twice` where two tokens lie in one place or beside the last one, `dead` where something can
never happen. Inclusive gateways were left out, as pm4py's nets say something else of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from test_bpmn_tokens import node, told

if TYPE_CHECKING:
    from pathlib import Path


class Judged(NamedTuple):
    """A process: its gateways (`x:X` for exclusive, `p:P` for parallel), flows, and the verdict.

    It starts with s and ends with whatever begins with e; all else are tasks.
    """

    gateways: str
    flows: str
    is_sound: bool
    reasons: frozenset[str] = frozenset()


JUDGED = {
    "sequence": Judged("", "s>a a>b b>e", True),
    "choice merged": Judged("x:X y:X", "s>x x>a x>b a>y b>y y>e", True),
    "parallel joined": Judged("x:P y:P", "s>x x>a x>b a>y b>y y>e", True),
    "choice into join": Judged(
        "x:X y:P", "s>x x>a x>b a>y b>y y>c c>e", False, frozenset({"dead", "waits"})
    ),
    "parallel into merge": Judged(
        "x:P y:X", "s>x x>a x>b a>y b>y y>c c>e", False, frozenset({"twice", "waits"})
    ),
    "one branch ends before the join": Judged(
        "x:P y:P z:X", "s>x x>a x>b a>z z>y z>e2 b>y y>c c>e", False, frozenset({"twice", "waits"})
    ),
    "rework loop": Judged("x:X m:X", "s>m m>a a>x x>m x>e", True),
    "loop around parallel": Judged("m:X x:X p:P q:P", "s>m m>p p>a p>b a>q b>q q>x x>m x>e", True),
    "jump out of parallel": Judged(
        "p:P q:P x:X",
        "s>p p>a p>b a>x x>q x>c c>e2 b>q q>d d>e",
        False,
        frozenset({"twice", "waits"}),
    ),
    "jump into parallel": Judged(
        "x:X p:P q:P m:X", "s>x x>p x>m p>m p>b m>a a>q b>q q>e", False, frozenset({"waits"})
    ),
    "nested fit": Judged("p:P q:P x:X y:X", "s>p p>x x>a x>b a>y b>y y>q p>c c>q q>e", True),
    "nested misfit": Judged(
        "p:P q:P x:X y:P",
        "s>p p>x x>a x>b a>y b>y y>q p>c c>q q>e",
        False,
        frozenset({"dead", "waits"}),
    ),
    "bridge": Judged("p:P q:P f:P g:P", "s>p p>a p>b a>f f>c f>g b>g g>d c>q d>q q>e", True),
    "bridge by choice": Judged(
        "p:P q:P x:X m:X",
        "s>p p>a p>b a>x x>c x>m b>m m>d c>q d>q q>e",
        False,
        frozenset({"twice", "waits"}),
    ),
    "dead loop": Judged("m:X x:P", "s>m m>a a>x x>m x>e", False, frozenset({"twice"})),
    "join in a loop": Judged("m:P x:X", "s>m m>a a>x x>m x>e", False, frozenset({"dead", "waits"})),
    "parallel with two ends": Judged(
        "p:P", "s>p p>a p>b a>e b>e2", False, frozenset({"twice", "waits"})
    ),
    "three into two": Judged(
        "p:P q:P r:P m:X",
        "s>p p>a p>b p>c a>q b>q q>m c>m m>d d>e",
        False,
        frozenset({"twice", "waits"}),
    ),
    "crossed joins": Judged(
        "p:P q:P r:P u:P v:P w:P", "s>p p>u p>v u>q u>r v>q v>r q>a r>b a>w b>w w>e", True
    ),
    "choice twice": Judged("x:X y:X m:X n:X", "s>x x>a x>b a>m b>m m>y y>c y>d c>n d>n n>e", True),
    "skip by choice": Judged("x:X m:X", "s>x x>a x>m a>m m>b b>e", True),
    "only one of two is merged": Judged(
        "p:P x:X q:P m:X",
        "s>p p>a p>x x>b x>m a>q b>q q>m m>c c>e",
        False,
        frozenset({"twice", "waits"}),
    ),
    "choice ends in both": Judged("x:X", "s>x x>a x>b a>e b>e2", True),
}
OTHERWISE = {
    "parallel with two ends": "in BPMN a process is over when all its ends are met; "
    "a net that may have only one last place counts the second token as left over",
    "dead loop": "told as a circle (hassle-loop), which has no end and comes to nothing",
}
"""Where cxlint says something else, and why."""

_TAGS = {"X": "exclusiveGateway", "P": "parallelGateway"}


def draw(judged: Judged) -> list[str]:
    gateways = dict(each.split(":") for each in judged.gateways.split())
    pairs = [each.split(">") for each in judged.flows.split()]

    def tag(id_: str) -> str:
        if id_ in gateways:
            return _TAGS[gateways[id_]]
        return "startEvent" if id_ == "s" else "endEvent" if id_.startswith("e") else "task"

    nodes = [node(tag(id_), id_) for id_ in dict.fromkeys(id_ for pair in pairs for id_ in pair)]
    return nodes + [
        f'<b:sequenceFlow id="{number}" sourceRef="{source}" targetRef="{target}"/>'
        for number, (source, target) in enumerate(pairs)
    ]


@pytest.mark.parametrize("name", JUDGED)
def test_what_is_told_is_what_an_independent_judge_says(name: str, tmp_path: Path) -> None:
    judged = JUDGED[name]
    found = set(told(tmp_path, *draw(judged))) & {"deadlock", "unsynchronised-merge"}
    if name in OTHERWISE:
        assert not found
        assert not judged.is_sound
        return
    assert bool(found) != judged.is_sound
    if judged.reasons == {"twice"}:
        assert found == {"unsynchronised-merge"}
    if judged.reasons & {"dead"}:
        assert "deadlock" in found


def test_a_fork_that_goes_round_by_itself_is_told_as_a_circle(tmp_path: Path) -> None:
    assert "hassle-loop" in told(tmp_path, *draw(JUDGED["dead loop"]))
