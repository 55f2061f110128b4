"""From a condition as written in YAML to a node that can be asked.

Everything that can be wrong with a condition is found here, all at once, with the JSON pointer of its place; whoever
has the file turns the pointer into line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rulekit.conditions.node import All, AnyOf, Node
from rulekit.conditions.operator import FieldTest, Foreign, Operator, Request, Table, Test
from rulekit.conditions.patterns import Pattern
from rulekit.conditions.plugins import NO_PLUGINS, Plugins, prefix_of
from rulekit.conditions.values import Path, Reference
from rulekit.errors import InvalidPlugin, Words, nearest, pointer
from rulekit.facts.table import Fact
from rulekit.model.canonical import Json
from rulekit.model.fields import Field
from rulekit.text import TermGroup

if TYPE_CHECKING:
    from rulekit.conditions.names import Plugin

COMBINATORS: tuple[str, ...] = ("all", "any", "none", "not")
TEXTS = Field(kind="texts")
BARE: Mapping[str, str] = {"present": "present", "absent": "absent"}


class Mistake(NamedTuple):
    """Something wrong in a condition: its kind, the pointer of its place, what is wrong and what to do."""

    kind: str
    at: str
    what: Words
    advice: Words | None = None
    nearest: str | None = None
    on: str = "value"


class Scope(NamedTuple):
    """What names mean at one place of a condition."""

    element: Field | None = None
    bindings: Mapping[str, Field] = {}


RULESET = ""
"""The name under which `World.forms` keeps the check of a whole ruleset."""


class World(NamedTuple):
    """Everything a condition can name.

    `forms` are quick yes-or-no checks: of each operator's argument by the operator's name, and of a whole ruleset under `RULESET`. `plugins` is
    where packs and names that are not rulekit's own are looked for.
    """

    post: Field
    context: Field
    facts: Mapping[str, Fact]
    operators: Table
    forms: Mapping[str, Callable[[Json], bool]] = {}
    plugins: Plugins = NO_PLUGINS


class Builder:
    """Builds the conditions of one ruleset.

    `lists` are the lists its conditions can name. `group` numbers the groups of terms of the whole program. `check` is the test of an
    operator's argument against its schema, None for a ruleset that has been checked before. `pattern` gives the regular expression as written.
    """

    def __init__(
        self,
        world: World,
        lists: Mapping[str, Sequence[str]],
        group: Callable[[TermGroup], int],
        check: Callable[[Json, Json, str], Sequence[Mistake]] | None = None,
        bindings: Mapping[str, Field] | None = None,
        pattern: Callable[[str], Pattern] = Pattern,
    ) -> None:
        self.world = world
        self.lists = lists
        self.group = group
        self.check = check
        self.pattern = pattern
        self.mistakes: list[Mistake] = []
        self.bound: dict[str, Field] = dict(bindings or {})

    def mistake(
        self,
        kind: str,
        at: str,
        what: Words,
        advice: Words | None = None,
        nearest: str | None = None,
        on: str = "value",
    ) -> None:
        """Notes something wrong; building goes on, so that all mistakes are found."""
        self.mistakes.append(Mistake(kind, at, what, advice, nearest, on))

    def wrong(self, operator: Operator, argument: Json, at: str) -> Sequence[Mistake]:
        """What is wrong with what is written behind an operator; nothing in a ruleset that has been checked before."""
        fits = self.world.forms.get(operator.name)
        if operator.plugin is not None and isinstance(argument, str) and argument.startswith("$"):
            return ()  # what a plugin's test is given is looked at once it is known
        if self.check is None or (fits is not None and fits(argument)):
            return ()
        return self.check(argument, operator.schema, at)

    def condition(self, written: Json, at: str, scope: Scope, negated: bool = False) -> Node:
        """The node of a condition; of its complement if `negated`."""
        if not isinstance(written, dict):
            self.mistake(
                "condition-form",
                at,
                Words(
                    f"a condition is a mapping of fields and tests, not `{_short(written)}`",
                    f"eine Bedingung besteht aus Feldern und Prüfungen, nicht aus `{_short(written)}`",
                ),
                Words("write for example `text: {says: word}`", "zum Beispiel `text: {says: Wort}` schreiben"),
            )
            return All((), written)
        below = [
            self._entry(key, value, at + pointer(key), scope, negated) for key, value in written.items() if key != "as"
        ]
        return below[0] if len(below) == 1 else (AnyOf if negated else All)(below, written, negated)

    def _entry(self, key: str, value: Json, at: str, scope: Scope, negated: bool) -> Node:
        if key in COMBINATORS:
            return self._combined(
                key, value, at, negated, lambda item, place, turn: self.condition(item, place, scope, turn)
            )
        try:
            path = self.path(key, at, scope)
            return self.test(value, path, at, scope, negated) if path is not None else All((), {key: value})
        except InvalidPlugin as error:
            first = error.problems[0]
            self.mistake(first.kind, at, first.what, first.advice, first.nearest, "key")
            return All((), {key: value})

    def _combined(
        self, key: str, value: Json, at: str, negated: bool, build: Callable[[Json, str, bool], Node]
    ) -> Node:
        """`all`, `any`, `none` over a list, `not` over one."""
        if key == "not":
            return build(value, at, not negated)
        if not isinstance(value, list):
            self.mistake(
                "combinator-form",
                at,
                Words(f"`{key}` holds a list of conditions", f"`{key}` enthält eine Liste von Bedingungen"),
                Words("begin each of them with a dash", "jede davon mit einem Strich beginnen"),
            )
            return All((), {key: value})
        turn = negated != (key == "none")
        below = [build(item, at + pointer(number), turn) for number, item in enumerate(value)]
        conjunction = (key == "all") != negated if key != "none" else not negated
        return (All if conjunction else AnyOf)(below, {key: value}, negated)

    def test(self, written: Json, path: Path, at: str, scope: Scope, negated: bool) -> Node:
        """The node of what is written under a field."""
        if written is None:
            return self._operator("absent", True, path, at, scope, negated, None)
        if isinstance(written, str) and written in BARE:
            return self._operator(BARE[written], True, path, at, scope, negated, written)
        if isinstance(written, list):
            return self._operator("in", written, path, at, scope, negated, written)
        if not isinstance(written, dict):
            return self._operator("is", written, path, at, scope, negated, written)
        below = []
        for key, value in written.items():
            place = at + pointer(key)
            if key in COMBINATORS and not self._quantifies(key, value):
                below.append(
                    self._combined(
                        key, value, place, negated, lambda item, spot, turn: self.test(item, path, spot, scope, turn)
                    )
                )
            else:
                below.append(self._operator(key, value, path, place, scope, negated, {key: value}))
        return below[0] if len(below) == 1 else (AnyOf if negated else All)(below, written, negated)

    @staticmethod
    def _quantifies(key: str, value: Json) -> bool:
        """`none` with a mapping is the quantifier; with a list it combines tests of the field."""
        return key == "none" and isinstance(value, dict)

    def _operator(
        self, name: str, argument: Json, path: Path, at: str, scope: Scope, negated: bool, source: Json
    ) -> Node:
        operator = self.world.operators.get(name)
        empty = All((), source)
        if operator is None:
            self._unknown_operator(name, path, at, scope)
            return empty
        if not _suits(operator, path.field):
            self._wrong_kind(operator, path, at)
            return empty
        if self.check is not None:
            wrong = self.wrong(operator, argument, at)
            if wrong:
                self.mistakes += wrong
                return empty
        built = operator.build(self, Request(argument, at, path, scope, negated))
        if built is None:
            return empty
        test = built if isinstance(built, Test) else Foreign(built)
        inner = getattr(test, "node", None) or getattr(test, "where", None)
        turned = negated and name not in DUALS
        return FieldTest(path, test, source, negated, turned, name, operator.plugin, () if inner is None else (inner,))

    def _unknown_operator(self, name: str, path: Path, at: str, scope: Scope) -> None:
        brought = self._brought(name)
        tests = [*self.world.operators.values(), *(brought.operators.values() if brought else ())]
        known = sorted({op.name for op in tests if _suits(op, path.field)} | set(COMBINATORS))
        near = nearest(name, known)
        field = path.field.child(name)
        advice = Words(
            "the tests for this field are: " + ", ".join(known),
            "für dieses Feld gibt es die Prüfungen: " + ", ".join(known),
        )
        if field is not None and path.field.kind == "object":
            advice = Words(
                f"to test a field below, write the whole path, such as `{path.name}.{name}`",
                f"für ein Feld darunter den ganzen Pfad schreiben, etwa `{path.name}.{name}`",
            )
        self.mistake(
            "unknown-operator",
            at,
            Words(f"there is no test `{name}`", f"die Prüfung `{name}` gibt es nicht"),
            advice if near is None else None,
            near,
            on="key",
        )

    def _brought(self, name: str) -> Plugin | None:
        """The plugin that a name of which nothing is known could belong to."""
        return self.world.plugins.find(prefix_of(name)) if "." in name else None

    def _wrong_kind(self, operator: Operator, path: Path, at: str) -> None:
        have, want = KIND_WORDS[path.field.kind], [KIND_WORDS[kind] for kind in operator.kinds if kind != "any"]
        advice = None
        if path.field.kind == "list":
            advice = Words(
                "look at its elements with `some`, `every`, `none` or `count`",
                "die Elemente mit `some`, `every`, `none` oder `count` prüfen",
            )
        self.mistake(
            "wrong-kind",
            at,
            Words(
                f"`{operator.name}` tests {_or([w.en for w in want], 'or')}, but `{path.name}` is {have.en}",
                f"`{operator.name}` passt nur auf {_or([_accusative(w.de) for w in want], 'oder')}, `{path.name}` ist aber {have.de}",
            ),
            advice,
            on="key",
        )

    def path(self, key: str, at: str, scope: Scope) -> Path | None:
        """The path a key names, or None after noting what is wrong with it."""
        if key == "any_text":
            return Path("texts", key, (), TEXTS, TEXTS, key=key)
        if key.startswith("$"):
            return self._bound_path(key, at, scope, on="key")
        steps = tuple(key.split("."))
        if steps[0] == "context":
            return self._below("context", key, self.world.context, steps[1:], at, "key")
        if scope.element is not None:
            start = scope.element
            if key == ".":
                return Path("element", key, (), start, start)
            return self._below("element", key, start, steps, at, "key")
        return self._top(key, steps, at, "key")

    def _top(self, key: str, steps: tuple[str, ...], at: str, on: str) -> Path | None:
        fact = self._fact(steps)
        if fact is not None:
            rest = steps[len(fact.name.split(".")) :]
            found = self._below("fact", key, fact.field, rest, at, on)
            return None if found is None else found.called(fact.name, key)
        return self._below("post", key, self.world.post, steps, at, on)

    def _fact(self, steps: tuple[str, ...]) -> Fact | None:
        for size in range(len(steps), 0, -1):
            fact = self.world.facts.get(".".join(steps[:size]))
            if fact is not None:
                return fact
        return None

    def _bound_path(self, key: str, at: str, scope: Scope, on: str) -> Path | None:
        name, *steps = key[1:].split(".")
        field = scope.bindings.get(name)
        if field is None:
            self._nothing_called(name, at, scope, on)
            return None
        found = self._below("bound", key, field, tuple(steps), at, on)
        return None if found is None else found.called(name, found.key)

    def _nothing_called(self, name: str, at: str, scope: Scope, on: str) -> None:
        near = nearest(name, list(scope.bindings))
        self.mistake(
            "unknown-binding",
            at,
            Words(f"nothing here is called `${name}`", f"nichts heißt hier `${name}`"),
            Words(
                f"name a list element with `some: {{as: {name}, all: […]}}`",
                f"ein Listenelement mit `some: {{as: {name}, all: […]}}` benennen",
            )
            if near is None
            else None,
            None if near is None else f"${near}",
            on,
        )

    def _below(self, root: str, key: str, start: Field, steps: tuple[str, ...], at: str, on: str) -> Path | None:
        field = start
        for number, step in enumerate(steps):
            if field.kind == "list":
                self._through_list(key, ".".join(key.split(".")[: len(key.split(".")) - len(steps) + number]), at, on)
                return None
            child = field.child(step)
            if child is None:
                self._unknown_field(root, key, step, field, at, on)
                return None
            field = child
        place = pointer(*steps)
        return Path(root, key, steps, field, start, place, place if root == "post" else "")

    def _through_list(self, key: str, head: str, at: str, on: str) -> None:
        rest = key[len(head) + 1 :] if head else key
        self.mistake(
            "path-through-list",
            at,
            Words(
                f"`{head or '.'}` is a list, so `{key}` does not say which element",
                f"`{head or '.'}` ist eine Liste, `{key}` sagt nicht, welches Element",
            ),
            Words(
                f"write `{head or '.'}: {{some: {{{rest}: …}}}}`, or `every`, `none`, `count`",
                f"`{head or '.'}: {{some: {{{rest}: …}}}}` schreiben, oder `every`, `none`, `count`",
            ),
            on=on,
        )

    def _unknown_field(self, root: str, key: str, step: str, field: Field, at: str, on: str) -> None:
        known = list(field.children)
        parts = key.split(".")
        prefix = ".".join(parts[: len(parts) - parts[::-1].index(step) - 1])
        if root == "post" and field is self.world.post:
            brought = self._brought(key)
            known += [*self.world.facts, *(brought.facts if brought else ()), "any_text", "context"]
            known += [f"{name}.{sub}" for name, child in field.children.items() for sub in child.children]
        near = nearest(key if root == "post" and field is self.world.post else step, known + list(COMBINATORS))
        full = f"{prefix}.{near}" if near and prefix and field is not self.world.post and root != "element" else near
        self.mistake(
            "unknown-field",
            at,
            Words(f"there is no field `{key}`", f"das Feld `{key}` gibt es nicht"),
            Words(
                "`rulekit facts --list` shows all fields; own data goes under `extra`",
                "`rulekit facts --list` zeigt alle Felder; eigene Daten gehören unter `extra`",
            )
            if near is None
            else None,
            full,
            on,
        )

    def value(self, written: Json, at: str, scope: Scope) -> Json | Reference | None:
        """A literal as it is, a `$…` as a reference, a `$list` as its items; None after noting a mistake (and for null)."""
        if not isinstance(written, str) or not written.startswith("$"):
            return written
        if written.startswith("$$"):
            return written[1:]
        return self.reference(written, at, scope)

    def reference(self, written: str, at: str, scope: Scope) -> Json | Reference | None:
        """What a `$…` stands for."""
        name, *steps = written[1:].split(".")
        if name == "context":
            return self._flat_reference(written, "context", self.world.context, steps, at)
        if name == "post":
            fact = self._fact(tuple(steps))
            if fact is not None:
                rest = steps[len(fact.name.split(".")) :]
                return self._flat_reference(written, "fact", fact.field, rest, at, fact.name)
            return self._flat_reference(written, "post", self.world.post, steps, at)
        if name in scope.bindings:
            return self._flat_reference(written, "bound", scope.bindings[name], steps, at, name)
        if written[1:] in self.lists:
            return list(self.lists[written[1:]])
        if steps:
            self._nothing_called(name, at, scope, "value")
            return None
        self.mistake(
            "unknown-list",
            at,
            Words(f"there is no list `{written[1:]}`", f"die Liste `{written[1:]}` gibt es nicht"),
            Words(
                "define it under `lists:`, or write `$$` for a dollar sign",
                "sie unter `lists:` anlegen, oder `$$` für ein Dollarzeichen schreiben",
            ),
            nearest(written[1:], [*self.lists, *scope.bindings]),
        )
        return None

    def _flat_reference(
        self, written: str, root: str, start: Field, steps: Sequence[str], at: str, name: str = ""
    ) -> Reference | None:
        field, cut = start, len(steps)
        for number, step in enumerate(steps):
            if field.kind == "list":
                cut = min(cut, number)
                field = field.items or Field("any", open=True)
            child = field.child(step)
            if child is None:
                self._unknown_field(root, written, step, field, at, "value")
                return None
            field = child
        place = pointer(*steps[:cut]) if root == "post" else ""
        path = Path(root, name or written, tuple(steps[:cut]), field, start, place, place)
        return Reference(written, path, tuple(steps[cut:]))


DUALS: tuple[str, ...] = ("some", "every", "none", "not_in")
"""Operators that build their own complement, from the complement of the condition they hold."""

KIND_WORDS: Mapping[str, Words] = {
    "string": Words("a text", "ein Text"),
    "texts": Words("several texts", "mehrere Texte"),
    "number": Words("a number", "eine Zahl"),
    "boolean": Words("yes or no", "ja oder nein"),
    "time": Words("a time", "ein Zeitpunkt"),
    "date": Words("a date", "ein Datum"),
    "list": Words("a list", "eine Liste"),
    "object": Words("a group of fields", "eine Gruppe von Feldern"),
    "any": Words("free-form data", "freie Daten"),
}


def _accusative(words: str) -> str:
    return "einen " + words.removeprefix("ein ") if words in ("ein Text", "ein Zeitpunkt") else words


def _suits(operator: Operator, field: Field) -> bool:
    kinds = {field.kind} | ({"list"} if field.many else set())
    return field.kind == "any" or not kinds.isdisjoint(operator.kinds) or operator.kinds == ("any",)


def _or(words: Sequence[str], last: str) -> str:
    unique = list(dict.fromkeys(words))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} {last} {unique[-1]}"


def _short(value: Json) -> str:
    from rulekit.conditions.numbers import shown

    return shown(value)
