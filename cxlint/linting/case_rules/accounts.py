"""Which promises and rules belong together: those of one account, whatever stands beside it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from cxlint.linting.case_rules.rules import list_case_rules
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.language.entity import Entity
    from cxlint.linting.case_rules.rules import CaseRule
    from cxlint.policy.policy import Policy


class Account(NamedTuple):
    """The promises of an account, and the rules in it that are switched on, in their order."""

    promises: list[Entity]
    rules: list[CaseRule]


def list_accounts(policy: Policy) -> list[Account]:
    """Return the accounts of a policy; what is written by hand is one.

    A vendor's file that holds both promises and rules is an account. Of the others those of one
    folder are; rules without a promise beside them are for those of the whole policy that have no
    rules of their own.
    """
    promises, rules = [*policy.of("promise")], list_case_rules(policy)
    whole = {_name_file(each) for each in promises} & {_name_file(each.entity) for each in rules}
    accounts: dict[str, Account] = {}
    for promise in promises:
        _open_account(accounts, promise, whole).promises.append(promise)
    for rule in rules:
        _open_account(accounts, rule.entity, whole).rules.append(rule)
    free = [one for each in accounts.values() if not each.rules for one in each.promises]
    return [each if each.promises else each._replace(promises=free) for each in accounts.values()]


def _open_account(accounts: dict[str, Account], entity: Entity, whole: set[str]) -> Account:
    file = _name_file(entity)
    key = file if not file or file in whole else f"{posixpath.dirname(file)}/"
    return accounts.setdefault(key, Account([], []))


def _name_file(entity: Entity) -> str:
    return entity.document.vendor_file
