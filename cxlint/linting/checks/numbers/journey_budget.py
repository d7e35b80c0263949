"""Contact reasons with more contacts, or more decisions to wait for, than they are to have."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.decisions.budgets import Overrun
    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit

FACTS = frozenset({"id", "bound", "least", "most", "sum"})
"""What a message may name."""

NAMED = 4
"""How many parts of a sum a sentence names."""


def journey_budget(network: Network) -> Iterator[Hit]:
    """Yield each contact reason that takes more contacts or approvals than are stated as the most.

    A contact is the first one, and every handoff that customers carry themselves. An approval is a
    decision beyond the first team that the customer waits for: where all must agree, each counts;
    a look after the remedy counts none. Case empty and `approvals`: the worst case takes more.
    Cases `certain` and `approvals-certain` (errors): the best case does as well. Case `endless`:
    nothing ends a circle in which customers turn to the company again. Silent where it is not known
    who decides, or where shares contradict one another. Facts: id, bound, least, most, sum.

    Args:
        network: the policy's graph.
    """
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
