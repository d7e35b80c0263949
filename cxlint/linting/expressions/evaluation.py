"""An expression asked of a policy: entities as CEL sees them, answers, and what is not answered."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from cxlint.errors import RuleFailed, UserError
from cxlint.graph.distances import Distances, Unclear
from cxlint.language.field_types import shape_of
from cxlint.linting.expressions import cel, plain_values, tokens
from cxlint.values import money

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity

    Record = dict[str, Any]

COMPARISONS = 20_000_000
"""How many entities an expression may look at in one run, all lists together."""

WAYS = ("handoff", "channel", "step", "team")
"""Kinds that say where customers go."""

_AT_HAND = "cxlint_at_hand"
_NOT_STATED = "not stated: "
_NO_ANSWER = re.compile(rf"^(?:[A-Z_]+: )?(?:Key not found in map|{_NOT_STATED})")
_OUT_OF_STEPS = "Iteration budget exceeded"
_STATUS = re.compile(r"^[A-Z_]+: | \[[A-Z_]+\]$")


class World:
    """What an expression sees of a policy.

    `named` are the words of the expression: fields that it does not name are not handed over,
    since handing over is what costs time.
    """

    def __init__(self, network: Network, named: frozenset[str]) -> None:
        self._policy = network.policy
        self._named = named
        self._known: dict[str, tuple[Entity, Record]] = {}
        self._ways = Distances(network)
        self.at_hand: Record = {}

    def record(self, entity: Entity) -> Record:
        """Return an entity as a mapping of what it states."""
        known = self._known.get(entity.name)
        if known is None or known[0] is not entity:
            shape = shape_of(entity.kind)
            fields = plain_values.record(shape, entity.data, _plain_values(), self._named)
            known = (entity, {**fields, "id": plain_values.text(entity.id)})
            self._known[entity.name] = known
        return known[1]

    def records(self, kind: str) -> list[Record]:
        """Return all entities of a kind."""
        return [self.record(entity) for entity in self._policy.of(kind)]

    def single(self, kind: str) -> Record:
        """Return what all sections of a kind state together, the first of them first."""
        told: Record = {}
        for entity in self._policy.of(kind):
            told = {**self.record(entity), **told}
        return told

    def functions(self) -> list[Any]:
        """Return what an expression may call, and what gives it the entity at hand."""
        modules = cel.runtime().cel
        record = modules.Type.Map(modules.Type.STRING, modules.Type.DYN)
        does = {name: _wrap_function(getattr(self._ways, name)) for name in cel.FUNCTIONS}
        does |= {name: self._finder(kind) for name, kind in cel.lookups().items()}
        does["amount"] = amount
        kinds = dict.fromkeys(cel.lookups().values(), record)
        at_hand = modules.Overload(f"{_AT_HAND}_of", record, [], impl=lambda: self.at_hand)
        own = modules.FunctionDecl(_AT_HAND, [at_hand])
        return [*cel.declarations(kinds, record, does), own]

    def _finder(self, kind: str) -> Callable[[str], Record]:
        def find(id_: str) -> Record:
            entity = self._policy.find(kind, id_)
            if entity is None:
                raise LookupError(f"{_NOT_STATED}there is no {kind} '{id_}'")
            return self.record(entity)

        return find


class Question:
    """An expression about the entities of one kind, understood once and asked of each of them.

    UserError where the expression does not make sense, or the runtime is missing.
    """

    def __init__(self, text: str, kind: str, network: Network) -> None:
        if not isinstance(text, str):
            raise UserError("'holds' cannot be asked: it is not a text")
        for objection in cel.objections(text, kind):
            raise UserError(f"'holds' cannot be asked: {objection}")
        words = tokens.lexemes(text)
        free = tokens.free_names(words)
        self._kind = kind
        self._policy = network.policy
        self._own = [name for name in cel.own_names(kind) if name in free]
        self._lists = {name: each for name, each in cel.listings().items() if name in free}
        self._singles = [name for name in cel.singles() if name in free and name not in self._own]
        self._world = World(network, tokens.names(words))
        self._unread = self._is_unread(about_ways=not free.isdisjoint(cel.FUNCTIONS))
        self._expression, self._activation = self._prepare(text)

    def holds(self, entity: Entity) -> bool | None:
        """Return the answer for an entity; None where it depends on what is not stated.

        RuleFailed, naming the entity, where the expression fails for any other reason.
        """
        if self._unread:
            return None
        self._world.at_hand = self._world.record(entity)
        try:
            said = self._expression.eval(self._activation).value()
        except RuntimeError as error:
            said = str(error)
        if isinstance(said, bool):
            return said
        # The runtime returns an error as the value, some raise; both are its text by now.
        if not _NO_ANSWER.match(str(said)):
            raise RuleFailed(f"its expression fails at {entity.name}: {_policy_words(str(said))}")
        return None

    def _is_unread(self, *, about_ways: bool) -> bool:
        """Whether it asks for everything there is, of which some could not be read."""
        ways = WAYS if about_ways else ()
        kinds = (*ways, *self._lists.values(), *self._singles)
        return any(self._policy.unsure(kind) for kind in kinds)

    def _prepare(self, text: str) -> tuple[Any, Any]:
        """Return the expression about whatever is at hand, and all that does not change with it.

        What is handed to the runtime is converted each time; so lists are handed over once, and
        the entity that is looked at comes from a function.
        """
        types = cel.runtime().cel.Type
        record = types.Map(types.STRING, types.DYN)
        variables = {
            **dict.fromkeys(self._lists, types.List(record)),
            **dict.fromkeys(self._singles, record),
            "today": types.TIMESTAMP,
        }
        data: dict[str, Any] = {name: self._world.single(name) for name in self._singles}
        data |= {name: self._world.records(kind) for name, kind in self._lists.items()}
        data["today"] = _midnight(self._policy.today)
        self._limit_steps(sum(len(data[name]) for name in self._lists))
        env = cel.runtime().cel.NewEnv(variables=variables, functions=self._world.functions())
        asked = cel.bind_names(text, f"{_AT_HAND}()", self._own)
        try:
            return env.compile(asked), env.Activation(data)
        except RuntimeError as error:
            said = cel.explain_error(str(error), self._kind, asked)
            raise UserError(f"'holds' cannot be asked: {said}") from None

    def _limit_steps(self, listed: int) -> None:
        if listed * len(self._policy.of(self._kind)) > COMPARISONS:
            raise RuleFailed(f"it looks at {listed:,} entities for each {self._kind}: too many")


def amount(sum_: Record, currency: str) -> float:
    """Return how much a sum is in a currency. ValueError where it is in another."""
    code = money.money(f"1 {currency}").currency
    if sum_["currency"] not in ("", code):
        raise ValueError(f"a sum in {sum_['currency']} is not one in {code}")
    value: float = sum_["amount"]
    return value


def _wrap_function(function: Callable[..., Any]) -> Callable[..., Any]:
    def ask(*ids: str) -> Any:
        try:
            return function(*ids)
        except Unclear as error:
            raise LookupError(f"{_NOT_STATED}{error}") from None

    return ask


def _policy_words(error: str) -> str:
    if _OUT_OF_STEPS in error:
        return "it takes more than 10,000 steps through lists for one entity"
    return _STATUS.sub("", error.splitlines()[0])[:300]


@cache
def _plain_values() -> plain_values.PlainForms:
    modules = cel.runtime()

    def length(seconds: Fraction) -> object:
        whole, rest = divmod(seconds, 1)
        return modules.duration.Duration(seconds=int(whole), nanos=int(rest * 10**9))

    def day(date: datetime.date) -> object:
        return modules.timestamp.Timestamp(seconds=int(_midnight(date).timestamp()))

    return plain_values.PlainForms(length, day)


def _midnight(date: datetime.date) -> datetime.datetime:
    return datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
