"""Diagnostics for the tests of the formats, among them awkward ones."""

from __future__ import annotations

from hypothesis import strategies as st

from reconciler.model.diagnostic import Argument, Diagnostic, Location, Severity
from reconciler.model.personal import Personal

DUPLICATE = Diagnostic(
    "duplicate-id",
    arguments={"address": "teleset/ivanova", "other": Location("organizations/teleset.yaml", 20, 3, "  ivanova:", (2, 7), 10), "suggestion": "ivanova-2"},
    location=Location("organizations/teleset-2.yaml", 5, 3, "  ivanova:", (2, 7), 10, ("accounts", "ivanova")),
)
CONSENT = Diagnostic(
    "sms-without-consent",
    Severity.WARNING,
    {"address": "teleset/ivanova"},
    location=Location(
        "organizations/teleset.yaml", 25, 7, '      mobile: {channel: sms, address: "+7916•••••01"}', (6, 6), 13, ("accounts", "ivanova", "contacts", "mobile")
    ),
)
MISSING = Diagnostic("no-such-file", arguments={"path": "organizations/gone.yaml"}, location=Location("organizations/gone.yaml"))
PERSONAL = Diagnostic("about-a-person", Severity.NOTE, {"address": Personal("ivanova@teleset.example")}, location=Location("organizations/филиал 1.yaml", 2, 4))

ALL = (DUPLICATE, CONSENT, MISSING, PERSONAL)


def shown(path: str) -> str:
    """A project in a directory of its repository."""
    return f"settings/{path}"


_texts = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(["::error::x", "##[error]x", "100%", "a\r\nb", "a,b:c", "%0A", "\u2028"])
_arguments: st.SearchStrategy[Argument] = st.one_of(_texts, st.integers(), _texts.map(Personal), st.tuples(_texts, _texts))


@st.composite
def locations(draw: st.DrawFn) -> Location:
    excerpt = draw(_texts)
    start = draw(st.integers(0, 12))
    column = draw(st.integers(1, 50))
    end = draw(st.sampled_from([0, column + 1, column + 7]))
    path = draw(_texts.filter(lambda text: text.strip("/.") != ""))
    return Location(
        path, draw(st.integers(1, 99)), column, excerpt, (start, draw(st.integers(0, 12))), end, tuple(draw(st.lists(_texts | st.integers(0, 9), max_size=3)))
    )


def diagnostics() -> st.SearchStrategy[list[Diagnostic]]:
    codes = st.sampled_from(["duplicate-id", "sms-without-consent", "unknown-type", "never-heard-of"])
    names = st.sampled_from(["address", "type", "suggestion", "count"])
    arguments = st.dictionaries(names, _arguments, max_size=3)
    places = st.none() | locations()
    one = st.builds(
        lambda code, severity, given, location: Diagnostic(code, severity, given, location=location), codes, st.sampled_from(Severity), arguments, places
    )
    return st.lists(one, max_size=6)
