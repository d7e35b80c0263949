"""The reference of the policy language, written from its JSON Schema: a page for each section."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from cxlint.language import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
TIDY = ROOT / "sample_policies" / "tidy"
FOLDER = "language"

Node = dict[str, Any]

_GENERATED = "<!-- written from schemas/policy.schema.json; change the schema -->"
_EXAMPLE = re.compile(r"\n\nExample: `(.*)`$", re.DOTALL)
_DATED = ("effective", "law")
_EVERYWHERE = (
    "name", "description", "owner", "approver", "last_reviewed", "review_every", *_DATED,
)  # fmt: skip
_QUANTITIES = (
    "duration", "duration-range", "window", "date", "last-day", "moment", "deadline",
    "weekly-hours", "day-hours", "opening", "timezone", "region", "money", "limit", "fee",
    "price", "percentage", "charge", "goal", "bounded-sum", "bounded-count", "currency",
)  # fmt: skip
_BESIDE_IDS = {
    "reference": "", "references": "", "owner": "", "approver": "", "way": ", or these keys",
    "ways": "; each may have these keys instead", "starts": "; each may have these keys instead",
}  # fmt: skip
"""Definitions that are ids, and what may be written in their place."""

_UNITS = (
    "Values are written as people write them. A number without its unit is refused, "
    "because nobody could say what it means."
)
_EVERYDAY = (
    "A word that can mean only one thing is accepted in place of the language's own, whether it "
    "is written with capitals or not: `kind: phone` says `voice`, `refund: voucher` says "
    "`store credit`, `published: yes` says `true`, `window: one month` says `1 month`, "
    "`up_to: unlimited` says `any`. Findings and rules speak of the language's own word. "
    "A word that may mean several things, such as `kind: mail`, is refused with the word that is "
    "probably meant; so is another name for a key. `cxlint explain KEY` lists what is accepted."
)
_SHAPES = {
    "named": "Each entry has an id that you choose. Others refer to it by this id.",
    "listed": "Each entry is an item of a list, and begins with a dash.",
    "single": "There is one of it in a policy.",
}


class Language:
    """The schema of policy files, with references followed."""

    def __init__(self, root: Node) -> None:
        """Take the schema as it was read."""
        self.sections: dict[str, Node] = root["properties"]
        self.definitions: dict[str, Node] = root["$defs"]

    def definition(self, node: Mapping[str, Any]) -> str:
        """Return the name of the definition that a node refers to, or nothing."""
        return str(node.get("$ref", "")).removeprefix("#/$defs/")

    def names(self, node: Mapping[str, Any]) -> Iterator[str]:
        """Yield the definitions that a node refers to, one through the other."""
        while name := self.definition(node):
            yield name
            node = self.definitions[name]

    def resolve(self, node: Node) -> Node:
        """Return a node with what it refers to; what the node itself says counts more."""
        name = self.definition(node)
        if not name:
            return node
        own = {key: value for key, value in node.items() if key != "$ref"}
        return {**self.resolve(self.definitions[name]), **own}

    def page_of(self, kind: str) -> str:
        """Return where things of a kind are described, seen from another page of the reference."""
        for section, node in self.sections.items():
            if node.get("x-kind") == kind:
                return f"{section}.md"
            for key, below in self.resolve(node).get("properties", {}).items():
                if below.get("x-kind") == kind:
                    return f"{section}.md#{key}"
        raise LookupError(kind)


def load() -> Language:
    """Read the schema."""
    return Language(schema.load("policy"))


def pages(language: Language) -> Iterator[tuple[str, str]]:
    """Yield every page of the reference: its name in the folder and its text."""
    for section in language.sections:
        if section != "version":
            yield f"{section}.md", _section_page(language, section)
    yield "values.md", _values_page(language)


def section_table(language: Language) -> str:
    """Return the table of all sections, each with what it holds and a link to its page."""
    rows = ["| section | what it holds |", "| --- | --- |"]
    for section, node in language.sections.items():
        if section != "version":
            rows.append(f"| [`{section}`]({section}.md) | {_meaning(node)} |")
    return "\n".join(rows) + "\n"


def _section_page(language: Language, section: str) -> str:
    node = language.sections[section]
    entity = _entity(language, node)
    blocks = [_GENERATED, f"# {node['title']}", _meaning(node), _SHAPES[node["x-form"]]]
    if built_in := node.get("x-built-in"):
        blocks.append(f"These exist without being declared: {_words(built_in)}.")
    blocks.append(_fenced(_block_style(_example(node))))
    blocks.append("## Keys")
    if entity.get("type") not in ("object", ["object", "null"]):
        blocks.append(f"An entry is {_form(language, entity)}.")
    blocks += _keys(language, entity)
    if section in _tidy():
        blocks.append("## An example without findings")
        blocks.append(
            "It is taken from "
            f"[`sample_policies/tidy`](../../sample_policies/tidy/{_tidy()[section][0]}), "
            "a policy in which cxlint finds nothing."
        )
        blocks.append(_fenced(_tidy()[section][1]))
    blocks.append("---")
    blocks.append("[All sections](README.md) · [How values are written](values.md)")
    return "\n\n".join(blocks) + "\n"


def _entity(language: Language, node: Node) -> Node:
    """Return what one entry of a section may say."""
    if node["x-form"] == "named":
        return language.resolve(node["additionalProperties"])
    if node["x-form"] == "listed":
        return language.resolve(node["items"])
    return language.resolve(node)


def _keys(language: Language, entity: Node) -> Iterator[str]:
    required = entity.get("required", ())
    shared = _shared(entity)
    for key, node in entity["properties"].items():
        if key in shared:
            continue
        whole = language.resolve(node)
        yield f"### `{key}`"
        must = "It must be stated. " if key in required else ""
        yield f"{_meaning(whole)}\n\n{must}Write {_form(language, node)}."
        if nested := list(_nested(language, whole, "")):
            yield "\n".join(nested)
        if example := _example(whole):
            yield _fenced(example)
    if shared:
        yield "### Keys that many things have"
        yield _linked(shared) + "."


def _shared(entity: Node) -> list[str]:
    """Return the keys that an entity has in common with many others."""
    stated = entity.get("properties", {})
    return [key for key in _EVERYWHERE if "title" not in stated.get(key, {"title": ""})]


def _linked(keys: Iterable[str]) -> str:
    return ", ".join(f"[`{key}`](values.md#{key})" for key in keys)


def _nested(language: Language, node: Node, indent: str) -> Iterator[str]:
    """Yield the keys inside of a key as a list."""
    inner = _inner(language, node)
    required = inner.get("required", ())
    shared = _shared(inner)
    if "description" not in inner.get("properties", {}):
        shared = [key for key in shared if key in _DATED]
    for key, below in inner.get("properties", {}).items():
        if key in shared:
            continue
        whole = language.resolve(below)
        must = " (must be stated)" if key in required else ""
        yield f"{indent}* `{key}`{must}: {_meaning(whole)} Write {_form(language, below)}."
        yield from _nested(language, whole, f"{indent}    ")
    if shared:
        yield f"{indent}* {_linked(shared)}: as everywhere."


def _inner(language: Language, node: Node) -> Node:
    """Return the thing that has keys: the node itself, its items or its named entries."""
    if "properties" in node:
        return node
    for key in ("items", "additionalProperties"):
        below = node.get(key)
        if isinstance(below, dict) and "properties" in language.resolve(below):
            return language.resolve(below)
    return {}


def _form(language: Language, node: Node) -> str:
    """Say what may be written."""
    whole = language.resolve(node)
    named = (_named_form(language, name, whole) for name in language.names(node))
    said = next(filter(None, named), "") or _either(_forms(language, whole))
    if such := [each for each in node.get("examples", ()) if isinstance(each, str)]:
        said += f", such as {_words(such)}"
    if "default" in whole:
        said += f"; where nothing is said, {_code(whole['default'])} holds"
    return said


def _named_form(language: Language, name: str, whole: Node) -> str:
    if name in _BESIDE_IDS:
        several = name in ("references", "ways", "starts")
        return f"{_reference(language, whole, several=several)}{_BESIDE_IDS[name]}"
    if name == "text":
        return "text"
    if name == "texts":
        return "one text, or a list of them"
    if name in _QUANTITIES:
        title = str(language.definitions[name]["title"])
        return f"{_article(title)}[{title[0].lower()}{title[1:]}](values.md#{_anchor(title)})"
    return ""


def _article(title: str) -> str:
    if "hours" in title.lower() or title == "Money":
        return ""
    return "an " if title[0] in "AEIO" else "a "


def _reference(language: Language, whole: Node, *, several: bool) -> str:
    must = whole.get("x-refers-to", ())
    kinds = must or whole.get("x-may-refer-to", ())
    if not kinds:
        return "the id of something that this policy defines"
    linked = _either(f"[{each.replace('-', ' ')}]({language.page_of(each)})" for each in kinds)
    said = f"the id of a {linked}" if not several else f"one id, or a list of ids, of a {linked}"
    said = said.replace("of a [intent", "of an [intent").replace("of a [outcome", "of an [outcome")
    if but := whole.get("x-except"):
        said += f", or {_either(map(_code, but))}"
    return said if must else f"{said}, or say it in words"


def _forms(language: Language, whole: Node) -> Iterator[str]:
    """Yield each of the ways to write what has no name of its own."""
    if "enum" in whole:
        yield f"one of {_words(whole['enum'])}"
        return
    types = whole.get("type", "object")
    for kind in [types] if isinstance(types, str) else types:
        if kind == "string":
            yield _form(language, whole["then"]) if "then" in whole else "text"
        elif kind == "boolean":
            yield "`true` or `false`"
        elif kind in ("integer", "number"):
            yield _number(kind, whole)
        elif kind == "array":
            yield _list_form(language, whole)
        elif kind == "object":
            yield _object_form(language, whole)


def _number(kind: str, whole: Node) -> str:
    word = "a whole number" if kind == "integer" else "a number"
    return f"{word} from {whole['minimum']} on" if "minimum" in whole else word


def _list_form(language: Language, whole: Node) -> str:
    if "then" in whole:
        return "a list of them"
    items = whole["items"]
    item = language.resolve(items)
    if "properties" not in item:
        return f"a list; each item is {_form(language, items)}"
    short = f", or is {_form(language, item['then'])}" if "then" in item else ""
    return f"a list; each item has these keys{short}"


def _object_form(language: Language, whole: Node) -> str:
    if "properties" in whole:
        return "these keys"
    below = whole.get("additionalProperties")
    if not isinstance(below, dict):
        return "keys of your own"
    if "properties" in language.resolve(below):
        return "entries by id; each has these keys"
    if kinds := whole.get("propertyNames", {}).get("x-refers-to"):
        linked = _either(f"[{each}]({language.page_of(each)})" for each in kinds)
        return f"the id of a {linked} and, behind it, {_form(language, below)}"
    return f"a name and, behind it, {_form(language, below)}"


def _values_page(language: Language) -> str:
    blocks = [
        _GENERATED,
        "# How values are written",
        _UNITS,
    ]
    for name in _QUANTITIES:
        node = language.definitions[name]
        blocks += [f"## {node['title']}", node["description"]]
        blocks.append("For example " + _words(node["examples"][:6]) + ".")
    blocks += ["## Everyday words", _EVERYDAY, "## Ids"]
    blocks.append(
        "An id is the name by which others refer to a thing: `hotline`, `returns-desk`. "
        "It may have spaces inside, but no slashes. "
        "Channels, steps, teams and outcomes share their ids, so that each id means one place. "
        "What refers to an id that nobody declares is a finding, with the id that was meant."
    )
    blocks.append("## Keys that many things have")
    for key in _EVERYWHERE:
        node = language.definitions[key]
        whole = language.resolve(node)
        example = _example(node)
        blocks += [f"### `{key}`", f"{_meaning(whole)}\n\nWrite {_form(language, node)}."]
        if nested := list(_nested(language, whole, "")):
            blocks.append("\n".join(nested))
        blocks.append(_fenced(example))
    blocks += ["---", "[All sections](README.md)"]
    return "\n\n".join(blocks) + "\n"


def _meaning(node: Node) -> str:
    return _EXAMPLE.sub("", node.get("description", "")).replace("\n\n", " ")


def _example(node: Node) -> str:
    found = _EXAMPLE.search(node.get("description", ""))
    return found[1] if found else ""


def _block_style(text: str) -> str:
    """Return YAML written on one line as YAML on several, with small mappings left as they are."""
    data = yaml.safe_load(text)
    return str(
        yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=80, default_flow_style=None)
    )


def _tidy() -> dict[str, tuple[str, str]]:
    """Return the sections of the tidy sample: in which file each is, and its text."""
    found = {}
    for file in sorted(TIDY.glob("*.yaml")):
        for part in re.split(r"^(?=[a-z])", file.read_text("utf-8"), flags=re.MULTILINE):
            head = re.match(r"([a-z_]+):", part)
            if head:
                lines = re.split(r"^#", part, maxsplit=1, flags=re.MULTILINE)[0]
                found[head[1]] = (file.name, lines.rstrip() + "\n")
    return found


def _fenced(text: str) -> str:
    return f"```yaml\n{text.rstrip()}\n```"


def _words(words: Iterable[object]) -> str:
    return ", ".join(map(_code, words))


def _code(value: object) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _either(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")
