"""PyYAML's pure parser, made to read plain texts in brackets as its C parser and YAML 1.2 do: `[Really?, yes]`."""

from __future__ import annotations

from typing import Any

import yaml


class PureLoader(yaml.SafeLoader):
    """Reads what PyYAML's C parser reads, where there is none."""

    def scan_plain(self) -> Any:
        """One text without quotes. A `?` inside it ends nothing, unlike in PyYAML's own scanner."""
        scanner: Any = self  # PyYAML's types know only the outermost methods
        start = end = scanner.get_mark()
        indent = scanner.indent + 1
        parts: list[str] = []
        spaces: list[str] = []
        while scanner.peek() != "#":
            length = 0
            while not self._ends_plain(length):
                length += 1
            if length == 0:
                break
            scanner.allow_simple_key = False
            parts += [*spaces, scanner.prefix(length)]
            scanner.forward(length)
            end = scanner.get_mark()
            spaces = scanner.scan_plain_spaces(indent, start)
            if not spaces or (not scanner.flow_level and scanner.column < indent):
                break
        return yaml.ScalarToken("".join(parts), True, start, end)

    def _ends_plain(self, ahead: int) -> bool:
        scanner: Any = self
        char = scanner.peek(ahead)
        brackets = ",[]{}" if scanner.flow_level else ""
        blank = "\0 \t\r\n\x85\u2028\u2029"
        return char in blank or char in brackets or (char == ":" and scanner.peek(ahead + 1) in blank + brackets)
