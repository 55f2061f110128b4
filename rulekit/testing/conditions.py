"""Conditions at random: every operator, nested, with `as` names, references and quantifiers; valid by construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from rulekit.testing.vocabulary import FIELDS, NUMBERS, REFERENCES, REGEXES, TERMS, TEXTS, TIMES, WEEKDAYS

SAME: Mapping[str, tuple[str, ...]] = {"time": ("time", "date"), "string": ("string",), "number": ("number",)}

Draw = Callable[[st.SearchStrategy[Any]], Any]


class Conditions:
    """Draws values; everything else is built on `pick` and `rarely`."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.names = 0

    def pick(self, items: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(items))

    def rarely(self, percent: int) -> bool:
        """True so often; shrinks to false."""
        return bool(self.draw(st.integers(0, 99)) >= 100 - percent)

    def some(self, items: Sequence[Any], most: int, least: int = 0) -> list[Any]:
        return [self.pick(items) for _ in range(self.draw(st.integers(least, most)))]

    def condition(
        self, depth: int, kind: str, names: Mapping[str, str], bound: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """A condition at an element of that kind (`post`: at the top). Names that must be bound when it is yes go to `bound`."""
        found: dict[str, Any] = {}
        for _ in range(self.pick((1, 1, 1, 2))):
            roll = self.draw(st.integers(0, 9)) if depth > 0 else 0
            if roll < 6:
                path, sort, inner = self.pick(self._fields(kind, names))
                if path not in found:
                    found[path] = self.test(depth, path, sort, inner, kind, names, bound)
            elif roll == 9:
                found["not"] = self.condition(depth - 1, kind, names)
            else:
                key = self.pick(("all", "any", "none"))
                if key in found:
                    continue
                many = self.draw(st.integers(0, 8))
                most = 2 if many > 1 else many
                found[key] = [
                    self.condition(depth - 1, kind, names, bound if key == "all" else None) for _ in range(most)
                ]
        return found

    def _fields(self, kind: str, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
        fields = list(FIELDS[kind])
        if kind == "post":
            for name, element in names.items():
                if element == "string":
                    fields += [(f"${name}", "string", "word")] * 4
                else:
                    fields += [
                        (f"${name}.{path}", sort, inner)
                        for path, sort, inner in FIELDS[element]
                        if not path.startswith("context.")
                    ] * 2
        return fields

    def test(
        self,
        depth: int,
        path: str,
        sort: str,
        inner: str,
        kind: str,
        names: Mapping[str, str],
        bound: dict[str, str] | None,
    ) -> Any:
        """What may stand under a field of that sort."""
        if sort == "list":
            return self._list_test(depth, path, inner, kind, names, bound)
        roll = self.draw(st.integers(0, 19))
        if roll >= 18 and sort != "texts":
            return self.pick(("present", "absent", {"present": True}, {"absent": True}, {"absent": False}, None))
        if depth > 0 and roll >= 14:
            key = self.pick(("any", "all", "none", "not"))
            if key == "not":
                return {"not": self.test(depth - 1, path, sort, inner, kind, names, None)}
            return {key: [self.test(depth - 1, path, sort, inner, kind, names, None) for _ in range(2)]}
        return getattr(self, f"_{sort}")(inner, names)

    def _list_test(
        self, depth: int, path: str, inner: str, kind: str, names: Mapping[str, str], bound: dict[str, str] | None
    ) -> Any:
        if self.rarely(8):
            return self.pick(("present", "absent"))
        if inner == "string" and self.rarely(20):
            return self._string(path.rpartition(".")[2], names, equality=True)
        key = self.pick(("some", "some", "some", "every", "none", "count"))
        own: dict[str, str] = dict(names)
        extra: dict[str, Any] = {}
        place, into = inner, None
        if self.rarely(50):
            self.names += 1
            name = f"e{self.names}"
            own[name], extra, place = inner, {"as": name}, "post"
            into = bound if key == "some" else None
            if into is not None:
                into[name] = inner
        condition = self.condition(max(depth - 1, 0), place, own, into)
        if key != "count":
            return {key: {**extra, **condition}}
        counted: dict[str, Any] = {**extra, self.pick(("is", "lt", "le", "gt", "ge")): self.pick((0, 1, 2, 3))}
        if self.rarely(15):
            counted = {**extra, "between": self.pick(([0, 1], [1, 2], [1, 1]))}
        if not self.rarely(20):
            counted["where"] = condition
        if self.rarely(35):
            scalars = [
                found
                for found, sort, _ in FIELDS[inner]
                if sort in ("string", "boolean", "number") and not found.startswith("context.")
            ]
            step = self.pick(scalars)
            counted["distinct"] = (
                step if not extra else (f"${extra['as']}" if step == "." else f"${extra['as']}.{step}")
            )
        return {"count": counted}

    def _reference(self, sort: str, names: Mapping[str, str], otherwise: Any, percent: int = 15) -> Any:
        """Now and then a reference to something of that sort."""
        if not self.rarely(percent):
            return otherwise
        found = list(REFERENCES[sort])
        for name, element in names.items():
            if element == "string":
                found += [f"${name}"] * 3 if sort == "string" else []
            else:
                found += [
                    f"${name}.{path}"
                    for path, other, _ in FIELDS[element]
                    if other in SAME[sort] and not path.startswith("context.")
                ] * 3
        return self.pick(found)

    def _string(self, inner: str, names: Mapping[str, str], equality: bool = False) -> Any:
        values = TEXTS.get(inner, TEXTS["word"])
        if equality:
            inner = "word"
        if inner == "url" or (self.rarely(10) and inner == "host"):
            return {
                "domain_in": self.pick(
                    (
                        "shop.example",
                        ["example", "x.example"],
                        ["nordwind.example", "$context.org.domains"],
                        "$context.org.domains",
                    )
                )
            }
        how = self.draw(st.integers(0, 7 if equality else 9))
        if how < 4:
            value = self._reference("string", names, self.pick(values))
            return value if how < 2 else {"is": value}
        if how < 8:
            items = self.some([*values, "$$other"], 2, 1)
            if self.rarely(15):
                items.append("$words")
            wanted = self._reference("string", names, items) if not self.rarely(10) else "$words"
            return items if how == 4 else {self.pick(("in", "not_in")): wanted}
        return self._text(inner, names)

    def _many(self, inner: str, names: Mapping[str, str]) -> Any:
        values = TEXTS[inner]
        return self.pick(
            (
                self.pick(values),
                {"in": self.some(values, 2, 1)},
                {"not_in": self.some(values, 2, 1)},
                {"is": self.pick(values)},
            )
        )

    def _any(self, inner: str, names: Mapping[str, str]) -> Any:
        value = self.pick((1, 1.0, True, False, "a", "b"))
        return self.pick((value, {"is": value}, {"in": [value, "c"]}, {"not_in": [value, 2]}))

    def _boolean(self, inner: str, names: Mapping[str, str]) -> Any:
        value = self.pick((True, False))
        return self.pick((value, {"is": value}, {"in": [value]}, {"not_in": [value]}))

    def _number(self, inner: str, names: Mapping[str, str]) -> Any:
        if self.rarely(10):
            return {"between": sorted(self.some(NUMBERS, 2, 2))}
        if self.rarely(15):
            return self.pick((self.pick(NUMBERS), {"is": self.pick(NUMBERS)}, {"in": [self.pick(NUMBERS), 280]}))
        found = {self.pick(("lt", "le", "gt", "ge")): self._reference("number", names, self.pick(NUMBERS))}
        if self.rarely(15):
            found[self.pick(("lt", "ge"))] = self.pick(NUMBERS)
        return found

    def _time(self, inner: str, names: Mapping[str, str]) -> Any:
        how = self.pick(("before", "after", "during", "during", "within", "weekday", "within_hours"))
        when = self._reference("time", names, self.pick(TIMES), 25)
        if how in ("before", "after"):
            return {how: when}
        if how == "within":
            return {"within": {"days": self.pick((0, 1, 2, 0.5, 42)), self.pick(("before", "after")): when}}
        if how == "weekday":
            return {"weekday": self.pick(("mon", self.some(WEEKDAYS, 3, 1)))}
        if how == "within_hours":
            if self.rarely(35):
                return {"within_hours": "$context.org.service_hours"}
            hours: dict[str, Any] = {
                "from": self.pick(("08:00", "10:00", "22:00")),
                "to": self.pick(("10:00", "18:00", "06:00", "22:00")),
            }
            if self.rarely(50):
                hours["days"] = self.some(WEEKDAYS, 3, 1)
            return {"within_hours": hours}
        spans = [f"${name}" for name, element in names.items() if element in ("embargo", "crisis")]
        if spans and not self.rarely(30):
            return {"during": self.pick(spans)}
        ends: dict[str, Any] = {self.pick(("from", "until")): when}
        if self.rarely(50):
            ends[self.pick(("from", "until"))] = self.pick(TIMES)
        return {"during": ends}

    _date = _time

    def _object_test(self, inner: str, names: Mapping[str, str]) -> Any:
        return {
            "within_km": {
                "lat": self.pick((52.5, 48.1)),
                "lon": self.pick((13.4, 11.6)),
                "km": self.pick((5, 100, 1000)),
            }
        }

    _position = _object_test

    def _terms(self, names: Mapping[str, str], percent: int = 25) -> Any:
        if self.rarely(15):
            return "$words"
        terms = self.some(TERMS, 2, 1)
        return self._reference("string", names, terms if self.rarely(60) else terms[0], percent)

    def _says(self, names: Mapping[str, str], percent: int = 25) -> Any:
        terms = self._terms(names, percent)
        if not self.rarely(40):
            return terms
        found: dict[str, Any] = {"terms": terms}
        for name in self.some(("negated", "quoted", "question", "conditional", "counter"), 2):
            found[name] = self.pick(("any", "skip", "only"))
        if self.rarely(15):
            found["match"] = self.pick(("inflected", "word"))
        if self.rarely(10):
            found["disguised"] = True
        if self.rarely(10):
            found["gender"] = self.pick(("any", "exact"))
        if self.rarely(15):
            found["person"] = self.pick((["1s"], ["1s", "1p"], [3], [2, "3"]))
        if self.rarely(10):
            found["tense"] = self.pick(("past", "present", "future"))
        if self.rarely(20):
            found["except"] = self.some(TERMS, 2, 1)
        return found

    def _item(self, names: Mapping[str, str]) -> dict[str, Any]:
        if self.rarely(20):
            return {"matches": self.pick(REGEXES)}
        if self.rarely(15):
            return {"any": [{"says": self._says(names, 5)}, self.pick(({"matches": REGEXES[0]}, {"says": TERMS[0]}))]}
        return {"says": self._says(names, 5)}

    def _text(self, inner: str, names: Mapping[str, str]) -> Any:
        how = self.draw(st.integers(0, 9))
        if how < 5:
            return {"says": self._says(names)}
        if how < 7:
            return {"matches": self.pick(REGEXES)}
        items = [self._item(names) for _ in range(self.pick((2, 2, 3)))]
        if self.rarely(25):
            items[-1] = {"not": items[-1]}
        near: dict[str, Any] = {"all": items}
        if self.rarely(40):
            near["sentence"] = True
        else:
            near["words"] = self.pick((2, 3, 5, 8))
        if self.rarely(30):
            near["ordered"] = True
        return {"near": near}

    _texts = _text
