"""What `sources` name in a commit is what they name on disk."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconciler.documents.discover import discover
from reconciler.documents.listed import Listing, discover_listed

NAMES = st.sampled_from(["a", "b", ".hidden", "a.yaml", "b.yml", "C.YAML", "d.txt", "e.yaml"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
PATTERNS = st.lists(st.sampled_from(["a", "b", "./a", "a/", "a.yaml", "a/*", "*", "**", "**/*.yaml", "a/**", "a/b", "*/a.yaml", "../a", "..", ".", "[ab]", "gone", "d.txt", ".hidden"]), min_size=1, max_size=3)  # fmt: skip


@st.composite
def trees(draw: st.DrawFn) -> tuple[frozenset[str], dict[str, str]]:
    """(files, links): no path is below a file."""
    files: set[str] = set()
    links: dict[str, str] = {}
    for path in draw(st.lists(PATHS, max_size=6)):
        taken = {*files, *links}
        if path in taken or any(other.startswith(f"{path}/") or path.startswith(f"{other}/") for other in taken):
            continue
        if draw(st.integers(0, 4)):
            files.add(path)
        else:
            links[path] = draw(st.sampled_from(["a", "../a", "b.yml", "../b", "..", ".", "a/b", "gone", "../../x", "e.yaml"]))
    return frozenset(files), links


@settings(max_examples=150, deadline=None)
@given(trees(), PATTERNS, st.sampled_from(["", "a"]), st.booleans())
def test_a_commit_is_searched_like_a_directory(tree: tuple[frozenset[str], dict[str, str]], patterns: list[str], inside: str, explicit: bool) -> None:
    files, links = tree
    with TemporaryDirectory() as temporary:
        # Deep enough that `..` stays inside of what belongs to this test.
        root = Path(temporary, "x", "y", "z")
        root.mkdir(parents=True)
        for path in files:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(b"")
        for path, target in links.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).symlink_to(target)
        if not (root / inside).is_dir() or (root / inside).is_symlink():
            return
        if any(_leaves(pattern, inside, links) for pattern in patterns):
            return
        sources, wrong = discover(patterns, root / inside, explicit=explicit)
        found, said = discover_listed(patterns, Listing(files, links), inside, explicit=explicit)
        there = {os.path.relpath(os.path.realpath(source.file), os.path.realpath(root)).replace(os.sep, "/") for source in sources if source.file is not None}
    assert set(found.values()) == there
    assert {source.path for source in sources} == set(found)
    assert bool(wrong) == bool(said)


def _leaves(pattern: str, inside: str, links: dict[str, str]) -> bool:
    """Whether the search may leave the commit, where on disk there is something else."""
    return (not inside and ".." in pattern) or any(".." in target for target in links.values())


@pytest.mark.parametrize(
    ("target", "code"),
    [("../outside", "no-such-file"), ("/etc/hosts", "no-such-file"), ("gone.yaml", "no-such-file"), ("link.yaml", "no-such-file"), (".", "symlink-loop")],
)
def test_a_link_that_leads_nowhere_is_an_error(target: str, code: str) -> None:
    found, wrong = discover_listed(["organizations"], Listing(frozenset({"organizations/a.yaml"}), {"organizations/link.yaml": target}), "", explicit=False)
    assert list(found) == ["organizations/a.yaml"]
    assert [each.code for each in wrong] == [code]


def test_a_link_is_followed_inside_of_the_commit() -> None:
    listing = Listing(frozenset({"shared/a.yaml", "app/b.yaml"}), {"app/all": "../shared", "app/one.yaml": "all/a.yaml"})
    found, wrong = discover_listed(["."], listing, "app", explicit=True)
    assert found == {"all/a.yaml": "shared/a.yaml", "b.yaml": "app/b.yaml"}
    assert wrong == []
    assert discover_listed(["../shared"], listing, "app", explicit=True)[0] == {"../shared/a.yaml": "shared/a.yaml"}
