"""Contradicting standards, against comparing all pairs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from policies import policy

from cxlint.linting.checks.ways.standards import standards

PROMISE = st.fixed_dictionaries(
    {"first_reply": st.sampled_from(["1 day", "24 hours", "3 days"])},
    optional={
        "channels": st.sampled_from(["[mail]", "[chat]", "[mail, chat]"]),
        "intents": st.sampled_from(["[one]", "[two]", "[one, two]"]),
        "priorities": st.sampled_from(["[high]", "[low]"]),
        "clock": st.sampled_from(["calendar", "business"]),
    },
)


def overlap(one, other) -> bool:
    def words(promise, key):
        return set(promise[key].strip("[]").split(", ")) if key in promise else None

    for key in ("channels", "intents"):
        left, right = words(one, key), words(other, key)
        if left is not None and right is not None and not left & right:
            return False
    return words(one, "priorities") == words(other, "priorities")


def value(promise):
    return promise["first_reply"].replace("24 hours", "1 day"), promise.get("clock") == "business"


@settings(max_examples=200, deadline=None)
@given(st.lists(PROMISE, min_size=2, max_size=5))
def test_promises_that_overlap_and_differ_are_told_at_one_of_them(promises) -> None:
    lines = ["channels: {mail: {kind: email}, chat: {kind: chat}}", "intents: {one: {}, two: {}}"]
    lines.append("promises:")
    lines += [
        f"  p{n}: {{{', '.join(f'{key}: {said}' for key, said in each.items())}}}"
        for n, each in enumerate(promises)
    ]
    hits = list(standards(policy("\n".join(lines))))
    clashing = {
        frozenset((f"p{i}", f"p{j}"))
        for i, one in enumerate(promises)
        for j, other in enumerate(promises)
        if i < j and overlap(one, other) and value(one) != value(other)
    }
    told = {frozenset((hit.facts["id"], hit.facts["other"])) for hit in hits}
    assert told <= clashing
    assert bool(told) == bool(clashing)
    assert len({hit.facts["id"] for hit in hits}) == len(hits)


def test_sums_in_other_currencies_are_other_sums() -> None:
    hits = list(
        standards(
            policy("""
    channels: {line: {kind: voice, goes_to: [day, night]}}
    teams:
      day: {tier: 1, may: {refund: 50 EUR, goodwill: any, x-note: free}}
      night: {tier: 1, may: {refund: 50 USD, goodwill: any, x-note: none}}
    """)
        )
    )
    assert [(hit.case, hit.facts["what"], hit.facts["scope"]) for hit in hits] == [
        ("authority", "refund", "line")
    ]


def test_many_promises_are_compared_without_comparing_all_pairs() -> None:
    intents = "".join(f"  i{n}: {{}}\n" for n in range(2_000))
    promises = "".join(
        f"  p{n}: {{intents: [i{n}], resolution: {n + 1} days}}\n" for n in range(2_000)
    )
    assert list(standards(policy(f"intents:\n{intents}promises:\n{promises}"))) == []
