"""One thing a policy speaks of, with typed access to what its file says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.parsing.document import At, Document
from cxlint.values import quantities
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from cxlint.values.quantities import Duration, Limit, Money

SHORT_FORMS = {
    "respond": "within",
    "person": "goes_to",
    "closed": "announce",
    "voicemail": "callback_within",
    "dropped": "callback_within",
    "closing": "check",
    "opt_out": "within",
    "law": "cites",
    "on_failure": "goes_to",
    "on_timeout": "goes_to",
    "on_error": "goes_to",
}
"""Keys that may be written short: `respond: 1 day` says `respond: {within: 1 day}`."""


class RemainingItems(list[Any]):
    """What is left of a list of a file; `numbers` are those that the items have there."""

    __slots__ = ("numbers",)

    def __init__(self, items: Iterable[Any], numbers: Sequence[int]) -> None:
        super().__init__(items)
        self.numbers = numbers


class Entity:
    """A channel, a team, a handoff: its kind, its id, and what its file says about it.

    `data` is the parsed mapping as it stands in the file; `path` its address in `document`.
    The getters take the keys on the way to a value and return None where nothing is said.
    """

    __slots__ = ("data", "document", "id", "kind", "path")

    def __init__(
        self,
        kind: str,
        id_: str,
        data: dict[str, Any],
        document: Document,
        path: tuple[str | int, ...],
    ) -> None:
        self.kind = kind
        self.id = id_
        self.data = data
        self.document = document
        self.path = path

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def name(self) -> str:
        """Kind and id, as reports and waivers write it: `channel/chat`."""
        return f"{self.kind}/{self.id}"

    def get(self, *keys: str) -> Any:
        """Return the value under these keys as it was parsed, short forms resolved, or None."""
        if len(keys) == 1:  # nearly always
            return self.data.get(keys[0])
        value: Any = self.data
        previous = ""
        for key in keys:
            if isinstance(value, dict):
                value = value.get(key)
            elif SHORT_FORMS.get(previous) != key:
                return None
            previous = key
        return value

    def says(self, *keys: str) -> bool:
        """Whether the file says anything under these keys."""
        if len(keys) == 1:
            return self.data.get(keys[0]) is not None
        return self.get(*keys) is not None

    def denies(self, *keys: str) -> bool:
        """Whether the file says under these keys that there is none: nobody, never, false."""
        return is_denial(self.get(*keys))

    def affirms(self, *keys: str) -> bool:
        """Whether the file says something under these keys, and not that there is none."""
        value = self.get(*keys)
        return value is not None and not is_denial(value)

    def texts(self, *keys: str) -> tuple[str, ...]:
        """Return a list of texts; one text counts as a list of one, a mapping as its first word."""
        value = self.get(*keys)
        if value is None:
            return ()
        if not isinstance(value, list):
            value = [value]
        return tuple(_word(item) for item in value)

    def duration(self, *keys: str) -> Duration | None:
        """Return the duration under these keys; `unlimited` gives None."""
        value = self.get(*keys)
        if not isinstance(value, str) or value == "unlimited":
            return None
        return quantities.duration(value)

    def duration_range(self, *keys: str) -> tuple[Duration, Duration] | None:
        """Return from how long to how long it takes, as is said under these keys: of one, twice."""
        value = self.get(*keys)
        return quantities.duration_range(value) if isinstance(value, str) else None

    def money(self, *keys: str) -> Money | None:
        """Return the sum of money under these keys; `none` and percentages give None."""
        value = self.get(*keys)
        if not isinstance(value, str) or value in ("none", "free") or value.endswith("%"):
            return None
        return quantities.money(value)

    def limit(self, *keys: str) -> Limit | None:
        """Return the authority under these keys: a sum, ANY or NONE; None where not stated."""
        value = self.get(*keys)
        return quantities.limit(value) if isinstance(value, str) else None

    def percentage(self, *keys: str) -> Fraction | None:
        """Return the share under these keys as a fraction of one."""
        value = self.get(*keys)
        if not isinstance(value, str) or not value.endswith("%"):
            return None
        return quantities.percentage(value)

    def date(self, *keys: str) -> datetime.date | None:
        """Return the calendar date under these keys."""
        value = self.get(*keys)
        return quantities.date(value) if isinstance(value, str) else None

    def at(self, *keys: str | int) -> At:
        """Return the address of what is said under these keys, or of the nearest thing above."""
        value: Any = self.data
        path = self.path
        for key in keys:
            listed = isinstance(value, list) and isinstance(key, int) and key < len(value)
            if not listed and not (isinstance(value, dict) and key in value):
                break
            remains = isinstance(value, RemainingItems) and isinstance(key, int)
            path = (*path, value.numbers[key] if remains else key)
            value = value[key]
        return At(self.document, path)


def _word(item: Any) -> str:
    if isinstance(item, dict):
        for key in ("field", "goes_to", "id", "say", "on", "at"):
            if key in item:
                return str(item[key])
        return str(next(iter(item.values()), ""))
    return str(item)
