"""Documents become a policy; what does not fit or is said twice is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.language import schema
from cxlint.language.entity import Entity
from cxlint.language.sections import Section, entity_id, language
from cxlint.parsing.document import At, Document, Problem
from cxlint.policy.file_problems import UNREADABLE
from cxlint.policy.order import Statement, order_by_content, order_by_id, order_keys
from cxlint.policy.policy import PLACES, Policy, UnreadText
from cxlint.policy.references import undefined_references
from cxlint.policy.repeated_problems import fold_repeated
from cxlint.policy.validity import (
    ALWAYS,
    KEY,
    Dormant,
    Validity,
    dated_places,
    leave_out,
    may_be_dated,
    validity_of,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Container, Iterator, Sequence

Path = tuple[str | int, ...]


def assemble(documents: Sequence[Document], today: datetime.date) -> Policy:
    """Return the policy that the documents make up, with every problem met on the way.

    What does not fit the schema is left out and remembered as opaque, so that nothing is
    concluded from its absence.
    """
    if any(document.foreign is not None for document in documents):
        from cxlint.importers.cross_references import join_documents

        documents = join_documents(documents)
    policy = Policy(documents, today)
    statements: dict[str, list[Statement]] = {}
    complaints: list[Problem] = []
    for document in documents:
        policy.problems += document.problems
        if isinstance(document.data, dict):
            complaints += _collect(policy, document, statements)
        elif document.data is not None:
            complaints += _complaints(document)
            policy.unread.append(UnreadText(document.path, document.text))
        elif any(problem.rule == UNREADABLE for problem in document.problems):
            policy.unread.append(UnreadText(document.path, _made_out(document)))
    policy.problems += fold_repeated(complaints)
    for section in language().sections:
        _TAKERS[section.form](policy, statements.get(section.kind, ()))
    _examine_schedules(policy)
    policy.problems += undefined_references(policy)
    return policy


def _empty_sections(document: Document, beside: Container[object]) -> Iterator[Problem]:
    """Yield the sections under which nothing stands at all: `channels:` and no more.

    But for those whose content stands `beside` them, which is told already.
    """
    data: Any = document.data
    for section in language().sections:
        (key, *deeper) = section.path
        if not deeper and key in data and data[key] is None and key not in beside:
            at = At(document, section.path, key=True)
            yield Problem("empty-file", at, {"section": key}, case="section")


def _made_out(document: Document) -> str | None:
    """Return what is known of the text of a file that cannot be read; None where nothing is."""
    return document.text or document.traces


def _complaints(document: Document) -> list[Problem]:
    return [
        Problem(
            each.rule,
            At(document, each.path, each.on_key),
            each.facts,
            case=each.case,
        )
        for each in schema.explain("policy", document.data)
    ]


def _collect(
    policy: Policy, document: Document, statements: dict[str, list[Statement]]
) -> Sequence[Problem]:
    """Collect what a document states, by kind; return what of it does not fit the schema."""
    fits = schema.accept("policy", document.data) or _fits_in_other_words(document)
    problems = [] if fits else _complaints(document)
    bad = {problem.at.path[:depth] for problem in problems for depth in (1, 2, 3)}
    known = {section.path[0] for section in language().sections} | {"version"}
    for problem in problems:
        if len(problem.at.path) < 2 or problem.at.path[0] not in known:
            text = _what_it_may_hold(document, problem)
            policy.unread.append(UnreadText(document.path, text))
    beside = {each.facts["near"] for each in problems if each.case == "indent"}
    policy.problems += _empty_sections(document, beside)
    for section in language().sections:
        found: Any = document.data
        for key in section.path:
            found = found.get(key) if isinstance(found, dict) else None
        if found:
            listed = statements.setdefault(section.kind, [])
            around = _validity_around(document, section, bad)
            for each in _SHAPES[section.form](document, section, found, bad):
                listed.append(_date_statement(policy, each, around) if each.understood else each)
    return problems


def _fits_in_other_words(document: Document) -> bool:
    """Put the language's own words for everyday ones; return whether the document then fits."""
    from cxlint.language.everyday_words import translate_values

    document.data = translate_values(document.data)
    return schema.accept("policy", document.data)


def _validity_around(document: Document, section: Section, bad: set[Path]) -> Validity:
    """Return when the section holds in which another one lies: `feedback`, of its sources.

    What is not understood of that limits nothing.
    """
    (outer, *inner), data = section.path, document.data
    if not inner or not isinstance(data, dict) or (outer, KEY) in bad:
        return ALWAYS
    around = validity_of(data[outer])
    return ALWAYS if around.is_reversed else around


def _date_statement(policy: Policy, statement: Statement, around: Validity) -> Statement:
    """Return a statement with the days on which it holds, without its parts that do not hold now.

    Where something ends before it begins that is told, and the whole is not understood.
    """
    entity, whole, parts = statement.entity, around, []
    if around is ALWAYS and not may_be_dated(entity):  # nearly always
        return statement
    for keys in dated_places(entity):
        stated = validity_of(_part(entity.data, keys))
        if stated.is_reversed:
            policy.problems.append(_reversed_days(entity, keys, stated))
            return statement._replace(understood=False)
        validity = stated.within(whole)
        whole = whole if keys else validity
        policy.changes.update(validity.changes_after(policy.today))
        if keys and not validity.covers(policy.today):
            parts.append(Dormant(entity, validity, keys))
    if parts and whole.covers(policy.today):
        policy.dormant += parts
        entity.data = order_keys(entity.data)
        leave_out(entity, parts)
    return statement._replace(validity=whole)


def _part(data: Any, keys: Path) -> Any:
    for key in keys:
        data = data[key]
    return data


def _reversed_days(entity: Entity, keys: Path, stated: Validity) -> Problem:
    facts = {
        "reason": f"it begins on {stated.since} and ends on {stated.until}, which is earlier",
        "where": entity.name.replace("/", " "),
        "key": KEY,
        "expected": "a last day that is not before the first one",
        "near": "",
        "instead": "the first day under from, and the last one under until",
        "more": "",
    }
    return Problem("wrong-value", entity.at(*keys, KEY), facts, case="reason")


def _what_it_may_hold(document: Document, problem: Problem) -> str:
    """Return, as text, the sections and ids that may stand in a section not understood.

    What merely lies in the same file, such as another tool's configuration, is no section of the
    policy, and leaves no doubt about the others; but a key that means nothing may hold a policy.
    """
    if not problem.at.path or not isinstance(document.data, dict):
        return document.text
    key = problem.at.path[0]
    section = problem.facts.get("near") or key
    indent = "  " if section in schema.load("policy")["properties"] else ""
    inner = (f"{indent}{word}" for word in _words(document.data.get(key)))
    return "\n".join([f"{section}:", *inner])


def _words(data: Any) -> Iterator[str]:
    """Yield every key, with a colon, and every text."""
    if isinstance(data, dict):
        yield from (f"{key}:" for key in data)
    elif isinstance(data, str):
        yield data
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in values:
        yield from _words(value)


def _named_statements(
    document: Document, section: Section, found: Any, bad: set[Path]
) -> Iterator[Statement]:
    for id_, data in found.items() if isinstance(found, dict) else ():
        path = (*section.path, id_)
        if not id_.startswith("x-"):
            said = _mapping(section.kind, data)
            yield Statement(Entity(section.kind, id_, said, document, path), path not in bad)


def _take_named(policy: Policy, statements: Sequence[Statement]) -> None:
    """Take in what is stated by id; of several that say different things of one, the first.

    Of one id on different days, what holds today is taken in, and the others are kept apart.
    """
    present, dormant = _divide(policy, statements)
    for entity, understood, _ in order_by_id(present):
        if understood:
            entity.data = order_keys(entity.data)
            first = policy.add(entity)
        else:
            policy.opaque.setdefault(entity.kind, set()).add(entity.id)
            first = policy.find(entity.kind, entity.id)
        if (first := first or _namesake(policy, entity)) is not None:
            policy.problems.append(_duplicate(entity, first))
    known: dict[str, list[Statement]] = {}
    for each in present if dormant else ():
        if each.understood and policy.find(each.entity.kind, each.entity.id) is each.entity:
            known[each.entity.id] = [each]
    for each in order_by_id(dormant):
        others = known.setdefault(each.entity.id, [])
        same = (one.entity for one in others if one.validity.overlaps(each.validity))
        if (first := next(same, None)) is not None:
            policy.problems.append(_duplicate(each.entity, first))
            continue
        others.append(each)
        policy.dormant.append(Dormant(each.entity, each.validity))


def _divide(
    policy: Policy, statements: Sequence[Statement]
) -> tuple[Sequence[Statement], Sequence[Statement]]:
    """Return what holds today, or is not understood, and what does not hold."""
    dormant = [each for each in statements if not each.validity.covers(policy.today)]
    if not dormant:
        return statements, ()
    return [each for each in statements if each.validity.covers(policy.today)], dormant


def _duplicate(entity: Entity, first: Entity) -> Problem:
    facts = {"id": entity.id, "kind": entity.kind, "other": first.kind}
    label = f"{first.kind} {first.id}, also defined here"
    related = ((At(first.document, first.path, key=True), label),)
    return Problem("duplicate-id", At(entity.document, entity.path, key=True), facts, related)


def _mapping(kind: str, data: Any) -> dict[str, Any]:
    """Return an entity's data as a mapping: a schedule may be its hours, an id may stand alone."""
    if isinstance(data, dict):
        return data
    return {"open": data} if kind == "schedule" and data is not None else {}


def _namesake(policy: Policy, entity: Entity) -> Entity | None:
    """Return the place of another kind that already has this id."""
    if entity.kind not in PLACES:
        return None
    for kind in PLACES - {entity.kind}:
        if (other := policy.find(kind, entity.id)) is not None:
            return other
    return None


def _listed_statements(
    document: Document, section: Section, found: Any, bad: set[Path]
) -> Iterator[Statement]:
    for number, data in enumerate(found) if isinstance(found, list) else ():
        path: Path = (*section.path, number)
        understood = path not in bad and isinstance(data, dict)
        id_ = entity_id(section.kind, data) if understood else str(number)
        yield Statement(Entity(section.kind, id_, data, document, path), understood)


def _take_listed(policy: Policy, statements: Sequence[Statement]) -> None:
    present, dormant = _divide(policy, statements)
    policy.dormant += (Dormant(each.entity, each.validity) for each in order_by_content(dormant))
    for entity, understood, _ in order_by_content(present):
        if understood:
            policy.append(entity)
            continue
        policy.opaque.setdefault(entity.kind, set()).add(entity.id)
        if entity.kind == "handoff":
            policy.blurred.update(_source_places(entity.data))


def _source_places(handoff: Any) -> Iterator[str]:
    """Yield the place that a handoff leaves; every text in it, where it does not say so."""
    said = handoff if isinstance(handoff, dict) else {"from": handoff}
    start = said.get("from")
    return iter([start]) if isinstance(start, str) else _words([*said.values()])


def _single_statements(
    document: Document, section: Section, found: Any, bad: set[Path]
) -> Iterator[Statement]:
    if isinstance(found, dict):
        data = {key: value for key, value in found.items() if (*section.path, key) not in bad}
        understood = (*section.path, KEY) not in bad
        entity = Entity(section.kind, section.kind, data, document, section.path)
        yield Statement(entity, understood)


def _take_single(policy: Policy, statements: Sequence[Statement]) -> None:
    present, dormant = _divide(policy, statements)
    policy.dormant += (Dormant(each.entity, each.validity) for each in order_by_content(dormant))
    for entity, understood, _ in order_by_content(present):
        if not understood:  # on which days it holds
            policy.opaque.setdefault(entity.kind, set()).add(entity.id)
            continue
        path = entity.path
        nested = {each.path[-1] for each in language().sections if each.path[:-1] == path}
        for key in entity.data:
            if key not in (*nested, KEY) and (said := policy.single(entity.kind, key)) is not None:
                at = At(entity.document, (*path, key), key=True)
                facts = {"id": key, "kind": entity.kind, "other": entity.kind}
                related = ((said[1], f"{key} of {entity.kind}, also said here"),)
                policy.problems.append(Problem("duplicate-id", at, facts, related, "twice"))
        policy.append(entity)


_SHAPES: dict[str, Callable[[Document, Section, Any, set[Path]], Iterator[Statement]]] = {
    "named": _named_statements,
    "listed": _listed_statements,
    "single": _single_statements,
}

_TAKERS: dict[str, Callable[[Policy, Sequence[Statement]], None]] = {
    "named": _take_named,
    "listed": _take_listed,
    "single": _take_single,
}


def _examine_schedules(policy: Policy) -> None:
    """Withdraw the schedules whose holidays or exceptions are not understood."""
    if not policy.has("schedule"):
        return
    from cxlint.calendar import schedules

    broken = []
    for entity in policy.of("schedule"):
        try:
            schedules.hours(entity.data, zone=policy.zone)
        except ValueError:
            policy.problems += _misunderstood(entity)
            broken.append(entity)
    policy.withdraw(broken)


def _misunderstood(schedule: Entity) -> Iterator[Problem]:
    """Yield what is wrong with each holiday calendar and exception of a schedule."""
    from cxlint.calendar import schedules
    from cxlint.language.schema_errors import ACCEPTED_FORMS

    for keys, reason in schedules.faults(schedule.data):
        forms = {
            "holidays": "codes such as DE or DE-BY",
            "exceptions": "days in their order, each once",
        }
        facts = {
            "reason": reason,
            "where": f"{schedule.kind} {schedule.id}",
            "place": f"{schedule.kind} {schedule.id}: ",
            "key": str(keys[0]),
            "expected": forms[str(keys[0])],
            "near": "",
            "instead": ACCEPTED_FORMS,
            "more": "",
        }
        yield Problem("wrong-value", schedule.at(*keys), facts, case="reason")
