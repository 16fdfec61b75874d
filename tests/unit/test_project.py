"""reconciler.yaml → Project: overlays, defaults, secrets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.diagnostic import Argument, Place
from reconciler.model.document import Document
from reconciler.model.errors import Unusable
from reconciler.model.limits import Limits
from reconciler.model.plan import Guards
from reconciler.model.policy import Policy
from reconciler.project import Project, load_project, resolve_references
from reconciler.reporting.messages import render_message
from reconciler.reporting.messages.project import ENTRIES
from reconciler.schema.check import check

HERE = Path("somewhere")
Data = dict[str, Any]


def project_data(**more: Any) -> Data:
    return {"version": 1, "kind": "Project", "manager": "teleset-7f3a", "backend": {"type": "sql", "url": "sqlite:///n.db"}, **more}


def project(data: Data, environment: str | None = None, *, connecting: bool = True) -> Project:
    assert check([Document(0, "reconciler.yaml", data)]) == []
    return load_project(data, directory=HERE, environment=environment, connecting=connecting)


def refusal(data: Data, environment: str | None = None) -> Unusable:
    with pytest.raises(Unusable) as caught:
        project(data, environment)
    return caught.value


def test_the_least_project_has_the_defaults() -> None:
    assert project(project_data()) == Project(
        manager="teleset-7f3a",
        directory=HERE,
        backend_type="sql",
        backend_options={"url": "sqlite:///n.db"},
        policy=Policy(),
        guards=Guards(20, 0.10, 20, 0.10, 3),
        retention_removed=30,
        limits=Limits(64 * 1024 * 1024, 64, 16 * 1024 * 1024, 10_000),
    )


def test_everything_that_is_written_gets_through() -> None:
    loaded = project(
        project_data(
            id="c0ffee",
            sources=["organizations", "*.yaml"],
            ledger={"type": "sql", "url": {"env": "LEDGER"}},
            secrets={"env": ["TELESET_*"], "files": ["secrets/"]},
            transports={"email": {"type": "smtp", "password": {"env": "SMTP"}, "starttls": True}},
            confirmation={"channels": ["email"], "url": "https://lk.example/?t={token}"},
            policy={"forced": ["payment"], "forbidden": ["works"], "channels": ["email"], "webhook_hosts": ["*.teleset.example"]},
            safety={"loss": {"people": 5, "ratio": "2.5%"}, "readdress": {"ratio": "100%"}},
            retention={"removed": "90d"},
            limits={"max_file_size": "512KiB", "max_depth": 20, "max_expansion": "1MiB", "max_documents": 7},
            channels=["pager"],
        )
    )
    assert (loaded.id, loaded.sources, loaded.retention_removed, loaded.limits) == (
        "c0ffee",
        ("organizations", "*.yaml"),
        90,
        Limits(512 * 1024, 20, 1024 * 1024, 7),
    )
    assert loaded.ledger == {"type": "sql", "url": {"env": "LEDGER"}}
    assert loaded.transports == {"email": {"type": "smtp", "password": {"env": "SMTP"}, "starttls": True}}
    assert loaded.confirmation_url == "https://lk.example/?t={token}"
    assert loaded.guards == Guards(5, 0.025, 20, 1.0)
    assert loaded.policy == Policy(
        forced=("payment",),
        forbidden=("works",),
        channels=("email",),
        webhook_hosts=("*.teleset.example",),
        own_channels=("pager",),
        confirm=("email",),
        secret_names=("TELESET_*",),
        secret_files=("secrets/",),
        origin={name: Place(0, ("policy", name)) for name in ("forced", "forbidden", "channels")} | {"confirm": Place(0, ("confirmation", "channels"))},
    )


def test_an_environment_overlays_maps_key_by_key_and_replaces_the_rest() -> None:
    data = project_data(
        sources=["organizations", "types"],
        policy={"forced": ["payment"], "forbidden": ["works"]},
        safety={"loss": {"people": 20, "ratio": "5%"}},
        environments={
            "staging": {
                "backend": {"url": {"env": "STAGING_URL"}},
                "sources": ["organizations"],
                "policy": {"forbidden": []},
                "safety": {"loss": {"people": 1000}},
                "confirmation": {"channels": ["email"]},
                "recipients": {"allow": ["*@teleset.example"], "otherwise": "drop"},
            },
            "production": {},
        },
    )
    staging = project(data, "staging")
    assert (staging.environment, staging.environments) == ("staging", ("staging", "production"))
    assert (staging.backend_type, staging.backend_options) == ("sql", {"url": {"env": "STAGING_URL"}})
    assert staging.sources == ("organizations",)
    assert (staging.policy.forced, staging.policy.forbidden) == (("payment",), ())
    assert (staging.guards.loss_people, staging.guards.loss_ratio) == (1000, 0.05)
    assert staging.policy.recipients == ("*@teleset.example",)
    assert staging.policy.origin == {"forced": Place(0, ("policy", "forced")), "confirm": Place(0, ("environments", "staging", "confirmation", "channels"))}
    production = project(data, "production")
    assert production.backend_options == {"url": "sqlite:///n.db"}
    assert production.policy.recipients is None


def test_one_reference_replaces_another_instead_of_joining_it() -> None:
    data = project_data(environments={"staging": {"backend": {"url": {"file": "url"}}}}) | {"backend": {"type": "sql", "url": {"env": "URL"}}}
    assert project(data, "staging").backend_options == {"url": {"file": "url"}}


def test_the_data_is_not_changed() -> None:
    data = project_data(environments={"staging": {"backend": {"schema": "s"}}})
    before = repr(data)
    project(data, "staging")
    assert repr(data) == before


ENVIRONMENTS: Data = {"staging": {}, "production": {}}


def test_connecting_needs_an_environment_where_there_are_any() -> None:
    error = refusal(project_data(environments=ENVIRONMENTS))
    assert (error.code, error.arguments) == ("environment-required", {"environments": ("staging", "production")})
    assert project(project_data(environments=ENVIRONMENTS), connecting=False).environment == ""


@pytest.mark.parametrize(
    ("data", "name", "hint"),
    [
        (project_data(environments=ENVIRONMENTS), "prodution", "similar"),
        (project_data(environments=ENVIRONMENTS), "xyz", ""),
        (project_data(environments=ENVIRONMENTS), "", ""),
        (project_data(), "production", "none"),
    ],
)
def test_an_environment_there_is_not(data: Data, name: str, hint: str) -> None:
    error = refusal(data, name)
    assert (error.code, error.hint) == ("unknown-environment", hint)


def test_there_is_no_default_backend() -> None:
    data = {"version": 1, "kind": "Project", "manager": "m", "environments": {"staging": {"backend": {"url": "sqlite:///n.db"}}}}
    error = refusal(data, "staging")
    assert (error.code, error.hint) == ("backend-missing", "environment")
    assert refusal(project_data() | {"backend": {"url": "x"}}).code == "backend-missing"
    assert project(data, connecting=False).backend_type == ""


@given(st.dictionaries(st.sampled_from("abc"), st.recursive(st.integers(), lambda inner: st.dictionaries(st.sampled_from("xyz"), inner) | st.lists(inner))))
def test_what_holds_no_reference_resolves_to_itself(options: Data) -> None:
    assert resolve_references(options, directory=HERE, environ={}) == options


def test_references_are_resolved_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "password").write_bytes("п@роль\n\n".encode())
    (tmp_path / "windows").write_bytes(b"secret\r\n")
    options: Data = {"url": {"env": "URL"}, "more": {"password": {"file": "secrets/password"}}, "list": [{"file": "windows"}], "port": 5}
    assert resolve_references(options, directory=tmp_path, environ={"URL": "sqlite:///x"}) == {
        "url": "sqlite:///x",
        "more": {"password": "п@роль\n"},
        "list": ["secret"],
        "port": 5,
    }


@pytest.mark.parametrize("environ", [{}, {"URL": ""}])
def test_an_unset_variable(environ: dict[str, str]) -> None:
    with pytest.raises(Unusable) as caught:
        resolve_references({"url": {"env": "URL"}}, directory=HERE, environ=environ)
    assert (caught.value.code, caught.value.arguments) == ("secret-unset", {"name": "URL"})


@pytest.mark.parametrize(("content", "hint"), [(None, ""), (b"\xff\xfepassword", ""), (b"\n", "empty")])
def test_a_file_that_gives_no_secret(tmp_path: Path, content: bytes | None, hint: str) -> None:
    if content is not None:
        (tmp_path / "secret").write_bytes(content)
    with pytest.raises(Unusable) as caught:
        resolve_references({"url": {"file": "secret"}}, directory=tmp_path, environ={})
    assert (caught.value.code, caught.value.hint, caught.value.arguments) == ("secret-unreadable", hint, {"name": "secret"})
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_every_code_has_words_in_both_languages() -> None:
    for entry in ENTRIES:
        assert set(entry.en.hints) == set(entry.ru.hints)
        for language in ("en", "ru"):
            arguments: dict[str, Argument] = {"environment": "staging", "environments": ("staging", "production"), "suggestion": "staging", "name": "URL"}
            for hint in entry.text(language).hints:
                said = render_message(entry.code, arguments, hint, language)
                assert all(said)
                assert not any("{environment" in text or "{name" in text or "{suggestion" in text for text in said)


def test_pydantic_is_imported_only_when_a_project_is_loaded() -> None:
    code = "import sys, reconciler.project, reconciler.schema.check, reconciler.schema.files; sys.exit('pydantic' in sys.modules or 'jsonschema_rs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
