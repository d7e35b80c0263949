"""Time zones and public holidays: what a wall clock shows, and on which days nobody works.

Minutes are whole numbers since 1970: of UTC, or of the wall clock (local). Zone data and the
`holidays` library are imported when first used; what they say is remembered.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cxlint.calendar.intervals import Interval, clip, merge
from cxlint.values.durations import MINUTES_A_DAY

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from types import ModuleType

DAY = MINUTES_A_DAY
BLOCK = 128 * DAY
"""So many days of a clock are looked at together."""
SOME_YEAR = 2026
"""A year in which to try whether a holiday calendar exists."""

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_UTC = datetime.UTC

# Found beside the zones of some machines, and not the same on any two.
_NO_PLACES = frozenset({"localtime", "posixrules", "Factory"})

_LAST = (datetime.date.max.toordinal() - _EPOCH - 1) * DAY

Stretch = tuple[int, int, int]  # from and to (UTC), and the minutes that local time is ahead


def minute_of(day: datetime.date) -> int:
    """The local minute at which a date begins."""
    return (day.toordinal() - _EPOCH) * DAY


def date_of(minute: int) -> datetime.date:
    """The date of a local minute."""
    return datetime.date.fromordinal(minute // DAY + _EPOCH)


@lru_cache(maxsize=256)
def zone(name: str | None) -> datetime.tzinfo:
    """The time zone of an IANA name, UTC for None. Raises ValueError for an unknown one."""
    if name is None:
        return _UTC
    from zoneinfo import ZoneInfo

    if name in _NO_PLACES:
        raise ValueError(_unknown_zone(name))
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise ValueError(_unknown_zone(name)) from None


def _unknown_zone(name: str) -> str:
    from zoneinfo import available_timezones

    from cxlint.suggest import nearest

    known = sorted(available_timezones() - _NO_PLACES)
    city = f"/{name.strip().replace(' ', '_')}".lower()
    near = next((each for each in known if each.lower().endswith(city)), nearest(name, known))
    hint = f", did you mean {near}" if near else ""
    return f"{name!r} is no IANA time zone{hint}; write for example Europe/Berlin"


@lru_cache(maxsize=1024)
def stretches(name: str | None, start: int, end: int) -> tuple[Stretch, ...]:
    """The UTC minutes from `start` to `end`, cut where the zone's clock is put forward or back."""
    result: list[Stretch] = []
    since, ahead = start, _utc_offset(zone(name), start)
    for block in range(start // BLOCK, -(-end // BLOCK) if name is not None else 0):
        for turn, now in _turns(name, block):
            if since < turn < end and now != ahead:
                result.append((since, turn, ahead))
                since, ahead = turn, now
    result.append((since, end, ahead))
    return tuple(result)


@lru_cache(maxsize=4096)
def _turns(name: str | None, block: int) -> tuple[tuple[int, int], ...]:
    """The UTC minutes of some days at which a clock is put forward or back, and by how much then.

    What it shows is looked at once a day.
    """
    place, found = zone(name), []
    ahead = _utc_offset(place, block * BLOCK)
    for probe in range(block * BLOCK + DAY, (block + 1) * BLOCK + 1, DAY):
        now = _utc_offset(place, probe)
        if now != ahead:
            found.append((_clock_change(place, probe - DAY, probe), now))
            ahead = now
    return tuple(found)


def _utc_offset(place: datetime.tzinfo, minute: int) -> int:
    known = min(minute, _LAST)  # afterwards clocks stand as they did
    offset = datetime.datetime.fromtimestamp(known * 60, place).utcoffset()
    return int(offset.total_seconds()) // 60 if offset else 0


def _clock_change(place: datetime.tzinfo, low: int, high: int) -> int:
    """The first minute after `low` at which the clock shows what it shows at `high`."""
    after = _utc_offset(place, high)
    while high - low > 1:
        middle = (low + high) // 2
        if _utc_offset(place, middle) == after:
            high = middle
        else:
            low = middle
    return high


def to_utc(local: Sequence[Interval], turns: Sequence[Stretch]) -> list[Interval]:
    """The UTC minutes at which the wall clock stands in `local`.

    An hour that the clock skips is in no result, one that it repeats is there twice. Minutes
    outside the given stretches are left out.
    """
    result: list[Interval] = []
    for start, end, ahead in turns:
        inside = clip(local, start + ahead, end + ahead)
        result += [(first - ahead, last - ahead) for first, last in inside]
    return result if len(turns) == 1 else merge(result)


@lru_cache(maxsize=1024)
def public_holidays(code: str, year: int) -> frozenset[datetime.date]:
    """The public holidays of a country (`DE`) or a part of one (`DE-BY`) in a year.

    Raises ValueError for a code that is not known.
    """
    import warnings

    country, dash, part = code.strip().upper().partition("-")
    known = _country_codes()
    if country not in known or len(country) != 2:
        two = sorted(each for each in known if len(each) == 2)
        raise ValueError(_unknown_code(code, country, two, said=_correct_code(code, known)))
    calendar = _country_calendar(country)
    parts = {each.upper(): each for each in calendar.subdivisions}
    if dash and part not in parts:
        raise ValueError(_unknown_code(code, part, sorted(parts), f"{country}-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = calendar(subdiv=parts[part] if part else None, years=year, expand=False)
    return frozenset(found)


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    """Return the codes of all countries that have holidays, of which none is loaded for it."""
    from holidays.registry import EntityLoader

    return frozenset(EntityLoader.get_country_codes(include_aliases=True))


@lru_cache(maxsize=64)
def _country_calendar(country: str) -> Any:
    """The calendar of a country: alone, where it has a module that can be found.

    Where it is imported from its package, the calendars of all other countries are as well, which
    takes longer than judging a small policy.
    """
    import holidays

    usual = getattr(holidays, country)
    module = _module_alone(getattr(usual, "module_name", ""))
    return usual if module is None else getattr(module, usual.entity_name)


def _module_alone(name: str) -> ModuleType | None:
    """Run a module without its package; None where it is in no folder, as in a packed program."""
    from importlib.machinery import PathFinder
    from importlib.util import find_spec, module_from_spec

    package = find_spec(name.rpartition(".")[0]) if "." in name else None
    found = package and PathFinder.find_spec(name, package.submodule_search_locations)
    if not found or found.loader is None:
        return None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _correct_code(code: str, known: Collection[str]) -> str:
    """Return what `USA` or `DE_BY` is written here, "" for what is not known either way."""
    first, *rest = re.split(r"[-_/ ]+", code.strip().upper(), maxsplit=1)
    if first not in known:
        return ""
    calendar = _country_calendar(first)
    parts = {each.upper() for each in calendar.subdivisions}
    return "-".join([calendar.country, *rest]) if parts.issuperset(rest) else ""


def _unknown_code(
    code: str, word: str, known: Sequence[str], before: str = "", said: str = ""
) -> str:
    from cxlint.suggest import nearest

    near = said or nearest(word, known)
    hint = f", did you mean {'' if said else before}{near}" if near else ""
    return (
        f"{code!r} is no country or region whose public holidays are known{hint}; "
        "write for example DE, DE-BY, US-CA"
    )
