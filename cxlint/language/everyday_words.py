"""Everyday words for values, `phone` for voice, become those of the language before all else.

The schema says which words are accepted: `x-words` of a key. Editors take them as well: there the
schema has an `anyOf` of the language's own words and of a pattern for the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.language import expected_forms
from cxlint.language.schema import accept, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.expected_forms import Chain, Schema


def fits_policy(data: object) -> bool:
    """Whether data fits the policy language, with everyday words for values or without."""
    return accept("policy", data) or accept("policy", translate_values(data))


def translate_values(data: object) -> object:
    """Return the data of a policy with the language's own word for each everyday one.

    What is accepted as it stands is left as it stands; where all of it is, it is `data` itself.
    """
    return _value([load("policy")], data)


def _value(schemas: Chain, value: Any) -> Any:
    said = [each for schema in schemas for each in _applying(schema, value)]
    if isinstance(value, str):
        return expected_forms.everyday_value(said, value)
    if isinstance(value, dict):
        changed = {key: _value(list(_below(said, key)), inner) for key, inner in value.items()}
        return value if all(changed[key] is value[key] for key in value) else changed
    if isinstance(value, list):
        items = [schema["items"] for schema in said if isinstance(schema.get("items"), dict)]
        listed = [_value(items, inner) for inner in value]
        same = all(new is old for new, old in zip(listed, value, strict=True))
        return value if same else listed
    return value


def _applying(schema: Schema, value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the schemas that speak of a value: itself, what it refers to, the branch that holds."""
    if not isinstance(schema, dict):
        return
    yield schema
    if "$ref" in schema:
        yield from _applying(expected_forms.definition(load("policy"), schema["$ref"]), value)
    if "if" in schema:
        branch = "then" if _meets(schema["if"], value) else "else"
        yield from _applying(schema.get(branch), value)


def _meets(condition: Mapping[str, Any], value: object) -> bool:
    """Whether a value meets the condition of a branch, as far as texts can tell."""
    if "enum" in condition:
        return value in condition["enum"]
    if not isinstance(value, str):
        return False
    pattern = condition.get("pattern")
    return pattern is None or re.search(pattern, value) is not None


def _below(schemas: Chain, key: object) -> Iterator[Schema]:
    """Yield the schemas of what stands under a key; keys of one's own have none."""
    if not isinstance(key, str) or key.startswith("x-"):
        return
    for schema in schemas:
        found = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
        if isinstance(found, dict):
            yield found
