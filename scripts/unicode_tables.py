"""Writes rulekit/text/tables.py: the Unicode data rulekit reads texts with, pinned to one version.

Run it with the Python whose Unicode version is wanted: `python scripts/unicode_tables.py`. `--check` only says
whether the file is what this Python would write. Source: Python's `unicodedata` (Unicode Character Database);
the list of look-alikes and of emoji ranges is below.
"""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
import zlib
from base64 import b64encode
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "rulekit" / "text"

EMOJI = (
    (0x203C, 0x203C), (0x2049, 0x2049), (0x2139, 0x2139), (0x2194, 0x2199), (0x21A9, 0x21AA), (0x231A, 0x231B),
    (0x2328, 0x2328), (0x23CF, 0x23CF), (0x23E9, 0x23F3), (0x23F8, 0x23FA), (0x25AA, 0x25AB), (0x25B6, 0x25B6),
    (0x25C0, 0x25C0), (0x25FB, 0x25FE), (0x2600, 0x2638), (0x2639, 0x2775), (0x2794, 0x27BF), (0x2934, 0x2935),
    (0x2B05, 0x2B07), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D),
    (0x1F000, 0x1F0FF), (0x1F170, 0x1F19A), (0x1F300, 0x1FAFF),
)  # fmt: skip
"""Ranges of Unicode emoji-data.txt (Extended_Pictographic), whole blocks where reserved."""

FLAGS = ((0x1F1E6, 0x1F1FF),)
EXTENDERS = ((0x200D, 0x200D), (0x20E3, 0x20E3), (0xFE0F, 0xFE0F), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F))

LOOKALIKES = {
    # Cyrillic and Greek small letters that look like a Latin one (Unicode confusables.txt, own selection).
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "ë", "һ": "h", "і": "i", "ї": "ï", "ј": "j", "к": "k",
    "ӏ": "l", "м": "m", "н": "h", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "υ": "u", "ѵ": "v",
    "ԝ": "w", "х": "x", "у": "y", "ӓ": "ä", "ӧ": "ö", "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k",
    "ν": "v", "ο": "o", "ρ": "p", "σ": "o", "τ": "t", "χ": "x", "γ": "y", "ϲ": "c", "ϳ": "j", "ı": "i", "ɡ": "g",
    "ɑ": "a", "ո": "n", "օ": "o", "ս": "u", "ց": "g", "զ": "q", "հ": "h", "յ": "j", "ӕ": "æ", "ҫ": "ç",
}  # fmt: skip


def kind(code: int) -> str:
    """a letter, A capital, 0 digit, m mark, s space, e emoji, r letter of a flag, x emoji extender, p anything else."""
    if any(first <= code <= last for first, last in EXTENDERS):
        return "x"
    if any(first <= code <= last for first, last in FLAGS):
        return "r"
    if any(first <= code <= last for first, last in EMOJI):
        return "e"
    category = unicodedata.category(chr(code))
    if category in ("Lu", "Lt"):
        return "A"
    if category[0] == "L":
        return "a"
    if category == "Nd":
        return "0"
    if category[0] == "M":
        return "m"
    return "s" if category[0] == "Z" else "p"


def collect() -> dict[str, object]:
    """All tables, as they are decoded by rulekit/text/unicode.py."""
    decomposed: dict[str, str] = {}
    composed: dict[str, str] = {}
    classes: dict[str, int] = {}
    folds: dict[str, str] = {}
    steps: list[int] = []
    kinds = ""
    place = 0
    for code in range(0x80, sys.maxunicode + 1):
        char = chr(code)
        here = kind(code)
        if not kinds or kinds[-1] != here:
            kinds += here
            steps.append(code - place)
            place = code
        if 0xD800 <= code <= 0xDFFF or 0xAC00 <= code <= 0xD7A3:
            continue
        full = unicodedata.normalize("NFKD", char)
        if full != char:
            decomposed[char] = full
        if unicodedata.combining(char):
            classes[char] = unicodedata.combining(char)
        raw = unicodedata.decomposition(char)
        pair = [] if not raw or raw[0] == "<" else [chr(int(part, 16)) for part in raw.split()]
        if len(pair) == 2 and unicodedata.normalize("NFC", "".join(pair)) == char:
            composed["".join(pair)] = char
        fold = unicodedata.normalize("NFKC", char.casefold())
        if fold != char and unicodedata.normalize("NFKC", char) == char:
            folds[char] = fold
    return {
        "decomposed": decomposed, "composed": composed, "classes": classes, "folds": folds, "steps": steps,
        "kinds": kinds, "lookalikes": LOOKALIKES,
    }  # fmt: skip


def modules() -> dict[str, str]:
    """File name -> text: the data, and apart from it what version it is (read by every check)."""
    raw = json.dumps(collect(), ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()
    packed = b64encode(zlib.compress(raw, 9)).decode()
    lines = [packed[start : start + 112] for start in range(0, len(packed), 112)]
    head = '"""{}. Written by scripts/unicode_tables.py, not by hand."""\n\nfrom __future__ import annotations\n\n'
    return {
        "tables.py": head.format("Pinned Unicode data") + 'DATA = (\n    "' + '"\n    "'.join(lines) + '"\n)\n',
        "versions.py": head.format("Which Unicode data is built in")
        + f'UNICODE_VERSION = "{unicodedata.unidata_version}"\nDIGEST = "sha256:{hashlib.sha256(raw).hexdigest()}"\n',
    }


def main() -> int:
    """Write the files, or with `--check` compare the digest (zlib's output may differ between its versions)."""
    texts = modules()
    if "--check" in sys.argv[1:]:
        same = (FOLDER / "versions.py").read_text(encoding="utf-8") == texts["versions.py"]
        print("up to date" if same else "differs: run scripts/unicode_tables.py")
        return 0 if same else 1
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"{name}: Unicode {unicodedata.unidata_version}, {len(text)} characters")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
