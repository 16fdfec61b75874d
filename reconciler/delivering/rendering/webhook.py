"""A message → the JSON that a webhook is sent. Its shape is described in docs/messages.md, and only ever grows."""

from __future__ import annotations

from reconciler.canonical import canonical
from reconciler.model.delivery import Content


def webhook(content: Content) -> bytes:
    """The canonical bytes of the body: the same for everybody who gets this content, so that a signature covers what everybody can compute."""
    return canonical(content.data)
