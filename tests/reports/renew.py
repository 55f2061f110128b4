"""Writes the golden files anew: `python -m tests.reports.renew` at the repository's root; read the diff afterwards."""

from __future__ import annotations

from pathlib import Path

from rulekit.reports import FORMATS, render

from .samples import LANGUAGES, SAMPLES

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {
    "rich": "rich.txt",
    "plain": "txt",
    "json": "json",
    "sarif": "sarif",
    "junit": "xml",
    "github": "github.txt",
    "markdown": "md",
    "html": "html",
}
"""The golden file of each format ends so."""


def printed(form: str, sample: str, lang: str) -> str:
    """What a format prints of a sample; of several posts `json` prints lines."""
    return render(form, SAMPLES[sample](lang), lang=lang, version="0.1.0", width=80, many=sample == "many")


def golden(form: str, sample: str, lang: str) -> Path:
    """Where the golden file lies."""
    return GOLDEN / f"{sample}.{lang}.{SUFFIXES[form]}"


def main() -> None:
    """Write every golden file, and remove those nobody prints any more."""
    GOLDEN.mkdir(exist_ok=True)
    wanted = {
        golden(form, sample, lang): (form, sample, lang) for form in FORMATS for sample in SAMPLES for lang in LANGUAGES
    }
    for path in GOLDEN.iterdir():
        if path not in wanted:
            path.unlink()
    for path, names in wanted.items():
        path.write_text(printed(*names), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
