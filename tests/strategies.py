"""The random rulesets, registers and posts of `rulekit.testing`, by the names the laws use."""

from rulekit.testing.maker import Case, Maker, cases

__all__ = ["Case", "Maker", "cases"]
