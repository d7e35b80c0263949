"""What guidance quotes as a bad example, so that nobody takes it for what customers are told.

A bad example is, and nothing else:

* a quotation, in any marks, behind words of avoiding (`never say "…"`): at most five words stand
  between them, all in one sentence. Further quotations of that sentence are excused as long as only
  words such as `or` stand between; in `never say "…", say "…"` the second is not.
* what follows a heading with such words and a colon (`Avoid:`, `Words to avoid:`), or one of
  markdown: the rest of its sentence, or, where it ends its line, the items of the list below it, or
  lines in quotation marks. The heading begins with the words of avoiding, or ends with several.
* what stands in a column of a table of markdown under such a heading.
* what follows a cross (✗ ❌ 🚫), to the end of its line or the next mark.

A quotation alone excuses nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from cxlint.linting.text.phrases.tokenizer import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.text.phrases.phrase_matcher import Phrases
    from cxlint.linting.text.phrases.tokenizer import Wordings

    Stretch = tuple[int, int]

WITHIN = 5
"""How many words may stand between words of avoiding and the quotation."""

HEADING = 6
"""How many words a heading has at most."""

AVOIDING = {
    "en": [
        "(never|not|nobody|no one|nothing) ... (say|saying|write|use|tell|promise|answer|hear)",
        "(we|you|that|they) never (say|write|use|hear)",
        "do not",
        "(not|nothing) to say",
        "no longer (say|write|use)",
        "(stop|without|no) (saying|writing|telling)",
        "to avoid",
        "avoid",
        "instead of",
        "rather than",
        "not",
        "bad (example|examples|)",
        "wrong",
        "(you|they|she|he) (wrote|said|told us|were told|was told|heard)",
        "(told you|hears|hear)",
    ],
    "de": [
        "(sagen|schreiben|verwenden) Sie (bitte|) (nie|nicht|niemals)",
        "(sag|schreib) (bitte|) (nie|nicht|niemals)",
        "(nie|niemals|nicht) ... (sagen|schreiben|verwenden|hören|antworten)",
        "(sagen|schreiben|hören) (wir|Sie) (Ihnen|von uns|) (nie|nicht|niemals)",
        "vermeiden",
        "vermeide",
        "zu vermeiden",
        "statt",
        "anstatt",
        "anstelle von",
        "nicht",
        "(schlecht|falsch|schlechtes Beispiel)",
        "(Sie|du) (schrieben|schriebst|schreiben|schreibst|haben geschrieben|hast geschrieben)",
        "(wurde Ihnen|wurde dir) gesagt",
        "hören",
    ],
    "fr": [
        "ne (dites|dis|disons|dire|dirons|écrivez) (jamais|pas)",
        "ne ... (dites|dis|disons|dirons|écrivons) (jamais|pas)",
        "ne (jamais|pas) (dire|écrire|utiliser)",
        "n'écrivez (jamais|pas)",
        "évitez",
        "éviter",
        "à éviter",
        "au lieu de",
        "plutôt que",
        "pas",
        "(mauvais exemple|mauvais|à ne pas dire)",
        "vous (écrivez|avez écrit|disiez|avez entendu)",
        "vous a dit",
    ],
    "es": [
        "(nunca|no) ... (diga|digas|decir|diremos|decimos|escriba|escribas|escribir|use|uses|usar)",
        "(qué|lo que) no (decir|se dice)",
        "evite",
        "evita",
        "evitar",
        "a evitar",
        "en lugar de",
        "en vez de",
        "mal ejemplo",
        "(usted|nos) escribió",
        "le dijeron",
    ],
}
"""By language, words behind which guidance quotes what is not to be said."""

_JOINING = "or and nor oder und noch ou et ni o y e u"
JOINERS = frozenset(_JOINING.split())

_QUOTATION = re.compile(
    r"\"[^\"]{1,300}\""
    r"|[\u201c\u201d][^\u201c\u201d]{1,300}[\u201c\u201d]"
    r"|[\u201e\u201a][^\u201e\u201a\u201c\u201d\"]{1,300}?[\u201c\u201d\u2018\"]"
    r"|[\u00ab\u00bb][^\u00ab\u00bb]{1,300}[\u00ab\u00bb]|[\u2039\u203a][^\u2039\u203a]{1,300}[\u2039\u203a]"
    r"|\u2018[^\u2018]{1,300}?\u2019(?!\w)"
    r"|(?<!\w)'(?=\S)[^\"]{1,300}?(?<=\S)'(?!\w)"
    r"|&(?:quot|ldquo|laquo|bdquo);[^&]{1,300}&(?:quot|[lr]dquo|raquo);"
)
_END = re.compile(r"[.!?\u2026]+(?=\s|$)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+\u2022#]|\d{1,3}[.)]))")
_ITEM = re.compile(r"[ \t]*(?:[-*+\u2022]|\d{1,3}[.)]|[\"'\u201c\u2018\u201e\u00ab])")
_RULER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+")
_CROSS = re.compile(
    r"[\u2717\u2718\u2716\u274c\U0001f6ab\u26d4\U0001f44e]"
    r"[^\n\u2717\u2718\u2716\u274c\U0001f6ab\u26d4\U0001f44e\u2713\u2714\u2705\U0001f44d]+"
)


class BadExamples:
    """The stretches of a text that are quoted as bad examples."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, text: str, avoid: Phrases, wordings: Wordings) -> None:
        """Find them; `avoid` are the words of avoiding in the language of the text."""
        stretches = sorted(
            {
                *_crossed_out_stretches(text),
                *_avoided_stretches(text, avoid, wordings),
                *_column_cells(text, avoid, wordings),
            }
        )
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in stretches:
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def contains(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` lies in one of them."""
        number = bisect_right(self._starts, start) - 1
        return number >= 0 and end <= self._ends[number]


def _crossed_out_stretches(text: str) -> Iterator[Stretch]:
    for found in _CROSS.finditer(text):
        yield found.span()


def _avoided_stretches(text: str, avoid: Phrases, wordings: Wordings) -> Iterator[Stretch]:
    quotations = [found.span() for found in _QUOTATION.finditer(text)]
    masked = _mask_quotations(text, quotations)
    bounds = [0, *(found.end() for found in _END.finditer(masked)), len(text)]
    number = 0
    for start, end in pairwise(bounds):
        inside: list[Stretch] = []
        while number < len(quotations) and quotations[number][0] < end:
            inside.append(quotations[number])
            number += 1
        yield from _stretches_after_words(masked, start, inside, avoid, wordings)
        yield from _stretches_after_heading(text, masked, start, end, avoid, wordings)


def _mask_quotations(text: str, quotations: list[Stretch]) -> str:
    """Return the text with nothing in its quotations, as long as before."""
    parts, behind = [], 0
    for start, end in quotations:
        parts += [text[behind:start], " " * (end - start)]
        behind = end
    return "".join((*parts, text[behind:]))


def _stretches_after_words(
    masked: str, start: int, quotations: list[Stretch], avoid: Phrases, wordings: Wordings
) -> Iterator[Stretch]:
    avoiding = False
    for quotation in quotations:
        between = wordings.read(masked[start : quotation[0]])
        met = avoid.matches(between)
        words = [word for word in between.words[met[-1].end if met else 0 :] if word not in MARKS]
        avoiding = len(words) <= WITHIN if met else avoiding and JOINERS.issuperset(words)
        if avoiding:
            yield quotation
        start = quotation[1]


def _stretches_after_heading(
    text: str, masked: str, start: int, end: int, avoid: Phrases, wordings: Wordings
) -> Iterator[Stretch]:
    line = masked[start:end]
    colon = line.find(":")
    if colon < 0 and not line.lstrip().startswith(("#", "**", "__")):
        return
    head = line[:colon] if colon >= 0 else line.rstrip("\n")
    if not _is_heading(head, avoid, wordings):
        return
    below = start + len(head) + (colon >= 0)
    if text[below:end].strip(" \t\n*_#:"):
        yield below, end
    else:
        yield from _items(text, text.find("\n", below) + 1 or len(text))


def _is_heading(head: str, avoid: Phrases, wordings: Wordings) -> bool:
    if len(head) > 200:
        return False
    between = wordings.read(head)
    words = between.words
    first = next((n for n, word in enumerate(words) if word not in MARKS), 0)
    last = next((n for n in range(len(words), 0, -1) if words[n - 1] not in MARKS), 0)
    met = avoid.matches(between)
    at_edge = any(each.first == first or each.end == last > each.first + 1 for each in met)
    return at_edge and last - first <= HEADING


def _column_cells(text: str, avoid: Phrases, wordings: Wordings) -> Iterator[Stretch]:
    """Yield the cells under a heading with words of avoiding, in tables of markdown."""
    if "|" not in text:
        return
    columns: set[int] = set()
    above: list[Stretch] = []
    start = 0
    for line in text.splitlines(keepends=True):
        cells = list(_cells(line, start))
        if _RULER.fullmatch(line.rstrip("\r\n")):
            columns = {
                number
                for number, (first, behind) in enumerate(above)
                if _is_heading(text[first:behind], avoid, wordings)
            }
        elif "|" not in line:
            columns = set()
        else:
            yield from (cell for number, cell in enumerate(cells) if number in columns)
        above, start = cells, start + len(line)


def _cells(line: str, start: int) -> Iterator[Stretch]:
    for part in line.split("|"):
        yield start, start + len(part)
        start += len(part) + 1


def _items(text: str, start: int) -> Iterator[Stretch]:
    """Yield the items of the list that begins here, with their further lines."""
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        line = text[start:end]
        if line.strip():
            if not _ITEM.match(line) and not line.startswith((" ", "\t")):
                return
            yield start, end
        start = end
