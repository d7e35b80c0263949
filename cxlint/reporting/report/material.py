"""What a report is made of: one run of the check, the policy it judged, and its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.scenarios.judgement import Result
    from cxlint.graph.network import Network
    from cxlint.law.outlook import Outlook
    from cxlint.linting.advice.trial import Advice
    from cxlint.linting.model.finding import Report
    from cxlint.policy.policy import Policy
    from cxlint.reporting.translation.translator import Translator
    from cxlint.review.review import Review
    from cxlint.review.revision import Revision

NOTHING: Mapping[str, Mapping[str, str]] = {}


class Material(NamedTuple):
    """All that a report is made of.

    `report` is what the check found in `policy`, `figures` are those of its journeys, and `outlook`
    is what the law asks, where the policy names a jurisdiction. `sources` is what is known of the
    sources that rules lean on, by their keys. `language` is that of the page's own words. `advice`
    are the changes that were tried, the best first; None where none was asked for. `scenarios` is
    what comes of those of the policy, `revision` the commit that it was read at.
    `review` is what changed, where it was compared. `translator` says in `language` what cxlint
    says of the policy; None where that is English. `missing_language` is the one that the
    organization speaks first, where there are no words in it.
    """

    report: Report
    policy: Policy
    network: Network
    figures: Sequence[Quantity]
    outlook: Outlook | None = None
    sources: Mapping[str, Mapping[str, str]] = NOTHING
    language: str = "en"
    advice: Sequence[Advice] | None = None
    scenarios: Sequence[Result] = ()
    revision: Revision | None = None
    review: Review | None = None
    translator: Translator | None = None
    missing_language: str = ""
