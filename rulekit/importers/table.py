"""The importers by name, and the one way from a payload to a post."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from rulekit.errors import InvalidPost, Problem, Words, nearest
from rulekit.importers import activitystreams, bluesky, mastodon, x
from rulekit.importers.payload import decoded
from rulekit.importers.recognise import NAMES, recognised
from rulekit.model.canonical import Json


class Importer(NamedTuple):
    """A platform whose posts can be read.

    `name` is what `--from` takes, `says` one sentence on what is read. `read` turns one object of the platform, JSON that is already decoded, into a
    post as `post.v1` describes it, or raises InvalidPost; nothing else, whatever the value. `plugin` names the plugin that brought it, None for rulekit's own.
    """

    name: str
    says: Words
    read: Callable[[Json], Json]
    plugin: str | None = None


def importers() -> Mapping[str, Importer]:
    """Every importer of rulekit's own, by name."""
    return _IMPORTERS


_IMPORTERS: Mapping[str, Importer] = MappingProxyType(
    {
        one.name: one
        for one in (
            Importer(
                "mastodon",
                Words(
                    "Statuses, boosts and quotes, scheduled statuses and the parameters of a new one.",
                    "Status, geteilte und zitierte, geplante und die Angaben für einen neuen.",
                ),
                mastodon.read,
            ),
            Importer(
                "bluesky",
                Words(
                    "Records of posts and reposts, views of them, entries of feeds.",
                    "Einträge von Posts und Reposts, Ansichten davon, Einträge von Feeds.",
                ),
                bluesky.read,
            ),
            Importer(
                "activitystreams",
                Words(
                    "Notes, articles, pages, questions, media, and the activities that publish them.",
                    "Note, Article, Page, Question, Medien und die Aktivitäten, die sie veröffentlichen.",
                ),
                activitystreams.read,
            ),
            Importer(
                "x",
                Words(
                    "Posts of version 1.1 and 2 with what comes with them, and the parameters of a new one.",
                    "Posts der Version 1.1 und 2 samt Beigaben, und die Angaben für einen neuen.",
                ),
                x.read,
            ),
        )
    }
)


def imported(payload: Json, platform: str, known: Mapping[str, Importer] | None = None) -> dict[str, Json]:
    """The post that a platform's payload describes: JSON text or its value. `known` are the importers to choose from; by default rulekit's own.

    Raises InvalidPost if there is no importer of that name, if the payload is not JSON, or not a post of that platform.
    """
    found = (known or importers()).get(platform)
    if found is None:
        names = tuple(known or importers())
        raise InvalidPost(no_importer(platform, names))
    value = decoded(payload) if isinstance(payload, bytes | str) else payload
    post: dict[str, Json] = found.read(value)
    return post


def no_importer(platform: str, names: tuple[str, ...]) -> Problem:
    """What to say when there is no importer of a name."""
    listed = ", ".join(f"`{name}`" for name in names)
    return Problem(
        "no-importer",
        Words(f"posts of `{platform}` cannot be read", f"Beiträge von `{platform}` lassen sich nicht lesen"),
        Words(f"choose one of {listed}", f"eines von {listed} wählen"),
        nearest=nearest(platform, names),
    )


def hint(data: bytes) -> Problem | None:
    """What to say of something that is no post when it is a platform's payload; None if it is none."""
    try:
        platform = recognised(decoded(data))
    except InvalidPost:
        return None
    if platform is None:
        return None
    name = NAMES[platform]
    return Problem(
        "payload",
        Words(
            f"this looks like a post as {name} gives it out",
            f"das sieht nach einem Beitrag aus, wie {name} ihn ausgibt",
        ),
        Words(f"add `--from {platform}`", f"`--from {platform}` ergänzen"),
    )
