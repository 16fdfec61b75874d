"""One thing that is wrong with the shape of a document, before it is named for its reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.diagnostic import Argument, Diagnostic, Part, Place
from reconciler.model.document import Document
from reconciler.model.personal import Personal
from reconciler.model.values import Pointer
from reconciler.model.words import as_id
from reconciler.schema.marks import sensitive


@dataclass(frozen=True, slots=True)
class Finding:
    """`pointer` is where; `arguments` are those of the message beside `key` and `owner`, which follow from the pointer.

    Where `arguments` name a `key` of their own, it is one that is missing at the pointer.
    """

    code: str
    pointer: Pointer
    part: Part = Part.VALUE
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    hint: str = ""

    def diagnostic(self, document: Document) -> Diagnostic:
        arguments: dict[str, Argument] = {
            "key": label(self.pointer, document),
            "owner": label(self.pointer if "key" in self.arguments else self.pointer[:-1], document),
            **self.arguments,
        }
        hint = self.hint
        if isinstance(value := arguments.get("value"), str) and sensitive(document.data, self.pointer):
            arguments["value"] = Personal(value)
            hint = hint or ("secret" if self.code == "unquoted-number" else "")
        if self.code.startswith("unquoted-"):
            arguments["written"] = Place(document.number, self.pointer)
        return Diagnostic(self.code, arguments=arguments, place=Place(document.number, self.pointer, self.part), hint=hint)


def label(pointer: Pointer, document: Document) -> str | Personal:
    """What a person calls the position: its key, the list's key for an item of a list, the kind for the document itself.

    Keys are public, but one that is not made like a key may be an address or a phone in the wrong place.
    """
    key = next((step for step in reversed(pointer) if isinstance(step, str)), document.kind or "document")
    return as_id(key)
