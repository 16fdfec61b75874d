"""Measures how fast an event reaches many people in the sandbox: worded, made into mail, sent over real SMTP connections, taken by the sink.

    python benchmarks/deliver.py [--recipients 10000] [--runs 3] [--connections 4] [--check]

The floor sends the very same bytes to the same kind of sink over bare sockets, by as many threads as there are connections: each message is made beforehand, its
commands leave in two writes, and of the answers only their number is looked at. What sends and what takes are two processes, so on two processors that have nothing else
to do the slower of the two decides: `on two cores` is that figure, from processor time, and means the same on a busy machine. `--check` fails under 2000 messages a second.
"""

from __future__ import annotations

import argparse
import gc
import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from reconciler.delivering.dispatch import dispatch
from reconciler.delivering.rendering.compose import compose
from reconciler.delivering.rendering.mail import mail
from reconciler.delivering.sinks import LoopbackSinks, sinks
from reconciler.delivering.transports.smtp import SmtpOptions, SmtpTransport
from reconciler.model.delivery import Message, Status
from reconciler.model.event import Event
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination
from reconciler.model.settings import EMPLOYEE, Organization, Recipient
from reconciler.settings.catalogue import CATALOGUE

SENDER = "ТелеСеть <notices@teleset.example>"
WANTED = 2000
"""Messages a second, on two cores."""

BUDGET = 6.0
"""Times the floor's processor time, of the process that sends."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Of one run: `wall` and `cpu` (of the process that sends) and `sink` (processor time of the sinks) in seconds, `grown` bytes of the largest resident set."""

    messages: int
    wall: float
    cpu: float
    sink: float
    grown: int

    @property
    def on_two_cores(self) -> float:
        """Messages a second, where sender and sink have a processor each."""
        return self.messages / max(self.cpu, self.sink, 1e-9)


def messages(recipients: int) -> Iterator[Message]:
    """One event to so many people."""
    type = next(type for type in CATALOGUE if "payment.status_changed" in type.events)
    link = "https://lk.teleset.example/payments/1204?tab=all&utm=mail"
    payload = {
        "event_id": "e-1",
        "occurred_at": "2026-11-22T21:58:00+03:00",
        "link": link,
        "payment_id": "П-1204",
        "service": "Интернет 100 «Ёлка»",
        "amount": "1234.50",
        "status": "paid",
    }
    event = Event("e-1", "payment.status_changed", type.id, "teleset", datetime(2026, 11, 22, 18, 58, tzinfo=UTC), link, payload)
    organization = Organization(Recipient("teleset", EMPLOYEE, "ru", "Europe/Moscow"), "ООО «ТелеСеть»", "company", support={"phone": "+78000000000"})
    destinations = (Destination(f"teleset/a{n}", "email", "email", Personal(f"user{n}@teleset.example")) for n in range(recipients))
    return compose(event, type=type, organization=organization, destinations=destinations)


def processor_time(room: LoopbackSinks) -> float:
    """Of the sinks' process until now, in seconds; 0 where the system does not say."""
    stat = Path(f"/proc/{room.pid}/stat")
    if not stat.exists():
        return 0.0
    import os

    fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def largest() -> int:
    """The largest resident set of this process until now, in bytes; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def reconciler(recipients: int, connections: int) -> Sending:
    """The whole way. Raises `RuntimeError` where not every message arrived, once."""
    with sinks() as room:
        transport = SmtpTransport("email", SmtpOptions(host="smtp.invalid", sender=SENDER, connections=connections), Path(), "x").diverted(room)
        for _ in dispatch(messages(10), {"email": transport}):
            pass
        gc.collect()
        memory, taken, cpu, began = largest(), processor_time(room), time.process_time(), time.perf_counter()
        delivered = sum(receipt.status is Status.DELIVERED for receipt in dispatch(messages(recipients), {"email": transport}))
        sending = Sending(recipients, time.perf_counter() - began, time.process_time() - cpu, processor_time(room) - taken, largest() - memory)
        ids = [received.id for received in room.stream()]
    if delivered != recipients or len(set(ids)) != len(ids) or len(ids) != recipients + 10:
        message = f"{recipients} were sent, {delivered} acknowledged, {len(ids) - 10} arrived"
        raise RuntimeError(message)
    return sending


def floor(recipients: int, connections: int) -> Sending:
    """The same bytes over bare sockets."""
    now = datetime.now(UTC)
    ready = [
        (
            f"MAIL FROM:<notices@teleset.example>\r\nRCPT TO:<{one.destination.address.value}>\r\nDATA\r\n".encode(),
            mail(one, sender=SENDER, date=now) + b".\r\n",
        )
        for one in messages(recipients)
    ]
    with sinks() as room:
        threads = [threading.Thread(target=_write, args=(room.smtp, ready[part::connections])) for part in range(connections)]
        taken, cpu, began = processor_time(room), time.process_time(), time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sending = Sending(recipients, time.perf_counter() - began, time.process_time() - cpu, processor_time(room) - taken, 0)
        arrived = sum(1 for _ in room.stream())
    if arrived != recipients:
        message = f"{recipients} were written, {arrived} arrived"
        raise RuntimeError(message)
    return sending


def _write(address: tuple[str, int], ready: list[tuple[bytes, bytes]]) -> None:
    with socket.create_connection(address, timeout=60) as connection:
        _lines(connection, 1)
        connection.sendall(b"HELO floor\r\n")
        _lines(connection, 1)
        for commands, body in ready:
            connection.sendall(commands)
            _lines(connection, 3)
            connection.sendall(body)
            _lines(connection, 1)


def _lines(connection: socket.socket, count: int) -> None:
    seen = 0
    while seen < count:
        seen += connection.recv(4096).count(b"\n")


def rows(ours: Sending, least: Sending, few: Sending) -> list[tuple[str, float, float | None, bool]]:
    """(what, measured, budget, whether the budget is a lower limit)"""
    return [
        ("messages a second, on two cores", ours.on_two_cores, float(WANTED), True),
        ("messages a second, as it went", ours.messages / ours.wall, None, True),
        ("sending / floor, processor time", ours.cpu / least.cpu, BUDGET, False),
        ("the sink's processor time, µs a message", ours.sink / ours.messages * 1e6, None, False),
        ("memory grown, MB", ours.grown / 1e6, 16.0, False),
        ("memory grown of a tenth of them, MB", few.grown / 1e6, None, False),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--check", action="store_true", help="fail when a budget is missed")
    said = parser.parse_args()
    # The small one first: a largest resident set never shrinks.
    few = reconciler(max(1, said.recipients // 10), said.connections)
    ours = [reconciler(said.recipients, said.connections) for _ in range(said.runs)]
    least = min((floor(said.recipients, said.connections) for _ in range(said.runs)), key=lambda one: one.cpu)
    best = replace(min(ours, key=lambda one: max(one.cpu, one.sink)), grown=max(one.grown for one in ours))
    found = rows(best, least, few)
    print(f"{'':<42}{'measured':>10}{'budget':>9}")
    missed = False
    for what, measured, budget, lower in found:
        bad = budget is not None and (measured < budget if lower else measured > budget)
        missed = missed or bad
        print(f"  {what:<40}{measured:>10.1f}{'' if budget is None else format(budget, '9.0f')}{'' if budget is None else '  MISSED' if bad else '  ok'}")
    path = Path(__file__).parent / "results" / f"deliver-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    path.parent.mkdir(exist_ok=True)
    result = {"ours": [asdict(one) for one in ours], "floor": asdict(least), "few": asdict(few), "connections": said.connections}
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"\nSaved: {path}")
    if said.check and missed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
