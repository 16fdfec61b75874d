"""What reconciler.yaml says of `watch`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field

from reconciler.model import notice
from reconciler.model.address import ID_PATTERN
from reconciler.model.personal import Personal
from reconciler.model.values import Json
from reconciler.project.shapes import END, Model, Reference, Secret, Text, text

_SECONDS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}

Duration = Annotated[str, text("bad-duration", r"^[1-9][0-9]{0,4}[smhd]" + END, "10m")]


class Addressee(Model):
    """Somebody who operates this."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"channel": "email", "address": "duty@teleset.example"}]})
    channel: Annotated[str, text("bad-id", ID_PATTERN, "email")] = Field(title="Channel", description="The channel, which needs a transport (transports).")
    address: Annotated[str, Field(min_length=1, max_length=2048, json_schema_extra={"x-pii": True})] = Field(
        title="Address", description="The address on that channel.", examples=["duty@teleset.example"]
    )


class Notify(Model):
    """Who is told of failing passes, of drift, of guards that refuse, of what belongs to others, and of commits that are not let in: once when it begins, once when it is over."""

    to: tuple[Addressee, ...] = Field(title="To", description="Whom notices of watch go to.", min_length=1)
    topics: tuple[Literal["failing", "drift", "refused", "conflict", "commit"], ...] = Field(
        default=("failing", "drift", "refused", "conflict", "commit"),
        min_length=1,
        title="Topics",
        description="What is told: failing, drift, refused, conflict, commit; all, unless said.",
    )
    language: Literal["ru", "en"] = Field(default="ru", title="Language", description="The language of notices: ru or en.")
    failures: Annotated[int, Field(ge=1, le=1000)] = Field(
        default=3, title="Failures", description="After how many failed passes in a row somebody is told; 3 unless said.", examples=[3]
    )


class Verify(Model):
    """Which commits are let in, where git is the source: each is judged by the command of the one before it."""

    command: tuple[Text, ...] = Field(
        min_length=1,
        title="Command",
        description="A command and its arguments, {commit} in the place of the commit; it runs in a clone of the repository, and exit code 0 lets the commit in.",
        examples=[["git", "verify-commit", "{commit}"]],
    )


class Watch(Model):
    """How `reconciler watch` keeps the live side in line."""

    listen: Text | None = Field(
        default=None,
        title="Listen",
        description="Where the status page, metrics and health are served; nowhere unless said. Elsewhere than on this machine only with a token.",
        examples=["127.0.0.1:9464"],
    )
    token: Secret | None = Field(default=None, title="Token", description="A reference to the token of the hook and of the status page; 16 characters or more.")
    interval: Duration = Field(default="5m", title="Interval", description="How often the live side is looked at, though nothing was changed; 5m unless said.")
    verify: Verify | None = Field(default=None, title="Verify", description="Who lets commits in, where git is the source (watch --git).")
    notify: Notify | None = Field(default=None, title="Notify", description="Who is told when something is wrong with it.")


def watch_of(said: Watch) -> notice.Watch:
    told = said.notify
    return notice.Watch(
        listen=said.listen or "",
        token=_reference(said.token),
        verify=said.verify.command if said.verify is not None else (),
        interval=float(int(said.interval[:-1]) * _SECONDS[said.interval[-1]]),
        notify=notice.Notify()
        if told is None
        else notice.Notify(
            tuple(notice.Addressee(one.channel, Personal(one.address)) for one in told.to),
            told.language,
            told.failures,
            frozenset(notice.Topic(topic) for topic in told.topics),
        ),
    )


def _reference(said: Reference | None) -> Mapping[str, Json] | None:
    return None if said is None else {key: value for key, value in (("env", said.env), ("file", said.file)) if value is not None}
