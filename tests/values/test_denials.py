"""Values that say that there is none, and values that only begin like them."""

from __future__ import annotations

import pytest

from cxlint.values.denials import is_denial

DENIALS = [
    "none", "None.", "nobody", "Nobody yet", "no one", "n/a", "N/A", "-", "—", "?", "0", "TBD",
    "to be decided", "still to be named", "not applicable", "no contact with customers",
    "has no customer contact", "does not deal with customers", "unknown", "vacant", "nowhere",
    "never", "niemand", "keine", "noch offen", "kein Kundenkontakt", "nicht vorgesehen",
    "wird noch festgelegt", "personne", "aucun rôle", "par personne", "à définir", "jamais",
    "nadie", "ninguna", "sin contacto con clientes", "por definir", "not our job",
]  # fmt: skip
STATEMENTS = [
    "no customer waits longer than a day", "nobody leaves without an answer",
    "nothing is left undone", "zero tolerance for errors", "without delay", "at once",
    "missing parts are sent the same day", "no later than two days", "care", "Nora", "Nils",
    "email", "keine Rechnung geht mit Fehlern hinaus", "niemand wartet länger als einen Tag",
    "personne ne reste sans réponse", "sin demora", "open", "the owner of the shop",
]  # fmt: skip


@pytest.mark.parametrize("text", DENIALS)
def test_what_only_denies_is_a_denial(text: str) -> None:
    assert is_denial(text)


@pytest.mark.parametrize("text", STATEMENTS)
def test_what_says_more_is_none(text: str) -> None:
    assert not is_denial(text)


@pytest.mark.parametrize("value", [False, 0, [], {}, ["none"], ["nobody", "-"], {"by": "nobody"}])
def test_other_values_that_deny(value: object) -> None:
    assert is_denial(value)


@pytest.mark.parametrize("value", [None, True, 1, ["none", "email"], {"by": "care"}, [{"a": 1}]])
def test_other_values_that_do_not(value: object) -> None:
    assert not is_denial(value)
