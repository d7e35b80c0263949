"""Bad examples in guidance: which are excused, and which are not."""

from __future__ import annotations

import pytest

from cxlint.linting.text.phrases.phrase_matcher import Phrases
from cxlint.linting.text.phrases.quotations import BadExamples
from cxlint.linting.text.phrases.tokenizer import Wordings

AVOID = [
    "never say", "never use", "do not say", "do not", "to avoid", "avoid", "instead of", "not",
    "statt", "évitez", "bad", "you wrote", "hears",
]  # fmt: skip


def excused(text: str) -> bool:
    wordings = Wordings()
    start = text.index("NO WAY")
    return BadExamples(text, Phrases(AVOID, wordings), wordings).contains(
        start, start + len("NO WAY")
    )


@pytest.mark.parametrize(
    "text",
    [
        'Never say "NO WAY".',
        "Don't say ‘There’s NO WAY’ to anybody.",
        "Please do not say to a customer: „NO WAY“",
        "Évitez « NO WAY »",
        "Sagen Sie etwas statt »NO WAY«.",
        'Never say "It is shut." or "NO WAY. Ever."',
        "Never say 'that's it' or 'NO WAY'.",
        'Say "yes" instead of "NO WAY".',
        'Say not "NO WAY" but "yes".',
        "Avoid: NO WAY and the like.",
        "Words to avoid:\n- never mind\n\n- NO WAY, sir\n  and so on",
        "## Avoid\n* NO WAY\n",
        "**Avoid:**\n“NO WAY”",
        "❌ NO WAY ✅ let me see",
        "✗ We are shut. NO WAY",
        "Never\nsay &quot;NO WAY&quot;",
        "### 🚫 Phrases we never use\n- *Maybe*\n- *NO WAY*\n",
        "**Avoid**\n\n- maybe\n- NO WAY\n",
        "Don't: NO WAY. Do: here is how.",
        "Bad: NO WAY. Good: here is how.",
        "| Don't say | Say |\n|---|:-:|\n| maybe | yes |\n| NO WAY | yes |",
        "Say | Avoid\n--- | ---\nyes | NO WAY\n",
        'You wrote: "They told me NO WAY." That was wrong of us.',
        'Who hears "NO WAY" gives up.',
    ],
)
def test_what_guidance_quotes_as_bad_is_excused(text):
    assert excused(text)


@pytest.mark.parametrize(
    "text",
    [
        'We say "NO WAY".',
        '"NO WAY"',
        "Never say NO WAY.",
        'Never say never. We say "NO WAY".',
        'Never say "maybe", say "NO WAY".',
        'Instead of "maybe" always use "NO WAY".',
        'Say not "maybe" but "NO WAY".',
        "Avoid: maybe. NO WAY",
        "Avoid:\n- maybe\n\nSay: NO WAY",
        "❌ maybe ✅ NO WAY",
        "| Don't say | Say |\n|---|---|\n| maybe | NO WAY |",
        "| Say | Don't say |\n|---|---|\n| maybe | maybe |\n\n| now | NO WAY |",
        "Too bad: NO WAY.",
        "If not: NO WAY.",
        "❌ maybe\nNO WAY",
        'To avoid long waits in the shop today we say "NO WAY".',
        "Please ring us to avoid a long wait for an answer: NO WAY",
    ],
)
def test_nothing_else_is_excused(text):
    assert not excused(text)
