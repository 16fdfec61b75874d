"""The page that confirms an address → HTML. It needs nothing else, runs nothing, and says the same to everybody whose link does not work."""

from __future__ import annotations

import base64
import hashlib
import html
from typing import Final

from reconciler.reporting.wording import Phrase

STYLE: Final = """\
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 2rem 1.25rem; max-width: 34rem; font: 1.05rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.4rem; } button { font: inherit; padding: .7rem 1.4rem; border: 0; border-radius: 6px; background: #0a5a9c; color: #fff; cursor: pointer; }
button:focus-visible { outline: 3px solid #7d4e00; outline-offset: 2px; }
"""

POLICY: Final = (
    "default-src 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""The Content-Security-Policy that goes with it: its one style, its one form, and nothing else."""

_ASK_TITLE: Final = Phrase("Confirm your address", "Подтвердите адрес")
_ASK: Final = Phrase(
    "Somebody entered your address to receive notifications. Press the button to confirm that it is yours. If it was not you, close this page: nothing happens.",
    "Ваш адрес указан для получения уведомлений. Нажмите кнопку, чтобы подтвердить, что он ваш. Если это были не вы, закройте страницу: ничего не произойдёт.",
)
_BUTTON: Final = Phrase("Confirm the address", "Подтвердить адрес")
_DONE_TITLE: Final = Phrase("The address is confirmed", "Адрес подтверждён")
_DONE: Final = Phrase(
    "Notifications will come to it from now on. You can close this page.", "Теперь уведомления будут приходить на него. Эту страницу можно закрыть."
)
_DEAD_TITLE: Final = Phrase("This link does not work", "Эта ссылка не действует")
_DEAD: Final = Phrase(
    "If you have used it already, the address is confirmed and nothing more is needed. Otherwise it has expired, a newer message has replaced it, or it was not copied whole. "
    "Open the link of the newest message; if that does not work either, ask your administrator to send you a new one.",
    "Если вы ею уже пользовались, адрес подтверждён и больше ничего не нужно. Иначе её срок истёк, её заменило более новое письмо или она скопирована не целиком. "
    "Откройте ссылку из самого нового сообщения; если не действует и она, попросите администратора прислать новую.",
)
_LATER_TITLE: Final = Phrase("Please try again later", "Попробуйте позже")
_LATER: Final = Phrase(
    "The address could not be confirmed just now. Your link still works: open it again in a few minutes.",
    "Сейчас подтвердить адрес не получилось. Ваша ссылка действует: откройте её ещё раз через несколько минут.",
)
_WRONG_TITLE: Final = Phrase("Nothing is here", "Здесь ничего нет")
_WRONG: Final = Phrase("Open the link of the message once more.", "Откройте ссылку из сообщения ещё раз.")


def asking(token: str, language: str) -> str:
    """With the button that confirms. `token` is shown nowhere."""
    button = html.escape(_BUTTON.say(language))
    # The question mark drops the link's own query, so that the token is in the body alone.
    form = f'<form method="post" action="?"><input type="hidden" name="token" value="{html.escape(token)}"><button type="submit">{button}</button></form>'
    return _page(_ASK_TITLE, _ASK, language, form)


def done(language: str) -> str:
    return _page(_DONE_TITLE, _DONE, language)


def dead(language: str) -> str:
    """For wrong, used, expired and replaced links alike."""
    return _page(_DEAD_TITLE, _DEAD, language)


def later(language: str) -> str:
    return _page(_LATER_TITLE, _LATER, language)


def wrong(language: str) -> str:
    """For requests that no link leads to."""
    return _page(_WRONG_TITLE, _WRONG, language)


def language_of(accepted: str) -> str:
    """`ru` or `en`, whichever an Accept-Language header likes better; Russian where it says neither, or nothing."""
    best: dict[str, float] = {}
    for item in accepted[:500].split(","):
        tag, _, parameters = item.strip().lower().partition(";")
        try:
            quality = float(parameters.strip().removeprefix("q=")) if parameters.strip() else 1.0
        except ValueError:
            quality = 0.0
        language = tag.split("-", 1)[0].strip()
        if language in ("ru", "en"):
            best[language] = max(best.get(language, 0.0), quality)
    return "en" if best.get("en", 0.0) > best.get("ru", 0.0) else "ru"


def _page(title: Phrase, text: Phrase, language: str, form: str = "") -> str:
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{html.escape(title.say(language))}</title>",
        f"<style>{STYLE}</style>",
    ]
    body = [f"<h1>{html.escape(title.say(language))}</h1>", f"<p>{html.escape(text.say(language))}</p>", *([form] if form else [])]
    return "\n".join(["<!doctype html>", f'<html lang="{language}">', "<head>", *head, "</head>", "<body>", *body, "</body>", "</html>", ""])
