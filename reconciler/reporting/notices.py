"""A notice → the words of a message: what is wrong with `watch`, or that it is over. Nothing in them is personal."""

from __future__ import annotations

import time

from reconciler.model.delivery import Content
from reconciler.model.notice import Notice, Topic
from reconciler.model.values import Json
from reconciler.reporting import phrases_status as words
from reconciler.reporting.layout import few
from reconciler.reporting.messages import entries
from reconciler.reporting.wording import outline, visible

_NAMED = 10


def notice_content(notice: Notice, *, language: str) -> Content:
    """The message. Of an error only the code's own sentence is told, with nothing filled in."""
    place = visible(notice.target.environment or notice.target.manager)
    subject, sentences = _said(notice, place, language)
    seen = words.SEEN_IN.say(language, id=notice.id, moment=time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(notice.at)))
    data: dict[str, Json] = {
        "topic": notice.topic.value,
        "over": notice.over,
        "environment": notice.target.environment,
        "manager": notice.target.manager,
        "pass": notice.id,
        "count": notice.count,
        "error": notice.error,
        "guards": list(notice.guards),
        "organizations": list(notice.organizations),
        "owners": list(notice.owners),
    }
    return Content(subject, "\n\n".join([*sentences, seen]) + "\n", "", subject, 1, {"type": "reconciler.watch", "data": data}, "", language)


def _said(notice: Notice, place: str, language: str) -> tuple[str, list[str]]:
    match notice.topic, notice.over:
        case Topic.FAILING, False:
            because = [words.FAILING_BECAUSE.say(language, reason=_reason(notice.error, language))] if notice.error else []
            return words.FAILING_SUBJECT.say(language, place=place), [words.FAILING_TEXT.say(language, count=notice.count), *because]
        case Topic.FAILING, _:
            return words.FAILING_OVER_SUBJECT.say(language, place=place), [words.FAILING_OVER_TEXT.say(language, count=notice.count)]
        case Topic.DRIFT, False:
            return words.DRIFT_SUBJECT.say(language, place=place), [words.DRIFT_TEXT.say(language, count=notice.count)]
        case Topic.DRIFT, _:
            return words.DRIFT_OVER_SUBJECT.say(language, place=place), [words.DRIFT_OVER_TEXT.say(language)]
        case Topic.REFUSED, False:
            return words.REFUSED_SUBJECT.say(language, place=place), [
                words.REFUSED_TEXT.say(language, count=notice.count, guards=notice.guards),
                *_where(notice, language),
            ]
        case Topic.CONFLICT, False:
            owners = few((visible(owner) or words.NO_MARK.say(language) for owner in notice.owners), _NAMED, language)
            return words.CONFLICT_SUBJECT.say(language, place=place), [
                words.CONFLICT_TEXT.say(language, count=notice.count, owners=owners),
                *_where(notice, language),
            ]
        case Topic.CONFLICT, _:
            return words.CONFLICT_OVER_SUBJECT.say(language, place=place), [words.CONFLICT_OVER_TEXT.say(language)]
        case Topic.COMMIT, False:
            return words.COMMIT_SUBJECT.say(language, place=place), [words.COMMIT_TEXT.say(language, reason=_reason(notice.error, language))]
        case Topic.COMMIT, _:
            return words.COMMIT_OVER_SUBJECT.say(language, place=place), [words.COMMIT_OVER_TEXT.say(language)]
        case _:
            return words.REFUSED_OVER_SUBJECT.say(language, place=place), [words.REFUSED_OVER_TEXT.say(language)]


def _where(notice: Notice, language: str) -> list[str]:
    """The organizations that are held, as a sentence, where any are named."""
    names = few(map(visible, notice.organizations), _NAMED, language)
    return [words.REFUSED_WHERE.say(language, names=names)] if notice.organizations else []


def _reason(code: str, language: str) -> str:
    entry = entries().get(code)
    return f"{code} ({outline(entry.text(language).message, language)})" if entry is not None else visible(code)
