"""What must hold of each entity, written as an expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.errors import UserError
from cxlint.language.entity import SHORT_FORMS
from cxlint.linting.expressions import cel
from cxlint.linting.expressions.tokens import text_comparisons
from cxlint.linting.model.finding import Hit
from cxlint.linting.model.observation import note, unobserved
from cxlint.linting.query import condition_syntax
from cxlint.linting.query.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.linting.rules.check_lookup import Misfit


def expression(
    network: Network,
    *,
    of: str,
    holds: str,
    where: Mapping[str, Any] | None = None,
    at: str = "",
) -> Iterator[Hit]:
    """Yield each entity of which the expression is known to be false. Facts: id, kind, value.

    Where the answer depends on a field that is not stated, on an entity that does not exist or on
    what could not be read, nothing is yielded, unless the rest settles it: `false && unstated` is
    false. A policy in which it can be answered for no entity counts as one without anything to
    look at. Any other failure (a division by zero, sums in different currencies, too many
    iterations) ends the rule with the entity named.

    Args:
        network: the graph of the policy.
        of: the one kind of entity that the expression is about, such as channel.
        holds: the expression, in CEL: what is true of each where nothing is wrong. The entity is
            called by its kind and `this`; others are found by `team(id)` or in lists (`teams`).
        where: which entities of the kind are meant; all, where nothing is said.
        at: the dotted field that findings point to; the entity where nothing is said.
    """
    from cxlint.linting.expressions.evaluation import Question

    graph, answered = unobserved(network), 0
    question = Question(holds, of, graph)
    keys = at.split(".") if at else []
    for entity in select(graph.policy, of, where):
        answer = question.holds(entity)
        answered += answer is not None
        if answer is False:
            yield Hit(at=entity.at(*keys), entity=entity.name, facts=_facts(entity, keys))
    note(network.policy, answered)


def misfits(params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what is wrong with the expression, before there is any policy."""
    kind, text = params["of"], params["holds"]
    if "|" in kind:
        yield ("of",), "an expression is about one kind of entity"
    elif not isinstance(text, str) or not text.strip():
        yield ("holds",), "an expression is a text that is not empty"
    else:
        try:
            for objection in cel.objections(text, kind):
                yield ("holds",), objection
                return
            for field, beside in text_comparisons(text, cel.own_names(kind)):
                if why := condition_syntax.explain_impossible(kind, field, beside):
                    yield ("holds",), why
        except UserError as missing:
            yield ("holds",), str(missing)


def _facts(entity: Entity, keys: list[str]) -> dict[str, object]:
    """Return what a message may tell; of a value in its long form, what the short form says."""
    kind = entity.get("kind")
    if keys and isinstance(entity.get(*keys), dict):
        keys = [*keys, SHORT_FORMS.get(keys[-1], "")]
    return {
        "id": entity.id,
        "kind": kind if isinstance(kind, str) else entity.kind,
        "value": (entity.texts(*keys) if keys else ()) or "nothing",
    }
