"""Who holds a lock: a process number says something only among those who count alike."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import reconciler
from reconciler.engine.identity import owner

SCRIPT = "from reconciler.engine.identity import owner; print(owner().boot)"


def boot(*before: str) -> str:
    root = Path(reconciler.__file__).parents[1]
    return subprocess.run([*before, sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=30).stdout.strip()


@pytest.mark.skipif(not Path("/proc/sys/kernel/random/boot_id").exists(), reason="only Linux says which start this is")
def test_two_processes_of_one_machine_know_each_other() -> None:
    assert boot() == owner().boot != ""


@pytest.mark.skipif(shutil.which("unshare") is None or os.name != "posix" or os.geteuid() != 0, reason="needs unshare(1), and to be root")
def test_a_container_that_shares_the_hosts_name_cannot_tell_who_is_dead() -> None:
    """It numbers processes by itself: a process of the host that it does not see is alive all the same."""
    inside = boot("unshare", "--pid", "--fork", "--mount-proc")
    if not inside:
        pytest.skip("namespaces are not allowed here")
    assert inside != owner().boot
