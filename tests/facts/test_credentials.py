"""Credentials: what is one, and what only talks about them."""

from __future__ import annotations

import pytest

from rulekit.facts.seen import NONE

from .posts import quotes, seen, values

A35 = "aB3dE5gH7jK9mN1pQ3sT5vX7zA9cD1fG3hJ"
"""Thirty-five letters and digits, as keys mix them."""

CREDENTIALS = [
    ("Passwort: xyz", [("password", "xyz")]),
    ("WLAN-Passwort: Gast2024!", [("password", "Gast2024!")]),
    ("Das Kennwort lautet Winter2025, bitte löschen", [("password", "Winter2025")]),
    ("password=hunter2 steht im Skript", [("password", "hunter2")]),
    ('pwd: "geheim-123"', [("password", "geheim-123")]),
    ("PIN: 4711 für die Tür", [("password", "4711")]),
    ("Passwort vergessen? Wir helfen!", []),
    ("Passwort ändern: So geht es.", []),
    ("Passwort: bitte nie weitergeben!", []),
    ("Ein gutes Passwort ist lang und zufällig.", []),
    ("Passwort: ********", []),
    ("Passwort: https://nordwind.example/reset", []),
    ("Spinat: 1000 Rezepte, und der Pin: schön!", []),
    ("Key AKIAIOSFODNN7EXAMPLE bitte tauschen", [("api-key", "AKIAIOSFODNN7EXAMPLE")]),
    ("api_key = 9f86d081884c7d65", [("api-key", "9f86d081884c7d65")]),
    ("Der API-Key: fragt das Team", []),
    ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", [("token", "ghp_abcdefghijklmnopqrstuvwxyz0123456789")]),
    ("xoxb-123456789012-abcdefXYZ", [("token", "xoxb-123456789012-abcdefXYZ")]),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", [("jwt", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")]),
    ("-----BEGIN RSA PRIVATE KEY-----", [("private-key", "-----BEGIN RSA PRIVATE KEY-----")]),
    ("-----BEGIN PUBLIC KEY-----", []),
    ("Unser neues Token-Modell für Mitarbeitende", []),
    (f"Google: AIza{A35}", [("api-key", f"AIza{A35}")]),
    (f"GOCSPX-{A35[:28]}", [("api-key", f"GOCSPX-{A35[:28]}")]),
    (f"aws_secret_access_key = {A35}/bCd4", [("api-key", f"{A35}/bCd4")]),
    (f"AccountKey={A35}{A35}A1==;EndpointSuffix", [("api-key", f"{A35}{A35}A1==")]),
    (f"OpenAI: sk-proj-{A35}", [("api-key", f"sk-proj-{A35}")]),
    (f"sk-ant-api03-{A35}", [("api-key", f"sk-ant-api03-{A35}")]),
    (f"STRIPE_KEY=sk_live_{A35[:24]}", [("api-key", f"sk_live_{A35[:24]}")]),
    (f"glpat-{A35[:20]} bitte sperren", [("token", f"glpat-{A35[:20]}")]),
    (f"github_pat_{A35}_{A35}", [("token", f"github_pat_{A35}_{A35}")]),
    (f"Authorization: Bearer {A35}", [("token", A35)]),
    (f"hf_{A35}", [("token", f"hf_{A35}")]),
    ("https://admin:Sommer24@intern.example/", [("password", "Sommer24")]),
    ("Login: max / Sommer24!", [("password", "Sommer24!")]),
    ("Zugangsdaten für den Test: admin / Admin123", [("password", "Admin123")]),
    ("user/password: demo / Demo4711", [("password", "Demo4711")]),
    ("Benutzername/Kennwort: demo, Demo4711", [("password", "Demo4711")]),
    ("PW: abc-123", [("password", "abc-123")]),
    ("Das Passwort für das WLAN ist Gast2024", [("password", "Gast2024")]),
    ("The password of the guest network is Guest2024.", [("password", "Guest2024")]),
    ("Passwort „Sommer24“ war gestern. Passwort: „Winter25“", [("password", "Winter25")]),
    ("PUK: 12345678", [("password", "12345678")]),
    ("🔑 Passwort: Sommer24! 🎉", [("password", "Sommer24!")]),
    ("PASSWORT: SOMMER24", [("password", "SOMMER24")]),
]


@pytest.mark.parametrize(("text", "expected"), CREDENTIALS)
def test_credentials_are_found_and_talk_about_them_is_not(text: str, expected: list[tuple[str, str]]) -> None:
    kinds = [value["kind"] for value in values("credentials", text)]
    assert list(zip(kinds, quotes("credentials", text), strict=True)) == expected


NEAR_MISSES = [
    "Passwort vergessen? Kein Problem!",
    "Forgot your password? Click here.",
    "Dein Passwort: lang, zufällig, einmalig.",
    "Ein Passwort mit 12 Zeichen ist gut, eins mit 16 Zeichen ist besser.",
    "Das Passwort ist zu kurz.",
    "Your password is too weak.",
    "Login: Montag / Dienstag ab 9:00 Uhr",
    "Login/Logout: so geht es",
    "Login, Passwort, Zugang: drei Wörter, ein Problem",
    "Zugangsdaten kommen per Post / E-Mail.",
    "Benutzername und Passwort bitte nie weitergeben!",
    "PIN: 12",
    "TAN-Verfahren: 2 Faktoren",
    "Pinnwand: 2024 Ideen, Spin: 4711",
    "Pass: gültig bis 2027",
    "Im sk-Stil: sk-folding-cube-animation-wrapper-element",
    "Commit 3f786850e387550fdaf8bd0a2b1f4c0d5e6f7a8b behebt das",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    "550e8400-e29b-41d4-a716-446655440000",
    "Unternehmenskommunikationsabteilungsleiterin gesucht",
    "https://shop.example/p/lampe-aus-holz-mit-langem-namen-12345?utm_source=newsletter",
    "-----BEGIN CERTIFICATE-----",
    "Wie ein private key aussieht, erklärt der Vortrag.",
    "Token der Woche: Wertschätzung",
    "Der API-Key steht im Tresor.",
    "xoxo, eure Anna",
    "hashtags_mit_unterstrich_sind_selten_gut_lesbar",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_a_credential_is_none(text: str) -> None:
    assert quotes("credentials", text) == []


def test_a_private_key_is_hidden_with_all_its_lines() -> None:
    lines = "\n".join(["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7"] * 3)
    whole = f"-----BEGIN RSA PRIVATE KEY-----\n{lines}\n-----END RSA PRIVATE KEY-----"
    assert quotes("credentials", f"Hier: {whole}\nEnde") == [whole]
    assert quotes("credentials", f"-----BEGIN PRIVATE KEY-----\n{lines} und weiter") == [
        f"-----BEGIN PRIVATE KEY-----\n{lines}"
    ]


def test_a_short_password_is_masked_as_a_whole() -> None:
    assert values("credentials", "Passwort: xyz") == [{"kind": "password", "masked": "••••"}]


def test_a_post_without_any_has_none() -> None:
    assert seen("credentials", {}).state == NONE
