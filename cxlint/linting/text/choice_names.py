"""What findings call a choice: by its words, or by its key and what the text announces of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.menu_choices import KEYS, list_prompts
from cxlint.linting.text.keypad_keys import find_purposes

if TYPE_CHECKING:
    from cxlint.graph.menu_choices import Choices
    from cxlint.graph.network import Move, Network


def name_choice(network: Network, choices: Choices, way: Move) -> str:
    """Return what to call the choice by which a way is taken."""
    said = choices.say(way)
    if said not in KEYS:
        return said
    announced = (find_purposes(text).get(said) for text in list_prompts(network, choices.menu))
    purpose = next((each for each in announced if each), "")
    return f"{said} ({purpose})" if purpose else said
