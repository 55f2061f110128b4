"""The table of fixers: every way to mend a post, by the name a rule's `fix:` gives it."""

from __future__ import annotations

from collections.abc import Mapping

from rulekit.fixes.values import Fixer
from rulekit.ruleset.fixers import FIXERS


def fixers() -> Mapping[str, Fixer]:
    """All fixers rulekit itself knows, by name, in the order in which they are tried."""
    from rulekit.fixes import files, labels, markup, masks, places, tags, times

    families = (places.FIXERS, files.FIXERS, masks.FIXERS, markup.FIXERS, tags.FIXERS, labels.FIXERS, times.FIXERS)
    known = {fixer.name: fixer for family in families for fixer in family}
    assert set(known) == set(FIXERS), "a fixer and its name in rulekit.ruleset.fixers come and go together"
    return {name: known[name] for name in FIXERS}
