"""Hours and promises in the words of texts: which contradict the policy, and which only seem to."""

from __future__ import annotations

import json

import pytest

from cxlint.linting.text.said_hours import clock_hours, read_hours
from cxlint.linting.text.said_times import read_times
from tests.test_core_checks import found

WEEK = "0-4 09:00-18:00"


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Our lines are open Monday to Friday 9am to 6pm.", WEEK),
        ("We're open Mon-Fri, 9 a.m. - 6 p.m. Please call again.", WEEK),
        ("Our lines are open Monday to Friday from 9 a.m. until 6 p.m. Please hold.", WEEK),
        ("Business hours: 9 AM - 6 PM (Mon - Fri)", WEEK),
        ("We are here on weekdays from nine to six.", WEEK),
        ("You can reach us between 9am and 6 pm, Monday through Friday", WEEK),
        ("Call 0800 123 456, Monday to Friday 9:00-18:00", WEEK),
        ("Sie erreichen uns montags bis freitags von 9 bis 18 Uhr.", WEEK),
        ("Unsere Öffnungszeiten: Mo-Fr 9.00 - 18.00 Uhr", WEEK),
        ("Wir sind Montag bis Freitag zwischen 9 Uhr und 18 Uhr für Sie da.", WEEK),
        ("Nous sommes joignables du lundi au vendredi de 9h à 18h.", WEEK),
        ("Horaires : du lundi au vendredi, de neuf heures à 18 heures.", WEEK),
        ("Nuestro horario es de lunes a viernes de 9 a 18 horas.", WEEK),
        ("Atendemos de lunes a viernes de nueve de la mañana a seis de la tarde.", WEEK),
        ("We are closed right now, our hours are Monday to Friday 9am to 6pm.", WEEK),
        ("We are open daily from 8 to noon", "0-6 08:00-12:00"),
        ("Open Mon-Fri 9-5 and Sat 10-2", "0-4 09:00-17:00; 5 10:00-14:00"),
        ("Täglich von 7:30 bis 22 Uhr geöffnet", "0-6 07:30-22:00"),
        ("Nous répondons tous les jours de 8h30 à 20h", "0-6 08:30-20:00"),
        ("Abierto todos los días de 10 a 22 horas", "0-6 10:00-22:00"),
        ("Our lines are open from 8 to 20.", "any 08:00-20:00"),
        ("Wir sind rund um die Uhr erreichbar.", "0-6 00:00-24:00"),
        ("Notre service est joignable 24h/24 et 7j/7", "0-6 00:00-24:00"),
        ("We are here 24 hours a day, seven days a week", "0-6 00:00-24:00"),
        ("On public holidays we are closed. We are open Monday to Friday 9am to 6pm.", WEEK),
    ],
)
def test_hours_in_words_are_read(text: str, hours: str) -> None:
    read = [
        f"{'any' if said.days is None else span(said.days)} {clock_hours(said.hours)}"
        for said in read_hours(text)
    ]
    assert "; ".join(read) == hours


def span(days: tuple[int, ...]) -> str:
    return f"{days[0]}-{days[-1]}" if len(days) > 1 else str(days[0])


@pytest.mark.parametrize(
    "text",
    [
        "On public holidays we are closed.",
        "From 1 December we are open daily 9am to 9pm.",
        "Our lines are open Monday to Friday 9am to 6pm, except on holidays.",
        "Today we are open from 9 to 12.",
        "We are closed from 12 to 1.",
        "This week our lines are open 10am to 4pm.",
        "We are open Monday to Friday 9am to 6pm Eastern.",
        "We are open 9am to 5pm ET, Monday to Friday.",
        "Are you open Monday to Friday 9am to 6pm?",
        "Our lines are open Mon-Fri 9-6. The shop is open daily 10-8.",
        "We have 3 lines open Monday to Friday 9am to 6pm",
        "Your parcel comes between 9am and 6pm.",
        "Please hold the line for 5 minutes.",
        "Our phones are open until eight, and chat answers at night.",
        "An Feiertagen sind wir von 10 bis 14 Uhr da.",
        "Wir haben heute bis 20 Uhr geöffnet.",
        "Ab dem 1. März sind wir täglich von 8 bis 20 Uhr erreichbar.",
        "Pendant les vacances, nous sommes ouverts de 10h à 16h.",
        "Fermé de midi à 14h.",
        "Durante el verano abrimos de lunes a viernes de 8 a 15 horas.",
        "No abrimos de lunes a viernes de 14 a 16 horas.",
    ],
)
def test_hours_of_some_days_or_of_something_else_are_not_read(text: str) -> None:
    assert read_hours(text) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We answer within 24 hours.", ["reply 24 hours"]),
        ("You will hear from us within two business days.", ["reply 2 business days"]),
        ("Wir antworten innerhalb von zwei Tagen.", ["reply 2 days"]),
        ("Nous vous répondons sous 48 heures.", ["reply 48 hours"]),
        ("Le respondemos en un plazo de dos días hábiles.", ["reply 2 business days"]),
        ("We call you back within two hours.", ["callback 2 hours"]),
        ("Wir rufen Sie innerhalb von zwei Stunden zurück.", ["callback 2 hours"]),
        ("You can return anything within 30 days of delivery.", ["return 30 days"]),
        ("You get your money within 5 working days.", ["refund 5 business days"]),
        ("Items may be sent back within 28 days of receipt.", ["return 28 days"]),
        ("Devoluciones gratuitas durante 60 días.", ["return 60 days"]),
        ("Free returns for 30 days.", ["return 30 days"]),
        ("Our 60-day returns are free.", ["return 60 days"]),
        ("Rückgabe innerhalb von 14 Tagen nach Erhalt.", ["return 14 days"]),
        ("Vous pouvez retourner vos articles sous 30 jours.", ["return 30 days"]),
        ("Puede devolver sus compras en 30 días.", ["return 30 days"]),
        ("Your refund arrives within five days.", ["refund 5 days"]),
        ("Le remboursement est effectué sous 14 jours.", ["refund 14 days"]),
        ("Your parcel arrives within 3 working days.", ["delivery 3 business days"]),
        ("Die Lieferung erfolgt innerhalb von drei Werktagen.", ["delivery 3 business days"]),
        ("We answer within a day. Returns are accepted within 30 days.",
         ["reply 1 day", "return 30 days"]),
    ],
)  # fmt: skip
def test_promises_in_words_are_read(text: str, said: list[str]) -> None:
    assert [f"{each.matter} {each.time}" for each in read_times(text)] == said


@pytest.mark.parametrize(
    "text",
    [
        "Please reply within 7 days or we close your case.",
        "We cannot answer within 24 hours.",
        "If you do not hear from us within 24 hours, call again.",
        "Did you return it within 30 days?",
        "During the holidays we answer within 5 days.",
        "We usually answer within a day.",
        "Ask for a refund within 14 days.",
        "We call you back within half an hour.",
        "You waited two hours for an answer.",
        "We answer within 24 hours, and chats within 2 minutes.",
        "Faulty items can be returned within 2 years.",
        "We answered 30 days ago.",
        "Please hold, we answer for 30 minutes more.",
        "A technician arrives within two hours.",
        "We inspect your return within 5 days.",
        "Bitte antworten Sie uns innerhalb von 7 Tagen.",
        "Wir melden uns in der Regel meist innerhalb von 2 Tagen.",
        "Sans réponse de votre part sous 7 jours, nous fermons le dossier.",
        "Por favor, responda en 7 días.",
        "Express orders are delivered within 1 day.",
        "Press 9 to return to the menu within 30 seconds.",
        "We send an update every 2 days until we answer.",
    ],
)
def test_what_is_no_promise_to_everybody_is_not_read(text: str) -> None:
    assert read_times(text) == ()


def hours_told(announce: str, hours: str = "Mon-Fri 09:00-17:00", kind: str = "voice") -> bool:
    said = json.dumps(announce, ensure_ascii=False)
    return bool(
        found(
            "script-contradicts-hours",
            f"channels: {{a: {{kind: {kind}, open: '{hours}', closed: {{announce: {said}}}}}}}\n",
        )
    )


@pytest.mark.parametrize(
    ("announce", "hours", "told"),
    [
        ("We are open Monday to Friday 9am to 6pm.", "Mon-Fri 09:00-17:00", True),
        ("We are open Monday to Friday 9am to 5pm.", "Mon-Fri 09:00-17:00", False),
        ("We are open Monday to Friday 9am to 5pm.", "Mon-Sat 09:00-17:00", False),
        ("We are open Monday to Saturday 9am to 5pm.", "Mon-Fri 09:00-17:00", True),
        ("Wir sind täglich von 8 bis 20 Uhr für Sie da.", "daily 08:00-18:00", True),
        ("Nous sommes ouverts de 9h à 18h.", "Mon-Fri 09:00-17:00", True),
        ("Nous sommes ouverts de 9h à 17h.", "Mon-Fri 09:00-17:00, Sat 10:00-12:00", False),
        ("Abierto las 24 horas.", "Mon-Fri 09:00-17:00", True),
        ("Somebody is here around the clock.", "24x7", False),
        ("Our chat is open daily 8am to 10pm.", "Mon-Fri 09:00-17:00", False),
        ("Our shop is open daily 8am to 10pm.", "Mon-Fri 09:00-17:00", False),
        ("The billing line is open daily 8am to 10pm.", "Mon-Fri 09:00-17:00", False),
    ],
)
def test_hours_are_compared_with_those_of_the_channel(
    announce: str, hours: str, *, told: bool
) -> None:
    assert hours_told(announce, hours) == told


def test_pages_are_there_while_people_are_not() -> None:
    for kind in ("self_service", "email", "web_form", "app", "bot"):
        assert not hours_told("People answer daily from 8am to 6pm.", "24x7", kind)


WAY = """
channels:
  line: {{kind: voice, open: Mon-Fri 09:00-17:00, goes_to: menu}}
  night: {{kind: voice, open: Mon-Fri 18:00-23:00, goes_to: {}}}
steps:
  menu: {{kind: menu, options: [{{say: times, goes_to: spoken}}]}}
  spoken: {{kind: message, says: "We are open Monday to Friday from 6 pm to 11 pm."}}
  other: {{kind: message, says: "Hello."}}
"""


def test_a_step_speaks_for_every_channel_that_leads_to_it() -> None:
    assert found("script-contradicts-hours", WAY.format("menu")) == []
    (told,) = found("script-contradicts-hours", WAY.format("other"))
    assert told.severity == "error"
    assert told.says("line", "Monday to Friday from 6 pm to 11 pm", "Mon-Fri 09:00-17:00")
    assert told.on == "Monday to Friday from 6 pm to 11 pm"


def test_a_text_that_is_for_no_channel_is_compared_with_none() -> None:
    script = 'scripts: {a: {text: "We are open Monday to Friday 9am to 6pm."%s}}\n'
    channel = "channels: {line: {kind: voice, open: daily 08:00-10:00%s}}\n"
    assert found("script-contradicts-hours", channel % "" + script % "") == []
    for used in ("", ", closed: {announce: a}"):
        text = channel % used + script % ("" if used else ", used_by: [line]")
        assert len(found("script-contradicts-hours", text)) == 1


def promised(announce: str, channel: str, beside: str = "") -> list[str]:
    said = json.dumps(announce, ensure_ascii=False)
    text = f"channels: {{a: {{{channel}, closed: {{announce: {said}}}}}}}\n{beside}"
    return [told.severity for told in found("script-contradicts-promise", text)]


@pytest.mark.parametrize(
    ("announce", "channel", "told"),
    [
        ("We answer within 24 hours.", "kind: email, respond: 2 days", ["error"]),
        ("We answer within 24 hours.", "kind: email, respond: 1 day", []),
        ("We answer within 24 hours.", "kind: email, respond: 4 hours", ["warning"]),
        ("We answer within 24 hours.", "kind: email, respond: 1 business day", []),
        ("We answer within 24 hours.", "kind: email, respond: 3 business days", ["error"]),
        ("We answer within 24 hours.", "kind: voice, respond: 20s", []),
        ("We answer within 24 hours.", "kind: email", []),
        ("We answer letters within 24 hours.", "kind: email, respond: 2 days", []),
        ("Wir antworten innerhalb einer Stunde.", "kind: sms, respond: 2 hours", ["error"]),
        ("We call you back within two hours.",
         "kind: voice, voicemail: {callback_within: 1 day}", ["error"]),
        ("We call you back within two hours.",
         "kind: voice, voicemail: {callback_within: 1 day}, dropped: {callback_within: 2 hours}",
         []),
    ],
)  # fmt: skip
def test_answers_are_compared_with_what_the_channel_promises(
    announce: str, channel: str, told: list[str]
) -> None:
    assert promised(announce, channel) == told


@pytest.mark.parametrize(
    ("text", "rows", "told"),
    [
        ("You can return it within 30 days.", "returns: [{window: 14 days}]", ["error"]),
        ("You can return it within 30 days.", "returns: [{window: 60 days}]", ["warning"]),
        ("You can return it within 30 days.",
         "returns: [{window: 14 days}, {categories: [hats], window: 30 days}]", []),
        ("You can return it within a month.", "returns: [{window: 30 days}]", []),
        ("You can return it within 30 days.",
         "returns: [{reasons: [defective], window: 2 years}]", []),
        ("You can return it within 30 days.", "returns: [{window: unlimited}]", ["warning"]),
        ("We refund you within 5 days.", "returns: [{refund_within: 14 days}]", ["error"]),
        ("We refund you within 5 days.", "returns: [{refund_within: 3 business days}]", []),
        ("Your order arrives within 2 days.", "deliveries: {a: {within: 5 days}}", ["error"]),
        ("La livraison prend deux jours.", "deliveries: {a: {within: 5 days}}", ["error"]),
        ("Your order arrives within 2 days.",
         "deliveries: {a: {within: 5 days}, b: {service: express, within: 2 days}}", []),
        ("Your order arrives within 2 days.", "returns: [{window: 14 days}]", []),
    ],
)  # fmt: skip
def test_returns_refunds_and_deliveries_are_compared_with_their_tables(
    text: str, rows: str, told: list[str]
) -> None:
    said = f"scripts: {{a: {{text: {text}}}}}\n{rows}\n"
    assert [each.severity for each in found("script-contradicts-promise", said)] == told


@pytest.mark.parametrize(
    ("hours", "teams", "told"),
    [
        ("24x7", "", False),
        ("24x7", "teams: {care: {open: daily 08:00-18:00}}", False),
        ("24x7", "teams: {care: {open: daily 08:00-12:00}}", True),
        ("daily 10:00-16:00", "teams: {care: {seats: 2}}", True),
    ],
)
def test_people_may_be_there_for_a_part_of_the_day(hours: str, teams: str, *, told: bool) -> None:
    text = (
        f"channels: {{a: {{kind: voice, open: {hours}, goes_to: care, "
        f"closed: {{announce: Our team is here daily from 8 to 18.}}}}}}\n{teams}\n"
    )
    if not teams:
        text = text.replace(", goes_to: care", "")
    assert bool(found("script-contradicts-hours", text)) == told
