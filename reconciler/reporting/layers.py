"""Layers as `settings` names them → as people read them."""

from __future__ import annotations


def named_layer(layer: str, address: str) -> str:
    """The kind of a layer, then whose it is: `organization teleset`, `ancestor primer`, `role coordinator`; `address` is the recipient's."""
    kind, colon, name = layer.partition(":")
    if colon:
        return f"{kind} {name}"
    if layer in ("catalogue", "policy"):
        return layer
    if "/" in layer:
        return f"account {layer}"
    return f"{'organization' if layer == address.partition('/')[0] else 'ancestor'} {layer}"
