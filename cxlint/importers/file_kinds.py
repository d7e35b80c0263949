"""What a file is that is no policy and of no format: told by what it holds, never by its name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Holds = Callable[[Mapping[str, Any]], bool]

LONGEST = 1 << 20
"""How many characters of a text are looked at."""

_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_DECISIONS = "www.omg.org/spec/DMN"


def name_text(syntax: str, text: str) -> str:
    """Return what a text in a syntax is, as people call it; empty where that is not known."""
    if syntax == "xml":
        root = _ROOT.search(text[:LONGEST])
        decides = _DECISIONS in text[:LONGEST]
        return "DMN" if decides else f"XML with <{root[1]}> at its root" if root else ""
    if len(text) > LONGEST:
        return ""
    try:
        return name_data(json.loads(text))
    except (ValueError, RecursionError):
        return ""


def name_data(data: object) -> str:
    """Return what a document is, as people call it; empty where that is not known."""
    if isinstance(data, dict):
        if not data:
            return "nothing in it"
        held = {str(key): value for key, value in data.items()}
        return next((title for title, holds in _KINDS if holds(held)), "")
    if isinstance(data, list):
        first = next((each for each in data if isinstance(each, dict)), {})
        is_play = "hosts" in first and bool({"tasks", "roles", "import_playbook"} & first.keys())
        return "Ansible playbook" if is_play else "a list"
    return "just text" if isinstance(data, str) else ""


def _has(*keys: str) -> Holds:
    """Return whether all of these keys stand at the top of a file."""
    return lambda held: all(key in held for key in keys)


def _has_any(*keys: str) -> Holds:
    return lambda held: any(key in held for key in keys)


def _inside(key: str, *words: str) -> Holds:
    """Return whether a key at the top holds entries of which one has any of these words."""

    def holds(held: Mapping[str, Any]) -> bool:
        return any(not set(words).isdisjoint(entry) for entry in _entries(held.get(key)))

    return holds


def _entries(value: object) -> list[dict[str, Any]]:
    inner = list(value.values()) if isinstance(value, dict) else value
    return [each for each in inner if isinstance(each, dict)] if isinstance(inner, list) else []


def _is_pipeline(held: Mapping[str, Any]) -> bool:
    jobs = [each for each in _entries(dict(held)) if "script" in each]
    return bool(jobs) and ("stages" in held or any("stage" in each for each in jobs))


def _is_translation(held: Mapping[str, Any]) -> bool:
    """Whether a file is one language tag over texts, at any depth."""
    (tag, *more) = held
    return not more and bool(re.fullmatch(r"[a-z]{2}([-_][A-Z]{2})?", tag)) and _is_text(held[tag])


def _is_text(value: object) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(map(_is_text, value.values()))
    return isinstance(value, str)


_KINDS: tuple[tuple[str, Holds], ...] = (
    ("OpenAPI", _has_any("openapi", "swagger")),
    ("AsyncAPI", _has("asyncapi")),
    ("Kubernetes", _has("apiVersion", "kind")),
    ("Helm chart", _has("apiVersion", "name", "version")),
    ("Kustomize", lambda held: "resources" in held and bool({"patches", "images", "namespace",
                                                             "commonLabels"} & held.keys())),
    ("Docker Compose", _inside("services", "image", "build", "ports", "command", "extends")),
    ("CloudFormation", _has_any("AWSTemplateFormatVersion")),
    ("MkDocs", _has("site_name")),
    ("GitHub workflow", _has("on", "jobs")),
    ("GitHub action", _has("runs", "name")),
    ("GitLab pipeline", _is_pipeline),
    ("CircleCI pipeline", _has("jobs", "workflows")),
    ("Azure pipeline", _has_any("pool", "trigger")),
    ("pre-commit hooks", _inside("repos", "hooks")),
    ("Dependabot", _has("version", "updates")),
    ("lock file", _has_any("lockfileVersion", "lockfile-version", "__metadata", "packageResolved")),
    ("Conda environment", _has("channels", "dependencies")),
    ("npm package", lambda held: "name" in held and bool({"dependencies", "devDependencies",
                                                          "scripts", "main"} & held.keys())),
    ("TypeScript settings", _has("compilerOptions")),
    ("Rasa dialogue flows", _inside("flows", "steps")),
    ("Rasa domain", lambda held: "intents" in held and bool({"responses", "slots",
                                                             "actions"} & held.keys())),
    ("Rasa training data", _has_any("nlu", "stories", "rules_of_dialogue")),
    ("JSON-LD", _has("@context")),
    ("JSON Schema", _has("$schema")),
    ("Jupyter notebook", _has("cells", "nbformat")),
    ("GeoJSON", _has("type", "features")),
    ("Ansible requirements", _has_any("collections", "roles")),
    ("translations", _is_translation),
)  # fmt: skip
"""What files are called that are often met beside a policy, and how each is known."""
