"""The rules of docs/architecture.md, run."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "reconciler"
MODULES = sorted(PACKAGE.rglob("*.py"))
CODE = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc"}


def _name(path: Path, line: int = 0) -> str:
    return path.relative_to(ROOT).as_posix() + (f":{line}" if line else "")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _forgetting() -> Iterator[None]:
    """The trees are some hundred megabytes, which nobody else in this process needs."""
    yield
    _tree.cache_clear()


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


def test_names_say_something() -> None:
    assert [_name(path) for path in MODULES if EMPTY_NAMES & set(path.relative_to(ROOT).with_suffix("").parts)] == []


MAX_LINES = 250
MAX_FUNCTION = 50
TABLES = {*(PACKAGE / "reporting").glob("phrases*.py"), *(PACKAGE / "reporting" / "messages").iterdir()}
"""Modules that hold rows and no logic may be as long as there is to say."""


def _too_long(path: Path) -> Iterator[str]:
    if len(path.read_text(encoding="utf-8").splitlines()) > MAX_LINES:
        yield _name(path)
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION:
            yield _name(path, node.lineno)


def test_a_file_can_be_read_at_once() -> None:
    assert [place for path in MODULES if path not in TABLES for place in _too_long(path)] == []


def test_a_module_and_a_package_say_what_they_are() -> None:
    assert [_name(path) for path in MODULES if not ast.get_docstring(_tree(path))] == []


def test_text_is_opened_with_its_encoding() -> None:
    """What the platform would choose is Windows-1251 where many of our users are."""
    assert [_name(path, line) for path in CODE for line in _opened_without_encoding(_tree(path))] == []


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


def _spoken(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "exit", "quit", "input"}:
            yield node.lineno
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {f"sys.{name}" for name in ("exit", "stdout", "stderr", "stdin", "argv")}:
            yield node.lineno


def test_only_the_command_line_prints_or_exits() -> None:
    modules = [path for path in MODULES if "cli" not in path.relative_to(PACKAGE).parts[:1]]
    assert [_name(path, line) for path in modules for line in _spoken(_tree(path))] == []


def _imported(node: ast.stmt) -> set[str | None]:
    return {alias.name for alias in node.names} if isinstance(node, ast.Import) else {node.module} if isinstance(node, ast.ImportFrom) else set()


def test_nothing_needs_posix_unguarded() -> None:
    """Modules that Windows does not have are imported in functions or behind a condition, never at the top."""
    posix = {"fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "syslog"}
    assert [_name(path, node.lineno) for path in MODULES for node in _tree(path).body if posix & _imported(node)] == []


def test_the_rules_find_what_breaks_them() -> None:
    broken = ast.parse("import sys, fcntl\nprint(open('x').read(), Path('x').read_text())\nsys.exit(1)\n")
    assert [*_opened_without_encoding(broken)] == [2, 2]
    assert sorted(_spoken(broken)) == [2, 3]
    assert "fcntl" in _imported(broken.body[0])
