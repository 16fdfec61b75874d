"""What doctor says of the installation: distributions as they lie in a directory, in every state they are found in."""

from __future__ import annotations

import base64
import hashlib
import sys
import tomllib
import zoneinfo
from collections.abc import Mapping
from pathlib import Path

import pytest

from reconciler import __version__
from reconciler.engine.doctor import installation
from reconciler.engine.doctor.examine import CHECKS
from reconciler.engine.doctor.installation import is_within
from reconciler.engine.doctor.world import Surroundings, World
from reconciler.model.health import Finding, Level
from reconciler.model.values import Json
from reconciler.project.references import unset_references
from reconciler.reporting.doctor import said
from reconciler.reporting.messages import entries
from reconciler.reporting.messages.doctor import ENTRIES, SENTENCES, TITLES
from reconciler.reporting.wording import placeholders

ROOT = Path(__file__).parents[3]
OURS = "notification-reconciler"


def install(site: Path, name: str, version: str, files: Mapping[str, str] = {}, requires: tuple[str, ...] = (), direct: str = "") -> None:
    """A distribution as pip leaves it."""
    info = site / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    lines = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}", *(f"Requires-Dist: {one}" for one in requires)]
    (info / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if direct:
        (info / "direct_url.json").write_text(direct, encoding="utf-8")
    record = []
    for path, text in files.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        digest = base64.urlsafe_b64encode(hashlib.sha256(file.read_bytes()).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(text)}")
    (info / "RECORD").write_text("\n".join([*record, f"{info.name}/METADATA,,", f"{info.name}/RECORD,,"]) + "\n", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site-packages"


def world(site: Path, *, encoding: str = "utf-8", more: tuple[str, ...] = ()) -> World:
    return World(Path(), None, Surroundings(encoding, {}, (str(site), *more)))


PACKAGE = {"reconciler/__init__.py": "ours\n", "reconciler/cli/main.py": "ours too\n"}


def test_nothing_clashes(site: Path) -> None:
    install(site, OURS, "0.1.0", PACKAGE)
    install(site, "other", "1.0", {"other/reconciler/__init__.py": ""})
    assert installation.clash(world(site)).code == "no-clash"


@pytest.mark.parametrize("name", ["reconciler", "Reconciler", "something-else"])
def test_another_distribution_brings_our_package(name: str, site: Path) -> None:
    install(site, OURS, "0.1.0", PACKAGE)
    install(site, name, "0.3", {"reconciler/__init__.py": "theirs\n"})
    found = installation.clash(world(site))
    assert (found.code, found.level) == ("package-clash", Level.PROBLEM)
    message, remedy = said(found, "en")
    assert f"{name} 0.3" in message
    assert remedy.startswith(f"python -m pip uninstall {name}, then")


def test_an_egg_brings_our_package(site: Path) -> None:
    info = site / "old-1.0.egg-info"
    info.mkdir(parents=True)
    (info / "PKG-INFO").write_text("Metadata-Version: 1.0\nName: old\nVersion: 1.0\n", encoding="utf-8")
    (info / "installed-files.txt").write_text("../reconciler/__init__.py\n", encoding="utf-8")
    assert installation.clash(world(site)).arguments["distributions"] == ("old 1.0",)


def test_the_clash_by_name_alone(site: Path) -> None:
    """An editable installation lists no files."""
    install(site, "reconciler", "0.3")
    assert installation.clash(world(site)).code == "package-clash"


def test_files_that_were_overwritten_or_removed(site: Path) -> None:
    install(site, OURS, "0.1.0", PACKAGE)
    (site / "reconciler/__init__.py").write_text("theirs\n", encoding="utf-8")
    assert installation.clash(world(site)).arguments == {"count": 1, "file": "reconciler/__init__.py"}
    (site / "reconciler/cli/main.py").unlink()
    assert installation.clash(world(site)).arguments["count"] == 2


def test_where_the_program_comes_from(site: Path) -> None:
    assert installation.program(world(site)).code == "program-uninstalled"
    install(site, OURS, __version__, direct='{"url": "file:///x", "dir_info": {"editable": true}}')
    assert installation.program(world(site)).code == "program-editable"


def test_another_version_is_installed(site: Path) -> None:
    install(site, OURS, "9.9", direct="not json")
    found = installation.program(world(site))
    assert (found.code, found.arguments["installed"]) == ("versions-differ", "9.9")


def test_libraries_of_this_environment() -> None:
    found = installation.libraries(world(Path("/nonexistent"), more=tuple(sys.path)))
    assert (found.code, found.level) in {("libraries", Level.OK), ("needs-installation", Level.SKIPPED)}


def test_libraries_that_are_missing_too_old_too_new_or_broken(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requires = ("one<2,>=1.16", "two<3,>=2.0.36", "three-x>=1", "four>=1", "five>=1; extra == 'postgresql'", "six>=1; sys_platform == 'amiga'", "zoneinfo>=1")
    install(site, OURS, "0.1.0", requires=requires)
    install(site, "one", "2.0.1")
    install(site, "two", "2.0.35")
    install(site, "four", "1.5", {"four.py": "raise OSError('ivanova@teleset.example')\n"})
    install(site, "zoneinfo", "1.0")
    monkeypatch.syspath_prepend(str(site))
    found = installation.libraries(world(site))
    assert found.arguments["libraries"] == ("one 2.0.1", "two 2.0.35", "three-x (-)", "four 1.5 (OSError)")
    assert found.arguments["requirements"] == '"one<2,>=1.16" "two<3,>=2.0.36" "three-x>=1" "four>=1"'


def test_every_requirement_of_ours_can_be_judged() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        required = tomllib.load(file)["project"]["dependencies"]
    names = dict(installation._required(required))
    assert len(names) == len(required)
    assert all(is_within("999", ">=1") and not is_within("0", bounds) for bounds in names.values())
    assert sorted(name for name in names if not installation._distribution_named(name, sys.path)) == []


@pytest.mark.parametrize(
    ("version", "bounds", "within"),
    [
        ("1.16", ">=1.16,<2", True),
        ("1.16.0", ">=1.16,<2", True),
        ("1.9", ">=1.16", False),
        ("2.0rc1", "<2", False),
        ("0.1.6.post1", ">=0.1.6,<0.2", True),
        ("2", "<2", False),
    ],
)
def test_versions(version: str, bounds: str, within: bool) -> None:
    assert is_within(version, bounds) is within


def test_no_time_zones(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Parts of it may be loaded already.
    for name in ("tzdata", "tzdata.zoneinfo", "tzdata.zoneinfo.Europe"):
        monkeypatch.setitem(sys.modules, name, None)
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[])
    try:
        assert installation.zones(world(site)).code == "zones-missing"
    finally:
        zoneinfo.reset_tzpath(to=before)
    assert installation.zones(world(site)).code == "zones"


@pytest.mark.parametrize(
    ("encoding", "code"),
    [("utf-8", "output"), ("cp866", "output"), ("cp1251", "output"), ("ascii", "encoding-narrow"), ("cp1252", "encoding-narrow"), ("x", "encoding-narrow")],
)
def test_encodings(encoding: str, code: str, site: Path) -> None:
    assert installation.output(world(site, encoding=encoding)).code == code


def test_names_of_what_is_not_set(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("hunter2\n", encoding="utf-8")
    options: Json = {"a": {"env": "A"}, "b": [{"env": "B"}, {"file": "there"}], "c": {"d": {"file": "gone"}, "e": {"env": "SET"}}, "f": "x"}
    assert unset_references(options, directory=tmp_path, environ={"SET": "hunter2", "B": ""}) == {"A", "B", "gone"}


# Words


def test_every_check_has_a_title() -> None:
    assert list(TITLES) == list(CHECKS)


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_ask_for_the_same(code: str) -> None:
    assert placeholders(SENTENCES[code].en) == placeholders(SENTENCES[code].ru)
    assert code not in entries(), "one code must not mean two things"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_everything_that_is_wrong_has_something_to_do(entry: object) -> None:
    found = next(one for one in ENTRIES if one is entry)
    assert found.en.hints[""]


def test_every_sentence_is_said() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "reconciler/engine/doctor").glob("*.py"))
    assert [code for code in SENTENCES if f'"{code}"' not in text] == []
    others = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "reconciler").rglob("*.py") if "messages" not in path.parts)
    assert [entry.code for entry in ENTRIES if f'"{entry.code}"' not in others] == []


def test_a_finding_that_nobody_put_into_words_still_says_something() -> None:
    assert said(Finding("brand-new", arguments={"n": 2}), "ru") == ("brand-new (n: 2)", "")
