"""Writes the golden files of bad rulesets anew: `python -m tests.ruleset.renew` at the repository's root; read the diff afterwards."""

from __future__ import annotations

from pathlib import Path

from .slips import everything, told

GOLDEN = Path(__file__).parent / "golden"


def main() -> None:
    """Write every golden file, and remove those of slips that are gone."""
    GOLDEN.mkdir(exist_ok=True)
    slips = everything()
    for path in GOLDEN.iterdir():
        if path.stem not in slips:
            path.unlink()
    for name, slip in slips.items():
        (GOLDEN / f"{name}.txt").write_text(told(*slip), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
