"""The words of `rulekit.testing`, by the names the laws use."""

from rulekit.testing.vocabulary import ANSWERS, INSTANTS, LISTS, WORDS

__all__ = ["ANSWERS", "INSTANTS", "LISTS", "WORDS"]
