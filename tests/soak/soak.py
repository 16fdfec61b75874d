"""What happens to a watch in weeks, at random and in little time; after each thing what is live must be the last good declaration.

Two processes watch one project: the one that is measured is never ended, the other one is killed, told to end and started again all the time, and both lead in turns.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.convergence.project import write_project
from tests.soak.audit import Audit, Tally
from tests.soak.process import LEASE, Watching, wait_until
from tests.watching.watched import nothing_left, people

SAMPLES = 7
"""So many looks at memory make one figure."""

WARM = 120.0
"""Seconds after which at the latest nothing happens for the first time any more: libraries are loaded, and the memory is divided up."""

PEOPLE, CROWD = 4, 12
"""In each organization, and at most: were there ever more, memory would grow with what is declared."""

LOOSE = {"people": 10_000, "ratio": "100%"}
KINDS = ("payment", "orders")

Organizations = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Found:
    """How it went. Memory in KiB, once everything has happened and at the end."""

    steps: Counter[str]
    passes: int
    kills: int
    ends: int
    memory: tuple[float, float]
    files: tuple[int, int]
    tally: Tally

    @property
    def growth(self) -> float:
        return self.memory[1] / self.memory[0] - 1


class Soak:
    def __init__(self, directory: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.project, self.mirror, self.away = directory / "project", directory / "mirror", directory / "away.db"
        self.live = directory / "live.db"
        self.audit = Audit(self.live)
        # Of four people a guard holds back that all go, of three it does not.
        self.declared: Organizations = {f"org-{number}": people(f"org-{number}", PEOPLE) for number in range(6)}
        self.good: Organizations = deepcopy(self.declared)
        self.broken: set[str] = set()
        self.count = 0
        self.steps: list[str] = []
        self.kills = self.ends = 0
        self.said: dict[int, int] = {}
        self.logs = directory
        self.kinds: dict[str, Callable[[], None]] = {
            name: getattr(self, name)
            for name in (
                "edit",
                "breakage",
                "mend",
                "checkout",
                "disappear",
                "replace",
                "touch",
                "drift",
                "taken",
                "locked",
                "kill",
                "terminate",
                "freeze",
                "nudge",
            )
        }

    def run(self, seconds: float) -> Found:
        url = f"sqlite:///{self.live.as_posix()}"
        for place in (self.project, self.mirror):
            write_project(place, [], url=url)
            project = json.loads((place / "reconciler.yaml").read_text(encoding="utf-8"))
            (place / "reconciler.yaml").write_text(json.dumps({**project, "safety": {"loss": LOOSE, "readdress": LOOSE}}), encoding="utf-8")
        self.write(self.declared)
        with ExitStack() as open_:
            self.steady = Watching(self.project, self.logs / "steady.log")
            open_.callback(self.steady.end, signal.SIGKILL)
            self.settle()
            self.audit.install()
            self.other = self.another()
            open_.callback(lambda: self.other.end(signal.SIGKILL))
            return self._soaked(seconds)

    def _soaked(self, seconds: float) -> Found:
        began = time.monotonic()
        end = began + seconds
        for kind in ("freeze", "edit", *self.random.sample(sorted(self.kinds), len(self.kinds))):
            self.step(kind)
        half = time.monotonic() + (end - time.monotonic()) / 2
        while time.monotonic() < min(half, began + WARM):
            self.step(self.random.choice(sorted(self.kinds)))
        self.both()
        before = self.measured()
        while time.monotonic() < end:
            self.step(self.random.choice(sorted(self.kinds)))
        self.mend()
        self.both()
        self.settle()
        after = self.measured()
        self.collect(self.steady)
        self.ends += self.other.end(signal.SIGTERM) == 143
        self.collect(self.other)
        passes = self.steady.passes()
        code = self.steady.end(signal.SIGTERM)
        assert code == 143, f"the steady one ended with {code}"
        assert nothing_left(self.mirror)
        memory, files = (before[0], after[0]), (before[1], after[1])
        return Found(Counter(self.steps), passes, self.kills, self.ends, memory, files, self.audit.judge(self.said))

    def step(self, kind: str) -> None:
        self.steps.append(kind)
        self.kinds[kind]()
        self.settle()
        self.steady.metrics()

    def settle(self) -> None:
        """Until what is live is the last good declaration."""
        for place in (self.steady, getattr(self, "other", self.steady)):
            assert place.process.poll() is None, "a watch ended by itself"
        seen: tuple[int, float] = (-1, 0.0)

        def is_good() -> bool:
            # To compare takes a processor that the watches need, so it is done when somebody has written, and now and then.
            nonlocal seen
            now = (self.audit.writes(), time.monotonic())
            if now[0] == seen[0] and now[1] < seen[1] + 1.0:
                return False
            seen = now
            return nothing_left(self.mirror)

        wait_until(is_good, "what is live is the last good declaration", every=0.02)

    def measured(self) -> tuple[float, int]:
        """Memory and open files of the steady one, while nothing happens to it."""
        memory, files = [], []
        for _ in range(SAMPLES):
            memory.append(self.steady.memory())
            files.append(self.steady.files())
            self.steady.send(signal.SIGHUP)
            time.sleep(0.15)
        return statistics.median(memory), min(files)

    # What is declared.

    def write(self, organizations: Organizations, *, slowly: bool = False) -> None:
        """Into the project, and (what is good) into the mirror. Each file in one of the ways in which editors write."""
        for id, document in organizations.items():
            if id not in self.broken:
                self.put(self.project / "organizations" / f"{id}.yaml", json.dumps(document, ensure_ascii=False))
            if slowly:
                time.sleep(self.random.uniform(0, 0.02))
        self.declared.update(organizations)
        if not self.broken:
            self.good = deepcopy(self.declared)
        for id, document in self.good.items():
            (self.mirror / "organizations" / f"{id}.yaml").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

    def put(self, file: Path, text: str) -> None:
        way = self.random.randrange(3)
        if way == 0:
            file.write_text(text, encoding="utf-8")
            return
        beside = file.with_name(f".{file.name}.new")
        beside.write_text(text, encoding="utf-8")
        if way == 2:
            file.unlink(missing_ok=True)
        beside.replace(file)

    def changed(self, ids: list[str]) -> Organizations:
        """Some people come, some go, some want something else."""
        found: Organizations = {}
        for id in ids:
            document = found[id] = deepcopy(self.declared[id])
            accounts = document["accounts"]
            self.count += 1
            if len(accounts) < CROWD:
                accounts[f"new-{self.count}"] = deepcopy(next(iter(accounts.values()))) | {"contacts": {"email": f"new-{self.count}@{id}.example"}}
            # While nothing is applied those who go would add up, until a guard holds them. Afterwards more go than come.
            for _ in range(0 if self.broken else 2):
                if len(accounts) > PEOPLE:
                    del accounts[self.random.choice(sorted(accounts))]
            one = self.random.choice(sorted(accounts))
            accounts[one]["notifications"] = {"types": self.random.sample(KINDS, self.random.randint(1, 2))}
        return found

    def some(self) -> list[str]:
        return self.random.sample(sorted(self.declared), self.random.randint(1, 3))

    def edit(self) -> None:
        self.write(self.changed(self.some()))

    def breakage(self) -> None:
        """One file is not valid, and another one says something new: nothing of it may be applied."""
        id = self.random.choice(sorted(self.declared))
        before = {one.id: sum(line.get("ended") == "invalid" for line in one.lines) for one in (self.steady, self.other)}
        was = bool(self.broken)
        self.broken.add(id)
        text = json.dumps(self.declared[id], ensure_ascii=False)
        worse = self.random.choice((text[: len(text) // 2], text.replace('"version": 1', '"version": 99'), text.replace("@", "@@"), "accounts: ["))
        self.put(self.project / "organizations" / f"{id}.yaml", worse)
        self.write(self.changed([one for one in self.some() if one != id]))
        if not was:
            said = lambda: any(sum(line.get("ended") == "invalid" for line in one.lines) > before.get(one.id, 0) for one in (self.steady, self.other))  # noqa: E731
            wait_until(said, "it is said that the files are not valid")

    def mend(self) -> None:
        broken, self.broken = self.broken, set()
        self.write({id: self.declared[id] for id in broken})

    def checkout(self) -> None:
        """All files are replaced, one after another."""
        self.write(self.changed(sorted(self.declared)), slowly=True)

    def disappear(self) -> None:
        """A file is gone, which a guard holds; then it is there again."""
        id = self.random.choice(sorted(set(self.declared) - self.broken))
        (self.project / "organizations" / f"{id}.yaml").unlink()
        time.sleep(self.random.uniform(0, 0.5))
        self.settle()
        self.write(self.changed([id]))

    def replace(self) -> None:
        """The directory is gone for a while, and another one comes in its place."""
        organizations, elsewhere = self.project / "organizations", self.project.with_name("elsewhere")
        organizations.rename(elsewhere)
        time.sleep(self.random.uniform(0, 0.5))
        shutil.copytree(elsewhere, organizations)
        shutil.rmtree(elsewhere)
        self.edit()

    def touch(self) -> None:
        for file in (self.project / "organizations").iterdir():
            os.utime(file)

    # What is live.

    def drift(self) -> None:
        """Somebody changes rows by hand. While the files are not valid nothing undoes it."""
        self.mend()
        statements = (
            "UPDATE reconciler_accounts SET family_name = 'Никто' WHERE organization = ?",
            "UPDATE reconciler_organizations SET name = 'ООО «Другое»' WHERE organization = ?",
            "DELETE FROM reconciler_subscriptions WHERE organization = ?",
        )
        with self.audit.connected() as connection:
            for id in self.some():
                connection.execute(self.random.choice(statements), [id])
        if self.random.random() < 0.5:
            self.nudge()

    def taken(self) -> None:
        """The database is not there for a while, and meanwhile something new is declared. No other database is made."""
        self.both()
        with self.audit.connected():
            self.live.rename(self.away)
        self.write(self.changed(self.some()))
        time.sleep(self.random.uniform(0.2, 1.2))
        assert not self.live.exists(), "another database was made in its place"
        self.away.rename(self.live)

    def locked(self) -> None:
        """Another program sits on the database."""
        with self.audit.connected():
            self.write(self.changed(self.some()))
            time.sleep(self.random.uniform(0.1, 0.5))

    # The processes.

    def another(self) -> Watching:
        return Watching(self.project, self.logs / "other.log")

    def both(self) -> None:
        """Until both have made a pass, or stand by."""
        wait_until(lambda: self.other.says(event="pass"), "another watch has begun", last=lambda: self.other.last)

    def kill(self) -> None:
        """In the middle of whatever it does."""
        self.freeze()
        self.edit()
        time.sleep(self.random.uniform(0.05, 0.4))
        assert self.other.end(signal.SIGKILL) == -signal.SIGKILL
        self.kills += 1
        self.collect(self.other)
        self.other = self.another()

    def terminate(self) -> None:
        self.both()
        if self.random.random() < 0.5:
            self.freeze()
        self.edit()
        time.sleep(self.random.uniform(0, 0.4))
        code = self.other.end(signal.SIGTERM)
        assert code == 143, f"told to end, it ended with {code}"
        self.ends += 1
        self.collect(self.other)
        self.other = self.another()

    def freeze(self) -> None:
        """Whoever leads stands still until the other one has taken over, and then goes on. One that stands still inside a transaction keeps the other one from it."""
        self.both()
        wait_until(lambda: self.audit.leader() in (self.steady.id, self.other.id), "one of the two leads")
        leader, standby = (self.steady, self.other) if self.audit.leader() == self.steady.id else (self.other, self.steady)
        leader.send(signal.SIGSTOP)
        try:
            if self.random.random() < 0.8:
                with suppress(sqlite3.OperationalError):
                    self.audit.expire()
            end = time.monotonic() + 3 * LEASE
            while self.audit.leader() != standby.id and time.monotonic() < end:
                time.sleep(0.1)
        finally:
            leader.send(signal.SIGCONT)

    def nudge(self) -> None:
        self.both()
        for one in (self.steady, self.other):
            one.send(signal.SIGHUP)

    def collect(self, one: Watching) -> None:
        """What a process says that it wrote."""
        for line in one.lines:
            assert line.get("error") not in ("internal-error", "not-as-planned"), line
            if line.get("number"):
                assert line["number"] not in self.said, "two say that they wrote the same"
                self.said[line["number"]] = one.id
