"""Contact reasons with more contacts or decisions, or that take longer, than they are to."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.linting.check_support.breach_text import (
    begin_text,
    length_text,
    list_witnesses,
    range_text,
    sum_text,
)
from cxlint.linting.check_support.hits import build_hit
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.decisions.budgets import Overrun
    from cxlint.analysis.times.promise_breaches import Breach
    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit

FACTS = frozenset({"id", "bound", "least", "most", "sum", "takes", "gives", "needed", "begins"})
"""What a message may name."""

NAMED = 4
"""How many parts of a sum a sentence names."""


def journey_budget(network: Network) -> Iterator[Hit]:
    """Yield each contact reason that takes more contacts or approvals than are stated as the most.

    A contact is the first one, and every handoff that customers carry themselves. An approval is a
    decision beyond the first team that the customer waits for: where all must agree, each counts;
    a look after the remedy counts none. Case empty and `approvals`: the worst case takes more.
    Cases `certain` and `approvals-certain` (errors): the best case does as well. Case `endless`:
    nothing ends a circle in which customers turn to the company again. Cases `elapsed` and
    `elapsed-certain` (an error): from some start, or from every, the longest way takes more time
    than is stated as the most, each bound in full or at nothing; `elapsed-note` (information): only
    around public holidays and changes of the clock. Silent where it is not known who decides, or
    where shares contradict one another. Facts: id, bound; of counts least, most, sum; of time sum,
    takes, gives, needed, begins.

    Args:
        network: the policy's graph.
    """
    yield from _find_late(network)
    keys = ("max_contacts", "max_approvals")
    bound = [each for each in network.policy.of("intent") if any(map(each.says, keys))]
    if not bound:
        return
    from cxlint.analysis.decisions.budgets import Budgets
    from cxlint.analysis.subject import subject_of

    budgets = Budgets(subject_of(getattr(network, "plain", network)))
    for intent in bound:
        if (contacts := budgets.check_contacts(intent)) is not None:
            yield _build(contacts, "max_contacts", _case(contacts))
        if (approvals := budgets.check_approvals(intent)) is not None:
            certain = approvals.is_certain
            yield _build(
                approvals, "max_approvals", "approvals-certain" if certain else "approvals"
            )


def _find_late(network: Network) -> Iterator[Hit]:
    bound = {each.id for each in network.policy.of("intent") if each.says("max_elapsed")}
    if not bound:
        return
    from cxlint.analysis.times.intent_times import times_of
    from cxlint.analysis.times.promise_breaches import find_breaches

    for id_, times in times_of(network).items():
        deadline = times.of(times.intent, "max_elapsed") if id_ in bound else None
        for breach in find_breaches(times, (deadline,)) if deadline is not None else ():
            yield _build_late(network, breach)


def _build_late(network: Network, breach: Breach) -> Hit:
    case = "-certain" if breach.certain else "-note" if breach.ordinary else ""
    return build_hit(
        breach.intent,
        "max_elapsed",
        facts={
            "bound": breach.deadline.length,
            "takes": range_text(breach),
            "sum": sum_text(network.policy, breach),
            "gives": breach.gives.text,
            "needed": length_text(breach.needed),
            "begins": begin_text(network.policy, breach),
        },
        key=("max_elapsed",),
        case=f"elapsed{case}",
        severity="error" if breach.certain else "info" if breach.ordinary else None,
        intents=(breach.intent.id,),
        witness=list_witnesses(breach),
        related=((breach.gives.at, "this would have to take less time"),),
    )


def _case(contacts: Overrun) -> str:
    if contacts.is_certain:
        return "certain"
    return "endless" if contacts.most == inf else ""


def _build(overrun: Overrun, key: str, case: str) -> Hit:
    said = list(dict.fromkeys(part.text for part, _ in overrun.parts))
    names = shorten_list(said, NAMED, rest="{} more")
    return build_hit(
        overrun.intent,
        key,
        facts={
            "bound": overrun.intent.get(key),
            "least": f"{float(overrun.least):g}",
            "most": f"{float(overrun.most or 0):g}",
            "sum": "; ".join(names) if key == "max_approvals" else join_with_and(names),
        },
        key=(key,),
        case=case,
        severity="error" if overrun.is_certain else None,
        intents=(overrun.intent.id,),
        witness=tuple((part.at, part.text) for part, _ in overrun.parts if part.at is not None),
    )
