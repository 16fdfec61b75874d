"""What a project allows, whatever its organization files say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.diagnostic import Place

CHANNELS: tuple[str, ...] = ("email", "sms", "webhook", "push", "telegram", "max", "vk")
"""The built-in channels that take an address. `inapp` is beside them: every recipient has it where the backend holds it."""

INAPP = "inapp"


@dataclass(frozen=True, slots=True)
class Policy:
    """The clamps of a project and of the environment it is applied to. The default clamps nothing.

    `forced` and `forbidden` are type ids; `channels` the only ones allowed (empty: all); `recipients` patterns of the only addresses that may
    receive anything here (None: everyone); `webhook_hosts` patterns of the only hosts that webhooks may call (empty: any, over https); `own_channels` what the
    project declares beside the built-in ones; `confirm` the channels whose addresses must be confirmed; `secret_names` and `secret_files` what organization
    files may refer to. `origin` is where the project file names types and channels, by the field's name.
    """

    forced: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    webhook_hosts: tuple[str, ...] = ()
    recipients: tuple[str, ...] | None = None
    own_channels: tuple[str, ...] = ()
    confirm: tuple[str, ...] = ()
    secret_names: tuple[str, ...] = ()
    secret_files: tuple[str, ...] = ()
    origin: Mapping[str, Place] = field(default_factory=dict)
