"""Measures reconciler against the floor, and prints ratios.

    python benchmarks/run.py [--accounts 10000 ...] [--layout files|one] [--runs 3] [--check]

Times are of whole processes: processor seconds (user and system), the best of the runs. The floor (`floor.py`) is measured in the same run on the same files and
the same database, so ratios mean the same on any machine. What a project of ten accounts costs counts as start-up, on both sides: it has a budget of its own, and
the ratio of the work leaves it out; the ratio of whole processes stands beside it. `--check` fails when a budget is exceeded.
Results go to benchmarks/results/ as JSON. Needs a POSIX system (`os.wait4`).
"""

from __future__ import annotations

import argparse
import compileall
import json
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.errors import CASES
from benchmarks.generate import write_project
from benchmarks.measure import Cost, best, run

HERE = Path(__file__).parent
PYTHON = sys.executable
RECONCILER = [PYTHON, "-m", "reconciler"]
BUDGETED = 10_000
"""Accounts from which budgets are set, and up to which a first apply has one. What is smaller is mostly start-up, and its ratios are noise."""

VALID = "valid"
CHANGES = (0, 4)
"""`plan` ends with 4 where a guard refuses; it has done all its work by then."""


def measure_project(directory: Path, accounts: int, layout: str, runs: int) -> dict[str, Cost]:
    """Every verb over the life of one project."""
    write_project(directory, accounts, layout=layout)
    costs = {
        "validate": best([*RECONCILER, "validate"], directory, runs),
        "plan, first": best([*RECONCILER, "plan"], directory, runs),
        "apply, first": run([*RECONCILER, "apply", "--yes"], directory),
        "plan, no-op": best([*RECONCILER, "plan", "--detailed-exitcode"], directory, runs),
        "show": best([*RECONCILER, "show"], directory, runs),
        "floor": best([PYTHON, str(HERE / "floor.py"), str(directory)], directory, runs),
    }
    write_project(directory, accounts, layout=layout, changed=0.01)
    costs["plan, 1 % changed"] = best([*RECONCILER, "plan"], directory, runs, accept=CHANGES)
    costs["apply, 1 % changed"] = run([*RECONCILER, "apply", "--yes"], directory)
    return costs


def measure_errors(directory: Path, accounts: int, runs: int) -> dict[str, Cost]:
    """One organization in one file, judged as it is and with each kind of mistake."""
    write_project(directory, accounts, size=accounts, layout="one")
    file = directory / "organizations" / "all.yaml"
    text = file.read_text(encoding="utf-8")
    costs = {VALID: best([*RECONCILER, "validate"], directory, runs)}
    for name, (_, change) in CASES.items():
        file.write_text(change(text), encoding="utf-8", newline="\n")
        costs[name] = best([*RECONCILER, "validate"], directory, runs, accept=(0, 3))
    return costs


def measure_start(directory: Path, runs: int) -> dict[str, Cost]:
    small = directory / "small"
    write_project(small, 10)
    run([*RECONCILER, "apply", "--yes"], small)
    return {
        "plan of 10 accounts": best([*RECONCILER, "plan"], small, runs),
        "floor of 10 accounts": best([PYTHON, str(HERE / "floor.py"), str(small)], small, runs),
        "reconciler --version": best([*RECONCILER, "--version"], directory, runs),
        "python -c 'import click'": best([PYTHON, "-c", "import click"], directory, runs),
    }


def measure_peer(directory: Path, runs: int) -> dict[str, Cost]:
    """200 files of 10 accounts: ours, and check-jsonschema with the same schema where it is installed."""
    write_project(directory, 2000, size=10)
    costs = {"validate": best([*RECONCILER, "validate", "organizations"], directory, runs)}
    checker = shutil.which("check-jsonschema", path=str(Path(PYTHON).parent)) or shutil.which("check-jsonschema")
    if checker is not None:
        schema = HERE.parent / "schemas" / "v1" / "document.json"
        files = [str(path) for path in sorted((directory / "organizations").glob("*.yaml"))]
        costs["check-jsonschema"] = best([checker, "--schemafile", str(schema), "--base-uri", schema.as_uri(), *files], directory, max(1, runs // 2))
    return costs


def ratios(worlds: dict[int, dict[str, Cost]], start: dict[str, Cost], peer: dict[str, Cost], errors: dict[str, Cost]) -> list[tuple[str, float, float | None]]:
    """(what, measured, budget); budgets are upper limits."""
    rows: list[tuple[str, float, float | None]] = []
    for accounts, costs in worlds.items():
        large = accounts >= BUDGETED
        work = costs["plan, no-op"].cpu - start["plan of 10 accounts"].cpu
        least = costs["floor"].cpu - start["floor of 10 accounts"].cpu
        rows += [
            *([(f"{accounts}: plan, no-op / floor", work / least, 3.0)] if large else []),
            (f"{accounts}: the same, whole processes", costs["plan, no-op"].cpu / costs["floor"].cpu, None),
            (f"{accounts}: plan, 1 % changed / plan, no-op", costs["plan, 1 % changed"].cpu / costs["plan, no-op"].cpu, None),
            (f"{accounts}: validate / floor", costs["validate"].cpu / costs["floor"].cpu, None),
            (f"{accounts}: apply, first / plan, first", costs["apply, first"].cpu / costs["plan, first"].cpu, 2.0 if accounts == BUDGETED else None),
        ]
    largest = max(worlds)
    for accounts in worlds:
        grown = worlds[accounts]["plan, no-op"].memory - start["plan of 10 accounts"].memory
        rows.append((f"{accounts}: memory of plan, KB an account", grown / 1000 / accounts, 12.0 if accounts >= BUDGETED else None))
    if len(worlds) > 1:
        small = min(worlds)
        rows.append((f"{largest} / {small}: plan, no-op", worlds[largest]["plan, no-op"].cpu / worlds[small]["plan, no-op"].cpu, 1.1 * largest / small))
    rows += [(f"validate, {name} / valid", cost.cpu / errors[VALID].cpu, 10.0) for name, cost in errors.items() if name != VALID]
    rows.append(("reconciler --version / import click", start["reconciler --version"].cpu / start["python -c 'import click'"].cpu, 2.0))
    if "check-jsonschema" in peer:
        rows.append(("200 files × 10: validate / check-jsonschema", peer["validate"].cpu / peer["check-jsonschema"].cpu, 0.2))
    return rows


def print_costs(title: str, costs: dict[str, Cost]) -> None:
    print(f"\n{title:<28}{'cpu s':>9}{'wall s':>9}{'MB':>9}")
    for name, cost in costs.items():
        print(f"  {name:<26}{cost.cpu:>9.2f}{cost.wall:>9.2f}{cost.memory / 1e6:>9.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, nargs="+", default=[10_000])
    parser.add_argument("--layout", choices=["files", "one"], default="files", help="1000 accounts a file, or all in one file")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--check", action="store_true", help="fail when a budget is exceeded")
    arguments = parser.parse_args()

    # Compiling the modules is no part of any verb; it happens once, at installation or at the first run.
    compileall.compile_dir(str(HERE.parent / "reconciler"), quiet=1)
    worlds: dict[int, dict[str, Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="reconciler-benchmark-") as temporary:
        root = Path(temporary)
        # First, while this process is small: a child's largest resident set counts what it was forked from.
        start = measure_start(root, 2 * arguments.runs + 1)
        print_costs("start-up", start)
        for accounts in sorted(set(arguments.accounts)):
            worlds[accounts] = measure_project(root / str(accounts), accounts, arguments.layout, arguments.runs)
            print_costs(f"{accounts} accounts", worlds[accounts])
        peer = measure_peer(root / "peer", arguments.runs)
        print_costs("200 files × 10 accounts", peer)

        errors = measure_errors(root / "errors", BUDGETED, arguments.runs) if BUDGETED in worlds else {}
        print_costs(f"{BUDGETED} accounts in one file", errors)

    rows = ratios(worlds, start, peer, errors)
    print(f"\n{'ratio':<50}{'measured':>9}{'budget':>9}")
    for what, measured, budget in rows:
        verdict = "" if budget is None else "  ok" if measured <= budget else "  EXCEEDED"
        print(f"  {what:<48}{measured:>9.2f}{'' if budget is None else format(budget, '9.1f')}{verdict}")

    groups = {**{str(accounts): costs for accounts, costs in worlds.items()}, "start": start, "peer": peer, "errors": errors}
    print(f"\nSaved: {save(groups, rows, arguments.layout)}")
    if arguments.check and any(budget is not None and measured > budget for _, measured, budget in rows):
        raise SystemExit(1)


def save(groups: dict[str, dict[str, Cost]], rows: list[tuple[str, float, float | None]], layout: str) -> Path:
    now = datetime.now(UTC)
    path = HERE / "results" / f"{now:%Y%m%dT%H%M%SZ}.json"
    path.parent.mkdir(exist_ok=True)
    result = {
        "at": now.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "layout": layout,
        "costs": {group: {name: asdict(cost) for name, cost in costs.items()} for group, costs in groups.items()},
        "ratios": [{"what": what, "measured": measured, "budget": budget} for what, measured, budget in rows],
    }
    path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    main()
