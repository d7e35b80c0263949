"""Scenarios put to small policies."""

from __future__ import annotations

from policies import network

from cxlint.analysis.scenarios.evaluation import judge_scenarios
from cxlint.analysis.subject import Subject


def results(*files):
    """Return what comes of all scenarios, by id."""
    return {each.scenario.id: each for each in judge_scenarios(Subject(network(*files)))}


def judge(policy, customer, holds, more=""):
    """Return what comes of one scenario, its parts written as they stand in a file."""
    said = f"scenarios: {{one: {{customer: {customer}, holds: {holds}{more}}}}}"
    return results(policy, said)["one"]


def statuses(result):
    """Return the status of each statement, in the order of the file."""
    return [each.status.value for each in result.judgements]
