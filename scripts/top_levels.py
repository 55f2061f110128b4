"""Write `rulekit/text/top_levels.py`: the top-level domains, pinned, as the public suffix list knows them.

python scripts/top_levels.py            writes the module; its VERSION then goes into rulekit/facts/versions.py by hand
python scripts/top_levels.py --check    exit status 1 if the module is not what the installed list says

Source: the ICANN section of the list inside the library `publicsuffixlist` (publicsuffix.org); a top-level domain is the last
label of a rule there. The module is data of rulekit: another version of the library does not change what a check sees.
"""

from __future__ import annotations

import hashlib
import sys
import textwrap
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "rulekit" / "text" / "top_levels.py"
END = "===END ICANN DOMAINS==="

HEAD = '''\
"""The top-level domains of publicsuffix.org, pinned. Written by scripts/top_levels.py, not by hand."""

from __future__ import annotations

VERSION = "{version}"
"""Version of the list and digest of the names below, as they enter a decision's inputs."""

TOP_LEVELS = frozenset(
    """
{names}
    """.split()
)
'''


def names(listed: str) -> list[str]:
    """The top-level domains of a public suffix list, in their own letters, sorted."""
    rules = (line.strip() for line in listed.partition(END)[0].split("\n"))
    return sorted({rule.rpartition(".")[2].lstrip("!*") for rule in rules if rule and not rule.startswith("//")})


def module() -> str:
    """The module's text for the installed list."""
    spec = find_spec("publicsuffixlist")
    assert spec is not None and spec.origin is not None
    found = names(Path(spec.origin).with_name("public_suffix_list.dat").read_text(encoding="utf-8"))
    digest = hashlib.sha256("\n".join(found).encode()).hexdigest()[:16]
    # letters of other scripts are wider, and some are two code points
    parts = (([name for name in found if name.isascii()], 116), ([name for name in found if not name.isascii()], 60))
    wrapped = "\n".join(
        textwrap.fill(" ".join(some), width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
        for some, width in parts
    )
    return HEAD.format(version=f"{version('publicsuffixlist')} {digest}", names=wrapped)


def main(arguments: list[str]) -> int:
    """Write the module, or with `--check` compare it."""
    wanted = module()
    if "--check" in arguments:
        return int(TARGET.read_text(encoding="utf-8") != wanted)
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
