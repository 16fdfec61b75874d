"""What is deployed: the unit as systemd judges it, the manifest and the Containerfile as they are written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from reconciler.model.document import Document
from reconciler.schema.check import check
from tests.started import ended

ROOT = Path(__file__).parents[2]
UNIT = (ROOT / "deploy" / "systemd" / "reconciler.service").read_text(encoding="utf-8")
CONTAINERFILE = (ROOT / "deploy" / "container" / "Containerfile").read_text(encoding="utf-8")
OBJECTS: list[dict[str, Any]] = list(yaml.safe_load_all((ROOT / "deploy" / "kubernetes" / "reconciler.yaml").read_text(encoding="utf-8")))
DEPLOYMENT = next(one for one in OBJECTS if one["kind"] == "Deployment")
POD: dict[str, Any] = DEPLOYMENT["spec"]["template"]["spec"]
CONTAINER: dict[str, Any] = POD["containers"][0]
PREPARING: dict[str, Any] = POD["initContainers"][0]


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a program that there is."""
    path = tmp_path / "reconciler.service"
    path.write_text(re.sub("/opt/reconciler/bin/reconciler", "/bin/true", UNIT), encoding="utf-8")
    return path


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze (Debian: apt-get install systemd)")
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, encoding="utf-8", timeout=60)


def test_systemd_reads_the_unit_without_a_word(unit: Path) -> None:
    done = analyze("verify", "--man=no", str(unit))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_unit_is_hardened(unit: Path) -> None:
    """At most 2.0 of 10 points of exposure, by systemd's own count."""
    done = analyze("security", "--offline=true", "--threshold=20", "--no-pager", str(unit))
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def test_the_unit_speaks_sd_notify_and_ends_in_time() -> None:
    for line in ("Type=notify", "NotifyAccess=main", "WatchdogSec=60", "KillMode=mixed", "SuccessExitStatus=143", "Restart=always"):
        assert f"\n{line}\n" in UNIT


def test_two_replicas_with_probes() -> None:
    assert DEPLOYMENT["spec"]["replicas"] == 2
    assert {name: CONTAINER[name]["httpGet"]["path"] for name in ("startupProbe", "livenessProbe", "readinessProbe")} == {
        "startupProbe": "/healthz",
        "livenessProbe": "/healthz",
        "readinessProbe": "/readyz",
    }
    ports = {port["name"]: port["containerPort"] for port in CONTAINER["ports"]}
    assert all(CONTAINER[name]["httpGet"]["port"] in ports for name in ("startupProbe", "livenessProbe", "readinessProbe"))
    assert POD["terminationGracePeriodSeconds"] >= 60


def test_nobody_is_root_and_nothing_can_be_written() -> None:
    assert POD["securityContext"]["runAsNonRoot"] is True
    assert POD["securityContext"]["runAsUser"] > 0
    assert POD["automountServiceAccountToken"] is False
    for container in (CONTAINER, PREPARING):
        assert container["securityContext"] == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
    assert f"USER {POD['securityContext']['runAsUser']}:{POD['securityContext']['runAsGroup']}" in CONTAINERFILE


def test_the_objects_belong_together() -> None:
    labels = DEPLOYMENT["spec"]["template"]["metadata"]["labels"]
    assert DEPLOYMENT["spec"]["selector"]["matchLabels"] == labels
    for one in OBJECTS:
        if one["kind"] == "Service":
            assert one["spec"]["selector"] == labels
            assert {port["targetPort"] for port in one["spec"]["ports"]} <= {port["name"] for port in CONTAINER["ports"]}
        if one["kind"] == "PodDisruptionBudget":
            assert one["spec"]["selector"]["matchLabels"] == labels
    maps = {one["metadata"]["name"] for one in OBJECTS if one["kind"] == "ConfigMap"}
    assert {volume["configMap"]["name"] for volume in POD["volumes"] if "configMap" in volume} == maps
    assert {mount["name"] for mount in CONTAINER["volumeMounts"]} == {volume["name"] for volume in POD["volumes"]}


def test_the_project_in_it_is_one() -> None:
    """What it refers to is what the pod is given, and where it listens is what the probes ask."""
    documents = [yaml.safe_load(text) for one in OBJECTS if one["kind"] == "ConfigMap" for text in one["data"].values()]
    assert check([Document(number, "x.yaml", data) for number, data in enumerate(documents)]) == []
    project = next(one for one in documents if one["kind"] == "Project")
    given = {variable["name"] for variable in CONTAINER["env"]}
    assert {project["backend"]["url"]["env"], project["watch"]["token"]["env"]} == given
    assert project["watch"]["listen"].rpartition(":")[2] == str(CONTAINER["ports"][0]["containerPort"])
    assert all("secretKeyRef" in variable["valueFrom"] for variable in CONTAINER["env"])


@pytest.mark.postgresql
@pytest.mark.skipif(os.name != "posix", reason="processes are forked")
def test_what_the_manifest_says_works_on_a_database_where_nothing_is_yet(postgresql_url: str, postgresql_schema: str, tmp_path: Path) -> None:
    """The commands of both containers, one after the other, with the variables that each is given."""
    for one in OBJECTS:
        if one["kind"] == "ConfigMap":
            directory = tmp_path / ("" if "reconciler.yaml" in one["data"] else "organizations")
            directory.mkdir(exist_ok=True)
            for name, text in one["data"].items():
                (directory / name).write_text(text, encoding="utf-8")
    project = tmp_path / "reconciler.yaml"
    data = yaml.safe_load(project.read_text(encoding="utf-8"))
    data["backend"]["schema"] = postgresql_schema
    project.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    values = {"RECONCILER_DATABASE_URL": postgresql_url, "RECONCILER_WATCH_TOKEN": "x" * 32}

    def run(container: dict[str, Any], *more: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, **{variable["name"]: values[variable["name"]] for variable in container["env"]}}
        return ended(tmp_path, *container["args"], *more, environment=environment)

    before = run(CONTAINER, "--once")
    assert before.returncode != 0
    assert b"prepare" in before.stderr
    for _ in range(2):
        assert run(PREPARING).returncode == 0
    after = run(CONTAINER, "--once")
    assert after.returncode == 0, after.stderr.decode()


def test_what_the_image_is_made_of_is_there() -> None:
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE):
        for source in sources.split():
            assert (ROOT / source).exists(), source
    last = CONTAINERFILE.rpartition("\nFROM ")[2]
    assert "\nUSER 10001:10001\n" in last
    assert "ADD " not in CONTAINERFILE
    assert "HEALTHCHECK" in last
    assert {"git", "openssh-client"} <= {*last.split()}
