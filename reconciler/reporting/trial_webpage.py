"""How the page of a test run looks, and the little that it does by itself: filter, and open what was clicked. Without its script all of it can be read."""

from __future__ import annotations

from typing import Final

STYLE: Final = """\
html { scroll-padding-top: 4.5rem; } body { max-width: 90rem; overflow-wrap: break-word; }
h1 { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .9rem; margin: 0 0 .35rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2.25rem 0 .6rem; font-size: 1.2rem; } h3 { margin: 1rem 0 .35rem; font-size: .9rem; font-weight: 600; }
p { margin: .35rem 0; } a { color: var(--keep); } .faint { color: var(--faint); } .wide { max-width: 60rem; }
a:focus-visible, summary:focus-visible, input:focus-visible, .scroll:focus-visible { outline: 3px solid var(--keep); outline-offset: 2px; }
.badge { padding: .15rem .8rem; border-radius: 999px; font-size: .95rem; font-weight: 600; color: var(--add); background: var(--add-ground); border: 1px solid; }
.badge.bad { color: var(--delete); background: var(--delete-ground); }
.facts { margin: 1rem 0; font-size: .9rem; } .small { font-size: .9rem; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1.1rem 0 .8rem; padding: 0; list-style: none; font-weight: 400; }
.counts li { padding: .3rem .8rem; border-radius: 8px; font-size: .9rem; }
.cover { display: grid; grid-template-columns: minmax(6rem, 16rem) 1fr; align-items: center; gap: .3rem .9rem; margin: .5rem 0; font-size: .9rem; }
progress { width: 100%; height: .6rem; accent-color: var(--add); }
.v { display: inline-block; padding: .12rem .6rem; border-radius: 6px; font-size: .85rem; line-height: 1.45; white-space: nowrap; text-decoration: none; color: var(--faint); background: var(--card); }
.v b { display: inline-block; min-width: 1.05em; margin: 0; font-weight: 600; text-align: center; }
.good { color: var(--add); background: var(--add-ground); } .bad-v { color: var(--delete); background: var(--delete-ground); font-weight: 600; } .doubt { color: var(--change); background: var(--change-ground); }
.none-v { color: var(--faint); background: none; } a.v:hover { box-shadow: 0 0 0 1px currentColor; }
.filter { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem; margin: 1.25rem -.5rem 0; padding: .6rem .5rem; background: var(--ground); border-bottom: 1px solid var(--line); }
.filter[hidden], [hidden] { display: none !important; }
.filter input[type=search] { width: min(22rem, 70vw); padding: .35rem .6rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
.filter label { display: inline-flex; align-items: center; gap: .5rem; font-size: .9rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
table.matrix { width: 100%; border-collapse: collapse; font-size: .9rem; }
.matrix th, .matrix td { padding: .4rem .7rem; text-align: left; vertical-align: middle; border-top: 1px solid var(--line); }
.matrix thead tr:first-child th { border-top: 0; } .matrix thead th { background: var(--card); font-weight: 600; vertical-align: bottom; }
.matrix thead th.type { padding-bottom: 0; color: var(--faint); font-weight: 400; font-size: .8rem; border-top: 0; } .matrix thead th.scenario { border-top: 0; }
.matrix tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 7rem; } .matrix td.contact { min-width: 12rem; overflow-wrap: anywhere; } .matrix td.contact span { color: var(--faint); }
.matrix tbody tr:hover > * { background: var(--card); }
.dense thead th.scenario, .dense thead th.type { vertical-align: bottom; } .dense thead th.scenario span, .dense thead th.type span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 13rem; overflow-wrap: anywhere; white-space: nowrap; }
.dense td.cell, .dense thead th.scenario, .dense thead th.type { padding: .35rem .3rem; text-align: center; } .dense thead th span { display: inline-block; } .dense td.cell .v { padding: .12rem .45rem; }
.dense td.cell .v i { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.v i { font-style: normal; } .label { display: none; }
.whole { margin: .5rem 0; padding-left: 1.25rem; } .whole li { margin: .25rem 0; overflow-wrap: anywhere; } .whole .wrong { color: var(--delete); font-weight: 600; }
.entry { margin: .4rem 0; border-radius: 8px; } .entry > summary { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem .8rem; list-style: none; overflow-wrap: anywhere; }
.entry > summary::-webkit-details-marker { display: none; } .entry > summary::before { content: "\\203A"; width: .7em; color: var(--faint); font-weight: 600; } .entry[open] > summary::before { transform: rotate(90deg); }
.entry > summary b { margin: 0; } .entry > summary .n { min-width: 2.2em; color: var(--faint); font-variant-numeric: tabular-nums; } .entry > summary .t { margin-left: auto; } .slot { min-width: 11.5rem; }
.in { padding: .8rem 1rem 1rem; scroll-margin-top: 3.5rem; } .in dl { font-size: .9rem; } .said { font-weight: 600; overflow-wrap: anywhere; } .todo { white-space: pre-wrap; overflow-wrap: anywhere; }
.took { margin-top: 1rem; padding-top: .2rem; border-top: 1px solid var(--line); } .headers { padding: .5rem .75rem; background: var(--card); border-radius: 6px; }
.in pre { max-height: 32rem; overflow: auto; border-left-width: 3px; border-radius: 0 6px 6px 0; } .in details { margin: .6rem 0 0; } .in details > summary { font-size: .9rem; }
iframe { display: block; width: 100%; height: 22rem; border: 1px solid var(--line); border-radius: 6px; background: #fff; color-scheme: light; resize: vertical; overflow: auto; }
.back { font-size: .9rem; }
@media (max-width: 48rem) {
  body { padding: 1rem; } .cover { grid-template-columns: 1fr; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .35rem; } html { scroll-padding-top: 0; } .filter { position: static; }
  .scroll { overflow: visible; border: 0; } table.matrix, .matrix tbody, .matrix tr, .matrix tbody th, .matrix td { display: block; width: auto; }
  .matrix thead { display: none; } .matrix tbody tr { margin: .6rem 0; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 8px; }
  .matrix tbody th, .matrix td, .dense td.cell { padding: .15rem 0; border: 0; text-align: left; } .matrix tbody tr:hover > * { background: none; } .matrix td.contact { min-width: 0; padding-bottom: .4rem; }
  .matrix td.cell { display: flex; justify-content: space-between; align-items: center; gap: .75rem; flex-wrap: wrap; } .matrix td.quiet { display: none; }
  .label { display: inline; color: var(--faint); overflow-wrap: anywhere; } .dense td.cell .v i { position: static; width: auto; height: auto; clip-path: none; }
  .v { white-space: normal; } .entry > summary .t { margin-left: 0; } .slot { min-width: 0; } .in { scroll-margin-top: 8rem; } .filter input[type=search] { width: 100%; } .filter label:first-child { width: 100%; }
}
@media print { .filter, .back { display: none !important; } body { max-width: none; padding: 0; font-size: 10pt; } .scroll { overflow: visible; } .in pre { max-height: none; } .entry, .matrix tr { break-inside: avoid; } }
"""

SCRIPT: Final = """\
(() => {
  const form = document.querySelector("form.filter");
  const rows = [...document.querySelectorAll("[data-find]")];
  const none = document.querySelector(".nothing");
  const show = () => {
    const words = form.elements.search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows) {
      const fits = (!form.elements.bad.checked || row.dataset.bad === "1") && words.every((word) => row.dataset.find.includes(word));
      row.hidden = !fits;
      found += fits;
    }
    none.hidden = found > 0 || rows.length === 0;
  };
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const entry = target && target.closest("details.entry");
    if (!entry) return;
    entry.hidden = false;
    entry.open = true;
    entry.scrollIntoView({ block: "start" });
    entry.querySelector("summary").focus({ preventScroll: true });
  };
  const fill = (event) => {
    const entry = event.target;
    if (!entry.open || !entry.matches("details.entry")) return;
    for (const slot of entry.querySelectorAll("[data-same]")) {
      const content = document.getElementById(slot.dataset.same);
      if (!content) continue;
      const copy = content.cloneNode(true);
      copy.removeAttribute("id");
      slot.replaceWith(copy);
    }
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  addEventListener("hashchange", open);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    // Followed once more, a link changes no hash; the browser goes to its target by itself, and then forgets what had the focus.
    if (link && link.getAttribute("href") === location.hash) setTimeout(open);
  });
  document.addEventListener("toggle", fill, true);
  show();
  open();
})();
"""
