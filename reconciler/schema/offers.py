"""What an editor offers where a type or a channel belongs: every id with its titles, and the selectors that cover several types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from reconciler.model.settings import NotificationType
from reconciler.schema.files import Schema

Say = Callable[[str], str]
"""An English text → the same in the language of the schema."""

Choices = Mapping[str, Schema]
"""What may be named, each with title and description, in the order it is offered."""

_CHANNELS: Final = {
    "email": "E-mail.",
    "sms": "Text message to a phone.",
    "webhook": "Request to a program over HTTPS.",
    "push": "Push notification to a device.",
    "telegram": "Message in Telegram.",
    "max": "Message in MAX.",
    "vk": "Message in VK.",
    "inapp": "In the application itself; every recipient has it, without a contact.",
}
_SELECTORS: Final = {"category": "Every type of the category {name}: {types}.", "surface": "Every type of the surface {name}: {types}."}


def type_choices(types: Sequence[NotificationType], say: Say, language: str) -> Choices:
    """Every type that can be chosen, in the order of `types`, behind it the selectors that cover several."""
    chosen = [type_ for type_ in types if type_.selectable]
    core = ", ".join(type_.id for type_ in chosen if type_.core)
    choices = {type_.id: _type(type_, say, language) for type_ in chosen} | {"core": {"title": say("The core types"), "description": f"{core}."}}
    for selector, text in _SELECTORS.items():
        covered: dict[str, list[str]] = {}
        for type_ in chosen:
            covered.setdefault(type_.category if selector == "category" else type_.surface, []).append(type_.id)
        for name, ids in sorted(covered.items()):
            choices[f"{selector}:{name}"] = {"title": f"{selector}:{name}", "description": say(text).format(name=name, types=", ".join(ids))}
    return choices


def single_type_choices(types: Sequence[NotificationType], say: Say, language: str) -> Choices:
    """The same without selectors: for requirements and policy, which name one type each."""
    return {type_.id: _type(type_, say, language) for type_ in types if type_.selectable}


def channel_choices(own: Iterable[str], say: Say) -> Choices:
    """The built-in channels, and those the project declares."""
    builtin = {name: {"title": name, "description": say(text)} for name, text in _CHANNELS.items()}
    return builtin | {name: {"title": name, "description": say("A channel of this project.")} for name in own if name not in _CHANNELS}


def offered(choices: Choices, schema: Schema) -> Schema:
    """`schema`, which takes a text, with `choices` offered for it. Any other text it takes will still do.

    As branches of an `anyOf` the choices would be offered twice in a list, once with a dash of their own; so they are snippets. An `if` that nothing follows demands nothing,
    and what fits in it is shown when the mouse rests on it; something always does, or it would be everything.
    """
    snippets = [{"label": name, "description": about["description"], "body": name} for name, about in choices.items()]
    otherwise = {key: schema[key] for key in ("title", "description") if key in schema}
    return {**schema, "if": {"anyOf": [*({"const": name, **about} for name, about in choices.items()), otherwise]}, "defaultSnippets": snippets}


def each(choices: Choices, schema: Schema) -> dict[str, Schema]:
    """`schema` under each of `choices`."""
    return {name: {**about, **schema} for name, about in choices.items()}


def _type(type_: NotificationType, say: Say, language: str) -> Schema:
    """Title and description in both languages, then what else one decides by."""
    lines = [_sentences(type_, each_language) for each_language in sorted(type_.title, key=lambda other: other != language)]
    facts = (f"category:{type_.category}", f"surface:{type_.surface}", ", ".join(sorted(type_.audience)), ", ".join(type_.default_channels))
    marks = ((type_.mandatory, "Mandatory: cannot be switched off."), (type_.urgent, "Urgent: ignores quiet hours."))
    lines += ["; ".join(facts) + ".", *(say(text) for on, text in marks if on)]
    return {"title": type_.title.get(language, type_.id), "description": "\n".join(dict.fromkeys(lines))}


def _sentences(type_: NotificationType, language: str) -> str:
    texts = dict.fromkeys(text.strip() for text in (type_.title[language], type_.description.get(language, "")) if text.strip())
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in texts)
