"""Words that customers are not to read or hear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.linting.finding import Hit
from cxlint.reading.document import At

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.reading.entity import Entity
    from cxlint.reading.policy import Policy

APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u2018\u02bc\u00b4`\u2032"), "'")
APOSTROPHE_AS_WRITTEN = "(?:''|['\u2019\u2018\u02bc\u00b4`\u2032])"
ENDS_A_CLAUSE = re.compile(r"[.!?,;:\u2026]")

NEAR = 3
"""How many words before a phrase may turn it round."""


def phrase(
    policy: Policy,
    *,
    of: str,
    field: str,
    phrases: Mapping[str, Sequence[str]],
    unless: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hit]:
    """Yield each text that holds one of the phrases, once per phrase, where it stands.

    Letters large or small, kinds of apostrophe, spaces and line breaks make no difference; a
    phrase is met only as whole words. Facts: id, phrase.

    Args:
        policy: the policy.
        of: the kind of entity that holds texts, such as script.
        field: the dotted field of the text.
        phrases: what is looked for, by language (en, de). A text is searched for the phrases of
            the language it states; of the organization's languages, where it states none; and
            where nothing is stated at all, of every language.
        unless: by language, words that turn a phrase round when they are among the three words
            before it in its clause.
    """
    keys = field.split(".")
    patterns: dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]] = {}
    usual = policy.organization.texts("languages") if policy.organization else ()
    for entity in policy.of(of):
        text = entity.get(*keys)
        if not isinstance(text, str):
            continue
        said = " ".join(text.translate(APOSTROPHES).split())
        for language in _languages(entity, usual, phrases):
            if language not in patterns:
                words = (unless or {}).get(language)
                patterns[language] = _any_of(phrases[language]), _any_of(words) if words else None
            for found in _met(said, *patterns[language]):
                yield Hit(
                    at=_place(entity, keys, found),
                    entity=entity.name,
                    key=(found.casefold(),),
                    facts={"id": entity.id, "phrase": found},
                )


def _languages(
    entity: Entity, usual: Sequence[str], phrases: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    known = [language for language, listed in phrases.items() if listed]
    stated = entity.get("language")
    wanted = [stated] if isinstance(stated, str) else usual
    if not wanted:
        yield from known
        return
    short = {re.split("[-_]", each.casefold())[0] for each in wanted}
    yield from (language for language in known if language in short)


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    plain = (" ".join(phrase.translate(APOSTROPHES).split()) for phrase in phrases)
    longest_first = sorted(map(re.escape, plain), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def _met(said: str, wanted: re.Pattern[str], unless: re.Pattern[str] | None) -> Iterator[str]:
    """Yield each distinct phrase of a text that nothing just before it turns round."""
    seen = set()
    for found in wanted.finditer(said):
        clause = ENDS_A_CLAUSE.split(said[max(found.start() - 200, 0) : found.start()])[-1]
        before = " ".join(clause.split()[-NEAR:])
        if found[0].casefold() not in seen and not (unless and unless.search(before)):
            seen.add(found[0].casefold())
            yield found[0]


def _place(entity: Entity, keys: Sequence[str], phrase: str) -> At:
    """Return where a phrase stands in the file; the text as a whole where it is written otherwise.

    Quoted, folded and indented texts differ in the file from what they say.
    """
    at = entity.at(*keys)
    document = at.document
    start, end = document.stretch(at.path)
    words = [re.escape(word).replace("'", APOSTROPHE_AS_WRITTEN) for word in phrase.split()]
    found = re.compile(r"[\s\\]+".join(words), re.IGNORECASE).search(document.text, start, end)
    if found is None:
        return at
    return At(document, at.path, region=document.lines.span(found.start(), found.end()))
