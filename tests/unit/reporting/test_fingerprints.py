"""What a finding is known by: the same when lines move, different for different findings, and nothing of anybody's address."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from reconciler.model.diagnostic import Diagnostic, Location
from reconciler.model.personal import Personal
from reconciler.reporting.machine.fingerprints import fingerprints
from tests.unit.reporting.samples import ALL, CONSENT, DUPLICATE, diagnostics, shown


def one(diagnostic: Diagnostic) -> str:
    (found,) = fingerprints([diagnostic], shown)
    return found


def moved(diagnostic: Diagnostic, lines: int, columns: int = 0) -> Diagnostic:
    """The same finding after lines were added above it, here and where else it points to."""
    assert diagnostic.location is not None
    location = _moved(diagnostic.location, lines, columns)
    arguments = {name: _moved(value, lines, 0) if isinstance(value, Location) else value for name, value in diagnostic.arguments.items()}
    return replace(diagnostic, arguments=arguments, location=location)


def _moved(location: Location, lines: int, columns: int) -> Location:
    start, length = location.caret
    excerpt = " " * columns + location.excerpt if location.excerpt else ""
    return replace(
        location, line=location.line + lines, column=location.column + columns, excerpt=excerpt, caret=(start + columns if excerpt else start, length)
    )


def test_lines_and_indentation_do_not_matter() -> None:
    for diagnostic in ALL:
        assert one(moved(diagnostic, 100)) == one(diagnostic)
        assert one(moved(diagnostic, 100, 2)) == one(diagnostic)


def test_without_keys_the_line_counts() -> None:
    broken = Diagnostic("syntax-error", location=Location("a.yaml", 3, 2, "a: [•••••", (3, 1)))
    assert one(moved(broken, 7, 2)) == one(broken)
    assert one(replace(broken, location=Location("a.yaml", 3, 2, "b: [•••••", (3, 1)))) != one(broken)
    assert one(replace(broken, location=Location("a.yaml", 3, 2, "a: [•••••", (0, 1)))) != one(broken)


def test_file_code_keys_and_names_matter() -> None:
    assert DUPLICATE.location is not None
    others = [
        replace(DUPLICATE, code="unknown-type"),
        replace(DUPLICATE, location=replace(DUPLICATE.location, path="other.yaml")),
        replace(DUPLICATE, location=replace(DUPLICATE.location, keys=("accounts", "petrov"))),
        replace(DUPLICATE, arguments={**DUPLICATE.arguments, "address": "teleset/petrov"}),
    ]
    assert len({one(diagnostic) for diagnostic in [DUPLICATE, *others]}) == 5


def test_one_repository_gives_one_fingerprint_wherever_it_is_checked_from() -> None:
    assert fingerprints([CONSENT], lambda path: path) != fingerprints([CONSENT], shown)


def test_equal_findings_are_told_apart_and_the_first_stays_what_it_is() -> None:
    first, second = fingerprints([CONSENT, moved(CONSENT, 4)], shown)
    assert first != second
    assert first == one(CONSENT)


def test_two_addresses_with_one_mask_are_not_told_apart() -> None:
    """Whoever knows the mask learns nothing from the fingerprint: it could be tried with every address there is."""
    anna, alla = (Diagnostic("bad-email", arguments={"address": Personal(f"{name}@teleset.example")}, location=Location("a.yaml")) for name in ("anna", "alla"))
    assert one(anna) == one(alla)
    assert one(anna) != one(replace(anna, arguments={"address": Personal("petr@teleset.example")}))


@given(diagnostics())
def test_none_twice(found: list[Diagnostic]) -> None:
    made = fingerprints(found, shown)
    assert len(set(made)) == len(found)
    assert made == fingerprints(found, shown)
