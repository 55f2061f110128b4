"""The plugin keeps what rulekit asks of every plugin."""

from __future__ import annotations

from rulekit.testing import conformance

TestPublic = conformance("public")
