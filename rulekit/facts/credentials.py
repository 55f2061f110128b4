"""Credentials in a text: keys and tokens by the prefixes their issuers document, private keys, JWTs, and passwords by what introduces them.

Sources of the forms: AWS, "IAM identifiers" (unique ID prefixes); Google Cloud, "API keys" and Google Identity, OAuth client secrets; Microsoft,
"Configure Azure Storage connection strings" and "Secret information types" (Azure); GitHub, "About authentication to GitHub" (token formats); GitLab,
"GitLab token overview" (prefixes); Slack, "Token types"; Stripe, "API keys"; OpenAI and Anthropic, key prefix `sk-`; npm, PyPI, Hugging Face, SendGrid and
Telegram, each "access tokens"; RFC 7468 (PEM), RFC 7519 (JWT), RFC 6750 (Bearer), RFC 3986 section 3.2.1 (a password in an address).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rulekit.facts.search import Pattern, Taken, matches, not_inside, plain, which
from rulekit.facts.spans import alone
from rulekit.model.canonical import Json
from rulekit.text.characters import normalise


class Secret(NamedTuple):
    """A kind of credential: the pattern, and strings one of which every occurrence holds, in capitals or not.

    `begin` is given where the strings are parts of many words: a regex for what every occurrence begins with, in capitals or not.
    """

    literals: tuple[str, ...]
    pattern: Pattern
    begin: str = ""


def _password(string: str, start: int, end: int) -> bool:
    """Whether what follows `Passwort:` is one, and no sentence: it has a digit, a sign or a capital inside, or ends
    its line."""
    value = string[start:end].rstrip(".,;:!?)\"'“”»…")
    if len(value) < 3 or set(value) <= set("*•xX.…_-#") or value[0] in "<[{(" or "://" in value:
        return False
    shape = normalise(value).shape
    if not shape.isalpha() or not (shape.islower() or shape.istitle()):
        return True
    return string[end : end + 1] in ("", "\n", "\r")


def _with_digit(string: str, start: int, end: int) -> bool:
    """Whether a value is no word: it holds a digit."""
    return any("0" <= char <= "9" for char in string[start:end])


def _mixed(string: str, start: int, end: int) -> bool:
    """Whether a value is neither word nor number: at least four signs, letters and digits, no time and no date."""
    value = string[start:end].rstrip(".,;:!?)")
    letters = sum(char.isalpha() for char in value)
    return len(value) >= 4 and letters > 0 and _with_digit(value, 0, len(value)) and "://" not in value


def _random(string: str, start: int, end: int) -> bool:
    """Whether a key stands alone and mixes small letters, capitals or many digits: no name of a style or a file."""
    value = string[start:end]
    digits = sum("0" <= char <= "9" for char in value)
    return not_inside(string, start, end) and digits >= 1 and (digits >= 6 or any("A" <= char <= "Z" for char in value))


def _anything(_string: str, _start: int, _end: int) -> bool:
    return True


_WORDS = ("passw", "passc", "passp", "kennw", "pwd", "zugangscode", "wlan-schl", "wifi-schl")
_CUES = r"(?i)(?:passwor[dt]|passwd|passcode|passphrase|kennwort|pwd|zugangscode|(?:wlan|wifi)-schlüssel)"
_IS = r"[ \t]+(?:ist|lautet|is)"
_FOR = r"(?:[ \t]+[^\s.:;,=!?]{1,24}){1,5}"
_VALUE = r"[\"'»]?([^\s\"'«»]{3,128})"
_SECOND = r"[\"'»]?[^\s\"'«»/|,]{2,64}[\"'«]?[ \t]{0,3}[/|,][ \t]{0,3}[\"'»]?([^\s\"'«»]{4,128})"
_LOGIN = (
    r"(?i)\b(?:zugangsdaten|logindaten|login-daten|login|anmeldung|credentials|log-?in data|"
    r"(?:user(?:name)?|benutzer(?:name)?|login|nutzer(?:name)?)[ ]?[/|+][ ]?(?:passwor[dt]|kennwort|pass|pw|pwd))"
    r"(?:[ \t](?:für|for|zum|to)(?:[ \t][^\s.:;,=!?]{1,24}){1,4})?[ \t]{0,2}[:=][ \t]{0,3}"
)
_PEM = r"(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
_GIVEN = r"[\"']?\s{0,3}[:=]\s{0,3}[\"']?([A-Za-z0-9._~+/-]{8,}=*)"
_JWT = r"eyJ[A-Za-z0-9_-]{6,}\.eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*"
_GIT = (
    r"(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|gl(?:pat|dt|rt|cbt|ptt|soat|agent)-[A-Za-z0-9_-]{16,})"
)
_GIT_WORDS = tuple("ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- gldt- glrt- glcbt- glptt- glsoat- glagent-".split())
_KEY_FILE = rf"-----BEGIN {_PEM}(?:[A-Za-z0-9+/=\s:,.-]*?-----END {_PEM}|(?:\s*[A-Za-z0-9+/=]{{20,}})*)"
_PACKAGES = r"(?:npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}|hf_[A-Za-z0-9]{30,}|dop_v1_[a-f0-9]{64})"
_STRIPE = r"(?:[sr]k_(?:live|test)_[A-Za-z0-9_]{16,}|whsec_[A-Za-z0-9+/=]{20,})"
_AZURE = r"(?i:AccountKey|SharedAccessKey|SharedSecretValue)\s{0,2}=\s{0,2}([A-Za-z0-9+/]{40,}={0,2})"
_SHORT = rf"\b(?:pw|pass)(?:[ \t]{{0,2}}[:=]|{_IS})"
_NUMBER = rf"\b(?:pin|puk|tan)(?:[ \t]{{0,3}}[:=]|{_IS})"
_AWS_SECRET = (
    r"(?i:aws.{0,20}secret.{0,20}|secret[ _-]?access[ _-]?key[\"']?\s{0,3})[:=]\s{0,3}[\"']?([A-Za-z0-9+/]{40})"
)

SECRETS: tuple[Secret, ...] = (
    Secret(("private key",), Pattern("private-key", _KEY_FILE, _anything)),
    Secret(("eyj",), Pattern("jwt", _JWT, not_inside)),
    Secret(("akia", "asia"), Pattern("api-key", r"(?:AKIA|ASIA)[0-9A-Z]{16}", alone)),
    Secret(("aws", "access"), Pattern("api-key", _AWS_SECRET, _with_digit)),
    Secret(("aiza",), Pattern("api-key", r"AIza[0-9A-Za-z_-]{35}", not_inside)),
    Secret(("gocspx-",), Pattern("api-key", r"GOCSPX-[A-Za-z0-9_-]{20,}", not_inside)),
    Secret(("ya29.",), Pattern("token", r"ya29\.[A-Za-z0-9_-]{20,}", not_inside)),
    Secret(("accountkey", "sharedaccesskey", "sharedsecretvalue"), Pattern("api-key", _AZURE, _anything)),
    Secret(("8q~",), Pattern("api-key", r"[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{31,34}", _random)),
    Secret(("sig=",), Pattern("token", r"[?&;]sig=([A-Za-z0-9%+/]{20,}=*)", _with_digit)),
    Secret(("sk-",), Pattern("api-key", r"sk-[A-Za-z0-9_-]{20,}", _random)),
    Secret(("k_live_", "k_test_", "whsec_"), Pattern("api-key", _STRIPE, not_inside)),
    Secret(("sg.",), Pattern("api-key", r"SG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}", not_inside)),
    Secret(_GIT_WORDS, Pattern("token", _GIT, not_inside)),
    Secret(("npm_", "pypi-", "hf_", "dop_v1_"), Pattern("token", _PACKAGES, not_inside)),
    Secret(("xox", "xapp-"), Pattern("token", r"(?:xox[abceoprs]|xapp)-[A-Za-z0-9-]{8,}", not_inside)),
    Secret(
        ("hooks.slack.com",), Pattern("token", r"hooks\.slack\.com/services/(T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,})", _anything)
    ),
    Secret((":aa",), Pattern("token", r"[0-9]{8,10}:AA[A-Za-z0-9_-]{33}", not_inside)),
    Secret(("bearer ",), Pattern("token", r"(?i)bearer ([A-Za-z0-9._~+/-]{20,}=*)", _with_digit)),
    Secret(("api",), Pattern("api-key", rf"(?i)api[ _-]?(?:key|schl(?:ü|ue)ssel|secret|token){_GIVEN}", _with_digit)),
    Secret(("token",), Pattern("token", rf"(?i)token{_GIVEN}", _with_digit)),
    Secret(("secret",), Pattern("token", rf"(?i)client[ _-]?secret{_GIVEN}", _with_digit)),
    Secret(("://",), Pattern("password", r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s/:@?#]{0,64}:([^\s/@?#]{1,128})@", _anything)),
    Secret(_WORDS, Pattern("password", rf"{_CUES}[\"']?[ \t]{{0,3}}[:=][ \t]{{0,3}}{_VALUE}", _password)),
    Secret(_WORDS, Pattern("password", rf"{_CUES}{_IS}[ \t]*:?[ \t]+{_VALUE}", _with_digit)),
    Secret(_WORDS, Pattern("password", rf"{_CUES}{_FOR}(?:{_IS}[ \t]*:?|:)[ \t]+{_VALUE}", _mixed)),
    Secret(("pw", "pass"), Pattern("password", rf"(?i){_SHORT}[ \t]{{0,3}}{_VALUE}", _mixed), _SHORT),
    Secret(
        ("login", "zugang", "anmeld", "credent", "user", "nutzer", "log-in", "log in"),
        Pattern("password", _LOGIN + _SECOND, _mixed),
    ),
    Secret(("pin", "puk", "tan"), Pattern("password", rf"(?i){_NUMBER}[ \t]{{0,3}}([0-9]{{4,8}})", alone), _NUMBER),
)  # fmt: skip
"""From the surest to the least sure: what one has found, no later one finds again."""

_BEGINS = tuple(secret.begin or "|".join(re.escape(literal) for literal in secret.literals) for secret in SECRETS)


@cache  # a compiled set never changes
def _begins() -> Json:
    return which(*_BEGINS)


def credentials_in(string: str) -> list[tuple[int, int, str]]:
    """Spans and kinds of the credentials in a string, in order."""
    where = plain(string)
    taken = Taken()
    for number in sorted(_begins().Match(where.raw) or ()):
        kind = SECRETS[number].pattern.kind
        for start, end in matches(SECRETS[number].pattern, where):
            taken.add(kind, *_trimmed(kind, where.text, start, end))
    return taken.spans


def _trimmed(kind: str, string: str, start: int, end: int) -> tuple[int, int]:
    """The value without the punctuation of the sentence it ends; a password may itself end in some, so only one sign
    goes."""
    if kind == "password" and end - start > 3 and string[end - 1] in ".,;)":
        return start, end - 1
    return start, end
