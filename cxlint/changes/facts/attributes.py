"""What single keys of a thing say, and which way is worse: one table for all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE, Change
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.meanings import default_of
from cxlint.changes.pairing.places import spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import name_thing, shorten, show
from cxlint.changes.pairing.statements import one_sided, state_change
from cxlint.records import NamedTuple
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cxlint.changes.pairing.sides import Side
    from cxlint.language.entity import Entity

    Compare = Callable[[Any, Any], str]


class Attribute(NamedTuple):
    """A key that customers meet: its aspect, and how two values of it compare."""

    keys: tuple[str, ...]
    aspect: str
    compare: Compare
    default: Any = None
    words: str = ""


def longer_is_worse(old: Any, new: Any) -> str:
    """Compare times to wait; where none is stated, none is promised."""
    return ranks.later(ranks.read_length(old), ranks.read_length(new))


def longer_takes_more(old: Any, new: Any) -> str:
    """Compare times that something takes of customers; of what is not stated nothing is known."""
    first, second = ranks.read_length(old), ranks.read_length(new)
    if first is None or second is None:
        return SAME
    return ranks.later(first, second)


def shorter_is_worse(old: Any, new: Any) -> str:
    """Compare times that customers have."""
    return ranks.shorter(old, new)


def no_is_worse(old: Any, new: Any) -> str:
    """Compare what customers would rather have: whether it is there."""
    return ranks.by_sign(_is_there(old) - _is_there(new))


def yes_is_worse(old: Any, new: Any) -> str:
    """Compare what customers would rather not have: whether it is there."""
    return ranks.by_sign(_is_there(new) - _is_there(old))


def _is_there(value: Any) -> bool:
    return value is not None and not is_denial(value)


def fewer_is_worse(old: Any, new: Any) -> str:
    """Compare lists of what customers would rather have."""
    return ranks.fewer(list_plainly(old), list_plainly(new))


def fewer_or_in_another_order(old: Any, new: Any) -> str:
    """Compare lists of what is done in turn, of which customers would rather have all."""
    first, second = list_plainly(old), list_plainly(new)
    return ranks.fewer(first, second) or (SAME if first == second else NEUTRAL)


def no_is_worse_or_unlike(old: Any, new: Any) -> str:
    """Compare what customers would rather have: whether it is there, and whether it is another."""
    return no_is_worse(old, new) or ranks.reworded(*map(list_plainly, (old, new)))


def unlike_where_stated(old: Any, new: Any) -> str:
    """Return NEUTRAL where both sides say something, of which nothing says which is worse."""
    return SAME if old is None or new is None else unlike(old, new)


def more_is_worse(old: Any, new: Any) -> str:
    """Compare lists of what is asked of customers."""
    return ranks.flip(ranks.fewer(list_plainly(old), list_plainly(new)))


def narrower_is_worse(old: Any, new: Any) -> str:
    """Compare for whom something is that customers would rather have; not stated is for all."""
    first, second = list_plainly(old), list_plainly(new)
    if not first or not second:
        return ranks.by_sign(bool(second) - bool(first))
    return ranks.fewer(first, second)


def lower_share_is_worse(old: Any, new: Any) -> str:
    """Compare shares of cases for which something is promised; not stated is all of them."""
    first, second = (_share(each) for each in (old, new))
    return ranks.by_sign(first - second)


def _share(value: Any) -> Any:
    from cxlint.values.quantities import percentage

    return percentage(value) if isinstance(value, str) and "%" in value else 1


def less_is_worse(old: Any, new: Any) -> str:
    """Compare counts of what customers may do; not stated is no limit."""
    first, second = (float("inf") if each is None else float(each) for each in (old, new))
    return SAME if first == second else ranks.by_sign(first - second)


def a_higher_count_is_worse(old: Any, new: Any) -> str:
    """Compare counts of what is asked of customers; not stated is none."""
    first, second = (0.0 if each is None else float(each) for each in (old, new))
    return ranks.by_sign(second - first)


def dearer_is_worse(old: Any, new: Any) -> str:
    """Compare what customers pay."""
    return ranks.dearer(old, new)


def lower_sum_is_worse(old: Any, new: Any) -> str:
    """Compare sums that customers get, or below which nothing is asked."""
    return ranks.flip(ranks.dearer(old, new))


def unlike(old: Any, new: Any) -> str:
    """Compare values of which the file does not say which is worse."""
    return SAME if sorted(list_plainly(old)) == sorted(list_plainly(new)) else NEUTRAL


def unlike_length(old: Any, new: Any) -> str:
    """Compare times of which the file does not say which is worse."""
    return SAME if ranks.later(*map(ranks.read_length, (old, new))) == SAME else NEUTRAL


def unlike_amount(old: Any, new: Any) -> str:
    """Compare amounts of which the file does not say which is worse."""
    return SAME if ranks.read_amounts(old) == ranks.read_amounts(new) else NEUTRAL


def by_order(*order: Any) -> Compare:
    """Compare words in an order from best to worst."""

    def compare(old: Any, new: Any) -> str:
        return ranks.by_rank(order, old, new)

    return compare


def list_plainly(value: Any) -> list[str]:
    """Return what a list or a single value says, in small letters and single spaces."""
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return [" ".join(str(_word(each)).casefold().split()) for each in listed]


def _word(item: Any) -> Any:
    if isinstance(item, dict):
        return next((item[key] for key in ("field", "goes_to", "on", "say") if key in item), item)
    return item


def compare_attributes(
    old: Entity,
    new: Entity,
    attributes: Sequence[Attribute],
    who: Mapping[str, Any],
    side: Side | None = None,
) -> Iterator[Change]:
    """Yield a change for each key of which two things that are the same say something else.

    With the `side` before, what the old one names by an id is compared by the id after.
    """
    if old.data == new.data:
        return
    named = old if side is None else side.follow_renames(old)
    for each in attributes:
        before, after = _value(named, each), _value(new, each)
        direction = each.compare(before, after)
        if direction != SAME:
            yield build_change(old, new, each, (before, after), direction, who)


def _value(entity: Entity, attribute: Attribute) -> Any:
    """Return what is stated, or else what holds without a word: by the language, or by custom."""
    value = entity.get(*attribute.keys)
    if value is None:
        value = default_of(entity.kind, *attribute.keys)
    return attribute.default if value is None else value


def build_change(
    old: Entity,
    new: Entity,
    attribute: Attribute,
    values: tuple[Any, Any],
    direction: str,
    who: Mapping[str, Any],
) -> Change:
    """Return the change of one key."""
    shown = show(values[0]), show(values[1])
    words = attribute.words or " ".join(attribute.keys).replace("_", " ")
    places = spot_of(old, *attribute.keys), spot_of(new, *attribute.keys)
    return state_change(new.name, attribute.aspect, direction, words, shown, who, places)


def come_or_gone(
    entity: Entity,
    aspect: str,
    direction: str,
    value: str,
    who: Mapping[str, Any],
    *,
    is_gone: bool,
) -> Change:
    """Return the change that a thing is there now, or no longer."""
    values, places = one_sided(value, spot_of(entity), is_gone=is_gone)
    state = "gone" if is_gone else "new"
    sentence = f"{name_thing(entity.name)} ({shorten(value)}) is {state}"
    return Change(entity.name, aspect, direction, sentence, *values, who, *places)


def direction_of(*, is_loss: bool) -> str:
    """Return the direction of something that customers would rather have."""
    return WORSE if is_loss else BETTER
