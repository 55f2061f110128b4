"""The engine that apps get: it checks, as the one below, and mends as well."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rulekit.engine.engine import Post
from rulekit.engine.result import Decision
from rulekit.model.canonical import Json
from rulekit.plugins.installed import Engine as CheckingEngine

if TYPE_CHECKING:
    from rulekit.fixes.values import Mending


class Engine(CheckingEngine):
    """Rulesets, a register and waivers, ready to check posts and to mend them.

    Immutable: safe to share between threads and to send to another process. `with_context` gives a new one that shares the compiled program.
    """

    __slots__ = ()

    def fix(
        self,
        post: Post | Mapping[str, Json] | bytes | str,
        decision: Decision,
        *,
        answers: Mapping[str, Json] | None = None,
        only: Collection[str] | None = None,
        files: Path | None = None,
    ) -> Mending:
        """A new post in which the findings of the decision are mended, as far as their rules name fixers and no other rule is worse off.

        The post given is never touched. `answers` are human words by fixer (docs/fixing.md says which need one); without it such a fix is only asked
        about. `only` names the fixers to use; None uses all that rules name. `files` is the folder below which the files of attachments lie; cleaned
        copies come back as bytes and are not written. Raises InvalidPost if the post is none or the decision is about another, and
        InvalidSettings for a fixer that does not exist.
        """
        from rulekit.fixes.run import Wish, mended  # imported where used: an app that only checks needs no fixers

        given = post if isinstance(post, Post) else self.read(post)
        return mended(self, given, decision, Wish(answers or {}, only, files))
