"""Every format prints exactly what was looked at and found good."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from rulekit.reports import FORMATS, render

from .renew import golden, printed
from .samples import LANGUAGES, SAMPLES

ROOT = Path(__file__).parents[2]
PATH = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
"""Without site-packages: a format that needs more than the standard library fails."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sample", sorted(SAMPLES))
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_format_prints_its_golden_file(form: str, sample: str, lang: str) -> None:
    expected = golden(form, sample, lang).read_bytes().decode("utf-8")
    assert printed(form, sample, lang) == expected, "as intended? python -m tests.reports.renew"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_the_samples_are_decisions_as_the_schema_describes_them(sample: str, lang: str) -> None:
    schema = json.loads((ROOT / "schemas" / "decision.v1.json").read_text(encoding="utf-8"))
    for checked in SAMPLES[sample](lang):
        if checked.decision is not None:
            jsonschema.validate(checked.decision, schema)


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_the_same_input_gives_the_same_bytes_and_ends_with_a_newline(form: str, sample: str) -> None:
    first, second = (printed(form, sample, "de") for _ in range(2))
    assert first == second
    assert first.endswith("\n")
    assert first.encode("utf-8")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_posts_at_all_still_give_a_report(form: str) -> None:
    assert render(form, [], lang="en", version="0.1.0").endswith("\n")


@pytest.mark.parametrize("form", ["plain", "json", "sarif", "junit", "github", "markdown", "html"])
def test_only_the_rich_format_needs_another_package(form: str) -> None:
    # `rulekit__mypyc` is the library that the modules of the compiled wheel share
    script = (
        "import sys\n"
        "from rulekit.reports import Checked, render\n"
        f"render({form!r}, [Checked('-', None, {{}}, {{'verdict': 'allow'}}, None)], lang='en', version='1')\n"
        "roots = {name.split('.')[0] for name, module in sys.modules.items() if getattr(module, '__file__', None)}\n"
        "print(*sorted(roots - sys.stdlib_module_names - {'rulekit', 'rulekit__mypyc', '__main__'}))\n"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", PATH + script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""


def test_one_post_is_printed_as_its_decision_and_several_as_lines() -> None:
    results = SAMPLES["many"]("en")
    assert json.loads(render("json", results[:1], lang="en", version="1")) == results[0].decision
    lines = [json.loads(line) for line in render("json", results, lang="en", version="1").splitlines()]
    assert [list(line) for line in lines] == [
        ["source", "line", "error" if checked.error else "id", *([] if checked.error else ["decision"])]
        for checked in results
    ]
    alone = json.loads(render("json", results[:1], lang="en", version="1", many=True))
    assert alone["decision"] == results[0].decision
