"""One program asked about one post: which rules fire, which cannot be decided, which fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, product
from typing import Final, NamedTuple

from rulekit.conditions.node import Bound, Env, Fault, Node, Outcome, broken, joined_all, joined_any, smallest_first
from rulekit.conditions.times import inside
from rulekit.engine.wording import MASKED_TOPICS, hidden, quoted, spoken_words
from rulekit.errors import Words
from rulekit.facts.view import View
from rulekit.model.canonical import Json
from rulekit.model.decision import Details, ErrorEntry, Evidence, Finding, Question, Undecided, words_of
from rulekit.model.fields import Field
from rulekit.model.truth import ERROR, NO, UNKNOWN, YES, Truth
from rulekit.model.verdict import RANK, highest

MAX_WITNESSES = 1000
"""How many combinations of bound elements `unless` is asked for before the rule is an error: a bound keeps a check linear."""


class Shown(NamedTuple):
    """What made a rule fire: the evidence, and of what was bound the smallest witnesses."""

    evidence: tuple[Evidence, ...] = ()
    bound: Mapping[str, Bound] = {}


class Judged:
    """What became of one rule on one post; `show` works out what made it fire. Not to be changed."""

    __slots__ = ("faults", "lifts", "missing", "rule", "show", "value")

    def __init__(
        self,
        rule: Mapping[str, Json],
        value: Truth,
        show: Callable[[], Shown] = Shown,
        missing: tuple[str, ...] = (),
        lifts: tuple[str, ...] = (),
        faults: tuple[Fault, ...] = (),
    ) -> None:
        self.rule: Final = rule
        self.value: Final = value
        self.show: Final = show
        self.missing: Final = missing
        self.lifts: Final = lifts
        self.faults: Final = faults


class BuiltRule:
    """A rule of the program with its conditions built for one register; `when` is None if the rule is idle. Not to be changed.

    `silent` is what became of it on a post that it has nothing to say of, `binds` says that `when` gives names to elements, which `unless` may ask for.
    """

    __slots__ = ("binds", "rule", "silent", "span", "unless", "when")

    def __init__(
        self, rule: Mapping[str, Json], when: Node | None, unless: tuple[Node, ...] = (), binds: bool = False
    ) -> None:
        self.rule: Final = rule
        self.span: Final[Json] = rule["effective"]
        self.silent: Final = Judged(rule, NO)
        self.when: Final = when
        self.unless: Final = unless
        self.binds: Final = binds


class BuiltWaiver(NamedTuple):
    """A waiver with its condition built; `when` is None if it is idle."""

    number: int
    waiver: Mapping[str, Json]
    when: Node | None


class BuiltEntry(NamedTuple):
    """An entry of the floor with its condition built; `when` is None if it is idle."""

    entry: Mapping[str, Json]
    when: Node | None


def judge_rule(built: BuiltRule, env: Env) -> Judged:
    """Asks one rule (docs/semantics.md section 6)."""
    when = built.when
    if when is None or (built.span and not effective(built.span, env.view)):
        return built.silent
    if when.pure:
        # most rules that are asked say no, and of most findings nobody wants to see more than the verdict
        value = when.value(env)
        if value == NO:
            return built.silent
        if value == YES and not built.binds:
            return _unless_bound_to_nothing(built, when, env)
    outcome = when.ask(env)
    if outcome.value != YES:
        return Judged(built.rule, outcome.value, missing=_unique(outcome.missing), faults=outcome.faults)
    return _unless_lifted(built, outcome, env)


def _unless_bound_to_nothing(built: BuiltRule, when: Node, env: Env) -> Judged:
    """The finding that is left after an `unless` that can ask for no witnesses; what made the rule fire is left for later."""
    show = partial(_shown, when, env)
    unclear = False
    for node in built.unless:
        value = node.value(env) if node.pure else UNKNOWN
        if value == YES:
            return built.silent
        unclear = unclear or value != NO
    if not unclear:
        return Judged(built.rule, YES, show)
    lifted = joined_any([node.ask(env) for node in built.unless])
    if lifted.value == YES:
        return built.silent
    return Judged(built.rule, YES, show, lifts=_unique(lifted.missing), faults=lifted.faults)


def _shown(when: Node, env: Env) -> Shown:
    outcome = when.ask(env)
    return Shown(outcome.evidence, {name: smallest_first(found)[0] for name, found in outcome.bound.items()})


def _unless_lifted(built: BuiltRule, outcome: Outcome, env: Env) -> Judged:
    """The finding that is left after `unless`, asked for each combination of witnesses."""
    rule = built.rule
    if not built.unless:
        smallest = {name: smallest_first(found)[0] for name, found in outcome.bound.items()}
        return Judged(rule, YES, lambda: Shown(outcome.evidence, smallest))
    names = sorted(outcome.bound)
    combinations = product(*(smallest_first(outcome.bound[name]) for name in names))
    standing: Mapping[str, Bound] | None = None
    lifted: list[Outcome] = []
    for number, witnesses in enumerate(islice(combinations, MAX_WITNESSES + 1)):
        if number == MAX_WITNESSES:
            lifted.append(broken(f"more than {MAX_WITNESSES} combinations of list elements to weigh"))
            break
        bound = dict(zip(names, witnesses, strict=True))
        asked = env.naming(bound)
        outcome_of_one = joined_any([node.ask(asked) for node in built.unless])
        lifted.append(outcome_of_one)
        if outcome_of_one.value != YES and standing is None:
            standing = bound
    # only if every combination could still be lifted, an answer can lift the finding
    whole = joined_all(lifted)
    if standing is None:
        return Judged(rule, ERROR, faults=whole.faults) if whole.faults else built.silent
    shown = Shown(outcome.evidence, standing)
    return Judged(rule, YES, lambda: shown, lifts=_unique(whole.missing), faults=whole.faults)


def _unique(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(items)))


def effective(span: Json, view: View) -> bool:
    """Whether the time lies in a `{from, until}`; unknown time ignores it."""
    now = view.now if span else None
    if now is None:
        return True
    return inside(now.start, span, view.zone, Env(view)) is not False


class Weighed:
    """Everything of a decision but its inputs. Not to be changed."""

    __slots__ = ("errors", "findings", "questions", "undecided", "verdict", "waivers")

    def __init__(
        self,
        verdict: str,
        findings: tuple[Finding, ...] = (),
        questions: tuple[Question, ...] = (),
        undecided: tuple[Undecided, ...] = (),
        errors: tuple[ErrorEntry, ...] = (),
        waivers: tuple[Mapping[str, Json], ...] = (),
    ) -> None:
        self.verdict: Final = verdict
        self.findings: Final = findings
        self.questions: Final = questions
        self.undecided: Final = undecided
        self.errors: Final = errors
        self.waivers: Final = waivers


def weigh(
    judged: Sequence[Judged],
    given: Sequence[BuiltWaiver],
    entries: Callable[[], Sequence[BuiltEntry]],
    view: View,
    extra: Sequence[ErrorEntry],
    root: Field,
) -> Weighed:
    """The findings with the floor's entries and the waivers given, the questions, and the highest verdict of all that counts."""
    told = [item for item in judged if item.value != NO or item.faults]
    if not told and not extra and not given:
        return _NOTHING_TOLD
    waivers = _Waivers(given, view) if given else None
    floor = _Floor(entries, view)
    sensitive = _Sensitive(told)
    findings: list[Finding] = []
    undecided: list[Undecided] = []
    errors, verdicts = list(extra), ["review" for _ in extra]
    waiting: list[tuple[str, tuple[str, ...], bool]] = []
    for item in told:
        rule, value = item.rule, item.value
        counted = rule["status"] == "active"
        waived = waivers.of(rule["id"]) if waivers is not None and value != NO else None
        if item.faults:
            errors += [ErrorEntry(rule["id"], fault.plugin, fault.message) for fault in dict.fromkeys(item.faults)]
        if value == YES:
            finding = _finding(item, view, waived, floor, sensitive)
            findings.append(finding)
            if finding.counts:
                verdicts.append(finding.verdict)
            if counted and item.lifts:
                waiting.append((rule["id"], item.lifts, True))
        elif value == UNKNOWN:
            undecided.append(Undecided(rule["id"], item.missing))
            if counted and rule["binding"] == "mandatory" and waived is None:
                waiting.append((rule["id"], item.missing, False))
                verdicts.append("ask" if rule["verdict"] in ("review", "block") else "allow")
        elif value == ERROR and counted:
            verdicts.append("review" if rule["binding"] == "mandatory" else "note")
    if len(findings) > 1:
        findings.sort(key=_strictest_first)
    return Weighed(
        highest(*verdicts),
        tuple(findings),
        questions(waiting, root, view.post) if waiting else (),
        tuple(sorted(undecided)) if undecided else (),
        tuple(sorted(errors, key=_by_rule)) if errors else (),
        waivers.report() if waivers is not None else (),
    )


_NOTHING_TOLD = Weighed("allow")


def _by_rule(entry: ErrorEntry) -> tuple[str, str, str]:
    return entry.rule or "", entry.plugin or "", entry.message


def _strictest_first(finding: Finding) -> tuple[int, str]:
    return -RANK[finding.verdict], finding.rule


class _Sensitive:
    """The hits of all findings whose quotes are masked, worked out when the first finding is to be shown."""

    def __init__(self, told: Sequence[Judged]) -> None:
        self._told = told
        self._hits: tuple[Evidence, ...] | None = None

    def hits(self) -> tuple[Evidence, ...]:
        if self._hits is None:
            fired = [item for item in self._told if item.value == YES and item.rule["topic"] in MASKED_TOPICS]
            self._hits = hidden([(item.rule["topic"], item.show().evidence) for item in fired])
        return self._hits


def _finding(item: Judged, view: View, waived: Json, floor: _Floor, sensitive: _Sensitive) -> Finding:
    rule = item.rule
    verdict, lowered = floor.lower(rule["topic"], rule["verdict"])
    return Finding(
        rule["id"],
        rule["topic"],
        rule["binding"],
        verdict,
        rule["status"],
        partial(_details, item, view, sensitive),
        tuple(rule["fix"]),
        waived,
        lowered,
    )


def _details(item: Judged, view: View, sensitive: _Sensitive) -> Details:
    rule = {**item.rule, "contact": _contact(item.rule, view)}
    evidence, bound = item.show()
    shown = quoted(evidence, rule["topic"], sensitive.hits())
    words = spoken_words(rule, shown, bound, view.post, view.register.section("org"))
    return Details(shown, words, rule["contact"], rule["source"])


def _contact(rule: Mapping[str, Json], view: View) -> Json:
    """Whom to ask: the register's contact of that name, which may change any day, else the ruleset's."""
    found = (view.register.section("contacts") or {}).get(rule["contact_name"])
    return rule["contact"] if found is None else found


class _Floor:
    """Which entries of the floor hold for the post; asked only when a finding stands in one of their topics."""

    def __init__(self, entries: Callable[[], Sequence[BuiltEntry]], view: View) -> None:
        self._entries = entries
        self._view = view
        self._held: dict[str, bool] = {}

    def lower(self, topic: str, verdict: str) -> tuple[str, Json]:
        """The verdict after the floor, and the entry that lowered it."""
        best: tuple[str, Json] = (verdict, None)
        for built in self._entries():
            cap = built.entry["cap"]
            if topic in built.entry["topics"] and RANK[cap] < RANK[best[0]] and self._holds(built):
                best = (cap, {"id": built.entry["id"], "verdict_before": verdict})
        return best

    def _holds(self, built: BuiltEntry) -> bool:
        name = built.entry["id"]
        if name not in self._held:
            self._held[name] = built.when is not None and built.when.value(Env(self._view)) == YES
        return self._held[name]


class _Waivers:
    """What each waiver does on this post."""

    def __init__(self, waivers: Sequence[BuiltWaiver], view: View) -> None:
        self._waivers = waivers
        self._view = view
        self._status: dict[int, str] = {}

    def of(self, rule: str) -> Json:
        """What the first waiver that applies to the rule says of itself, or None."""
        applying = None
        for built in self._waivers:
            if built.waiver["rule"] == rule:
                status = self._status[built.number] = self._judge(built)
                if status == "applied" and applying is None:
                    applying = {
                        key: built.waiver[key]
                        for key in ("reason", "approved_by", "expires", "acknowledged")
                        if key in built.waiver
                    }
        return applying

    def _judge(self, built: BuiltWaiver) -> str:
        expires = built.waiver.get("expires")
        if expires is not None:
            now = self._view.now
            if now is None:
                return "undecided"
            if inside(now.start, {"until": expires}, self._view.zone, Env(self._view)) is not True:
                return "expired"
        value = NO if built.when is None else built.when.ask(Env(self._view)).value
        return {YES: "applied", NO: "unused"}.get(value, "undecided")

    def report(self) -> tuple[Mapping[str, Json], ...]:
        """Each waiver with its status; one whose rule did not come up is unused, or expired if its time is over."""
        found = []
        for built in self._waivers:
            status = self._status.get(built.number)
            if status is None:
                status = "expired" if self._judge(built) == "expired" else "unused"
            keep = {key: built.waiver[key] for key in ("rule", "reason", "expires") if key in built.waiver}
            found.append({**keep, "status": status})
        return tuple(found)


def questions(
    waiting: Sequence[tuple[str, tuple[str, ...], bool]], root: Field, post: Mapping[str, Json]
) -> tuple[Question, ...]:
    """The smallest useful set of questions: each rule gets one of its missing pointers asked (docs/semantics.md section 6)."""
    left = [entry for entry in waiting if entry[1]]
    asked: list[str] = []
    while left:
        weight: dict[str, int] = {}
        for _, missing, _ in left:
            for at in missing:
                weight[at] = weight.get(at, 0) + 1
        best = min(weight, key=lambda at: (-weight[at], _field_at(root, at).answers is None, at))
        asked.append(best)
        left = [entry for entry in left if best not in entry[1]]
    return tuple(_question(at, waiting, root, post) for at in sorted(asked))


def _question(
    at: str, waiting: Sequence[tuple[str, tuple[str, ...], bool]], root: Field, post: Mapping[str, Json]
) -> Question:
    field = _field_at(root, at)
    concerned = [(rule, lifts) for rule, missing, lifts in waiting if at in missing]
    ask = words_of(field.ask) if field.ask else Words(f"What is {at}?", f"Was gilt für {at}?")
    ask = _with_faces(ask, at, post)
    return Question(
        at, ask, field.answers, tuple(sorted({rule for rule, _ in concerned})), all(lifts for _, lifts in concerned)
    )


def _with_faces(ask: Words, at: str, post: Mapping[str, Json]) -> Words:
    """The question whether anyone is recognisable, behind what `rulekit enrich` noted of that picture."""
    picture, _, name = at.rpartition("/")
    noted = (post.get("extra") or {}).get("possible_faces")
    count = noted.get(picture) if name == "people_recognisable" and isinstance(noted, dict) else None
    if not isinstance(count, int) or count < 1:
        return ask
    found = Words(
        "A possible face was found." if count == 1 else f"{count} possible faces were found.",
        "Ein mögliches Gesicht wurde gefunden." if count == 1 else f"{count} mögliche Gesichter wurden gefunden.",
    )
    return Words(f"{found.en} {ask.en}", f"{found.de} {ask.de}")


def _field_at(root: Field, at: str) -> Field:
    field = root
    for step in at.split("/")[1:]:
        below = field.items if field.kind == "list" and step.isdigit() else field.child(step)
        if below is None:
            return Field("any")
        field = below
    return field


def outside(rulesets: Sequence[Mapping[str, Json]], view: View) -> Iterator[ErrorEntry]:
    """An entry for each ruleset that is not in effect at the post's time."""
    for one in rulesets:
        if not effective(one["effective"], view):
            span = one["effective"]
            reach = " ".join(f"{key} {span[key]}" for key in ("from", "until") if span.get(key))
            yield ErrorEntry(
                None, None, f"ruleset `{one['id']}` {one['version']} is in effect {reach}, not at the time of this post"
            )
