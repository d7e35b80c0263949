"""The table of returns: what each row covers, for which reasons, and which limits are fair."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.policy.audience import plain_spelling
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

CHANGED_MIND = "changed mind"
DEFECTIVE = "defective"
SERVICE = "service below expectation"
GOODS = (DEFECTIVE, "wrong item", "not as described", "undelivered")
"""Reasons that only a thing can give."""

SERVICES = frozenset({
    "abonnement", "abonnements", "account", "accounts", "activity", "activities", "admission",
    "admissions", "advice", "alteration", "alterations", "appointment", "appointments", "assembly",
    "attraction", "attractions", "booking", "bookings", "class", "classes", "cleaning", "coaching",
    "consultation", "consultations", "contract", "contracts", "course", "courses", "cruise",
    "cruises", "delivery", "deliveries", "deposit", "deposits", "dienstleistung",
    "dienstleistungen",
    "donation",
    "donations", "engraving", "event", "events", "excursion", "excursions", "fee", "fees",
    "flight", "flights",
    "haircut", "haircuts", "hire", "installation", "installations", "insurance", "kurs", "kurse",
    "lesson", "lessons", "maintenance", "massage", "massages", "membership", "memberships", "night",
    "nights", "plan", "plans", "prestation", "prestations", "reise", "reisen", "rental", "rentals",
    "repair", "repairs", "reservation", "reservations", "ride", "rides", "room", "rooms", "seat",
    "seats", "seminar", "seminars", "service", "services", "servicio", "servicios", "session",
    "sessions", "stay", "stays", "streaming", "subscription", "subscriptions", "suscripción",
    "suscripciones", "tariff", "tariffs", "ticket", "tickets", "tour", "tours", "training",
    "treatment", "treatments", "trip", "trips", "tutoring", "visit", "visits", "warranty",
    "warranties", "wash", "washes", "workshop", "workshops",
})  # fmt: skip
"""Last words of what is no thing."""

FAULTS = (*GOODS, "late")
"""Reasons that are the firm's doing."""

REASONS = (
    CHANGED_MIND,
    DEFECTIVE,
    "wrong item",
    "late",
    "not as described",
    SERVICE,
    "undelivered",
)
"""All reasons, in the order in which the language lists them."""

ALL = frozenset({"all", "any", "anything", "everything", "all categories", "all products"})
"""Words of a row for every category."""
REST = frozenset(
    {"everything else", "anything else", "all other", "all others", "other", "the rest"}
)
ELSE = "everything else"
"""What stands for the words of a row for all that no row names."""

NAMED = 5
"""How many things a sentence names."""


class ReturnRow(NamedTuple):
    """One row of the table.

    `things` are the categories it names, in lower case, and `spelt` the same as written;
    `general` says that it is for every one, `ELSE` among the things that it is for those that no
    row names. `reasons` are all of them where it names none, which `unspoken` tells.
    """

    number: int
    entity: Entity
    things: tuple[str, ...]
    spellings: tuple[str, ...]
    is_general: bool
    reasons: tuple[str, ...]
    unspoken: bool

    @property
    def is_returnable(self) -> bool:
        """Whether the row takes things back at all."""
        return self.entity.get("returnable") is not False

    @property
    def is_fair_exception(self) -> bool:
        """Whether it is an exception with an honest reason, an alternative, and told beforehand."""
        entity = self.entity
        return (
            entity.says("because")
            and bool(entity.texts("alternatives"))
            and entity.get("disclosed_before_purchase") is True
        )

    @property
    def summary(self) -> list[str]:
        """What it is for, short enough for a sentence."""
        return shorten_things(["anything"] if self.is_general else self.spellings)


class RowSet:
    """Some rows of a table, and for which things and reasons one of them counts."""

    __slots__ = ("by_thing", "general")

    def __init__(self, rows: Iterable[ReturnRow]) -> None:
        self.general: set[str] = set()
        self.by_thing: dict[str, set[str]] = {}
        for row in rows:
            if row.is_general:
                self.general.update(row.reasons)
            for thing in row.things:
                self.by_thing.setdefault(thing, set()).update(row.reasons)

    def covers(self, row: ReturnRow) -> bool:
        """Whether one of them counts for whatever a row counts for."""
        return all(
            self.general.union(self.by_thing.get(thing, ())).issuperset(row.reasons)
            for thing in row.things or (ELSE,)
        )


def rows(policy: Policy) -> list[ReturnRow]:
    """Return the rows of the table, in the order of the files; understood once for all rules."""
    return list(_rows(tuple(policy.of("return"))))


@lru_cache(maxsize=1)
def _rows(entities: tuple[Entity, ...]) -> tuple[ReturnRow, ...]:
    return tuple(_row(number, entity) for number, entity in enumerate(entities))


def _row(number: int, entity: Entity) -> ReturnRow:
    named: dict[str, str] = {}
    for word in entity.texts("categories"):
        plain = plain_spelling(word)
        named.setdefault(ELSE if plain in REST else plain, word)
    if general := not named or not ALL.isdisjoint(named):
        named = {}
    reasons = entity.texts("reasons")
    return ReturnRow(
        number,
        entity,
        tuple(named),
        tuple(named.values()),
        general,
        reasons or REASONS,
        not reasons,
    )


def list_reasons(rows: Iterable[ReturnRow]) -> tuple[str, ...]:
    """Return the usual reasons, and those besides that some row names."""
    named = {reason for row in rows for reason in row.reasons}
    return (*REASONS, *sorted(named - set(REASONS)))


def spellings(rows: Iterable[ReturnRow]) -> dict[str, str]:
    """Return how each thing is written where it is named first."""
    found: dict[str, str] = {}
    for row in rows:
        for thing, spelt in zip(row.things, row.spellings, strict=True):
            found.setdefault(thing, spelt)
    return found


def shorten_things(things: Sequence[str]) -> list[str]:
    """Return things as a sentence can hold them: the first few, and how many more."""
    return shorten_list(things, NAMED - 1, longest=NAMED)


def remaining_reasons(rows: Sequence[ReturnRow], policy: Policy) -> dict[int, frozenset[str]]:
    """Return, by row number, the reasons for which a row counts.

    A row that names its reasons counts for these; one that names none counts for what no row
    with reasons settles, for at least one of its things. Where some rows could not be read,
    nothing is known to be left to it.
    """
    spoken: dict[str, set[str]] = {}
    everywhere: set[str] = set()
    for row in rows:
        if row.unspoken:
            continue
        if row.is_general:
            everywhere.update(row.reasons)
        for thing in row.things:
            spoken.setdefault(thing, set()).update(row.reasons)
    found = {row.number: frozenset(row.reasons) for row in rows if not row.unspoken}
    unsure = policy.unsure("return")
    for row in rows:
        if row.unspoken:
            found[row.number] = frozenset() if unsure else _remaining(row, spoken, everywhere)
    return found


def _remaining(
    row: ReturnRow, spoken: Mapping[str, set[str]], everywhere: set[str]
) -> frozenset[str]:
    settled = [spoken.get(thing, set()) for thing in row.things]
    common = set.intersection(*settled) if settled else set()
    return frozenset(REASONS) - common - everywhere


def sort_reasons(reasons: Iterable[str]) -> list[str]:
    """Return reasons in the order in which the language lists them."""
    wanted = set(reasons)
    return [reason for reason in REASONS if reason in wanted]


def calendar_days(length: Duration) -> Fraction:
    """Return how many days of the calendar a window lasts; five business days are a week."""
    return length.days * Fraction(7, 5) if length.business else length.days


def is_free(fee: object) -> bool:
    """Whether a fee as it is written comes to nothing; so does one of which nothing is said."""
    return not isinstance(fee, str) or not any(digit in fee for digit in "123456789")
