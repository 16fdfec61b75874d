"""Text → one HTML page that needs nothing else: no picture, no other file, and none of them may be loaded; no script but one that the page itself brings."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable
from typing import Final

from reconciler.reporting.wording import visible

_STYLE: Final = """\
:root { color-scheme: light dark; --text: #1f2328; --faint: #59636e; --ground: #fff; --card: #f6f8fa; --line: #d1d9e0;
  --add: #116329; --add-ground: #dafbe1; --delete: #a40e26; --delete-ground: #ffebe9; --change: #7d4e00; --change-ground: #fff8c5; --keep: #0a5a9c; --keep-ground: #ddf4ff; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --faint: #9198a1; --ground: #0d1117; --card: #151b23; --line: #3d444d;
  --add: #56d364; --add-ground: #12261e; --delete: #ff9a8f; --delete-ground: #2b1a1d; --change: #e3b341; --change-ground: #272215; --keep: #79c0ff; --keep-ground: #121d2f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 75rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; } h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; } dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
ul { margin: .25rem 0; padding-left: 1.25rem; } .counts { font-size: 1.1rem; font-weight: 600; } .bad { color: var(--delete); font-weight: 600; }
pre { margin: 0; padding: .35rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; font: .85rem/1.45 ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", monospace;
  border-left: 4px solid var(--line); background: var(--card); }
pre + pre { border-top: 1px solid var(--ground); }
pre.add { background: var(--add-ground); border-color: var(--add); } pre.delete, pre.refused { background: var(--delete-ground); border-color: var(--delete); }
pre.change { background: var(--change-ground); border-color: var(--change); } pre.keep { background: var(--keep-ground); border-color: var(--keep); }
pre b { font-weight: 600; } pre.add b { color: var(--add); } pre.delete b { color: var(--delete); } pre.change b { color: var(--change); } pre.keep b { color: var(--keep); }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; overflow: hidden; } summary { cursor: pointer; padding: .45rem .75rem; background: var(--card); }
summary b { margin-right: .75rem; } summary span { color: var(--faint); }
@media print { details:not([open]) > *:not(summary) { display: block; } }
"""


def text(value: str) -> str:
    """`value` as text of a page or of an attribute. What is invisible is written out."""
    return html.escape(visible(value))


def lines(values: Iterable[str]) -> str:
    """Lines of preformatted text."""
    return "\n".join(text(line) for value in values for line in value.split("\n"))


def page(title: str, body: Iterable[str], *, language: str, style: str = "", script: str = "") -> str:
    """The whole page. The policy in its head forbids it to load or to run anything, but for `script`. Both that and `style` are ASCII: whatever the encoding
    of the page, they are what they are here.
    """
    runs = f"; script-src '{_digest(script)}'" if script else ""
    head = [
        '<meta charset="utf-8">',
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'{runs}\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{text(title)}</title>",
        f"<style>\n{_STYLE}{style}</style>",
    ]
    last = [f"<script>{script}</script>"] if script else []
    return "\n".join(["<!doctype html>", f'<html lang="{text(language)}">', "<head>", *head, "</head>", "<body>", *body, *last, "</body>", "</html>"])


def policy(style: str = "") -> str:
    """The Content-Security-Policy of a page without a script that is served: its one style, and nothing else."""
    return f"default-src 'none'; style-src '{_digest(f'{chr(10)}{_STYLE}{style}')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def _digest(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode('ascii')}"
