"""Partners for whom nobody answers, and from whom nothing leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.algorithms.shortest_paths import breadth_first, reverse
from cxlint.graph.staffing import deserted_team
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.answers import all_words, beginnings_of, word_list_misfits
from cxlint.linting.text.keywords import is_called, mentions
from cxlint.policy.parties import is_partner
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.language.entity import Entity
    from cxlint.linting.text.keywords import Beginnings


TERMS = ("contract", "ola")
"""What a partner owes the firm."""

FACTS = frozenset({"id", "source"})
"""What a message may name."""


class _Independence(NamedTuple):
    """How bodies are called that decide about the company and not for it, and how firms are."""

    called: Beginnings
    firms: tuple[str, ...]
    bodies: tuple[str, ...]

    def holds(self, team: Entity) -> bool:
        """Whether a team is such a body, as far as its name and what it owes say."""
        if not is_called(team, self.called) or any(team.says(key) for key in TERMS):
            return False
        name = f"{team.id} {team.get('name') or ''}"
        return not mentions(name, self.firms) or mentions(name, self.bodies)


def partner(
    network: Network,
    *,
    independent: Mapping[str, Sequence[str]] | None = None,
    firms: Mapping[str, Sequence[str]] | None = None,
    bodies: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hit]:
    """Yield partners without an accountable owner, and handoffs to a partner without a way back.

    Case `unanswered`: no team is accountable for the partner; unstated, unless it is said that
    nobody is, or what the partner owes the firm, by which it is described whole. Case `vacant`:
    the team that is accountable (source) is one in which nobody works. Case `no-return`:
    a handoff that the customer carries from one of our teams, in the same matter, to a partner
    that does not close it, and from where nothing leads back to us or to an outcome; unstated
    where nothing is said of what the partner closes. A body that is nobody's partner, such as an
    ombudsman, answers for itself, and whoever goes there need not come back: one that says so
    (`party: independent`), and one that is called a partner and named like it; a firm that is
    called like one does not, nor does whoever owes the company something by contract. Facts: id,
    source.

    Args:
        network: the policy's graph.
        independent: by language, how words begin in the id, the name or the description of a body
            that is independent of the firm.
        firms: by language, words in the name of what is a firm, and no such body: its legal form.
        bodies: by language, words in the name of what is such a body, whatever its legal form.
    """
    apart = _Independence(beginnings_of(independent), all_words(firms), all_words(bodies))
    for team in network.policy.of("team"):
        if not is_partner(team) or apart.holds(team):
            continue
        if (vacant := deserted_team(network.policy, team.get("accountable"))) is not None:
            yield build_hit(team, "accountable", facts={"source": vacant.id}, case="vacant")
        elif not team.affirms("accountable"):
            yield build_hit(
                team,
                facts={"source": team.id},
                case="unanswered",
                unstated=not any(team.says(key) for key in ("accountable", *TERMS)),
            )
    sent = [move for move in network.moves if _sends_away(move)]
    if not sent:
        return
    back = _leads_back(network)
    for move in sent:
        body = move.target.entity
        assert body is not None
        if not back[move.target.number] and not apart.holds(body):
            yield Hit(
                at=move.entity.at("carried_by"),
                entity=move.name,
                case="no-return",
                facts={"id": move.target.id, "source": move.source.id},
                intents=tuple(sorted(move.intents or ())),
                unstated=not body.says("closes"),
            )


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield words that are none."""
    for name in ("independent", "firms", "bodies"):
        yield from word_list_misfits(name, params.get(name))


def _is_partner(node: Node) -> bool:
    return bool(node.entity and node.kind == "team" and is_partner(node.entity))


def _sends_away(move: Move) -> bool:
    if move.kind != "handoff" or move.get("carried_by") != "customer" or move.new_matter:
        return False
    return _is_partner(move.target) and not move.target.opaque and not _is_partner(move.source)


def _leads_back(network: Network) -> list[bool]:
    """Return, for each place, whether it is ours or an outcome, or leads to one that is."""
    out: list[list[int]] = [[move.target.number for move in moves] for moves in network.leaving]
    ours = [
        node.number
        for node in network.nodes
        if node.is_end or (node.kind in ("team", "channel", "step") and not _is_partner(node))
    ]
    return [distance >= 0 for distance in breadth_first(reverse(out), ours).distance]
