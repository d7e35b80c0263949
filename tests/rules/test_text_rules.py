"""The shipped lists of phrases: honest sentences they leave alone, and bad ones they know."""

from __future__ import annotations

import json
from functools import cache

import pytest
from policies import policy

from cxlint.linting.rules import loader

HONEST = {
    "en": [
        "There is nothing you need to do, and I can do it now.",
        "That option is not shown any more; I show you where it is.",
        "You should have your refund by Monday.",
        "The rules of the prize draw are on the page.",
        "I have asked the carrier and write to you at noon.",
        "We will contact the carrier for you.",
        "Our lines are open from 8 to 20.",
        "That is not possible by phone, and I do it here for you.",
        "Either option is fine, tell me which you prefer.",
        "Your system shows an error: I fix it with you.",
    ],
    "de": [
        "Da können Sie nichts falsch machen.",
        "Das geht nicht auf Ihre Kosten.",
        "Das geht nicht verloren, ich habe es notiert.",
        "Ich kann nichts finden, das Ihnen widerspricht, und zahle aus.",
        "Mit dem Hersteller sprechen wir für Sie.",
        "Unsere Regeln stehen auf der Seite.",
        "Sie müssen nichts tun.",
    ],
    "fr": [
        "Vous ne pouvez rien perdre dans cette affaire.",
        "Il n'y a rien à payer.",
        "Ce n'est pas possible en magasin, je le fais pour vous.",
        "Votre colis arrive demain.",
        "C'est le règlement que nous vous envoyons ce soir.",
        "Nous contactons le transporteur pour vous.",
    ],
    "es": [
        "No hay nada que pagar.",
        "No tiene que hacer nada.",
        "No es posible que se pierda: lo he anotado.",
        "Hablamos con el transportista por usted.",
        "Estas son las normas que le enviamos.",
        "Su pedido sale hoy.",
    ],
}
BAD = {
    "en": ["I’m afraid there isn't any other way, that is NOT an option", "My hands are tied."],
    "de": ["Da kann man leider nichts machen.", "Tut mir leid, das geht nicht!"],
    "fr": ["Désolée, on n'y peut rien.", "Ce n'est pas possible."],
    "es": ["Lo siento, no se puede hacer nada.", "Así son las normas."],
}
LISTS = ("anti-advocacy-phrase", "excuse-phrase", "partner-blame-phrase", "declarative-in-service",
         "review-argument-phrase")  # fmt: skip


@cache
def told(language: str, text: str, purpose: str) -> list[str]:
    said = {"scripts": {"x": {"language": language, "purpose": purpose, "text": text}}}
    found = []
    for id_ in LISTS:
        rule = loader.load()[id_]
        found += [
            f"{id_}: {hit.facts['phrase']}"
            for hit in loader.check_of(rule)(policy(json.dumps(said)), **rule.params)
        ]
    return found


@pytest.mark.parametrize("language", HONEST)
def test_honest_sentences_are_left_alone(language: str) -> None:
    for text in HONEST[language]:
        assert told(language, text, "service") == [], text


@pytest.mark.parametrize("language", BAD)
def test_bad_ones_are_known_in_every_language(language: str) -> None:
    for text in BAD[language]:
        assert [each for each in told(language, text, "service") if each.startswith("anti")], text


@pytest.mark.parametrize("language", BAD)
def test_what_is_said_in_training_is_no_finding(language: str) -> None:
    for text in BAD[language]:
        assert told(language, text, "training") == []


def test_every_list_speaks_four_languages() -> None:
    for id_ in LISTS:
        phrases = loader.load()[id_].params["phrases"]
        assert isinstance(phrases, dict)
        assert set(phrases) == {"en", "de", "fr", "es"}
        for language, listed in phrases.items():
            folded = [each.casefold() for each in listed]
            assert len(set(folded)) == len(folded), (id_, language)


WITH_OTHERS = {
    "en": (
        [
            "Your parcel is with the courier and late, so I will chase them and ring you by five.",
            "Your claim remains with the insurer now, and we ring you when they answer.",
            "As soon as your parcel leaves our warehouse, we send you its number.",
        ],
        [
            "The parcel is with the courier now, so ask them.",
            "Once your parcel has left our warehouse it is no longer our responsibility.",
            "It was another department that got this wrong.",
        ],
    ),
    "de": (
        [
            "Sobald Ihr Paket unser Lager verlässt, schicken wir Ihnen die Nummer.",
            "Ich habe es an eine andere Abteilung gegeben und bleibe dran.",
        ],
        [
            "Sobald die Ware unser Lager verlassen hat, können wir nichts mehr machen.",
            "Den Fehler hat eine andere Abteilung gemacht.",
        ],
    ),
    "fr": (
        ["Une fois le colis parti, nous vous envoyons le numéro de suivi."],
        ["Une fois le colis parti, nous ne pouvons plus rien faire."],
    ),
    "es": (
        ["Una vez que el paquete sale de nuestro almacén, le enviamos el número."],
        ["Fue otro departamento el que se equivocó."],
    ),
}


@pytest.mark.parametrize("language", WITH_OTHERS)
def test_where_a_thing_is_blames_nobody_until_it_is_said_to_be_theirs(language: str) -> None:
    where, whose = WITH_OTHERS[language]
    assert [told(language, text, "complaint") for text in where] == [[]] * len(where)
    for text in whose:
        assert any(f.startswith("partner-blame") for f in told(language, text, "complaint")), text


LATE_WORDS = {
    "excuse-phrase": {
        "de": (
            ["Aufgrund der aktuellen Lage und vieler Krankheitsfälle dauert es länger.",
             "Wegen einer Systemumstellung bearbeiten wir Ihre Anfrage später."],
            ["Ihr Zug fällt wegen einer Baustelle aus; der Bus fährt um neun."],
        ),
        "fr": (
            ["En raison d'un nombre exceptionnel de demandes, nous répondrons plus tard."],
            ["En raison de votre fidélité, nous vous offrons la livraison."],
        ),
        "en": (
            ["It was another department that got this wrong."],
            ["I asked another department, and this is what they found."],
        ),
    },
    "anti-advocacy-phrase": {
        "de": (
            ["Wenn wir das bei Ihnen machen, wollen es alle.", "Das geht grundsätzlich nicht.",
             "Da könnte ja jeder kommen."],
            ["Wenn wir das bei Ihnen machen, wollen wir vorher Ihr Einverständnis."],
        ),
    },
    "review-argument-phrase": {
        "fr": (
            ["Contrairement à ce que vous écrivez, la chambre était propre."],
            ["Contrairement à ce que nous avions promis, vous avez attendu."],
        ),
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "language"), [(rule, each) for rule in LATE_WORDS for each in LATE_WORDS[rule]]
)
def test_excuses_and_refusals_in_other_words(rule: str, language: str) -> None:
    purpose = "review reply" if rule.startswith("review") else "complaint"
    bad, honest = LATE_WORDS[rule][language]
    for text, wrong in [*((each, True) for each in bad), *((each, False) for each in honest)]:
        found = told(language, text, purpose)
        assert any(each.startswith(rule) for each in found) is wrong, text
