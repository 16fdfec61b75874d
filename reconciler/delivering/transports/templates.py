"""Templates of requests: `{to}` the address, `{digits}` its digits alone, `{text}` the short text, `{id}` the correlation id, `{sender}`.

What is put in is never looked at again: braces in a text are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

NAMES: Final = frozenset({"to", "digits", "text", "id", "sender"})

_FIELD: Final = re.compile(r"\{([a-z_]+)\}")


def fill(template: Any, values: Mapping[str, str]) -> Any:
    """A copy of a text, or of plain data, with the fields in its texts replaced. Keys are left alone."""
    if isinstance(template, str):
        return _FIELD.sub(lambda found: values[found[1]], template)
    if isinstance(template, Mapping):
        return {key: fill(item, values) for key, item in template.items()}
    if isinstance(template, list | tuple):
        return [fill(item, values) for item in template]
    return template


def unknown_names(template: Any) -> bool:
    """Whether there is a field in it that nothing fills."""
    return any(name not in NAMES for text in _texts(template) for name in _FIELD.findall(text))


def _texts(template: Any) -> Iterator[str]:
    if isinstance(template, str):
        yield template
    elif isinstance(template, Mapping):
        for item in template.values():
            yield from _texts(item)
    elif isinstance(template, list | tuple):
        for item in template:
            yield from _texts(item)
