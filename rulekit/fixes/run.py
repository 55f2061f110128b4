"""Mending a post: each fixer that a finding names is tried, and kept only if no rule is worse off for it.

The post is checked again after every try. It goes on until a whole round changes nothing, so that a fix that was withdrawn gets another chance when
others have made room for it, and mending what has been mended changes nothing more. The order is that of the table of fixers and of the rules' ids.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from rulekit.engine.engine import Engine, Post
from rulekit.engine.result import Decision
from rulekit.engine.wording import MASKED_TOPICS
from rulekit.errors import InvalidPost, InvalidSettings, Problem, Words, nearest
from rulekit.files.folder import Folder
from rulekit.fixes.brought import brought_fixers
from rulekit.fixes.files import beside
from rulekit.fixes.parts import covers, differences
from rulekit.fixes.table import fixers
from rulekit.fixes.values import Asked, Case, Change, Copy, Fixer, Mended, Mending, Needs, Withdrawn
from rulekit.model.canonical import Json, digest
from rulekit.model.decision import Finding
from rulekit.model.verdict import RANK

MAX_ROUNDS = 12
"""How often all fixers are tried; two that undo each other end here."""


class Wish(NamedTuple):
    """What whoever mends has said: human words by fixer, the fixers to use (None: all), and the folder of the attachments."""

    answers: Mapping[str, Json]
    only: Collection[str] | None
    files: Path | None


class _State(NamedTuple):
    """A post on its way, with the decision about it."""

    post: Mapping[str, Json]
    copies: tuple[Copy, ...]
    decision: Decision


def mended(engine: Engine, post: Post, decision: Decision, wish: Wish) -> Mending:
    """The post mended as far as the findings of the decision, the fixers and the human's words allow.

    Raises InvalidPost if the decision is about another post or comes from another engine, InvalidSettings for a fixer that does not exist.
    """
    table = {**fixers(), **brought_fixers(engine)}
    for name in sorted({*wish.answers, *(wish.only or ())}):
        if name not in table:
            raise InvalidSettings(no_fixer(name))
    _check_origin(engine, post, decision)
    run = _Run(engine, wish, str(decision.inputs["at"]) if decision.inputs["at"] else None)
    run.unsure = bool(decision.inputs.get("unsure"))
    state = _State(post.value, (), decision)
    changes: list[Change] = []
    for _ in range(MAX_ROUNDS):
        run.withdrawn, run.asks = {}, {}
        before = state
        for name, fixer in table.items():
            if wish.only is None or name in wish.only:
                state = run.tried(fixer, state, changes)
        if state is before:
            break
    standing = {(finding.rule, name) for finding in state.decision.findings for name in finding.fixes}
    return Mending(
        state.post,
        tuple(changes),
        tuple(run.withdrawn[key] for key in sorted(run.withdrawn) if key in standing),
        tuple(run.asks[key] for key in sorted(run.asks) if key in standing),
        state.copies,
        state.decision,
    )


def no_fixer(name: str) -> Problem:
    """What is wrong with the name of a fixer that does not exist."""
    known = list(fixers())
    like = nearest(name, known)
    listed = ", ".join(f"`{one}`" for one in known)
    return Problem(
        "no-fixer",
        Words(f"there is no fixer `{name}`", f"die Korrektur `{name}` gibt es nicht"),
        None if like else Words(f"there are {listed}", f"es gibt {listed}"),
        nearest=like,
    )


def _check_origin(engine: Engine, post: Post, decision: Decision) -> None:
    """Only a decision of this engine about this post says what is to be mended."""
    again = engine.check(post)
    same = all(decision.inputs[key] == again.inputs[key] for key in ("context", "rulesets", "waivers", "plugins"))
    if not same or decision.inputs["post"] != digest(dict(post.value)):
        raise InvalidPost(
            Problem(
                "another-post",
                Words(
                    "the decision is about another post, or comes from another engine",
                    "die Entscheidung betrifft einen anderen Beitrag, oder sie stammt von anderen Regeln",
                ),
                Words("check this post first", "diesen Beitrag zuerst prüfen"),
            )
        )


class _Run:
    """One mending: what all its tries share, and what the last round left undone."""

    def __init__(self, engine: Engine, wish: Wish, at: str | None) -> None:
        self._engine = engine
        self._wish = wish
        self._at = at
        self._mandatory = {rule["id"]: rule["binding"] == "mandatory" for rule in engine.program["rules"]}
        self._stops = {rule["id"]: rule["verdict"] in ("review", "block") for rule in engine.program["rules"]}
        self.unsure = False
        self.withdrawn: dict[tuple[str, str], Withdrawn] = {}
        self.asks: dict[tuple[str, str], Asked] = {}

    def tried(self, fixer: Fixer, state: _State, changes: list[Change]) -> _State:
        """The state after one fixer has been tried for every finding that names it."""
        for rule in [one.rule for one in state.decision.findings if fixer.name in one.fixes and one.counts]:
            finding = next((one for one in state.decision.findings if one.rule == rule), None)
            if finding is not None:
                state = self._try(fixer, finding, state, changes)
        return state

    def _try(self, fixer: Fixer, finding: Finding, state: _State, changes: list[Change]) -> _State:
        key = (finding.rule, fixer.name)
        found = self._mend(fixer, finding, state)
        if isinstance(found, Needs):
            self.asks[key] = Asked(fixer.name, finding.rule, found.ask, found.answers)
            return state
        if isinstance(found, Words):
            self.withdrawn[key] = Withdrawn(fixer.name, finding.rule, found)
            return state
        copies = state.copies if found.copies is None else found.copies
        differing = list(differences(dict(state.post), dict(found.post)))
        if not differing and copies == state.copies:
            return state
        strange = [at for at, _, _ in differing if not any(covers(touched, at) for touched in fixer.touches)]
        if strange:
            self.withdrawn[key] = Withdrawn(fixer.name, finding.rule, _names_less(strange[0]))
            return state
        fresh = self._checked(found.post, copies)
        refused = fresh if isinstance(fresh, Words) else self._worse(fixer, finding, state.decision, fresh.decision)
        if isinstance(refused, Words):
            refused = Withdrawn(fixer.name, finding.rule, refused)
        if refused is not None or isinstance(fresh, Words):
            assert isinstance(refused, Withdrawn), "a post that is none has its reason"
            self.withdrawn[key] = refused
            return state
        hidden = finding.topic in MASKED_TOPICS
        changes += [Change(fixer.name, finding.rule, at, before, after, hidden) for at, before, after in differing]
        return fresh

    def _mend(self, fixer: Fixer, finding: Finding, state: _State) -> Mended | Needs | Words:
        view = self._engine._view(dict(state.post), self._at, self._folder(state.copies))
        lang = view.fact("lang").value
        spoken = (
            "de" if str(lang if isinstance(lang, str) else self._engine.language).lower().startswith("de") else "en"
        )
        answer = self._wish.answers.get(fixer.name)
        case = Case(state.post, finding, view, spoken, answer, self._wish.files, state.copies)
        try:
            return fixer.mend(case)
        except Exception as error:
            if fixer.plugin is None:
                raise
            return Words(f"the fixer failed: {error}", f"die Korrektur ist gescheitert: {error}")

    def _checked(self, post: Mapping[str, Json], copies: tuple[Copy, ...]) -> _State | Words:
        """The state with that post, or why it is none."""
        try:
            decision = self._engine.check(dict(post), self._at, self._folder(copies), unsure=self.unsure)
        except InvalidPost as error:
            first = error.problems[0].what
            return Words(f"the post would not be valid: {first.en}", f"der Beitrag wäre nicht gültig: {first.de}")
        return _State(post, copies, decision)

    def _folder(self, copies: tuple[Copy, ...]) -> Folder | None:
        return None if self._wish.files is None else beside(self._wish.files, copies)

    def _worse(self, fixer: Fixer, finding: Finding, before: Decision, after: Decision) -> Withdrawn | Words | None:
        """Why the fix is withdrawn; None if every rule stands at least as well as before, and its own better."""
        was, now = self._weights(before), self._weights(after)
        worse = sorted(rule for rule, weight in now.items() if weight > was.get(rule, 0))
        if worse:
            return Withdrawn(fixer.name, finding.rule, _reason(worse[0], after), tuple(worse))
        left = next((one for one in after.findings if one.rule == finding.rule), None)
        if not fixer.settles or left is None:
            return None
        better = RANK[left.verdict] < RANK[finding.verdict] or len(left.evidence) < len(finding.evidence)
        return None if better else _NO_HELP

    def _weights(self, decision: Decision) -> dict[str, int]:
        """How much each rule weighs in a decision, twice the rank of its verdict; an open question that stops nothing weighs one."""
        found: dict[str, int] = {}

        def weigh(rule: str, weight: int) -> None:
            found[rule] = max(found.get(rule, 0), weight)

        for finding in decision.findings:
            if finding.counts:
                weigh(finding.rule, 2 * RANK[finding.verdict])
        for item in decision.undecided:
            stops = self._mandatory.get(item.rule, False) and self._stops.get(item.rule, False)
            weigh(item.rule, 2 * RANK["ask"] if stops else 1)
        for entry in decision.errors:
            mandatory = entry.rule is None or self._mandatory.get(entry.rule, True)
            weigh(entry.rule or entry.message, 2 * RANK["review" if mandatory else "note"])
        return found


def _reason(rule: str, decision: Decision) -> Words:
    """What a rule would say about the mended post."""
    finding = next((one for one in decision.findings if one.rule == rule), None)
    if finding is not None:
        said = finding.words["message"]
        return Words(f"`{rule}` would then apply: {said.en}", f"dann griffe `{rule}`: {said.de}")
    if any(item.rule == rule for item in decision.undecided):
        return Words(f"`{rule}` could then not be decided", f"`{rule}` ließe sich dann nicht entscheiden")
    return Words(f"`{rule}` would then fail", f"`{rule}` würde dann scheitern")


def _names_less(at: str) -> Words:
    return Words(f"it would change `{at}`, which it does not name", f"sie würde `{at}` ändern, was sie nicht ankündigt")


_NO_HELP = Words("the finding would stay as it is", "der Befund bliebe, wie er ist")
