"""`cxlint explain`: the page of a rule, or of a word of the policy language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.language.vocabulary import Meaning, Word
    from cxlint.linting.config.config import Config
    from cxlint.linting.model.rule import Rule

HELP = """Explain a rule, or a word of the policy language.

Of an obligation by law: whom it binds, what it asks since when, and how sure that
is. Of a rule: why it exists, what to change, where its defaults come from, and a policy
that breaks it with what cxlint prints for that. Of a section, a key or a form of
values: what it says, what may be written, an example, and which rules look at it.

\b
Example:
  cxlint explain hassle-loop
  cxlint explain returns
  cxlint explain returns.window
  cxlint explain duration
  cxlint explain law/eu-withdrawal-window
"""


@click.command(help=HELP, short_help="Explain a rule, or a word of the policy language.")
@click.argument("word", metavar="WORD", nargs=-1, required=True)
@options.CONFIG
def command(*, word: tuple[str, ...], config_file: Path | None) -> int:
    """Write the page of one rule, or of what a word means in a policy."""
    from cxlint.language import vocabulary

    asked = " ".join(word)
    if asked.startswith("law/"):
        screen.write(_law_page(asked))
        return 0
    settled, rules = session.find_settings(Path(), config_file, Path.cwd())
    meaning = vocabulary.look_up(asked)
    rule = _rule_called(asked, rules)
    if rule is not None:
        screen.write(_rule_page(rule, rules, settled))
        screen.write(_other_meaning(asked, meaning))
    elif any(meaning):
        screen.write(_language_page(asked, meaning, rules))
        if _is_category(asked, rules):
            screen.write(f"\n{asked} is a category of rules too; cxlint rules lists them")
    else:
        raise _unknown(asked, rules)
    return 0


def _law_page(asked: str) -> str:
    """Return the page of an obligation; UserError where there is none of that name."""
    import datetime

    from cxlint.law import pack
    from cxlint.linting.rules import law_rules
    from cxlint.reporting.law.obligation_page import page
    from cxlint.suggest import unknown

    known = {each.name: each for each in pack.load(pack.known_codes())}
    general = law_rules.GENERAL_RULES
    if asked in general:
        rule = general[asked]
        return f"{rule.title}\n\n{rule.rationale}\n\nChange: {law_rules.GENERAL_REMEDIES[asked]}"
    if asked not in known:
        raise UserError(
            f"{unknown('obligation', asked, [*general, *known])}; cxlint law lists yours"
        )
    today = datetime.date.today()  # noqa: DTZ011 - the user's own calendar is meant
    return page(known[asked], today, width=screen.terminal_width()).rstrip("\n")


def find_rule(rule_id: str, rules: Mapping[str, Rule]) -> Rule:
    """Return the rule of that id, or the one that once bore it; UserError where there is none."""
    if (rule := _rule_called(rule_id, rules)) is not None:
        return rule
    raise _unknown(rule_id, rules)


def _rule_called(rule_id: str, rules: Mapping[str, Rule]) -> Rule | None:
    if rule_id in rules:
        return rules[rule_id]
    return next((rule for rule in rules.values() if rule_id in rule.formerly), None)


def _is_category(word: str, rules: Mapping[str, Rule]) -> bool:
    return any(word in (rule.category, rule.pack) for rule in rules.values())


def _unknown(word: str, rules: Mapping[str, Rule]) -> UserError:
    if _is_category(word, rules):
        return UserError(f"{word} is a category; cxlint rules lists the rules in it")
    from cxlint.language.vocabulary import names_known
    from cxlint.suggest import unknown

    said = unknown("rule or word of a policy", word, [*sorted(rules), *names_known()])
    return UserError(f"{said} (cxlint rules lists the rules; cxlint explain --help has examples)")


def _rule_page(rule: Rule, rules: Mapping[str, Rule], settled: Config) -> str:
    from cxlint.linting.rules import loader
    from cxlint.reporting.docs.example_output import demonstration
    from cxlint.reporting.docs.terminal_page import page

    printed = demonstration(rule, rules)
    sources = loader.sources(settled.rule_folders, settled.packs)
    return page(rule, sources, printed, width=screen.terminal_width())


def _other_meaning(asked: str, meaning: Meaning) -> str:
    """Return where a policy has a word of the name of a rule; empty where it has none."""
    if not meaning.by_name:
        return ""
    names = (name for word in meaning.by_name for name in (word.name, word.field))
    other = next(name for name in names if name and name != asked)
    return f"\n{asked} is a word of a policy too: cxlint explain {other}"


def _language_page(asked: str, meaning: Meaning, rules: Mapping[str, Rule]) -> str:
    """Return the page of what a word means, or what it may mean where that is several things."""
    from cxlint.reporting.docs import language_page

    width = screen.terminal_width()
    shown = _chief_word(meaning)
    if shown is None:
        return language_page.choice(asked, meaning, width=width)
    opening = _opening(asked, meaning, shown)
    page = language_page.page(
        shown, _rules_of(shown, rules), is_inert=shown.field in _inert_keys(rules), width=width
    )
    return f"{opening}{page}{language_page.aside(asked, meaning, shown, width=width)}"


def _chief_word(meaning: Meaning) -> Word | None:
    """Return the one word that is meant above all; None where several are."""
    chief = [word for word in meaning.by_name if word.sort != "key"] or list(meaning.by_name)
    if chief:
        alone = len(chief) == 1 and not meaning.also_called
        return chief[0] if chief[0].sort != "key" or alone else None
    others = [*meaning.also_called, *(word for word, _ in meaning.takes)]
    return others[0] if len(others) == 1 else None


def _opening(asked: str, meaning: Meaning, shown: Word) -> str:
    """Return the sentence that leads from what people say to the word of the language."""
    value = next((value for word, value in meaning.takes if word is shown), "")
    if shown in meaning.by_name:
        return ""
    if value:
        from cxlint.suggest import fold

        same = fold(value) == fold(asked)
        said = f"a value of {shown.name}" if same else f"a word for {value}, in {shown.name}"
        return f"{asked} is {said}.\n\n"
    return f"{asked} is called {shown.name} in a policy.\n\n"


def _inert_keys(rules: Mapping[str, Rule]) -> Sequence[str]:
    """Return the keys of which it is said, and tried, that no rule looks at them."""
    inert = rules.get("inert-key")
    keys = inert.params["keys"] if inert else ()
    return keys if isinstance(keys, list | tuple) else ()


def _rules_of(word: Word, rules: Mapping[str, Rule]) -> list[str]:
    from cxlint.linting.trials.rules_of_key import rules_of_key, rules_of_section

    if word.sort == "section":
        return rules_of_section(word.path[-1], rules)
    return rules_of_key(word.field, rules) if word.sort == "key" else []
