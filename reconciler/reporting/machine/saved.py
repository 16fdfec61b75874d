"""A plan → the document of a plan file."""

from __future__ import annotations

from reconciler.model.saved import SavedPlan
from reconciler.reporting.machine import JsonDocument


def saved_document(saved: SavedPlan, plan: JsonDocument) -> JsonDocument:
    """`plan` (the plan as JSON) with what tells whether it still fits: keyed tags of each change, and where the plan was made from.

    No secret and no personal value is in it: what it shows is masked, and the tags say nothing without the installation key.
    """
    tags = {(change.address, change.action): {"before_tag": change.before, "after_tag": change.after} for change in saved.changes}
    changes = [change | tags[change["address"], change["action"]] for change in plan["changes"]]
    origin = {"made": saved.made, "source": saved.source, "commit": saved.commit, "dirty": saved.dirty, "organizations": list(saved.organizations)}
    origin |= {"tool": saved.tool, "catalogue": saved.catalogue, "seal": saved.seal}
    return {"format_version": plan["format_version"], "kind": "Plan", **plan, "saved": origin, "changes": changes}
