"""A report as plain data, and back: what is kept of a run, in a shape that is checked.

What is read back is built field by field from texts, numbers and lists, each of the type that its
place asks for; anything else is no report. Rules are not kept: they are those of the request, by
their ids. Of files, only the lines are kept that reports quote.
"""

from __future__ import annotations

import datetime
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from cxlint.linting.model.finding import (
    SEVERITIES,
    Extent,
    Finding,
    Hit,
    Judged,
    JudgedBy,
    LawNote,
    Notice,
    Report,
    Skipped,
    Spot,
    Status,
    Threshold,
)
from cxlint.linting.rules import law_rules
from cxlint.linting.run.findings import fact_text, with_severity
from cxlint.parsing.document import MAX_FILE, At, Document
from cxlint.parsing.lines import Span
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cxlint.linting.model.rule import Rule
    from cxlint.linting.run.engine import Request


class UnfitError(ValueError):
    """Something has not the shape that its place asks for."""


class Shape(NamedTuple):
    """How something becomes plain data, and comes back of it; UnfitError where it cannot."""

    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]


def pack_report(report: Report, requests: Sequence[Request]) -> bytes | None:
    """Return a report without its timings as bytes; None where something of it cannot be kept."""
    documents = _Documents()
    shape = _report_shape(_rule_shape(requests), Shape(documents.place, documents.at))
    try:
        packed = shape.pack(report)
        return json.dumps([documents.pack(), packed], separators=(",", ":")).encode()
    except (ValueError, TypeError, RecursionError):
        return None


def unpack_report(content: bytes, requests: Sequence[Request]) -> Report | None:
    """Return the report that the bytes hold; None unless they have exactly its shape."""
    try:
        told, packed = _list(json.loads(content), 2)
        documents = _Documents.unpack(told)
        shape = _report_shape(_rule_shape(requests), Shape(documents.place, documents.at))
        report: Report = shape.unpack(packed)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None
    return report


class _Documents:
    """The files that findings lie in, by number, and the lines of them that reports quote."""

    def __init__(self) -> None:
        """Hold none."""
        self.numbers: dict[int, int] = {}
        self.held: list[tuple[Document, set[int]]] = []

    def place(self, finding: Finding) -> list[int]:
        """Return the number of the file of a finding, and note the line."""
        document = finding.document
        number = self.numbers.setdefault(id(document.lines), len(self.held))
        if number == len(self.held):
            self.held.append((document, set()))
        self.held[number][1].add(finding.span.line)
        return [number]

    def at(self, packed: Any) -> Document:
        """Return the file of a number."""
        (number,) = _list(packed, 1)
        if type(number) is not int or number < 0:
            _refuse()
        return self.held[number][0]

    def pack(self) -> list[Any]:
        return [
            [document.path, [[line, document.line(line)] for line in sorted(lines)]]
            for document, lines in self.held
        ]

    @classmethod
    def unpack(cls, packed: Any) -> _Documents:
        documents = cls()
        for each in _list(packed):
            path, lines = _list(each, 2)
            documents.held.append((_document(_TEXT.unpack(path), _list(lines)), set()))
        return documents


def _document(path: str, lines: list[Any]) -> Document:
    """Return a file of which only some lines are known, each in its place."""
    pieces, reached = [], 1
    for each in lines:
        number, text = _list(each, 2)
        if type(number) is not int or type(text) is not str or not reached <= number <= MAX_FILE:
            _refuse()
        pieces.append("\n" * (number - reached) + text)
        reached = number
    return Document(path, "".join(pieces), None)


def _refuse() -> NoReturn:
    raise UnfitError


def _list(value: Any, length: int | None = None) -> list[Any]:
    if type(value) is not list or (length is not None and len(value) != length):
        _refuse()
    return value


def _plain(*types: type) -> Shape:
    def check(value: Any) -> Any:
        return value if type(value) in types else _refuse()

    return Shape(check, check)


def _word_of(words: Iterable[str]) -> Shape:
    known = frozenset(words)

    def check(value: Any) -> Any:
        return value if type(value) is str and value in known else _refuse()

    return Shape(check, check)


def _several(inner: Shape) -> Shape:
    def pack(values: Iterable[Any]) -> list[Any]:
        return [inner.pack(each) for each in values]

    def unpack(packed: Any) -> tuple[Any, ...]:
        return tuple([inner.unpack(each) for each in _list(packed)])

    return Shape(pack, unpack)


def _maybe(inner: Shape) -> Shape:
    return Shape(
        lambda value: None if value is None else inner.pack(value),
        lambda packed: None if packed is None else inner.unpack(packed),
    )


def _mapping(inner: Shape) -> Shape:
    pairs = _several(_pair(_TEXT, inner))
    return Shape(lambda value: pairs.pack(value.items()), lambda packed: dict(pairs.unpack(packed)))


def _pair(first: Shape, second: Shape) -> Shape:
    def unpack(packed: Any) -> tuple[Any, Any]:
        one, other = _list(packed, 2)
        return first.unpack(one), second.unpack(other)

    return Shape(lambda value: [first.pack(value[0]), second.pack(value[1])], unpack)


def _record(make: Callable[..., Any], **shapes: Shape) -> Shape:
    fields = tuple(shapes.items())

    def pack(value: Any) -> list[Any]:
        return [shape.pack(getattr(value, name)) for name, shape in fields]

    def unpack(packed: Any) -> Any:
        told = zip(fields, _list(packed, len(fields)), strict=True)
        return make(**{name: shape.unpack(each) for (name, shape), each in told})

    return Shape(pack, unpack)


_TEXT = _plain(str)
_NUMBER = _plain(int)
_TEXTS = _several(_TEXT)
_SEVERITY = _word_of(SEVERITIES)
_SPAN = _record(Span, line=_NUMBER, column=_NUMBER, end_line=_NUMBER, end_column=_NUMBER)
_SPOT = _record(Spot, path=_TEXT, span=_SPAN, label=_TEXT)
_EXTENT = _record(Extent, share=_plain(float, int), intents=_NUMBER, channels=_NUMBER)
_FRACTION = Shape(
    lambda value: [value.numerator, value.denominator],
    lambda packed: Fraction(*map(_NUMBER.unpack, _list(packed, 2))),
)
_DATE = Shape(
    lambda value: value.isoformat(),
    lambda packed: datetime.date.fromisoformat(_TEXT.unpack(packed)),
)


def _pack_value(value: Any) -> Any:
    """Return the value of a parameter as plain data: lists say whether they were one."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if type(value) in (list, tuple):
        return [type(value).__name__, *map(_pack_value, value)]
    return ["dict", *map(_pack_value, value.items())] if type(value) is dict else _refuse()


def _unpack_value(packed: Any) -> Any:
    if type(packed) is not list:
        return packed if type(packed) is not dict else _refuse()
    kind, *told = packed
    values = [_unpack_value(each) for each in told]
    if kind == "dict":
        return dict(values)
    return values if kind == "list" else tuple(values) if kind == "tuple" else _refuse()


_THRESHOLD = _record(
    Threshold,
    param=_TEXT,
    value=Shape(_pack_value, _unpack_value),
    source=_TEXT,
    says=_TEXT,
    set_in=_TEXT,
    profile=_TEXT,
)
_FACTS = Shape(
    lambda facts: [[name, fact_text(fact)] for name, fact in facts.items()],
    lambda packed: dict(_several(_pair(_TEXT, _TEXT)).unpack(packed)),
)
_NOWHERE = At(Document("", "", None))


def _hit(**told: Any) -> Hit:
    return Hit(_NOWHERE, **told)


_CAUSE = _record(
    _hit,
    entity=_TEXT,
    facts=_FACTS,
    key=_TEXTS,
    case=_TEXT,
    severity=_maybe(_SEVERITY),
    intents=_TEXTS,
    is_whole=_plain(bool),
    members=_TEXTS,
    unstated=_plain(bool),
    rests_on=_TEXTS,
)
_NOTE = {
    "id": _TEXT,
    "verdict": _word_of(("breach", "upcoming", "unknown", "stale")),
    "first_day": _maybe(_DATE),
    "grade": _TEXT,
}
_LAW = _record(LawNote, **_NOTE, others=_several(_record(LawNote, **_NOTE)))
_NOTICE = _record(
    Notice,
    kind=_word_of(("vacuous", "idle", "reader")),
    message=_TEXT,
    rule=_TEXT,
    detail=_TEXT,
)
_JUDGED_BY = _record(
    JudgedBy, kind=_TEXT, message=_TEXT, path=_TEXT, line=_NUMBER, concerns=_NUMBER
)
_SKIPPED = _record(Skipped, reason=_TEXT, number=_NUMBER, paths=_TEXTS)
_JUDGED = _record(Judged, rules=_NUMBER, looked=_NUMBER, speaks_of=_TEXTS, silent_on=_TEXTS)


def _rule_shape(requests: Sequence[Request]) -> Shape:
    """Return how a rule is kept: the number of its request, its id, and the severity in force."""
    tables: list[Mapping[str, Rule]] = [each.rules for each in requests]
    last = len(tables)

    def table(number: int) -> Mapping[str, Rule]:
        """Return the rules of a request; behind the last, the obligations by law."""
        return law_rules.all_rules() if number == last else tables[number]

    known: dict[tuple[int, str, str], Rule] = {}

    def pack(rule: Rule) -> list[Any]:
        for number in range(last + law_rules.is_law(rule.id)):
            own = table(number).get(rule.id)
            if own is not None and (own is rule or _is_alike(own, rule)):
                return [number, rule.id, rule.severity]
        _refuse()

    def unpack(packed: Any) -> Rule:
        number, id_, severity = _list(packed, 3)
        key = (_NUMBER.unpack(number), _TEXT.unpack(id_), _SEVERITY.unpack(severity))
        if key[0] < 0:
            _refuse()
        if key not in known:
            known[key] = with_severity(table(key[0])[key[1]], severity)
        return known[key]

    return Shape(pack, unpack)


def _is_alike(own: Rule, rule: Rule) -> bool:
    """Whether a rule is that of a request, but for its severity and what it follows from."""
    return with_severity(own, rule.severity) == rule._replace(follows_from=own.follows_from)


def _finding_shape(rule: Shape, document: Shape) -> Shape:
    fields: dict[str, Shape] = {
        "rule": rule,
        "severity": _SEVERITY,
        "message": _TEXT,
        "remedy": _TEXT,
        "span": _SPAN,
        "entity": _TEXT,
        "fingerprint": _TEXT,
        "intents": _TEXTS,
        "share": _maybe(_FRACTION),
        "witness": _several(_SPOT),
        "related": _several(_SPOT),
        "thresholds": _several(_THRESHOLD),
        "status": _word_of(get_args(Status)),
        "excuse": _TEXT,
        "beside": _plain(bool),
        "cause": _maybe(_CAUSE),
        "identity": _TEXTS,
        "former_identity": _TEXTS,
        "other_identities": _several(_TEXTS),
        "former_names": _mapping(_TEXT),
        "fail_on": _maybe(_SEVERITY),
        "extent": _EXTENT,
        "excused_until": _maybe(_DATE),
        "law": _maybe(_LAW),
    }
    own = _record(dict, **fields)

    def pack(finding: Finding) -> list[Any]:
        following = [pack(each) for each in finding.consequences]
        return [document.pack(finding), own.pack(finding), following]

    def unpack(packed: Any) -> Finding:
        place, told, following = _list(packed, 3)
        consequences = tuple([unpack(each) for each in _list(following)])
        return Finding(
            document=document.unpack(place), consequences=consequences, **own.unpack(told)
        )

    return Shape(pack, unpack)


def _report_shape(rule: Shape, document: Shape) -> Shape:
    return _record(
        Report,
        findings=_several(_finding_shape(rule, document)),
        rules=_several(rule),
        files=_TEXTS,
        notices=_several(_NOTICE),
        fail_on=_SEVERITY,
        judged_by=_several(_JUDGED_BY),
        skipped=_several(_SKIPPED),
        empty_files=_TEXTS,
        judged=_JUDGED,
        today=_maybe(_DATE),
    )
