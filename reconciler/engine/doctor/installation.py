"""Python, the program itself, and what it is made of."""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import platform
import re
import sys
import zoneinfo
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

import reconciler
from reconciler.engine.doctor.world import World
from reconciler.model.health import Finding, Level, skipped, well

DISTRIBUTION: Final = "notification-reconciler"
PACKAGE: Final = "reconciler"

MODULES: Final = {"pyyaml": "yaml", "ruamel-yaml": "ruamel.yaml"}
"""What a distribution is imported as, where that is not its name with an underscore for each hyphen."""

_REQUIREMENT: Final = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*([^;]*)(?:;(.*))?")
_LISTED: Final = re.compile(r"^(?:\.\./)?reconciler/", re.MULTILINE)
"""A file of the package in the list of a wheel, or (from the metadata's own directory) of an egg."""
_NAME: Final = re.compile(r"^Name:[ \t]*(\S+)", re.MULTILINE)
_PLATFORM: Final = re.compile(r"sys_platform\s*==\s*['\"](\w+)['\"]")
_BOUND: Final = re.compile(r"(>=|<)\s*([0-9.]+)")


def python(world: World) -> Finding:  # noqa: ARG001 - every check has this form
    return well(
        "python", version=f"{platform.python_implementation()} {platform.python_version()}", platform=platform.platform(terse=True), path=_path(sys.executable)
    )


def program(world: World) -> Finding:
    """Which version runs, from where, and whether it is the one that is installed."""
    place = _path(str(Path(reconciler.__file__).parent))
    ours = _distribution(world.around.paths)
    if ours is None:
        return well("program-uninstalled", version=reconciler.__version__, path=place)
    if ours.version != reconciler.__version__:
        return Finding("versions-differ", Level.WARNING, {"running": reconciler.__version__, "installed": ours.version, "path": place})
    return well("program-editable" if _is_editable(ours) else "program", version=reconciler.__version__, path=place)


def clash(world: World) -> Finding:
    """Whether another distribution brings a package of our name: the index has one called `reconciler`. Whoever of the two is installed last wins, file by file."""
    others = sorted({f"{one.name} {one.version}" for one in metadata.distributions(path=list(world.around.paths)) if _brings_package(one)})
    if others:
        return Finding("package-clash", arguments={"distributions": tuple(others), "names": tuple(other.partition(" ")[0] for other in others)})
    ours = _distribution(world.around.paths)
    if ours is not None and (damaged := list(_damaged(ours))):
        return Finding("installation-damaged", arguments={"count": len(damaged), "file": damaged[0]})
    return well("no-clash")


def libraries(world: World) -> Finding:
    """What we require is there, in a version that we support, and can be loaded."""
    ours = _distribution(world.around.paths)
    if ours is None:
        return skipped("needs-installation")
    wrong: list[str] = []
    wanted: list[str] = []
    required = list(_required(ours.requires or ()))
    for name, bounds in required:
        if said := _unfit(name, bounds, world.around.paths):
            wrong.append(said)
            wanted.append(f'"{name}{bounds}"')
    if wrong:
        return Finding("libraries-unfit", arguments={"libraries": tuple(wrong), "requirements": " ".join(wanted)})
    return well("libraries", count=len(required))


def zones(world: World) -> Finding:  # noqa: ARG001 - every check has this form
    try:
        zoneinfo.ZoneInfo.no_cache("Europe/Moscow")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return Finding("zones-missing")
    return well("zones", count=len(zoneinfo.available_timezones()))


def output(world: World) -> Finding:
    """Whether Russian can be shown, and be in the name of a file."""
    for encoding in (world.around.encoding, sys.getfilesystemencoding()):
        try:
            "Анна".encode(encoding)
        except (UnicodeEncodeError, LookupError):
            return Finding("encoding-narrow", Level.WARNING, {"encoding": encoding}, hint="windows" if sys.platform == "win32" else "")
    return well("output", encoding=world.around.encoding)


_SERVICES: Final = {"GITHUB_ACTIONS": "GitHub Actions", "GITLAB_CI": "GitLab CI", "TEAMCITY_VERSION": "TeamCity", "JENKINS_URL": "Jenkins"}


def service(world: World) -> Finding:
    """Whether this is a job, and what is different then."""
    environ = world.around.environ
    named = next((name for variable, name in _SERVICES.items() if environ.get(variable)), "")
    if not named and environ.get("CI", "").lower() not in {"1", "true"}:
        return well("no-ci")
    return well("ci-github" if environ.get("GITHUB_ACTIONS") == "true" else "ci", service=named or "CI")


def _path(path: str) -> str:
    return path.replace("\\", "/")


def _distribution(paths: Sequence[str]) -> metadata.Distribution | None:
    return _distribution_named(DISTRIBUTION, paths)


def _distribution_named(name: str, paths: Sequence[str]) -> metadata.Distribution | None:
    return next(iter(metadata.distributions(name=name, path=list(paths))), None)


def _metadata(one: metadata.Distribution, name: str) -> str:
    """A file of a distribution's metadata, which are UTF-8 by their definition; "" where there is none."""
    read = one.read_text
    return read(name) or ""


def _is_editable(ours: metadata.Distribution) -> bool:
    try:
        return bool(json.loads(_metadata(ours, "direct_url.json") or "{}").get("dir_info", {}).get("editable"))
    except (ValueError, AttributeError):
        return False


def _brings_package(one: metadata.Distribution) -> bool:
    """Not ours, and with files in `reconciler/`; an editable installation lists none, so its name counts too."""
    # Searched and not parsed: that is ten times as quick, and there are many of them.
    said = _NAME.search(_metadata(one, "METADATA") or _metadata(one, "PKG-INFO"))
    name = re.sub(r"[-_.]+", "-", said[1]).lower() if said is not None else ""
    if name in {"", DISTRIBUTION}:
        return False
    listed = _metadata(one, "RECORD") or _metadata(one, "installed-files.txt")
    return name == PACKAGE or _LISTED.search(listed) is not None


def _damaged(ours: metadata.Distribution) -> Iterator[str]:
    """Files of ours that are not what was installed: another program's files of the same name, or none after that program was removed."""
    for file in ours.files or ():
        if file.parts[:1] != (PACKAGE,) or file.hash is None or file.hash.mode not in hashlib.algorithms_available:
            continue
        try:
            found = hashlib.new(file.hash.mode, Path(str(file.locate())).read_bytes()).digest()
        except OSError:
            found = b""
        if base64.urlsafe_b64encode(found).rstrip(b"=").decode("ascii") != file.hash.value:
            yield file.as_posix()


def _required(requires: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(name, bounds) of what is required here; extras are for whoever uses them."""
    for requirement in requires:
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None:
            continue
        name, bounds, marker = match[1], match[2].strip(), match[3] or ""
        only = _PLATFORM.search(marker)
        if "extra" not in marker and (only is None or only[1] == sys.platform):
            yield re.sub(r"[-_.]+", "-", name).lower(), bounds.replace(" ", "")


def _unfit(name: str, bounds: str, paths: Sequence[str]) -> str:
    """What is wrong with a library; "" where nothing is."""
    found = _distribution_named(name, paths)
    if found is None:
        return f"{name} (-)"
    if not is_within(found.version, bounds):
        return f"{name} {found.version}"
    try:
        importlib.import_module(MODULES.get(name, name.replace("-", "_")))
    except Exception as error:  # noqa: BLE001 - whatever a broken library raises while it is loaded
        return f"{name} {found.version} ({type(error).__name__})"
    return ""


def is_within(version: str, bounds: str) -> bool:
    """Whether a version is within `>=1.16,<2`: the forms our own requirements have, compared number by number."""
    return all((_numbers(version) >= _numbers(limit)) if sign == ">=" else (_numbers(version) < _numbers(limit)) for sign, limit in _BOUND.findall(bounds))


def _numbers(version: str) -> tuple[int, ...]:
    leading = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    numbers = tuple(int(part) for part in leading[0].split(".")) if leading else ()
    return numbers[: max((i for i, number in enumerate(numbers, 1) if number), default=0)]
