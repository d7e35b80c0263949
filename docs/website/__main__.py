"""`python -m docs.website assemble`, `check` and `links`: what `make docs` and `make links` run.

`check` and `links` look at site/, or at another folder that is named behind them.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from docs.website import assembly, links

AT_ONCE = 8
"""How many addresses are tried at the same time."""

USAGE = "python -m docs.website assemble | check [FOLDER] | links [FOLDER]"


def main(arguments: list[str]) -> int:
    """Run one of the three and return the exit code."""
    match arguments:
        case ["assemble"]:
            print(f"{assembly.assemble()} pages brought together in build/docs")
            return 0
        case ["check", *folder]:
            return _check(Path(*folder or [str(links.SITE)]))
        case ["links", *folder]:
            return _try_links(Path(*folder or [str(links.SITE)]))
    print(USAGE, file=sys.stderr)
    return 2


def _check(folder: Path) -> int:
    """Refuse a site that was built with a link inside it that leads nowhere."""
    pages = links.read_site(folder)
    lines = list(links.broken(pages, folder))
    print(*lines, f"{len(pages)} pages, {len(lines)} broken links inside the site", sep="\n")
    return 1 if lines or not pages else 0


def _try_links(folder: Path) -> int:
    """Try every link that leads out of the site, and say which fail. It is never an error."""
    found = links.leaving(links.read_site(folder))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        troubles = dict(zip(found, pool.map(links.trouble, found), strict=True))
    failed = {address: wrong for address, wrong in troubles.items() if wrong}
    for address, wrong in failed.items():
        first, *others = found[address]
        print(f"{address}: {wrong} (on {first}{' and others' if others else ''})")
    print(f"{len(found)} addresses tried, {len(failed)} without an answer")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
