"""The rules of docs/architecture.md, run."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "reconciler"
MODULES = sorted(PACKAGE.rglob("*.py"))
CODE = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_import_contracts_are_kept() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"
    result = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stdout + result.stderr


def _layers() -> list[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return layers


def test_the_architecture_page_walks_the_same_tree() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert "\n".join(_layers()) in page
    described = {name.removesuffix(".py").rstrip("/") for name in re.findall(r"^### `([a-z_./]+)`", page, re.MULTILINE)}
    parts = {part.strip() for layer in _layers() for part in layer.split("|")}
    assert described == parts - {"__main__"}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_names_say_something(path: Path) -> None:
    assert not EMPTY_NAMES & set(path.relative_to(ROOT).with_suffix("").parts)


MAX_LINES = 250
MAX_FUNCTION = 50
TABLES = {*(PACKAGE / "reporting").glob("phrases*.py"), *(PACKAGE / "reporting" / "messages").iterdir()}
"""Modules that hold rows and no logic may be as long as there is to say."""


@pytest.mark.parametrize("path", [path for path in MODULES if path not in TABLES], ids=_name)
def test_a_file_can_be_read_at_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION] == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=_name)
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=_name)
def test_a_package_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_text_is_opened_with_its_encoding(path: Path) -> None:
    """What the platform would choose is Windows-1251 where many of our users are."""
    assert [*_opened_without_encoding(ast.parse(path.read_text(encoding="utf-8")))] == []


def _opened_without_encoding(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        words = {keyword.arg for keyword in node.keywords}
        on_os = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "os"
        if name in {"read_text", "write_text"} and not words & {"encoding", None}:
            yield node.lineno
        if name == "open" and not on_os and not words & {"encoding", None} and not _binary(node):
            yield node.lineno


def _binary(call: ast.Call) -> bool:
    """Whether a mode that says bytes is among the arguments."""
    values = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return any(isinstance(value, ast.Constant) and isinstance(value.value, str) and re.fullmatch(r"[rwxa+]*b[rwxa+]*", value.value) for value in values)


@pytest.mark.parametrize("path", [path for path in MODULES if "cli" not in path.relative_to(PACKAGE).parts[:1]], ids=_name)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "exit", "quit", "input"}, f"line {node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
            assert node.attr not in {"exit", "stdout", "stderr", "stdin", "argv"}, f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_nothing_needs_posix_unguarded(path: Path) -> None:
    """Modules that Windows does not have are imported in functions or behind a condition, never at the top."""
    posix = {"fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "syslog"}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else {node.module} if isinstance(node, ast.ImportFrom) else set()
        assert not posix & names
