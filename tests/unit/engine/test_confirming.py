"""Asking owners of addresses to confirm them, and taking their word, against a recorder in the place of transports."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reconciler.engine.apply import apply
from reconciler.engine.confirmed import Confirmer, confirm
from reconciler.engine.confirming import EVENT, TYPE, Letter, Send, new_token, send_confirmations
from reconciler.engine.connect import Connection, connect
from reconciler.engine.contacts import contacts
from reconciler.engine.history import history
from reconciler.engine.open import open_project
from reconciler.engine.read import Reading
from reconciler.model.adoption import EVERYTHING
from reconciler.model.contacts import AskedThem, ContactState
from reconciler.model.delivery import Content, Message, Receipt, Status
from reconciler.model.errors import ReconcilerError, Refused, RejectedError, Unusable
from tests.unit.engine.worlds import ORGANIZATION, PROJECT, edit, make

CONFIRMING = """\
transports: {email: {type: smtp, host: smtp.example}}
confirmation: {channels: [email, sms], url: "https://lk.example/confirm?token={token}"}
"""
IVANOVA, PETROV = "ivanova@teleset.example", "petrov@teleset.example"


@dataclass
class Post:
    """Takes letters as transports would. `lost` are addresses whose messages do not leave; on `silent` ones nothing is said."""

    letters: list[Letter] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)

    def __call__(self, connection: Connection) -> Send:
        return self.send

    def send(self, letters: Sequence[Letter]) -> Iterator[Receipt]:
        for letter in letters:
            if letter.destination.address.value in self.silent:
                continue
            self.letters.append(letter)
            message = Message("m", letter.event, letter.destination, Content("", "", "", "", 1, {}, letter.event.link, "ru"))
            lost = letter.destination.address.value in self.lost
            yield Receipt(message, Status.TEMPORARY if lost else Status.DELIVERED, "smtp-temporary" if lost else "")

    def token(self, address: str) -> str:
        """That of the newest letter to an address."""
        return next(one.event.link.partition("token=")[2] for one in reversed(self.letters) if one.destination.address.value == address)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two people who await confirmation."""
    make(tmp_path, project=PROJECT + CONFIRMING)
    apply(tmp_path, confirm=lambda _: None)
    return tmp_path


def ask(directory: Path, post: Post, **options: object) -> AskedThem:
    return send_confirmations(directory, send=post, agree=lambda _: None, **options)  # type: ignore[arg-type]


def states(directory: Path) -> dict[str, str]:
    return {one.address.value: one.state.value for one in contacts(directory).contacts}


def live(directory: Path, *statements: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(directory / "live.db")) as connection, connection:
        return [row for sql in statements for row in connection.execute(sql).fetchall()]


def refused(directory: Path, token: str) -> str:
    with pytest.raises(RejectedError) as found:
        confirm(directory, token)
    return found.value.code


def test_a_request_names_its_address_and_its_link_confirms_it_once(project: Path, post: Post) -> None:
    done = ask(project, post)
    assert [(one.recipient, one.contact) for one in done.left] == [("teleset/ivanova", "email"), ("teleset/petrov", "email")]
    assert (done.failed, done.asking.kept_back, done.days) == ((), (), 7)
    letter = post.letters[0]
    assert (letter.event.name, letter.event.type, letter.event.test, letter.organization.name) == (EVENT, TYPE, False, "ТелеСеть")
    assert letter.event.link == letter.event.payload["link"] == f"https://lk.example/confirm?token={post.token(IVANOVA)}"
    assert {key: letter.event.payload[key] for key in ("first_name", "site")} == {"first_name": "Анна", "site": "lk.example"}
    assert states(project) == {IVANOVA: "awaiting", PETROV: "awaiting"}

    confirmed = confirm(project, post.token(IVANOVA))
    assert (confirmed.recipient, confirmed.contact, confirmed.channel) == ("teleset/ivanova", "email", "email")
    assert states(project) == {IVANOVA: "confirmed", PETROV: "awaiting"}
    assert refused(project, post.token(IVANOVA)) == "confirmation-used"
    assert [(one.operation, one.outcome) for one in history(project).entries][:2] == [
        ("confirm teleset/ivanova/email", "confirmed"),
        ("contacts send-confirmations (2)", "sent"),
    ]


def test_the_payload_is_what_the_type_asks_for(project: Path, post: Post) -> None:
    import jsonschema

    from reconciler.settings.catalogue import CATALOGUE

    ask(project, post)
    schema = next(type_ for type_ in CATALOGUE if type_.id == TYPE).events[EVENT]
    for letter in post.letters:
        jsonschema.validate(json.loads(json.dumps(dict(letter.event.payload))), schema)  # type: ignore[arg-type]


def test_wrong_expired_and_replaced_links_are_refused(project: Path, post: Post) -> None:
    ask(project, post)
    first = post.token(IVANOVA)
    for wrong in ("", "x", "x" * 43, first[:-1], first + "x", first.swapcase(), "я" * 43):
        assert refused(project, wrong) == "confirmation-unknown"
    ask(project, post, resend=True)
    assert refused(project, first) == "confirmation-replaced"
    live(project, "update reconciler_confirmations set expires = 1")
    assert refused(project, post.token(IVANOVA)) == "confirmation-expired"
    assert states(project)[IVANOVA] == "awaiting"


def test_a_link_is_for_the_address_it_was_sent_to(project: Path, post: Post) -> None:
    ask(project, post)
    file = project / "organizations/teleset.yaml"
    edit(file, IVANOVA, "anna@teleset.example")
    apply(project, confirm=lambda _: None)
    assert refused(project, post.token(IVANOVA)) == "confirmation-changed"
    edit(file, "  petrov:", "  petrov-2:")
    edit(file, "petrov@", "pp@")
    apply(project, confirm=lambda _: None)
    assert refused(project, post.token(PETROV)) == "confirmation-changed", "whoever had it is gone"
    assert live(project, "select * from reconciler_verifications") == []


def test_who_has_moved_need_not_be_asked_again(project: Path, post: Post) -> None:
    ask(project, post)
    file = project / "organizations/teleset.yaml"
    edit(file, "  ivanova:", "  anna:")
    file.write_text(file.read_text(encoding="utf-8") + "moved: [{from: teleset/ivanova, to: teleset/anna}]\n", encoding="utf-8")
    apply(project, confirm=lambda _: None)
    assert confirm(project, post.token(IVANOVA)).recipient == "teleset/anna"
    assert states(project)[IVANOVA] == "confirmed"


@pytest.mark.parametrize("gone", ["renamed", "replaced", "deleted"])
def test_a_link_confirms_its_address_for_whoever_still_has_it(tmp_path: Path, post: Post, gone: str) -> None:
    """One request stands for all who have the address: when the one it was addressed to has it no more, the others need not wait for another."""
    make(tmp_path, project=PROJECT + CONFIRMING, organization=ORGANIZATION.replace(PETROV, IVANOVA))
    apply(tmp_path, confirm=lambda _: None)
    assert [one.recipient for one in ask(tmp_path, post).left] == ["teleset/ivanova"]
    file = tmp_path / "organizations/teleset.yaml"
    before, _, after = file.read_text(encoding="utf-8").partition(IVANOVA)
    if gone == "renamed":
        edit(file, f"email: {IVANOVA}", f"work: {{channel: email, address: {IVANOVA}}}")
    elif gone == "replaced":
        file.write_text(before + "anna@teleset.example" + after, encoding="utf-8")
    else:
        file.write_text(before.partition("  ivanova:")[0] + "  petrov:" + after.partition("  petrov:")[2], encoding="utf-8")
    apply(tmp_path, confirm=lambda _: None)
    confirm(tmp_path, post.token(IVANOVA))
    assert states(tmp_path)[IVANOVA] == "confirmed"
    assert set(states(tmp_path).values()) == ({"confirmed", "awaiting"} if gone == "replaced" else {"confirmed"})


def test_nobody_is_asked_twice_a_day_unless_it_is_meant(project: Path, post: Post) -> None:
    ask(project, post)
    again = ask(project, post)
    assert (again.left, {one.kept_back for one in again.asking.kept_back}, len(post.letters)) == ((), {"recently"}, 2)
    assert len(ask(project, post, now=datetime.now(UTC) + timedelta(hours=25)).left) == 2
    assert len(ask(project, post, resend=True).left) == 2
    assert len(post.letters) == 6


def test_what_did_not_leave_may_be_sent_at_once(project: Path, post: Post) -> None:
    post.lost, post.silent = {IVANOVA}, {PETROV}
    done = ask(project, post)
    assert [(one.address.value, code) for one, code in done.failed] == [(IVANOVA, "smtp-temporary"), (PETROV, "delivery-unknown")]
    assert (done.left, done.number) == ((), 0)
    assert {one.asked.state for one in contacts(project).contacts if one.asked is not None} == {"failed"}
    early = post.token(IVANOVA)
    post.lost, post.silent = set(), set()
    assert len(ask(project, post).left) == 2
    assert refused(project, early) == "confirmation-replaced"


def test_a_message_that_was_thought_lost_and_came_is_good(project: Path, post: Post) -> None:
    post.lost = {IVANOVA}
    ask(project, post)
    assert confirm(project, post.token(IVANOVA)).recipient == "teleset/ivanova"


def test_sending_that_is_cut_off_counts_as_never_asked(project: Path, post: Post) -> None:
    def cut(connection: Connection) -> Send:
        def send(letters: Sequence[Letter]) -> Iterator[Receipt]:
            yield from post.send(letters[:1])
            raise KeyboardInterrupt

        return send

    with pytest.raises(KeyboardInterrupt):
        send_confirmations(project, send=cut, agree=lambda _: None)
    assert {one.recipient: one.asked.state for one in contacts(project).contacts if one.asked is not None} == {
        "teleset/ivanova": "open",
        "teleset/petrov": "failed",
    }


def test_who_says_no_sends_nothing(project: Path, post: Post) -> None:
    def no(_: object) -> None:
        code = "declined"
        raise ReconcilerError(code)

    with pytest.raises(ReconcilerError, match="declined"):
        send_confirmations(project, send=post, agree=no)
    assert post.letters == []
    assert all(one.asked is None for one in contacts(project).contacts)


def test_who_must_not_be_written_to(project: Path, post: Post) -> None:
    live(
        project,
        f"insert into reconciler_refusals values ('teleset', 'email', '{IVANOVA}', '*')",
        "update reconciler_accounts set suspended = 1 where account = 'petrov'",
    )
    done = ask(project, post)
    assert {one.recipient: one.kept_back for one in done.asking.kept_back} == {"teleset/petrov": "suspended"}
    assert {one.recipient: one.state for one in contacts(project).contacts}["teleset/ivanova"] is ContactState.REFUSED
    assert post.letters == []


def test_a_new_address_whose_owner_refused_everything_is_left_alone_while_the_old_one_serves(project: Path, post: Post) -> None:
    live(project, f"insert into reconciler_verifications values ('email', '{IVANOVA}')")
    edit(project / "organizations/teleset.yaml", IVANOVA, "anna@teleset.example")
    apply(project, confirm=lambda _: None)
    (anna, _) = contacts(project).contacts
    assert (anna.state, anna.serving is not None and anna.serving.value) == (ContactState.SERVING, IVANOVA)
    live(project, "insert into reconciler_refusals values ('teleset', 'email', 'anna@teleset.example', '*')")
    done = ask(project, post, accounts=["teleset/ivanova"])
    assert [one.kept_back for one in done.asking.kept_back] == ["refused"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("recipients: {allow: ['petrov@teleset.example']}\n", "recipients"),
        ("policy: {channels: [sms]}\n", "channel"),
    ],
)
def test_an_environment_and_a_policy_keep_people_out(project: Path, post: Post, more: str, why: str) -> None:
    file = project / "reconciler.yaml"
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    done = ask(project, post)
    assert ("teleset/ivanova", why) in {(one.recipient, one.kept_back) for one in done.asking.kept_back}
    assert IVANOVA not in {letter.destination.address.value for letter in post.letters}


def test_one_address_gets_one_request_whoever_has_it(tmp_path: Path, post: Post) -> None:
    make(tmp_path, project=PROJECT + CONFIRMING, organization=ORGANIZATION.replace(PETROV, IVANOVA))
    apply(tmp_path, confirm=lambda _: None)
    assert [one.recipient for one in ask(tmp_path, post).left] == ["teleset/ivanova"]
    assert ask(tmp_path, post).left == ()
    confirm(tmp_path, post.token(IVANOVA))
    assert {one.state for one in contacts(tmp_path).contacts} == {ContactState.CONFIRMED}


def test_what_cannot_be_done_is_said_before_anybody_is_asked(tmp_path: Path, post: Post) -> None:
    make(tmp_path, project=PROJECT + CONFIRMING.partition("\n")[2])
    apply(tmp_path, confirm=lambda _: None)
    with pytest.raises(Unusable, match=r"confirmation-transport.*email"):
        ask(tmp_path, post)
    with pytest.raises(Unusable, match="organization-not-live"):
        ask(tmp_path, post, organizations=["alfa"])
    with pytest.raises(Unusable, match="no-such-recipient"):
        ask(tmp_path, post, accounts=["teleset/ivanov"])
    (tmp_path / "reconciler.yaml").write_text(PROJECT, encoding="utf-8")
    with pytest.raises(Unusable, match="confirmation-not-set-up"):
        ask(tmp_path, post)


def test_from_a_copy_nobody_is_asked(project: Path, post: Post) -> None:
    """Its links would lead elsewhere, and apply from there is refused too."""
    text = (project / "reconciler.yaml").read_text(encoding="utf-8")
    (project / "reconciler.yaml").write_text(text.replace("id: 0b7e4d52", "id: 1c8f5e63"), encoding="utf-8")
    with pytest.raises(Refused, match="other-source"):
        ask(project, post)
    assert post.letters == []


def test_who_is_taken_over_keeps_what_is_known_of_their_addresses(project: Path, post: Post) -> None:
    """Ivanova has confirmed one address and got another, Petrov waits; then the rows lose their mark, and are adopted."""
    live(project, f"insert into reconciler_verifications values ('email', '{IVANOVA}')")
    edit(project / "organizations/teleset.yaml", IVANOVA, "anna@teleset.example")
    apply(project, confirm=lambda _: None)
    before = contacts(project).contacts
    live(project, *(f"update reconciler_{table} set manager = ''" for table in ("organizations", "accounts", "contacts", "subscriptions")))
    assert contacts(project).contacts == ()
    assert apply(project, confirm=lambda _: None, adopt=EVERYTHING).report is not None
    assert contacts(project).contacts == before
    assert [(one.state, one.serving is not None) for one in before] == [(ContactState.SERVING, True), (ContactState.AWAITING, False)]


def test_of_two_who_answer_at_once_one_confirms(project: Path, post: Post) -> None:
    ask(project, post)
    token = post.token(IVANOVA)
    start, ended = threading.Barrier(2), list[str]()

    def run() -> None:
        connection = connect(open_project(Reading(), project, None))
        start.wait()
        try:
            Confirmer(connection)(token)
            ended.append("")
        except RejectedError as error:
            ended.append(error.code)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["", "confirmation-used"]
    assert states(project)[IVANOVA] == "confirmed"


def test_many_who_confirm_do_not_hide_the_last_apply(project: Path, post: Post) -> None:
    connection = connect(open_project(Reading(), project, None))
    ask(project, post)
    confirm(project, post.token(IVANOVA))
    of = (connection.target.manager, connection.target.environment)
    assert [one.outcome for one in connection.ledger.history(of=of)] == ["sent", "applied"]
    assert [one.outcome for one in connection.ledger.history(of=of, confirmed=True)] == ["confirmed", "sent", "applied"]


def test_only_what_is_ours_is_asked_and_listed(project: Path, post: Post) -> None:
    live(
        project,
        "update reconciler_contacts set manager = 'legacy' where account = 'petrov'",
        "update reconciler_accounts set manager = 'legacy' where account = 'petrov'",
    )
    assert [one.recipient for one in contacts(project).contacts] == ["teleset/ivanova"]
    assert [one.recipient for one in ask(project, post).left] == ["teleset/ivanova"]


def test_no_token_looks_like_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["-I2b", "-", "fine-1"])
    monkeypatch.setattr("reconciler.engine.confirming.secrets.token_urlsafe", lambda _: next(drawn))
    assert new_token() == "fine-1"
