"""What a verdict is called, what it means, and what is counted of a test run: the same for text, JSON, JUnit and the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from reconciler.model.diagnostic import Argument, Location, Place
from reconciler.model.event import Rejection
from reconciler.model.routing import Why
from reconciler.model.scenario import ExpectedRejection
from reconciler.model.trial import Judged, Trial, Tried, Verdict
from reconciler.reporting import phrases_interrupted as cut
from reconciler.reporting import phrases_trial as phrases
from reconciler.reporting.commands import command, typed
from reconciler.reporting.errors import sentence
from reconciler.reporting.messages import render_message
from reconciler.reporting.wording import Phrase, location_text, visible

Places = Mapping[Place, Location]
NOWHERE: Final[Places] = MappingProxyType({})

WORDS: Final[Mapping[Verdict, Phrase]] = {verdict: getattr(phrases, verdict.name) for verdict in Verdict}
COUNTED: Final[Mapping[Verdict, Phrase]] = {verdict: getattr(phrases, f"COUNT_{verdict.name}") for verdict in Verdict}
_MEANINGS: Final[Mapping[Verdict, Phrase]] = {verdict: getattr(phrases, f"SAID_{verdict.name}") for verdict in Verdict}
_REASONS: Final[Mapping[Why, Phrase]] = {why: getattr(phrases, f"WHY_{why.name}") for why in Why}

FINE: Final = frozenset({Verdict.PASS, Verdict.SILENT})


def worst_first(cells: Iterable[Judged]) -> list[Judged]:
    """What failed, then what proves nothing, then what is fine; otherwise as they come."""
    return sorted(cells, key=lambda cell: (not cell.verdict.bad, cell.verdict in FINE, cell.verdict is Verdict.SILENT))


def explained(cell: Judged, *, language: str, places: Places = NOWHERE, environment: str = "") -> tuple[str, str]:
    """(what is the matter, what to do about it) with a cell; a sentence each, the second "" where there is nothing to do."""
    if cell.code:
        message, hint = render_message(cell.code, located(cell.arguments, places), "", language)
        hint = _next(cell, environment, language) or hint
    elif cell.why is not None and cell.verdict in {Verdict.SUPPRESSED, Verdict.DEFERRED, Verdict.SILENT, Verdict.MISSING}:
        message, hint = _REASONS[cell.why].say(language), _next(cell, environment, language)
    else:
        # What a real transport took, nobody here has seen arrive.
        taken = cell.verdict is Verdict.PASS and not cell.received
        message, hint = (phrases.TAKEN if taken else _MEANINGS[cell.verdict]).say(language), ""
        if cell.seconds is not None and cell.verdict in {Verdict.LATE, Verdict.MISSING}:
            message = f"{message}, {phrases.TOOK.say(language, seconds=seconds_text(cell.seconds, language))}"
    if cell.answer and cell.answer not in message and cell.verdict is not Verdict.PASS:
        message = f"{sentence(message)} {phrases.ANSWERED.say(language, answer=cell.answer)}"
    return visible(sentence(message)), "\n".join(visible(line) for line in hint.split("\n"))


def located(arguments: Mapping[str, Argument], places: Places) -> Mapping[str, Argument]:
    """With every place that can be found as `path:line`."""
    return {name: location_text(places[value]) if isinstance(value, Place) and value in places else value for name, value in arguments.items()}


def _next(cell: Judged, environment: str, language: str) -> str:
    if cell.why is not Why.UNCONFIRMED or not cell.recipient:
        return ""
    asking = command("contacts send-confirmations", "--account", typed(cell.recipient), environment=environment)
    return phrases.ASK_AGAIN.say(language, command=asking)


def seconds_text(seconds: float, language: str) -> str:
    text = f"{seconds:.1f}" if seconds >= 0.1 else f"{seconds:.3f}"
    return text.replace(".", ",") if language == "ru" else text


def cells_of(trial: Trial) -> Iterator[Judged]:
    return (cell for tried in trial.tried for cell in tried.cells)


def verdict_counts(trial: Trial) -> Counter[Verdict]:
    return Counter(cell.verdict for cell in cells_of(trial))


def arrived(tried: Tried) -> int:
    """How many messages came, whatever they are worth; each once."""
    return len({(one.id, one.at, one.to) for cell in tried.cells for one in cell.received})


def organizations(trial: Trial) -> Mapping[str, list[Tried]]:
    """What was tried, by organization, in the order it was."""
    groups: dict[str, list[Tried]] = {}
    for tried in trial.tried:
        groups.setdefault(tried.scenario.organization, []).append(tried)
    return groups


def has_cells(tried: Tried) -> bool:
    """Whether a scenario is told by its contacts: where its event was rejected, silence at all of them says nothing new. One that was not begun has none."""
    if not tried.begun:
        return False
    return any(cell.verdict is not Verdict.SILENT for cell in tried.cells) or (bool(tried.cells) and not tried.rejections and not tried.scenario.rejected)


def whole(tried: Tried, language: str) -> str:
    """What has to be said of a scenario as a whole, as one line; "" where its contacts say everything."""
    name = visible(tried.scenario.id)
    if not tried.begun:
        return cut.NOT_BEGUN.say(language, scenario=name)
    verdict = (phrases.PASSED_WORD if tried.passed else phrases.FAILED_WORD).say(language)
    expected, found = tried.scenario.rejected, tried.rejections
    faults, wanted = faults_text(found, language), faults_text(expected, language)
    came = arrived(tried)
    if found and came:
        return phrases.REJECTED_YET_DELIVERED.say(language, scenario=name, faults=faults, count=came, verdict=verdict)
    if found and not expected:
        return phrases.REJECTED_WRONGLY.say(language, scenario=name, faults=faults, verdict=verdict)
    if found and tried.passed:
        return phrases.REJECTED_AS_EXPECTED.say(language, scenario=name, faults=faults, verdict=verdict)
    if tried.interrupted:
        return cut.CUT_SHORT.say(language, scenario=name, verdict=cut.WORD.say(language))
    if found:
        return phrases.REJECTED_OTHERWISE.say(language, scenario=name, expected=wanted, faults=faults, verdict=verdict)
    if expected:
        return phrases.NOT_REJECTED.say(language, scenario=name, expected=wanted, count=came, verdict=verdict)
    if not tried.cells:
        return phrases.NOTHING_TO_JUDGE.say(language, scenario=name, verdict=verdict)
    if is_unproven(tried):
        return phrases.UNPROVEN.say(language, scenario=name, verdict=verdict)
    return ""


def is_unproven(tried: Tried) -> bool:
    """Whether a scenario has not passed although nothing in it failed: what it expects was put off, kept back or not tried."""
    plain = bool(tried.cells) and not tried.rejections and not tried.scenario.rejected and not tried.interrupted
    return plain and not tried.passed and not any(cell.verdict.bad for cell in tried.cells)


def faults_text(faults: Sequence[Rejection] | Sequence[ExpectedRejection], language: str) -> str:
    """`amount: money; link: link`."""
    return "; ".join(_fault(fault, language) for fault in faults)


def _fault(fault: Rejection | ExpectedRejection, language: str) -> str:
    text = f"{visible(fault.field) or phrases.WHOLE_EVENT.say(language)}: {visible(fault.code)}"
    if isinstance(fault, Rejection) and fault.suggestion:
        return phrases.MEANT.say(language, fault=text, suggestion=fault.suggestion)
    if isinstance(fault, Rejection) and fault.known:
        return phrases.ONE_OF.say(language, fault=text, known=fault.known)
    return text


def rejections_counted(trial: Trial) -> tuple[int, int]:
    """(scenarios that were to be rejected and were, all that were to be), of those that were begun."""
    meant = [tried for tried in trial.tried if tried.scenario.rejected and tried.begun]
    return sum(tried.passed for tried in meant), len(meant)


def unproven(trial: Trial) -> list[tuple[str, str, str]]:
    """The (recipient, type, contact) that are subscribed and that nothing has proven, sorted."""
    return sorted(trial.coverage.subscribed - trial.coverage.proven)


def failed_organizations(trial: Trial) -> list[str]:
    return [organization for organization, group in organizations(trial).items() if any(tried.failed for tried in group)]
