"""Parts of a section that are left out beside the part they go with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.whole_policy import as_written
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.policy.policy import Policy


def companion(policy: Policy, *, of: str, field: str, beside: str) -> Iterator[Hit]:
    """Yield a section that states one part and, in no file, the part that goes with it.

    Findings point to the part that is stated. What is said and not understood, or may be said in
    a file that could not be read, is not left out.
    Facts: missing, beside.

    Args:
        policy: the policy.
        of: the kind of section, of which a policy has one, such as reviews.
        field: the key of the part that may be missing.
        beside: the key of the part that makes one expect it.
    """
    sections = policy.of(of)
    stating = next((entity for entity in sections if entity.says(beside)), None)
    if stating is None or policy.unsure(of):
        return
    if not any(as_written(entity).get(field) for entity in sections):
        facts = {"missing": field, "beside": beside}
        yield Hit(stating.at(beside), stating.name, facts, key=(field,))
