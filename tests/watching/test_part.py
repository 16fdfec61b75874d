"""A pass over what was changed in the files says and does what one over everything would."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconciler.backends.sql import SqlBackend
from reconciler.documents.discover import Source
from reconciler.engine import part as parts
from reconciler.engine import read as readings
from reconciler.engine.history import history
from reconciler.engine.orders import Made, Order
from reconciler.engine.texts import texts_of
from reconciler.engine.watch import make_pass
from reconciler.model.watching import Ended, Trigger
from tests.convergence.project import write_project
from tests.declarations import declarations
from tests.watching.watched import people

Documents = dict[str, list[dict[str, Any]]]
"""By file."""


def one_pass(directory: Path, *, before: Made | None = None, mode: str = "apply", partly: bool = True) -> Made:
    return make_pass(Order(directory, mode=mode), (Trigger.FILES,), id="1", known=before.known if before is not None else None, partly=partly)


def write(directory: Path, files: Documents) -> None:
    organizations = directory / "organizations"
    for old in organizations.glob("*.yaml"):
        if old.stem not in files:
            old.unlink()
    for name, documents in files.items():
        text = "\n---\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
        (organizations / f"{name}.yaml").write_text(text, encoding="utf-8")


def organizations_of(files: Documents) -> list[dict[str, Any]]:
    return [document for documents in files.values() for document in documents if document["kind"] == "Organization"]


def with_accounts(files: Documents) -> list[dict[str, Any]]:
    return [document for documents in files.values() for document in documents if document.get("accounts")]


def rename(chance: random.Random, files: Documents) -> None:
    chance.choice(organizations_of(files))["name"] = f"Новое имя {chance.randrange(9)}"


def lose_an_account(chance: random.Random, files: Documents) -> None:
    if found := with_accounts(files):
        accounts = chance.choice(found)["accounts"]
        del accounts[chance.choice(sorted(accounts))]


def copy_an_account(chance: random.Random, files: Documents) -> None:
    if found := with_accounts(files):
        accounts, others = (chance.choice(found)["accounts"] for _ in range(2))
        others[chance.choice(["new", *accounts])] = deepcopy(chance.choice(list(accounts.values())))


def add_accounts_elsewhere(chance: random.Random, files: Documents) -> None:
    owner = chance.choice(organizations_of(files))["id"]
    account = people("any", 1)["accounts"]["op-0"]
    chance.choice(list(files.values())).append(
        {"version": 1, "kind": "Accounts", "organization": chance.choice([owner, owner, "nobody"]), "accounts": {"guest": account}}
    )


def another_parent(chance: random.Random, files: Documents) -> None:
    organization = chance.choice(organizations_of(files))
    parent = chance.choice([*(one["id"] for one in organizations_of(files)), "", ""])
    organization.pop("parent", None)
    organization |= {"parent": parent} if parent else {}


def a_new_organization(chance: random.Random, files: Documents) -> None:
    files[f"new-{chance.randrange(3)}"] = [people(chance.choice(["fresh", *(one["id"] for one in organizations_of(files))]), 2)]


def lose_a_file(chance: random.Random, files: Documents) -> None:
    if len(files) > 1:
        del files[chance.choice(sorted(files))]


def join_two_files(chance: random.Random, files: Documents) -> None:
    if len(files) > 1:
        gone = files.pop(chance.choice(sorted(files)))
        files[chance.choice(sorted(files))] += gone


def another_type(chance: random.Random, files: Documents) -> None:
    types = [document for documents in files.values() for document in documents if document["kind"] == "NotificationType"]
    for type_ in types[:1]:
        type_["title"] = f"Тип {chance.randrange(9)}"


def a_mistake(chance: random.Random, files: Documents) -> None:
    chance.choice(organizations_of(files))["form"] = "tribe"


def a_move(chance: random.Random, files: Documents) -> None:
    if found := with_accounts(files):
        document = chance.choice(found)
        owner = document.get("organization", document.get("id"))
        before = chance.choice(sorted(document["accounts"]))
        document["accounts"]["moved-on"] = document["accounts"].pop(before)
        chance.choice(organizations_of(files)).setdefault("moved", []).append({"from": f"{owner}/{before}", "to": f"{owner}/moved-on"})


def a_scenario(chance: random.Random, files: Documents) -> None:
    owner = chance.choice(organizations_of(files))["id"]
    scenario = {"version": 1, "kind": "Scenario", "id": f"one-{chance.randrange(9)}", "organization": owner, "event": "payment.status_changed", "payload": {}}
    of_owner = [document["accounts"] for document in with_accounts(files) if document.get("organization", document.get("id")) == owner]
    named = chance.choice(of_owner) if of_owner else {"op-0": {}}
    files["scenarios"] = [
        *files.get("scenarios", []),
        scenario | {"silent": [f"{owner}/{chance.choice(sorted(named))}"]},
    ]


def an_empty_file(chance: random.Random, files: Documents) -> None:
    files[chance.choice([*sorted(files), "empty"])] = []


CHANGES: list[Callable[[random.Random, Documents], None]] = [
    rename,
    lose_an_account,
    copy_an_account,
    add_accounts_elsewhere,
    another_parent,
    a_new_organization,
    lose_a_file,
    join_two_files,
    another_type,
    a_mistake,
    a_move,
    a_scenario,
    an_empty_file,
]


def told(made: Made) -> object:
    """What a pass says, as far as it does not depend on how much it looked at."""
    plan = made.plan
    passed = made.passed
    said = (passed.ended, passed.error, passed.held, passed.files, passed.counts, [(one.guard, one.subject, one.digest) for one in passed.refusals])
    if plan is None:
        return said
    changes = [(type(change).__name__, change.address) for change in plan.changes]
    # Documents are numbered otherwise.
    done = [(moved.source, moved.target) for moved in plan.moved_done]
    return said, changes, (plan.digest, plan.people, dict(plan.causes), plan.conflicts, plan.left_out, done, plan.options)


def declared(made: Made) -> object:
    """Everything that is remembered of what is declared, with documents told by their files: they are numbered otherwise."""
    known = made.known
    assert known is not None
    found = known.declared
    where = found.reading.path_of

    def kept(said: Mapping[str, Any]) -> object:
        return {path: (sorted(one.organizations), one.parents, one.types, one.others, one.named) for path, one in said.items()}

    return (
        {address: (one.canonical, one.manager, one.unknown, one.document and where(one.document)) for address, one in found.state.items()},
        found.organizations,
        {id: [where(number) for number in numbers] for id, numbers in found.lineage.items()},
        sorted((one.source, one.target, where(one.place.document)) for one in found.moves),
        found.types,
        found.fingerprint,
        found.files,
        found.texts_only,
        kept(found.outline),
        sorted((one.code, str(one.location)) for one in found.diagnostics),
    )


@pytest.fixture(autouse=True)
def _however_few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 100.0)


@settings(max_examples=settings().max_examples // 5)  # each is a dozen passes
@given(documents=declarations(), chance=st.randoms(use_true_random=False))
def test_a_part_says_what_the_whole_would(documents: list[dict[str, Any]], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        directory = write_project(Path(temporary), [])
        files: Documents = {f"file-{number}": [document] for number, document in enumerate(documents)}
        write(directory, files)
        first = one_pass(directory, partly=False)
        assert first.passed.ended is Ended.APPLIED, first.error
        made = first
        for _ in range(4):
            changed = deepcopy(files)
            for change in chance.choices(CHANGES, k=chance.choice([1, 1, 2])):
                change(chance, changed)
            write(directory, changed)
            part, whole = one_pass(directory, before=made, mode="plan"), one_pass(directory, mode="plan", partly=False)
            assert told(part) == told(whole)
            if whole.passed.ended is not Ended.INVALID:
                assert declared(part) == declared(whole)
            # What nothing keeps back is applied, and the next change is made from there.
            if whole.passed.ended in (Ended.CLEAN, Ended.PLANNED):
                made, files = one_pass(directory, before=made), changed
                assert made.passed.ended in (Ended.CLEAN, Ended.APPLIED), made.error
                assert one_pass(directory, mode="plan", partly=False).passed.ended is Ended.CLEAN


def test_one_line_reads_one_file_and_looks_at_one_organization(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = write_project(tmp_path, [people(f"org-{number}", 2) for number in range(8)])
    first = one_pass(directory)
    assert (first.passed.part, first.passed.files) == ((), 8)
    file = directory / "organizations" / "3.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("payment", "orders", 1), encoding="utf-8")
    read: list[str] = []
    whole = vars(parts)["load"]

    def noted(sources: list[Source], **more: Any) -> object:
        read.extend(source.path for source in sources)
        return whole(sources, **more)

    for module in (parts, readings):
        monkeypatch.setattr(module, "load", noted)
    made = one_pass(directory, before=first)
    assert (made.passed.ended, made.passed.part, made.passed.files) == (Ended.APPLIED, ("org-3",), 8)
    # The project's own, once to know what has changed, and once for what it declares.
    assert read == ["reconciler.yaml", *["organizations/3.yaml"] * 2]
    assert one_pass(directory, partly=False).passed.ended is Ended.CLEAN


def test_a_child_elsewhere_is_looked_at_with_its_parent(tmp_path: Path) -> None:
    parent, child = people("parent", 1), people("child", 1)
    parent["notifications"], child["parent"] = {"types": ["orders"]}, "parent"
    child["accounts"]["op-0"].pop("notifications")
    directory = write_project(tmp_path, [child, parent, *(people(f"org-{number}", 1) for number in range(4))])
    first = one_pass(directory)
    parent["notifications"] = {"types": ["orders", "payment"]}
    write_project(tmp_path, [child, parent, *(people(f"org-{number}", 1) for number in range(4))])
    made = one_pass(directory, before=first)
    assert (made.passed.ended, made.passed.part, made.passed.counts.change) == (Ended.APPLIED, ("child", "parent"), 3)


def test_what_a_guard_refuses_is_told_by_the_whole(tmp_path: Path) -> None:
    organizations = [people(f"org-{number}", 6) for number in range(4)]
    first = one_pass(write_project(tmp_path, organizations))
    organizations[2]["accounts"] = {}
    write_project(tmp_path, organizations)
    made = one_pass(tmp_path, before=first)
    assert (made.passed.ended, made.passed.part, made.passed.held) == (Ended.HELD, (), ("org-2",))


def test_the_history_says_that_everything_declared_is_live(tmp_path: Path) -> None:
    """The tag of the files is what the causes of later changes are told by."""
    organizations = [people(f"org-{number}", 1) for number in range(4)]
    first = one_pass(write_project(tmp_path, organizations))
    organizations[1]["name"] = "ООО «Другое»"
    write_project(tmp_path, organizations)
    assert one_pass(tmp_path, before=first).passed.part == ("org-1",)
    newest = history(tmp_path).entries[0]
    assert newest.operation == "watch"
    with SqlBackend({"type": "sql", "url": "sqlite:///live.db"}, tmp_path).database.write() as connection:
        connection.exec_driver_sql("DELETE FROM reconciler_contacts WHERE organization = 'org-2'")
    write_project(tmp_path, [*organizations, people("fresh", 1)])
    one_pass(tmp_path, before=first, partly=False)
    assert newest.files not in ("", history(tmp_path).entries[0].files)


def test_a_file_that_keeps_its_times_is_read_all_the_same(tmp_path: Path) -> None:
    """Where a text was written a moment before it was read, its times cannot tell that it still says the same."""
    import os

    from reconciler.engine.open import open_project
    from reconciler.engine.read import Reading

    directory = write_project(tmp_path, [people("teleset", 1)])
    project = open_project(Reading(), directory, None)
    file = directory / "organizations" / "0.yaml"
    before = texts_of(project)
    seen = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("op-0", "op-9"), encoding="utf-8")
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert texts_of(project, before).changed_since(before) == {"organizations/0.yaml"}


def test_a_pipe_among_the_files_is_not_read(tmp_path: Path) -> None:
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    directory = write_project(tmp_path, [people("teleset", 1)])
    first = one_pass(directory)
    os.mkfifo(directory / "organizations" / "pipe.yaml")
    made = one_pass(directory, before=first)
    assert (made.passed.ended, made.passed.error) == (Ended.INVALID, "unreadable-file")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """It would fill the memory, only to be refused."""
    directory = write_project(tmp_path, [people("teleset", 1)])
    first = one_pass(directory)
    large = directory / "organizations" / "large.yaml"
    with large.open("wb") as opened:
        opened.truncate(1 << 38)
    made = one_pass(directory, before=first)
    assert (made.passed.ended, made.passed.error) == (Ended.INVALID, "file-too-large")
    before = made.texts
    with large.open("wb") as opened:
        opened.truncate(1 << 37)
    assert before is not None
    assert one_pass(directory, before=first).texts.digest != before.digest  # type: ignore[union-attr]
