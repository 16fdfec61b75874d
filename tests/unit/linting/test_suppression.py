"""What comments take back, and what is said of the comments."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.linting.suppression import Codes, suppress
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.suppression import Suppression

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
SEVERITIES = {
    "rule": ERROR,
    "soft-rule": WARNING,
    "warned": WARNING,
    "noted": NOTE,
    "shape": ERROR,
    "off-rule": WARNING,
    "malformed-suppression": WARNING,
    "suppression-without-reason": WARNING,
    "unknown-suppression": WARNING,
    "unsuppressible": WARNING,
    "unused-suppression": WARNING,
}
RULES = frozenset({"rule", "soft-rule", "off-rule"})
CODES = Codes(SEVERITIES, RULES, frozenset(SEVERITIES) - {"off-rule"})


def finding(code: str, line: int = 1, *, path: str = "a.yaml", severity: Severity | None = None) -> Diagnostic:
    return Diagnostic(code, severity or SEVERITIES[code], location=Location(path, line))


def comment(*codes: str, line: int = 1, at: int | None = None, reason: str = "why", path: str = "a.yaml") -> Suppression:
    """One behind something on `line`, unless `at` says where it stands; line 0 is the whole file."""
    excerpt = f"… # reconciler: ignore[{', '.join(codes)}]"
    return Suppression(codes, reason, line, Location(path, at or line or 1, 10, excerpt, (2, len(excerpt) - 2), 10 + len(excerpt) - 2))


def said(found: Iterable[Diagnostic], *suppressions: Suppression, codes: Codes = CODES) -> tuple[list[str], list[str]]:
    """The codes of what is left and of what is suppressed."""
    left, suppressed = suppress(found, suppressions, codes)
    return [one.code for one in left], [one.code for one, _ in suppressed]


@pytest.mark.parametrize("code", ["rule", "soft-rule", "warned", "noted"])
def test_a_finding_of_its_line_is_suppressed(code: str) -> None:
    by = comment(code)
    assert suppress([finding(code)], [by], CODES) == ([], [(finding(code), by)])


@pytest.mark.parametrize(
    "other",
    [finding("rule", 2), finding("rule", path="b.yaml"), finding("soft-rule"), Diagnostic("rule", location=None)],
    ids=["another line", "another file", "another code", "no place"],
)
def test_nothing_else_is(other: Diagnostic) -> None:
    left, suppressed = suppress([finding("rule"), other], [comment("rule")], CODES)
    assert left == [other]
    assert [one for one, _ in suppressed] == [finding("rule")]


def test_one_for_a_file_is_for_every_line_of_it() -> None:
    assert said([finding("rule", 1), finding("rule", 7), finding("warned", 7)], comment("rule", line=0)) == (["warned"], ["rule", "rule"])
    assert said([finding("rule", path="b.yaml")], comment("rule", line=0)) == (["rule", "unused-suppression"], [])


def test_a_rule_is_suppressed_however_severe_it_is() -> None:
    assert said([finding("soft-rule", severity=ERROR)], comment("soft-rule")) == ([], ["soft-rule"])


def test_other_errors_are_not() -> None:
    assert said([finding("shape")], comment("shape")) == (["shape", "unsuppressible"], [])
    # The same code may be less than an error elsewhere: a reference that leads nowhere, where not everything is loaded.
    assert said([finding("shape", severity=NOTE)], comment("shape")) == ([], ["shape"])
    assert said([], comment("shape")) == (["unsuppressible"], [])


def test_a_warning_that_is_an_error_here_is_not_suppressed_either() -> None:
    assert said([finding("warned", severity=ERROR)], comment("warned")) == (["warned", "unsuppressible"], [])


def test_what_suppresses_nothing_is_unused() -> None:
    left, _ = suppress([finding("rule", 3)], [comment("rule", "warned", "noted", line=3)], CODES)
    assert [(one.code, one.arguments["code"], one.hint, one.location and one.location.column) for one in left] == [
        ("unused-suppression", "warned", "part", 37),
        ("unused-suppression", "noted", "part", 45),
    ]
    left, _ = suppress([], [comment("rule", "warned")], CODES)
    assert [one.hint for one in left] == ["", ""]


def test_a_rule_that_was_not_run_is_not_unused() -> None:
    assert said([], comment("off-rule")) == ([], [])
    assert said([], comment("rule"), codes=Codes(SEVERITIES, RULES, frozenset())) == ([], [])


def test_a_second_one_for_the_same_finding_is_unused() -> None:
    assert said([finding("rule")], comment("rule"), comment("rule", at=7)) == (["unused-suppression"], ["rule"])
    assert said([finding("rule")], comment("rule", line=0), comment("rule")) == (["unused-suppression"], ["rule"])
    assert said([finding("rule"), finding("rule", 2)], comment("rule", line=0), comment("rule")) == ([], ["rule", "rule"])


def test_without_a_reason_it_still_suppresses() -> None:
    assert said([finding("rule")], comment("rule", reason="")) == (["suppression-without-reason"], ["rule"])


@pytest.mark.parametrize(("code", "hint", "suggestion"), [("rulr", "similar", "rule"), ("shap", "similar", "shape"), ("nothing-like-it", "", None)])
def test_a_code_that_does_not_exist(code: str, hint: str, suggestion: str | None) -> None:
    (left,), _ = suppress([], [comment(code)], CODES)
    assert (left.code, left.severity, left.arguments["code"], left.hint, left.arguments.get("suggestion")) == (
        "unknown-suppression",
        WARNING,
        code,
        hint,
        suggestion,
    )


def test_what_is_no_code_is_not_quoted() -> None:
    (left,), _ = suppress([], [comment("иванова@teleset.example")], CODES)
    assert "teleset" not in str(left.arguments["code"]) or "•" in str(left.arguments["code"])
    assert "иванова" not in str(left.arguments["code"])


def test_each_code_has_its_own_place() -> None:
    by = comment("soft-rule", "rule", "rul", "shape", line=4)
    left, _ = suppress([], [by], CODES)
    excerpt = by.location.excerpt
    marked = [excerpt[one.location.caret[0] :][: one.location.caret[1]] for one in left if one.location]
    assert marked == ["rul", "shape", "soft-rule", "rule"]
    assert all(one.location and one.location.end_column - one.location.column == one.location.caret[1] for one in left)
    assert {one.location.line for one in left if one.location} == {4}


def test_a_suppression_may_say_that_it_may_be_unused() -> None:
    assert said([], comment("rule", "unused-suppression")) == ([], ["unused-suppression"])
    assert said([], comment("rule", "unused-suppression", line=5, at=3)) == ([], ["unused-suppression"])
    assert said([finding("rule")], comment("rule", "unused-suppression")) == ([], ["rule"])
    assert said([], comment("unused-suppression", line=0), comment("rule", line=3)) == ([], ["unused-suppression"])
    assert said([], comment("unused-suppression", line=3), comment("rule", line=3)) == ([], ["unused-suppression"])
    assert said([], comment("unused-suppression", line=3), comment("rule", line=4)) == (["unused-suppression"], [])


def test_that_it_may_be_unused_is_never_unused() -> None:
    assert said([], comment("unused-suppression", line=0)) == ([], [])
    left, _ = suppress([], [comment("rule", "unused-suppression", line=2), comment("unused-suppression", "rule", line=9)], CODES)
    assert left == []


def test_other_findings_about_comments_are_suppressed_like_any() -> None:
    assert said([], comment("nothing-like-it", "unknown-suppression")) == ([], ["unknown-suppression"])
    assert said([finding("rule")], comment("rule", "suppression-without-reason", reason="")) == ([], ["rule", "suppression-without-reason"])
    assert said([finding("malformed-suppression", 3)], comment("malformed-suppression", line=0)) == ([], ["malformed-suppression"])
    assert said([], comment("suppression-without-reason", line=0)) == (["unused-suppression"], [])


_codes = st.sampled_from(["rule", "soft-rule", "warned", "noted", "shape", "off-rule", "unused-suppression", "suppression-without-reason", "rulr"])
_findings = st.lists(
    st.builds(
        lambda code, line, path, severity: finding(code, line, path=path, severity=severity),
        st.sampled_from(["rule", "soft-rule", "warned", "noted", "shape"]),
        st.integers(1, 3),
        st.sampled_from(["a.yaml", "b.yaml"]),
        st.sampled_from([ERROR, WARNING, NOTE]),
    ),
    max_size=12,
)
_comments = st.lists(
    st.builds(
        lambda codes, line, at, reason, path: comment(*dict.fromkeys(codes), line=line, at=at, reason=reason, path=path),
        st.lists(_codes, min_size=1, max_size=3),
        st.integers(0, 3),
        st.integers(1, 3),
        st.sampled_from(["", "why"]),
        st.sampled_from(["a.yaml", "b.yaml"]),
    ),
    max_size=6,
)


@given(_findings, _comments)
def test_suppressing_changes_nothing_else(found: list[Diagnostic], comments: list[Suppression]) -> None:
    left, suppressed = suppress(found, comments, CODES)
    about = [one for one in left if "suppress" in one.code]
    spoken_of = [one for one in left if one not in about]

    def met(one: Diagnostic) -> bool:
        where = one.location
        assert where is not None
        return any(by.location.path == where.path and by.line in (0, where.line) and one.code in by.codes for by in comments)

    allowed = [one for one in found if met(one) and (one.severity is not ERROR or one.code in RULES)]
    assert [one for one, _ in suppressed if "suppress" not in one.code] == allowed
    assert spoken_of == [one for one in found if one not in allowed]
    for one, by in suppressed:
        assert one.code in by.codes
        assert one.location is not None
        assert by.location.path == one.location.path
        assert by.line in (0, one.location.line) or (by.location.line == one.location.line and "suppress" in one.code)
    assert all(one.severity is WARNING for one in about)
    # What is called unused can go: nothing else is reported without it.
    unused = {(id(by), one.arguments["code"]) for one in about if one.code == "unused-suppression" for by in comments if _stands_at(by, one)}
    fewer = [
        Suppression(kept, by.reason, by.line, by.location) for by in comments if (kept := tuple(code for code in by.codes if (id(by), code) not in unused))
    ]
    again, _ = suppress(found, fewer, CODES)
    assert [one for one in again if "suppress" not in one.code] == spoken_of


def _stands_at(by: Suppression, unused: Diagnostic) -> bool:
    """Whether it is this comment's code that is called unused. (Several may stand at one place here, and then none is taken away.)"""
    return unused.location is not None and unused.location.excerpt is by.location.excerpt


def test_thousands_of_them() -> None:
    lines = range(1, 10_001)
    found = [finding("rule", line) for line in lines]
    codes = Codes(SEVERITIES | {f"code-number-{number}": WARNING for number in range(250)}, RULES, CODES.judged)
    began = time.process_time()
    left, suppressed = suppress(found, [comment("rule", f"unknown-{line}", line=line) for line in lines], codes)
    assert len(left) == len(suppressed) == len(lines)
    suppress(found, [comment(*(f"unknown-{line}" for line in lines), line=1)], codes)
    suppress(found, [comment("rule", line=1) for _ in lines], codes)
    assert time.process_time() - began < 5
