"""Questions on one customer, put to small policies."""

from __future__ import annotations

from policies import network

from cxlint.analysis.asking.answers import ask
from cxlint.analysis.asking.case import read_case
from cxlint.analysis.subject import Subject


def answers(*files, **stated):
    """Return all that is said of a customer."""
    subject = Subject(network(*files))
    return ask(subject, read_case(subject, stated))


def figures(*files, **stated):
    """Return the figures on a customer, by their names without `ask.`."""
    found = answers(*files, **stated).figures
    return {each.name.removeprefix("ask."): each for each in found}


def values(*files, **stated):
    """Return their values alone."""
    return {name: each.value for name, each in figures(*files, **stated).items()}
