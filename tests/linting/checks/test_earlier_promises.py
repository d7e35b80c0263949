"""The promises tried before another that are for whomever it is for, against trying each pair."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from policies import network

from cxlint.linting.checks.promises.shadowed import SCOPES, _Served

WORDS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True)
PROMISE = st.tuples(st.integers(1, 4), WORDS, WORDS, WORDS)


def serves(stated: list[set[str]], wanted: set[str]) -> bool:
    """Whether promises of one position, which state this for whom, are for all that is wanted."""
    if not all(stated):
        return True
    return bool(wanted) and set().union(*stated) >= wanted


@given(st.lists(PROMISE, min_size=1, max_size=8))
def test_earlier_promises_are_those_for_whomever_a_later_one_is_for(rows) -> None:
    text = "promises:\n" + "".join(
        f"  p{number}: {{position: {position}, resolution: 1 day"
        + "".join(f", {key}: {ids}" for key, ids in zip(SCOPES, stated, strict=True) if ids)
        + "}\n"
        for number, (position, *stated) in enumerate(rows)
    )
    promises = sorted(network(text).policy.of("promise"), key=lambda each: each.get("position"))
    served = _Served(promises)
    for later in promises:
        expected = [
            number
            for number, each in enumerate(promises)
            if each.get("position") < later.get("position")
            and all(
                serves(
                    [
                        set(other.texts(key))
                        for other in promises
                        if other.get("position") == each.get("position")
                    ],
                    set(later.texts(key)),
                )
                for key in SCOPES
            )
        ]
        assert served.list_earlier(later) == expected
