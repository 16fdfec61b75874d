"""Plans whose every text tries to be something else: markup, a fence, a tag, a mention."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from reconciler.model.beside import Beside, OptOut, Waiting
from reconciler.model.change import Adopt, Change, Create, Delete, Move
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.personal import Personal
from reconciler.model.plan import Conflict, Foreign, Plan, Refusal, Target
from reconciler.model.reach import People
from reconciler.model.settings import Contact
from tests.unit.reporting.worlds import account, resource, update

NASTY = [
    "`", "```", "~~~", "````````", "</details>", "<script>alert(1)</script>", "<!--", "-->", "<img src=x onerror=y>", "@team", "@org/team", "#123", "!7", "$x$", "GH-12", "a_b_",
    "**b**", "[x](https://evil.example)", "![x](y)", "https://evil.example", "www.evil.example", "me@evil.example", "&lt;", "&#64;x", "\\", "\n", "\r\n\n", "\u2028", "\u202e", "\x1b[31m",
    "- x", "1. x", "# x", "> x", "| a | b |", "---", "===", ":smile:", "    code", "\t", "~~x~~", "teleset/ivanova", "Ж", "😀", "{{x}}", "<", ">", '"', "'", "%1", "^alert#1",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8"), max_size=6), min_size=1, max_size=4).map("".join)
NAMES = st.lists(TEXTS, max_size=8, unique=True).map(tuple)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    address, type_ = f"teleset/{draw(TEXTS)}", draw(TEXTS)
    contacts = (Contact(draw(TEXTS), draw(TEXTS), draw(TEXTS)),)
    before = account(address, *contacts, **{type_: (contacts[0].id,)})
    after = account(address, *contacts, **{draw(TEXTS): (draw(TEXTS),)})
    old, new = (replace(resource(replace(one, address="teleset/x")), address=address) for one in (before, after))
    match draw(st.sampled_from(["create", "delete", "update", "adopt", "move"])):
        case "create":
            return Create(new)
        case "delete":
            return Delete(old)
        case "update":
            made = update(replace(before, address="teleset/x"), replace(after, address="teleset/x"))
            return replace(made, before=old, after=new)
        case "adopt":
            return Adopt(old, new)
        case _:
            return Move(replace(old, address=f"teleset/{draw(TEXTS)}"), new)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    people = People(
        stops=draw(NAMES),
        stops_type={draw(TEXTS): ("a",)},
        loses={(draw(TEXTS), draw(TEXTS)): draw(NAMES)},
        readdressed=draw(NAMES),
        starts=draw(NAMES),
        gains={(draw(TEXTS), draw(TEXTS)): draw(NAMES)},
        awaiting=draw(NAMES),
    )
    refusal = st.builds(Refusal, st.sampled_from(["loss", "silence", "empty", "protected", "readdress"]), TEXTS, st.just(3), st.just(9), NAMES, TEXTS, TEXTS)
    waiting = st.builds(Waiting, TEXTS, TEXTS, TEXTS, TEXTS.map(Personal), st.none() | TEXTS.map(Personal))
    opt_out = st.builds(OptOut, TEXTS, TEXTS, TEXTS, TEXTS.map(Personal), NAMES)
    return Plan(
        Target(draw(TEXTS), draw(TEXTS), draw(TEXTS)),
        tuple(draw(st.lists(changes(), max_size=5, unique_by=lambda change: change.address))),
        unchanged=3,
        people=people,
        conflicts=tuple(draw(st.lists(st.builds(Conflict, TEXTS, TEXTS, NAMES), max_size=3))),
        refusals=tuple(draw(st.lists(refusal, max_size=3))),
        foreign=tuple(draw(st.lists(st.builds(Foreign, TEXTS, TEXTS), max_size=3))),
        digest=draw(TEXTS),
        pending_migrations=draw(NAMES),
        approved=tuple(draw(st.lists(refusal, max_size=2))),
        beside=Beside(3, 3, tuple(draw(st.lists(waiting, max_size=2))), tuple(draw(st.lists(opt_out, max_size=2)))),
    )


@st.composite
def notes(draw: st.DrawFn) -> Diagnostic:
    return Diagnostic("unknown-type", Severity.NOTE, {"type": draw(TEXTS)}, location=Location(draw(TEXTS), 3, 1, draw(TEXTS), (1, 2), 1))


def locations(plan: Plan, text: str) -> dict[str, Location]:
    return {change.address: Location(text, 1, 1) for change in plan.changes}
