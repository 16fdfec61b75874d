"""How the files of now stand to what was applied last."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Age(enum.Enum):
    """Of a checkout, seen from the commit that was applied last. `DIVERGED`: neither comes from the other. `UNKNOWN`: git cannot tell, and `SHALLOW`: since it has only a part."""

    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    DIVERGED = "diverged"
    UNKNOWN = "unknown"
    SHALLOW = "shallow"
    UNCHECKED = "unchecked"
    """There is no commit to compare: no git here, or none at what was applied."""


REFUSED = frozenset({Age.OLDER, Age.UNKNOWN, Age.SHALLOW})
"""What `apply` refuses: a check that fails is no proof that nothing would be undone."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`commit` was applied last, at `when` (RFC 3339, UTC), as `number` of the history; `here` is the commit of the files. Empty where nothing is known."""

    age: Age = Age.UNCHECKED
    here: str = ""
    commit: str = ""
    when: str = ""
    number: int = 0

    @property
    def refused(self) -> bool:
        return self.age in REFUSED


UNCHECKED = Standing()
