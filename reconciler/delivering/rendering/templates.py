"""Templates, in Jinja2's sandbox. A value that is put into one is data: it is never looked at as a template, and in HTML it is escaped.

A name that has no value is an error (`StrictUndefined`), never an empty place in somebody's message.
"""

from __future__ import annotations

import functools
from typing import Any

from jinja2 import StrictUndefined, Template, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment


def _environment(*, html: bool) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=html, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.clear()
    return environment


_TEXT = _environment(html=False)
_HTML = _environment(html=True)


def text(source: str, **values: Any) -> str:
    """The template, filled in."""
    return _compiled(source, html=False).render(values)


def html(source: str, **values: Any) -> str:
    """The template, filled in; values are escaped."""
    return _compiled(source, html=True).render(values)


@functools.lru_cache(maxsize=512)
def names(source: str) -> frozenset[str]:
    """The values that a template asks for."""
    return frozenset(meta.find_undeclared_variables(_TEXT.parse(source)))


@functools.lru_cache(maxsize=512)
def _compiled(source: str, *, html: bool) -> Template:
    return (_HTML if html else _TEXT).from_string(source)
