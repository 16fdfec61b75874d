"""What is true now of a `watch` → a page: read-only, and whole by itself. Nothing in it is personal but behind a mask."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Final

from reconciler.model.plan import Guards, Plan
from reconciler.model.watching import Claim, Ended, Pass, Status
from reconciler.reporting import phrases
from reconciler.reporting import phrases_status as words
from reconciler.reporting.causes import render_causes
from reconciler.reporting.guards import DEFAULT_GUARDS, refusal_block, refusal_text, sort_refusals
from reconciler.reporting.header import header_rows, pause_text
from reconciler.reporting.layout import few, moment, signs
from reconciler.reporting.messages import render_message
from reconciler.reporting.ownership import conflict_text
from reconciler.reporting.people import people_statements
from reconciler.reporting.plan import render_counts
from reconciler.reporting.status_words import organizations, paused_organizations, state
from reconciler.reporting.webpage import lines, page, policy, text
from reconciler.reporting.wording import Phrase

MOST_ORGANIZATIONS: Final = 200
MOST_REFUSALS: Final = 50
MOST_PASSES: Final = 50
MOST_NAMED: Final = 20

STYLE: Final = """\
h1 { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .9rem; overflow-wrap: anywhere; }
.badge { padding: .15rem .8rem; border-radius: 999px; font-size: .95rem; font-weight: 600; color: var(--add); background: var(--add-ground); border: 1px solid; }
.badge.doubt { color: var(--change); background: var(--change-ground); } .badge.bad { color: var(--delete); background: var(--delete-ground); }
p { margin: .35rem 0; overflow-wrap: anywhere; } li { overflow-wrap: anywhere; } .faint { color: var(--faint); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; } .scroll:focus-visible { outline: 3px solid var(--keep); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; } th, td { padding: .4rem .7rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; background: var(--card); font-weight: 600; white-space: nowrap; } td { min-width: 4rem; overflow-wrap: break-word; max-width: 30rem; }
td.number { text-align: right; font-variant-numeric: tabular-nums; } td.bad { color: var(--delete); font-weight: 600; } td.nowrap { white-space: nowrap; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd + dt { margin-top: .5rem; } body { padding: 1rem; } }
"""

POLICY: Final = policy(STYLE)
"""The Content-Security-Policy to serve it with."""

_GOOD: Final = frozenset({Ended.CLEAN, Ended.APPLIED, Ended.STANDBY, Ended.PLANNED, Ended.LOCKED})


def status_page(status: Status, *, now: float, language: str, guards: Guards = DEFAULT_GUARDS) -> str:
    """The page; `now` is in seconds since 1970, `guards` the figures of the project."""
    return _Page(status, now, language, guards).text()


class _Page:
    def __init__(self, status: Status, now: float, language: str, guards: Guards) -> None:
        self._status, self._now, self._language, self._guards = status, now, language, guards

    def text(self) -> str:
        environment = self._status.target.environment
        title = self._say(words.TITLE_OF, environment=environment) if environment else self._say(words.TITLE)
        word, mark = state(self._status)
        rows = "".join(f"<dt>{text(label)}</dt><dd>{text(value)}</dd>" for label, value in self._facts())
        body = [f'<h1>{text(title)} <span class="badge {mark}">{text(self._say(word))}</span></h1>', f"<dl>{rows}</dl>"]
        body += [*self._refusals(), *self._claims(), *self._plan(), *self._organizations(), *self._passes()]
        return page(title, body, language=self._language, style=STYLE)

    def _say(self, phrase: Phrase, **arguments: str | int) -> str:
        return phrase.say(self._language, **arguments)

    def _heading(self, phrase: Phrase) -> str:
        return f"<h2>{text(self._say(phrase))}</h2>"

    def _facts(self) -> Iterator[tuple[str, str]]:
        status = self._status
        yield from header_rows(status.target, None, language=self._language)
        yield self._say(words.NOW), _moment(self._now)
        yield self._say(words.SINCE), _moment(status.began)
        yield self._say(words.MODE), self._say(words.MODES[status.mode]) if status.mode in words.MODES else status.mode
        if status.mode == "apply":
            yield self._say(words.LEASE), self._lease()
        yield self._say(words.SYNCED), self._at(status.synced)
        applied = self._at(status.applied)
        yield self._say(words.APPLIED), self._say(words.APPLIED_AT, moment=applied, commit=status.commit) if status.commit else applied
        if status.ref:
            yield self._say(words.FOLLOWS), self._say(words.FOLLOWS_SINCE, ref=status.ref, moment=self._at(status.fetched))
        if status.next:
            yield self._say(words.NEXT), _moment(status.next)
        if status.waiting or status.looked is not None:
            yield self._say(words.WAITING), self._say(words.WAITING_COUNT, count=status.waiting) if status.waiting else self._say(phrases.NONE)
        if status.failures:
            yield self._say(words.FAILED_IN_A_ROW), str(status.failures)
        for pause in status.pauses:
            yield self._say(words.PAUSE), pause_text(pause, self._language)

    def _lease(self) -> str:
        holder = self._status.holder
        if holder is not None:
            owner = self._say(words.LEADER) if self._status.leader else str(holder.owner)
            return self._say(words.LEADER_IS, owner=owner, since=moment(holder.since))
        return self._say(words.LEADER if self._status.leader else words.NOBODY_LEADS)

    def _at(self, seconds: float) -> str:
        return _moment(seconds) if seconds else self._say(words.NEVER)

    def _refusals(self) -> Iterator[str]:
        looked, plan = self._status.looked, self._status.plan
        refusals = sort_refusals((plan.refusals if plan is not None else ()) or (looked.refusals if looked is not None else ()))
        if not refusals:
            return
        yield self._heading(words.REFUSALS)
        for refusal in refusals[:MOST_REFUSALS]:
            if plan is not None and refusal in plan.refusals:
                block = refusal_block(refusal, plan, self._guards, self._language)
            else:
                block = f"{refusal_text(refusal, frozenset(), self._language)} [{refusal.digest}]"
            yield f'<pre class="refused">{lines([block])}</pre>'
        yield from self._more(len(refusals) - MOST_REFUSALS)
        yield f"<p>{text(self._say(words.REFUSALS_HELP))}</p>"

    def _claims(self) -> Iterator[str]:
        looked, plan = self._status.looked, self._status.plan
        if plan is not None and plan.conflicts:
            said = [conflict_text(one, self._language, manager=plan.target.manager) for one in plan.conflicts]
        else:
            said = [self._claim(one) for one in looked.claims] if looked is not None else []
        if not said:
            return
        yield self._heading(words.CLAIMS)
        yield f'<pre class="refused">{lines(said[:MOST_REFUSALS])}</pre>'
        yield from self._more(len(said) - MOST_REFUSALS)
        yield f"<p>{text(self._say(words.CLAIMS_HELP))}</p>"

    def _claim(self, claim: Claim) -> str:
        phrase = words.CLAIM_OWNED if claim.owner else words.CLAIM_UNMARKED
        return self._say(phrase, organization=claim.organization or self._say(words.TYPES), count=claim.count, owner=claim.owner)

    def _plan(self) -> Iterator[str]:
        plan, looked = self._status.plan, self._status.looked
        yield self._heading(words.PLAN)
        if self._status.led_elsewhere:
            yield f"<p>{text(self._say(words.STANDS_BY))}</p>"
            return
        if looked is not None and looked.drift:
            yield f'<p class="bad">{text(self._say(words.DRIFT_FOUND, count=looked.drift))}</p>'
        if plan is None:
            yield f"<p>{text(self._say(words.NO_PLAN))}</p>"
        elif not plan:
            yield from (f"<p>{text(self._say(phrase))}</p>" for phrase in _nothing(plan))
        else:
            yield f'<p class="counts">{text(render_counts(plan, language=self._language))}</p>'
            yield f"<ul>{''.join(f'<li>{text(one)}</li>' for one in people_statements(plan.people, language=self._language))}</ul>"
            if causes := render_causes(plan.causes, language=self._language):
                yield f"<p>{text(' '.join(causes.split()))}</p>"
        if plan is not None and plan.outside:
            yield f"<p>{text(self._say(words.LEFT_TO_OTHERS, count=len(plan.outside), only=plan.only))}</p>"
        if paused := paused_organizations(self._status):
            yield f"<p>{text(self._say(words.PAUSED_OUT, names=few(paused, MOST_NAMED, self._language)))}</p>"

    def _organizations(self) -> Iterator[str]:
        status = self._status
        if status.led_elsewhere:
            return
        yield self._heading(words.ORGANIZATIONS)
        rows = organizations(status)
        if not rows:
            yield f"<p>{text(self._say(words.ALL_ALIKE if status.plan is not None else words.NO_PLAN))}</p>"
            return
        cells = ([_cell(name), _cell(self._states(states), _mark(states)), _cell(counts)] for name, states, counts in rows[:MOST_ORGANIZATIONS])
        yield self._table((words.ORGANIZATION, words.STATE, words.CHANGES), cells)
        yield from self._more(len(rows) - MOST_ORGANIZATIONS)
        if status.plan is not None:
            yield f'<p class="faint">{text(self._say(words.REST_ALIKE))}</p>'

    def _states(self, states: Iterable[Phrase]) -> str:
        return ", ".join(self._say(state) for state in states)

    def _passes(self) -> Iterator[str]:
        yield self._heading(words.PASSES)
        if not self._status.passes:
            yield f"<p>{text(self._say(words.NO_PASSES))}</p>"
            return
        columns = (words.STARTED, words.TRIGGERS, words.ENDED, words.SECONDS, words.MADE, words.LEFT, words.DRIFT, words.COMMIT, words.REMARK)
        yield self._table(columns, map(self._pass, self._status.passes[:MOST_PASSES]))

    def _pass(self, one: Pass) -> list[str]:
        message = render_message(one.error, one.arguments, "", self._language)[0] if one.error else ""
        row = self._say(words.ROW, number=one.number) if one.number else ""
        return [
            _cell(_moment(one.started), "nowrap"),
            _cell(", ".join(self._say(words.TRIGGER[trigger.value]) for trigger in one.triggers)),
            _cell(self._say(words.END[one.ended.value]), "" if one.ended in _GOOD else "bad"),
            _cell(f"{one.seconds:.2f}", "number"),
            _cell(signs(one.counts)),
            _cell(signs(one.left)),
            _cell(str(one.drift or ""), "number"),
            _cell(one.commit[:12]),
            _cell("; ".join(part for part in (message, ", ".join(one.held), row) if part)),
        ]

    def _table(self, columns: Iterable[Phrase], rows: Iterable[list[str]]) -> str:
        head = "".join(f'<th scope="col">{text(self._say(column))}</th>' for column in columns)
        body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
        return f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'

    def _more(self, count: int) -> Iterator[str]:
        if count > 0:
            yield f"<p>{text(self._say(words.MORE, count=count))}</p>"


def _nothing(plan: Plan) -> Iterator[Phrase]:
    """Why there is nothing in a plan. That some is left to others is said apart."""
    if plan.refusals or plan.conflicts:
        yield words.NOTHING_ELSE
    elif plan.left_out:
        yield words.NOTHING_SEEN
    elif not plan.outside:
        yield words.NOTHING_LEFT


def _mark(states: tuple[Phrase, ...]) -> str:
    return "bad" if words.HELD in states else ""


def _cell(value: str, mark: str = "") -> str:
    return f'<td class="{mark}">{text(value)}</td>' if mark else f"<td>{text(value)}</td>"


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(max(0.0, min(seconds, 253_402_300_799.0))))
