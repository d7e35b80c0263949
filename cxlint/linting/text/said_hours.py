"""Opening hours that a text says in words: `Monday to Friday from 9am to 6pm`, `täglich 8-20 Uhr`.

English, German, French and Spanish, on clocks of twelve and of 24 hours, with numbers as words up
to twelve. Where anything in the clause is not understood, nothing is read from it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.calendar.weekly_hours import DAY, clock_time
from cxlint.linting.text.clauses import (
    NUMBER_WORDS,
    is_exceptional,
    named_services,
    names_number,
    sentences,
)
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Interval = tuple[int, int]

_NUMBERS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_DAYS = (
    "mon(?:days?)?|montags?|mo|lundis?|lun(?:es)?",
    "tue(?:s|sdays?)?|dienstags?|di|mardis?|mar(?:tes)?",
    "wed(?:s|nesdays?)?|mittwochs?|mi|mercredis?|mer|mi[eé]rcoles|mi[eé]",
    "thu(?:rs?|rsdays?)?|donnerstags?|do|jeudis?|jeu(?:ves)?",
    "fri(?:days?)?|freitags?|fr|vendredis?|ven|viernes|vie",
    "sat(?:urdays?)?|samstags?|sonnabends?|sa|samedis?|sam|s[aá]bados?|s[aá]b",
    "sun(?:days?)?|sonntags?|so|dimanches?|dim|domingos?|dom",
)
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2})?"
_PIECE = rf"""(?x)
    (?P<always> 24\s?/\s?7 | 24\s?x\s?7 | around\ the\ clock | round\ the\ clock
      | rund\ um\ die\ uhr
      | 24\s?h(?:eures?)?\s?/\s?24(?:\s?h)?
        (?:\s*(?:et|,)?\s*7\s?(?:j(?:ours?)?)?\s?/\s?7(?:\s?j)?)?
      | 7\s?(?:j(?:ours?)?)?\s?/\s?7(?:\s?j)?\s*(?:et|,)?\s*24\s?h?\s?/\s?24(?:\s?h)?
      | 24\ hours\ a\ day (?:[ ,]*(?:7|seven)\ days\ a\ week)?
      | las\ 24\ horas(?:\ del\ día)? | 24\ stunden(?:\ (?:am|pro)\ tag)? )
  | (?P<every> every\ ?day | daily | each\ day | (?:7|seven)\ days\ a\ week | täglich | jeden\ tag
      | tous\ les\ jours | chaque\ jour | 7\s?(?:j|jours)?\s?/\s?7(?:\s?j)? | todos\ los\ días
      | cada\ día | a\ diario )
  | (?P<weekdays> (?:on\ )?weekdays? | (?:en\ )?semaine | entre\ semana | unter\ der\ woche )
  | (?P<weekend> (?:at\ |on\ |le\ |el\ |am\ |en\ )?(?:the\ )?
      (?:week-?\ ?ends? | wochenenden? | fines?\ de\ semana) )
  | (?P<time> noon | midday | midnight | mittags? | mitternacht | midi | minuit | mediod[ií]a
      | medianoche
      | (?:{_CLOCK}|(?:{_NUMBERS})\b)\s?
        (?: [ap]m\b | o'clock(?:\ in\ the\ (?:morning|afternoon|evening))? | uhr(?:\ [0-9]{{2}})?
          | heures?(?:\ du\ (?:matin|soir))? | horas | h\ ?[0-9]{{2}} | h(?:rs?)?\b
          | in\ the\ (?:morning|afternoon|evening)
          | de\ la\ (?:mañana|tarde|noche) | du\ (?:matin|soir) | morgens | abends )?
    )(?![\w%€$£])
  | (?P<day> (?:{"|".join(f"(?P<day{n}>{words})" for n, words in enumerate(_DAYS))})(?![\w']) )
  | (?P<dash> \s?[-–—]\s? | \b(?:to|through|thru|until|till|bis|au|à|a\ las|a\ la|a|hasta(?:\ las)?
      |und\ (?=[0-9]))(?!\w) )
  | (?P<joint> [,/&] | \b(?:and|und|et|y)\b )
  | (?P<digits> [0-9]+ )
  | (?P<word> [^\W\d_]+(?:'[^\W\d_]+)? | \S )"""
_TELEPHONE = r"(?<!\w)(?:\+|0)(?:[ /-]?\d){6,}(?![:.]?\d)"
_SETS = {"every": range(7), "weekdays": range(5), "weekend": range(5, 7)}
_FILLERS = frozenset({
    "from", "between", "von", "zwischen", "de", "du", "des", "le", "les", "la", "los", "las", "el",
    "entre", "at", "um", "on", "am", "the", "our", "hours", "are", "is", "jeweils", "ab", "of",
    "open", "geöffnet", "ouvert", "abierto", ":", "(", ")", "uhr", "desde", "dès", "sind", "ist",
    "both", "sowie", "d", "l", "opening", "times", "horaires", "horario", "i", "with",
})  # fmt: skip
_NOON = frozenset({"noon", "midday", "mittag", "mittags", "midi", "mediodia", "mediodía"})
_MIDNIGHT = frozenset({"midnight", "mitternacht", "minuit", "medianoche"})
_AFTER_NOON = r"pm|afternoon|evening|tarde|noche|soir|abends"
_BEFORE_NOON = r"am\b|in the morning|mañana|matin|morgens"
_ZONE = (
    r"(?:[0-9]|[aApP]\.?[mM]\.?)\s?\(?(?:[ECMP][SD]?T|CES?T|GMT|UTC|BST|[IJ]ST|AES?T)\b"
    r"|(?i:\b(?:eastern|pacific|mountain|local time|central time|ortszeit|heure locale"
    r"|hora local)\b)"
)
_CLOSED = (
    r"\b(?:closed|closes?|shut|away|unavailable|not|no one|nobody|n't|never|lunch|break|geschlossen"
    r"|nicht|kein\w*|pause|fermé\w*|ne|pas|cerrad\w+|no|nunca)\b"
)
_OPEN = (
    r"\b(?:open\w*|hours|available|reach\w*|lines?|here|there|answer\w*|staffed|call|chat|speak|phone"
    r"|geöffnet|öffnungszeiten|erreich\w*|sprechzeiten|servicezeiten|telefonzeiten|da|besetzt"
    r"|ouvert\w*|horaires?|joignables?|disponibles?|écoute|répond\w*|service|abiert\w+|abrimos"
    r"|horario\w*|atend\w+|atenc\w+|líneas?)\b"
)


_PEOPLE = (
    r"\b(?:people|person|somebody|someone|agents?|advis[eo]rs?|team|staff\w*|answer\w*|menschen"
    r"|jemand|mitarbeite\w+|berater\w*|conseill\w+|équipe|quelqu'un|répond\w*|agentes?|personas?"
    r"|asesor\w*|equipo|alguien|atend\w+)\b"
)


class SaidHours(NamedTuple):
    """What a text says of hours: the days (None where it names none), and from when to when.

    `services` are the kinds of channel that the sentence names; `of_people` says that it speaks of
    those who answer.
    """

    days: tuple[int, ...] | None
    hours: tuple[Interval, ...]
    words: str
    services: frozenset[str]
    of_people: bool

    @property
    def is_always(self) -> bool:
        """Whether it says that there is somebody at every hour."""
        return self.days is not None and len(self.days) == 7 and self.hours == ((0, DAY),)


@lru_cache(maxsize=1024)
def read_hours(text: str) -> tuple[SaidHours, ...]:
    """Return the ordinary hours that a text says; nothing where it says some for two services.

    Sentences on holidays, on some weeks or on what is closed are passed over, as are hours in a
    stated time zone.
    """
    if not names_number(text) or re.search(_ZONE, text):
        return ()
    plain = re.sub(_TELEPHONE, " ", text)
    found = [said for sentence in sentences(plain) for said in _of_sentence(sentence)]
    named = [day for said in found for day in (range(7) if said.days is None else said.days)]
    return tuple(found) if len(named) == len(set(named)) else ()


def _of_sentence(sentence: str) -> Iterator[SaidHours]:
    if not (names_number(sentence) and re.search(_OPEN, sentence)) or is_exceptional(sentence):
        return
    tokens = list(re.finditer(_PIECE, sentence))
    kinds = list(map(_kind, tokens))
    first = next((n for n, kind in enumerate(kinds) if kind in _TIMED), None)
    if first is None:
        return
    start = next((n + 1 for n in range(first, -1, -1) if tokens[n][0] == ","), 0)
    clause = tokens[start:]
    if re.search(_CLOSED, sentence[clause[0].start() :]):
        return
    last = max(n for n, kind in enumerate(kinds) if kind in _TIMED)
    words = sentence[tokens[first].start() : tokens[last].end()].strip()
    services, people = named_services(sentence), bool(re.search(_PEOPLE, sentence))
    for days, hours in _read([(_kind(found), found[0].strip()) for found in clause], clause):
        yield SaidHours(
            tuple(sorted({*days})) or None, tuple(sorted({*hours})), words, services, people
        )


_KINDS = ("always", "every", "weekdays", "weekend", "time", "day", "dash", "joint", "digits")
_TIMED = frozenset({"always", "every", "weekdays", "weekend", "time", "day"})


def _kind(found: re.Match[str]) -> str:
    for kind in _KINDS:
        if found[kind] is not None:
            return kind
    return "word"


def _read(
    tokens: Sequence[tuple[str, str]], found: Sequence[re.Match[str]]
) -> list[tuple[list[int], list[Interval]]]:
    """Return the days and hours of a clause; nothing where some of it is not understood."""
    days: list[int] = []
    hours: list[Interval] = []
    read: list[tuple[list[int], list[Interval]]] = []
    at = 0
    begun = False
    while at < len(tokens):
        kind, word = tokens[at]
        if kind in ("day", "every", "weekdays", "weekend"):
            if hours and days:
                read.append((days, hours))
                days, hours = [], []
            more, at = _days(tokens, found, at)
            days, begun = days + more, True
            continue
        if kind == "always":
            if not days and not hours:
                read.append((list(range(7)), [(0, DAY)]))
            begun = True
        elif kind == "time":
            interval = _interval(tokens, at)
            if interval is None:
                return []
            hours.append(interval)
            begun, at = True, at + 2
        elif kind == "digits" or (kind == "dash" and begun and word not in ("a", "to", "au", "à")):
            return []
        at += 1
    if days or hours:
        read.append((days, hours))
    return [] if any(not hours for _, hours in read) else read


def _days(
    tokens: Sequence[tuple[str, str]], found: Sequence[re.Match[str]], at: int
) -> tuple[list[int], int]:
    kind = tokens[at][0]
    if kind in _SETS:
        return list(_SETS[kind]), at + 1
    first = _day(found[at])
    behind = at + 2
    while behind < len(tokens) and tokens[behind][1] in ("el", "le", "los"):
        behind += 1
    ranged = at + 1 < len(tokens) and tokens[at + 1][0] == "dash"
    if ranged and behind < len(tokens) and tokens[behind][0] == "day":
        last = _day(found[behind])
        return [(first + step) % 7 for step in range((last - first) % 7 + 1)], behind + 1
    return [first], at + 1


def _day(found: re.Match[str]) -> int:
    return next(number for number in range(7) if found[f"day{number}"] is not None)


def _interval(tokens: Sequence[tuple[str, str]], at: int) -> Interval | None:
    """Return from when to when, where three tokens say it; None where they do not."""
    if at + 2 >= len(tokens) or tokens[at + 2][0] != "time":
        return None
    joined = tokens[at + 1]
    between = at > 0 and tokens[at - 1][1] in ("between", "zwischen", "entre")
    if joined[0] != "dash" and not (between and joined[1] in ("and", "und", "et", "y")):
        return None
    start, end = _minute(tokens[at][1]), _minute(tokens[at + 2][1])
    if start is None or end is None:
        return None
    (begin, begin_half), (finish, finish_half) = start, end
    if finish_half and not begin_half and begin < DAY // 2:
        begin = begin + DAY // 2 if finish_half == "p" and begin + DAY // 2 < finish else begin
    elif not finish_half and finish <= begin and finish <= DAY // 2 and begin_half != "p":
        finish += DAY // 2
    if finish in (0, DAY - 1):
        finish = DAY
    return (begin, finish) if begin < finish <= DAY else None


def _minute(word: str) -> tuple[int, str] | None:
    """Return the minute of the day, and the half of it (a or p) where the word says it."""
    if word in _NOON:
        return DAY // 2, "p"
    if word in _MIDNIGHT:
        return 0, "a"
    spoken = re.match(rf"(?:{_NUMBERS})\b", word)
    if spoken:
        hour, minute = NUMBER_WORDS[spoken[0]], 0
    else:
        parts = re.findall(r"[0-9]+", word)
        hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if hour > 24 or minute > 59:
        return None
    half = "p" if re.search(_AFTER_NOON, word) else "a" if re.search(_BEFORE_NOON, word) else ""
    if half and hour <= 12:
        return hour % 12 * 60 + minute + (DAY // 2 if half == "p" else 0), half
    return hour * 60 + minute, half


def clock_hours(hours: Sequence[Interval]) -> str:
    """Return stretches of a day on a clock of 24 hours."""
    return ", ".join(f"{clock_time(start)}-{clock_time(end)}" for start, end in hours)
