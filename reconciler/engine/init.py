"""A new project: a few working, commented files."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from reconciler.documents.discover import SUFFIXES
from reconciler.engine.open import open_for_reading
from reconciler.engine.read import Reading
from reconciler.engine.schema import project_schema
from reconciler.model.errors import Unusable
from reconciler.project import PROJECT_FILE

_HERE = Path(__file__).parent
_EXAMPLES = (_HERE.parent / "examples", _HERE.parents[1] / "examples")
"""In a wheel beside the packages, in a checkout beside `reconciler/`."""

_GITIGNORE = ".gitignore"
SCHEMA = "schemas/reconciler.json"
"""Where a project keeps the schema that its files name for editors; versioned with them, so that everybody's editor knows the same."""

_MODELINE = re.compile(r"^# yaml-language-server: .*\n", re.MULTILINE)
_DOCUMENT = re.compile(r"\A|^---[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Initialized:
    """The files written, relative to `directory`, with `/`, and the environments the project has."""

    directory: Path
    manager: str
    files: tuple[str, ...]
    environments: tuple[str, ...] = ()


def init(directory: Path, *, language: str = "en", example: str | None = None) -> Initialized:
    """Write a project into `directory` (made where it is missing): a scaffold in `language`, or a copy of one of the examples; and the schema for editors, which every file names.

    Every project gets a manager and an id of its own. Raises `Unusable` for an example there is none of, for a directory that cannot be written, and, before writing
    anything, for a directory that already has one of the files.
    """
    manager = f"{_slug(directory.resolve().name)}-{token_hex(2)}"
    source = _example(example) if example is not None else _HERE / "scaffold" / language
    files = {name: _own(text, manager) if example is not None else text for name, text in _texts(source)}
    if example is None:
        files = {name: text.format(manager=manager, id=uuid.uuid4()) if name == PROJECT_FILE else text for name, text in files.items()}
    files.setdefault(_GITIGNORE, (_HERE / "scaffold" / "gitignore").read_text(encoding="utf-8"))
    if (directory / _GITIGNORE).exists():
        # A directory under version control has one, and it is its owner's.
        del files[_GITIGNORE]
    files = {name: with_modeline(name, text) if name.endswith(SUFFIXES) else text for name, text in files.items()}
    if existing := [name for name in sorted([*files, SCHEMA]) if (directory / name).exists()]:
        raise Unusable("would-overwrite", files=tuple(existing))
    _write(directory, files)
    files[SCHEMA] = project_schema(directory, language=language) + "\n"
    _write(directory, {SCHEMA: files[SCHEMA]})
    environments = open_for_reading(Reading(), directory, None).environments
    return Initialized(directory, manager, tuple(sorted(files)), environments)


def with_modeline(name: str, text: str) -> str:
    """The text of the file `name` (relative to the project, with `/`) with the line by which editors find the schema: in each document, since each is asked by itself."""
    modeline = f"# yaml-language-server: $schema={'../' * name.count('/')}{SCHEMA}\n"
    return _DOCUMENT.sub(lambda start: start[0] + modeline, _MODELINE.sub("", text))


def examples() -> tuple[str, ...]:
    """The examples that came with this installation."""
    return tuple(sorted({path.parent.name for root in _EXAMPLES for path in root.glob(f"*/{PROJECT_FILE}")}))


def _example(name: str) -> Path:
    if name not in examples():
        raise Unusable("unknown-example", name=name, known=examples())
    return next(root / name for root in _EXAMPLES if (root / name / PROJECT_FILE).is_file())


def _texts(source: Path) -> Iterator[tuple[str, str]]:
    """The files below `source`; live state that lies about there is not part of an example."""
    for file in sorted(source.rglob("*")):
        name = file.relative_to(source).as_posix()
        if file.is_file() and not name.startswith(".reconciler/"):
            yield name, file.read_bytes().decode("utf-8").replace("\r\n", "\n")


def _own(text: str, manager: str) -> str:
    """An example's project file as somebody's own: two copies of an example must not take each other's objects for theirs."""
    if not re.search(r"^kind: Project$", text, re.MULTILINE):
        return text
    text = re.sub(r"^manager: .*$", f"manager: {manager}", text, flags=re.MULTILINE)
    return re.sub(r"^id: .*$", f"id: {uuid.uuid4()}", text, flags=re.MULTILINE)


def _write(directory: Path, files: dict[str, str]) -> None:
    try:
        for name, text in files.items():
            file = directory / name
            file.parent.mkdir(parents=True, exist_ok=True)
            # "x": a file that has appeared since is not overwritten either.
            with file.open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
    except FileExistsError as error:
        raise Unusable("would-overwrite", files=(Path(str(error.filename)).name,)) from error
    except OSError as error:
        raise Unusable("not-writable", path=directory.as_posix()) from error


def _slug(name: str) -> str:
    """A directory's name as an id can have it; "project" where nothing of it is left."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:50].strip("-") or "project"
