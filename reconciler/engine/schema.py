"""The JSON Schemas of the files, for editors and for other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reconciler import __version__
from reconciler.engine.collector import paused
from reconciler.engine.open import open_for_reading, project_sources
from reconciler.engine.read import Reading
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.errors import InvalidInput, Unusable
from reconciler.model.settings import NotificationType
from reconciler.schema.files import NAMES, schema_path, words
from reconciler.schema.offers import Say

BUNDLE: Final = "bundle"
"""The name of all schemas in one file, made for editors."""

_SEVERITY: Final = re.compile(r"(?s)(.*) Severity: ([a-z]+), unless said\.")
_LANGUAGE: Final = re.compile(r'"\$comment": "reconciler [^",]*, ([a-z]{2})\.')


def names() -> tuple[str, ...]:
    """What there are schemas of."""
    return (BUNDLE, *NAMES)


def schema_text(name: str, *, language: str = "en") -> str:
    """A schema as JSON text; `language` is that of the bundle's texts. Raises `Unusable` for a name there is none of."""
    if name == BUNDLE:
        from reconciler.settings.catalogue import CATALOGUE

        return bundle_text(CATALOGUE, (), language)
    if name not in NAMES:
        raise Unusable("unknown-schema", name=name, known=names())
    return schema_path(name).read_text(encoding="utf-8").rstrip("\n")


def project_schema(directory: Path, *, language: str = "en") -> str:
    """The bundle for the project in `directory`: its own types and channels are among those that are offered.

    Raises `Unusable` where there is no project, and `InvalidInput` for mistakes in its file and in the documents of its types, and where files cannot be read: types might be missing.
    Mistakes elsewhere are no reason not to know what can be written there.
    """
    with paused():
        reading = Reading()
        project = open_for_reading(reading, directory)
        documents = reading.documents(project_sources(reading, project), limits=project.limits)
        resolution = reading.resolution(documents, policy=project.policy, complete=True)
        reading.conclude(resolution)
        people = {document.number for document in documents if document.kind in ("Organization", "Accounts")}
        if mistakes := [found for found in reading.diagnostics if found.severity is Severity.ERROR and _document(found) not in people]:
            raise InvalidInput(tuple(reading.located(mistakes)))
    return bundle_text(resolution.types, project.policy.own_channels, language)


def _document(found: Diagnostic) -> int | None:
    return None if found.place is None else found.place.document


def bundle_text(types: Sequence[NotificationType], channels: Sequence[str], language: str) -> str:
    """The bundle as JSON text: the same types and channels give the same bytes."""
    from reconciler.schema.bundle import bundle

    made = bundle(types, channels, version=__version__, language=language, say=_translation(language))
    return json.dumps(made, ensure_ascii=False, indent=1)


def language_of(file: Path) -> str | None:
    """The language of the bundle in a file; None where there is none."""
    try:
        with file.open(encoding="utf-8") as opened:
            found = _LANGUAGE.search(opened.read(1000))
    except (OSError, UnicodeDecodeError):
        return None
    return found[1] if found else None


def write_schema(file: Path, text: str) -> None:
    """Write a schema to `file`, whose directory is made where it is missing. Raises `Unusable("not-writable")`."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise Unusable("not-writable", path=file.parent.as_posix()) from error


def write_schemas(directory: Path) -> tuple[Path, ...]:
    """Write the schemas, as other programs take them, to `directory`; the same text again changes nothing. Returns the files."""
    files = tuple(directory / f"{name}.json" for name in NAMES)
    for name, file in zip(NAMES, files, strict=True):
        write_schema(file, schema_text(name))
    return files


def _translation(language: str) -> Say:
    """What says an English text of the schemas in another language. One there is no translation of stays as it is; a test knows of none."""
    if language == "en":
        return str
    from reconciler.linting import RULES
    from reconciler.project.lint import sentence

    known = {**words(language), **{sentence(rule.entry.en.message): sentence(rule.entry.text(language).message) for rule in RULES}}

    def say(text: str) -> str:
        if (severe := _SEVERITY.fullmatch(text)) is not None:
            return f"{say(severe[1])} {say('Severity: {severity}, unless said.').format(severity=severe[2])}"
        return known.get(text, text)

    return say
