"""Policies of a few lines, and the policies' faults."""

from __future__ import annotations

CLEAN = "organization: {name: Northwind Outfitters, industry: retail}\n"
DANGLING = "channels:\n  chat: {kind: chat, goes_to: nobody}\n"
MISSPELT = "teams:\n  care: {seatz: 3}\n"
