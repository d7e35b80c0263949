"""Which formats there are. What each reads and what it becomes is said in its own module."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Protocol

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.importers.policy_sketch import Names, Sketch

MODULES = {
    "amazon-connect": "amazon_connect.importer",
    "twilio-studio": "twilio_studio.importer",
    "zendesk": "zendesk.importer",
    "bpmn": "bpmn.importer",
    "salesforce": "salesforce.importer",
    "genesys-archy": "genesys.importer",
    "pagerduty": "pagerduty.importer",
    "opsgenie": "opsgenie.importer",
}
"""The module of every format, below this package, in the order in which files are offered."""

FORMATS: tuple[str, ...] = tuple(MODULES)
"""Every format, in that order."""


class Meaning(NamedTuple):
    """What one kind of element becomes: the vendor's words for it, and the policy's."""

    element: str
    becomes: str


class Importer(Protocol):
    """The module of a format.

    `TITLE` is what people call it; `SYNTAXES` are those it comes in, of json, yaml, xml and hcl;
    `MEANINGS` is the table of `cxlint formats`. Where files of a format have keys at the top that
    are called like sections of a policy, a function `owns` says which values there are its own.
    Where the end of a file decides whether it is claimed, a function `resembles` says of what was
    made out of a broken one whether it is of this format.
    `STEP_LIMIT` says when the platform stops a flow that goes round and round, where its pages do.
    `FIELDS` says which fields are read and which change nothing, where the format knows them all.
    """

    TITLE: str
    SYNTAXES: tuple[str, ...]
    MEANINGS: tuple[Meaning, ...]

    def claims(self, source: Any) -> bool:
        """Whether a parsed file is of this format. Never raises, and never guesses."""

    def read(self, source: Any, names: Names) -> Iterable[Sketch]:
        """Yield the flows, rule sets or processes of a file."""


def importer(name: str) -> Importer:
    """Return the module of a format."""
    module: Any = importlib.import_module(f"cxlint.importers.{MODULES[name]}")
    return module  # type: ignore[no-any-return]


def list_importers(syntax: str) -> Iterator[tuple[str, Importer]]:
    """Yield the formats that come in a syntax; JSON may come as YAML."""
    for name in FORMATS:
        found = importer(name)
        if syntax in found.SYNTAXES or (syntax == "yaml" and "json" in found.SYNTAXES):
            yield name, found
