"""What the fuzzer found, each as small as it could be made: the file's name, and its bytes."""

from __future__ import annotations

FOUND: dict[str, tuple[str, bytes]] = {
    "line separator counted as a line": ("organizations/x.yaml", "\u2028t7:\n".encode()),
    "next line counted as a line": ("organizations/x.yaml", "\x85i:".encode()),
    "phone behind a letter": ("organizations/x.yaml", b"kind: g8 916 123-45-67"),
    "phone as a number that is not personal": ("organizations/x.yaml", b"kind: Organization\ninn: '7+79161234567'\n"),
    "address as a number that is not personal": ("organizations/x.yaml", b"kind: Organization\nogrn: hidden.one@x.example\n"),
    "list in the schema of a payload, without its wrong item": (
        "organizations/x.yaml",
        b"version: 1\nkind: NotificationType\nid: x\ntitle: {ru: x, en: x}\nevents: {a: {required: [17]}}\n",
    ),
    "secret as a name, beside a mistake": ("organizations/x.yaml", b"kind: Organization\nname: x\nname: hunter2!pw\n"),
    "phone in the middle of an address": (
        "organizations/x.yaml",
        "kind: Organization\ncontacts:\n  bus: {channel: webhook, address: https://bus.te- “+79161234567” leset.example/notify}\n".encode(),
    ),
    "secret as an id, suggested": ("organizations/x.yaml", b"kind: Organization\nparent: hunter2!pw\n"),
    "phone as a key written twice, the first without a value": ("organizations/x.yaml", b"version:\nd: \nversion: +79161234567\nn:"),
    "phone as a key written twice, the first a map": ("organizations/x.yaml", b"version: {a: 1}\nversion: '+79161234567'\n"),
    "phone as a key written twice, the first a number": ("organizations/x.yaml", b"version: 1\nversion: '+79161234567'\n"),
    "secret in a comment behind a byte order mark": ("organizations/x.yaml", b"w:\xef\xbb\xbf#hunter2!pw"),
}
