"""What the tests of this directory type into an editor."""

from __future__ import annotations

from pathlib import Path

from reconciler.engine.init import with_modeline

ORGANIZATION = """\
version: 1
kind: Organization
id: teleset
name: ООО «ТелеСеть»
"""
ACCOUNT = """\
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
"""


def organization(project: Path, more: str = "", *, head: str = ORGANIZATION) -> tuple[Path, str]:
    """A file of `project` and its text: an organization, with `more` behind it; the line for editors is the first."""
    return project / "organizations" / "x.yaml", with_modeline("organizations/x.yaml", head + more)
