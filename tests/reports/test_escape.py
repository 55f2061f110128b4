"""Nothing in a post or a ruleset may act on what shows it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt

from rulekit.reports import FORMATS, Checked, render
from rulekit.reports.escape import json_text, one_line, visible
from rulekit.reports.github import command
from rulekit.reports.markdown import code
from rulekit.reports.markdown import text as markdown_text

from .samples import decision, finding

NASTY = [
    "\x1b[2J\x1b]0;owned\x07",
    "\x9b31m",
    "[red]rot[/red] [link=https://evil.example]x[/link]",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a\u202egnp.exe\u202c \u2066b\u2069",
    "![x](https://evil.example/p.png) [y](javascript:alert(1)) `c` **b** @alle #12 | x",
    "\n::error::owned\r::set-output name=x::y ##[error]owned",
    "```\n# heading\n```",
    "]]> &amp; \x00\x01\ufffe\ud800",
    "https://evil.example www.evil.example mail@evil.example",
    "\U000e0041\U000e0042\u200b\ufeff\u2028",
    "0%0A::error::x,title=y",
]
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe]"
)


def hostile(nasty: str) -> list[Checked]:
    """A run in which every string that comes from outside is `nasty`."""
    post: dict[str, Any] = {"id": nasty, "text": nasty, "attachments": [{"kind": nasty, "alt_text": f"x{nasty}"}]}
    evidence = [
        {"at": "/text", "start": 0, "end": len(nasty), "quote": nasty},
        {"at": f"/extra/{nasty}"},
        {"at": "/attachments/0/alt_text", "start": 0, "end": 1, "quote": "x"},
    ]
    more: dict[str, Any] = {
        "title": nasty,
        "message": nasty,
        "remedy": nasty,
        "contact": {"name": nasty, "email": nasty, "phone": nasty, "url": f"javascript:{nasty}"},
        "source": [{"norm": nasty, "url": f"https://x.example/{nasty}"}, {"ref": nasty, "url": "javascript:alert(1)"}],
        "evidence": evidence,
        "fixes": [nasty],
        "floor": {"id": nasty, "verdict_before": "review"},
    }
    waiver = {"reason": nasty, "approved_by": nasty, "expires": nasty}
    findings = [
        finding(f"acme/{nasty}", "tone", "mandatory", "block", "de", **more),
        finding("acme/waived", "tone", "mandatory", "block", "de", **{**more, "waiver": waiver}),
    ]
    ask = {"at": f"/extra/{nasty}", "ask": nasty, "answers": [nasty], "rules": [nasty], "lifts": False}
    undecided = [{"rule": nasty, "missing": [f"/{nasty}"]}]
    errors = [{"rule": nasty, "plugin": nasty, "message": nasty}]
    waivers = [{"rule": nasty, "status": "expired", "reason": nasty, "expires": nasty}]
    result = decision("block", {}, findings, questions=[ask], undecided=undecided, errors=errors, waivers=waivers)
    result["inputs"]["rulesets"][0]["id"] = nasty
    broken = Checked(nasty, 1, None, None, {"kind": nasty, "at": nasty, "message": nasty}, nasty)
    return [Checked(nasty, None, post, result, None, json.dumps(post)), broken]


def run(form: str, nasty: str, *, colour: bool = False) -> str:
    return render(form, hostile(nasty), lang="de", version="1", colour=colour)


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_control_character_reaches_any_format(form: str, nasty: str) -> None:
    shown = run(form, nasty)
    assert not ACTING.search(shown)
    shown.encode("utf-8")


@pytest.mark.parametrize("nasty", NASTY)
def test_in_colour_only_our_own_style_sequences_reach_the_terminal(nasty: str) -> None:
    shown = run("rich", nasty, colour=True)
    assert not ACTING.search(re.sub(r"\x1b\[[0-9;]*m", "", shown))
    if "[red]" in nasty:
        assert "[red]" in shown


@pytest.mark.parametrize("nasty", NASTY)
def test_json_is_valid_and_keeps_the_values(nasty: str) -> None:
    first = json.loads(run("json", nasty).split("\n")[0])
    assert first["decision"] == hostile(nasty)[0].decision


@pytest.mark.parametrize("nasty", NASTY)
def test_junit_is_well_formed_whatever_the_post_holds(nasty: str) -> None:
    root = ET.fromstring(run("junit", nasty))
    assert [case.tag for case in root.iter("testcase")] == ["testcase"] * 2


@pytest.mark.parametrize("nasty", NASTY)
def test_html_holds_no_element_of_the_post(nasty: str) -> None:
    page = Page()
    page.feed(run("html", nasty))
    assert not page.tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form", "svg"}
    assert not {name for name in page.attributes if name.startswith("on") or name in ("src", "srcset", "style")}
    assert all(link.startswith(("#p", "mailto:", "https://x.example/")) for link in page.links)


@pytest.mark.parametrize("nasty", NASTY)
def test_markdown_brings_nothing_of_the_post_to_life(nasty: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(run("markdown", nasty))
    inline = [child for token in tokens for child in token.children or ()]
    links = [str(child.attrGet("href")) for child in inline if child.type == "link_open"]
    assert not {child.type for child in inline} & {"image", "html_inline"}
    assert not {token.type for token in tokens} & {"html_block", "blockquote_open"}
    assert not [link for link in links if "evil" in link or link.startswith("javascript")]
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert "heading" not in headings


@pytest.mark.parametrize("nasty", NASTY)
def test_github_sees_no_command_but_ours(nasty: str) -> None:
    for line in run("github", nasty).splitlines():
        assert re.match(r"::(error|warning|notice) |rulekit: ", line)
        if line.startswith("rulekit: "):
            assert "##[" not in line
        else:
            properties, message = line.split("::", 2)[1:]
            assert re.fullmatch(r"\w+ (\w+=[^,:]*)(,\w+=[^,:]*)*", properties)
            assert not re.search(r"%(?!25|0A|0D|3A|2C)", properties + message)


@pytest.mark.parametrize(
    ("properties", "message", "line"),
    [
        ({"file": "a.json", "line": 3}, "gut", "::error file=a.json,line=3::gut"),
        ({"title": "a: b, c%"}, "100 %\nzwei\r", "::error title=a%3A b%2C c%25::100 %25%0Azwei%0D"),
        ({"file": None, "title": ""}, "a:b,c", "::error::a:b,c"),
    ],
)
def test_a_workflow_command_is_escaped_as_the_runner_reads_it(
    properties: dict[str, str | int | None], message: str, line: str
) -> None:
    assert command("error", properties, message) == line


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("schön 👩🏽‍🚒 ❤️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "schön 👩🏽‍🚒 ❤️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿"),
        ("a\x1b[1m\x07\x00b", "a␛[1m␇␀b"),
        ("x\u202ey\u2066", "x‹U+202E›y‹U+2066›"),
        ("a\tb\x7f\x85", "a→b␡‹U+0085›"),
        ("\ud83d\u200b", "‹U+D83D›‹U+200B›"),
        ("\U000e0041", "‹U+E0041›"),
    ],
)
def test_what_could_act_is_shown_as_a_sign_and_emoji_stay_whole(given: str, shown: str) -> None:
    assert visible(given) == shown


def test_one_line_joins_lines_and_json_escapes_what_could_act() -> None:
    assert one_line(" a \r\n\t b ") == "a b"
    assert json_text({"ä": "\u202e\x9b\ud800\U000e0041é"}) == '{"ä": "\\u202e\\u009b\\ud800\\udb40\\udc41é"}'


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Am 1. Mai um 10:00 (UTC)!", "Am 1. Mai um 10:00 (UTC)!"),
        ("1. Punkt", "&#49;. Punkt"),
        ("# x", "\\# x"),
        ("- x", "\\- x"),
        ("*a* _b_ `c` <d> [e](f) ~g~ | &amp;", "\\*a\\* \\_b\\_ \\`c\\` \\<d\\> \\[e\\](f) \\~g\\~ \\| \\&amp;"),
        ("@alle #12", "@&#8203;alle #&#8203;12"),
        ("www.x.de https://x.de", "www\\.x.de https\\://x.de"),
    ],
)
def test_markdown_is_escaped_no_more_than_needed(given: str, shown: str) -> None:
    assert markdown_text(given) == shown


@pytest.mark.parametrize(("given", "shown"), [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a|b", "`a\\|b`")])
def test_a_code_span_holds_its_text(given: str, shown: str) -> None:
    assert code(given) == shown


class Page(HTMLParser):
    """Notes every element, attribute and link of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
