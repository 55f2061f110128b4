"""Which Unicode data is built in. Written by scripts/unicode_tables.py, not by hand."""

from __future__ import annotations

UNICODE_VERSION = "15.1.0"
DIGEST = "sha256:8445c379cbe5e2c46fa909cb52a7b3a56129b21345117134c16ddb6378cec0bb"
