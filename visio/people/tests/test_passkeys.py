"""Passkeys: added by who is signed in, good for one's own account, and refused alike whatever is wrong with them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import cbor2
import pytest

from visio.configuration import configuration
from visio.oversight.models import Line
from visio.people import passkeys
from visio.people.models import Identity, Passkey, SignIn, User
from visio.people.signin import make_link
from visio.providers import Provider
from visio.testing.letters import Letters
from visio.testing.passkeys import Authenticator
from visio.testing.people import Browser

HERE, NAME = "http://localhost:8000", "localhost"


@pytest.fixture(autouse=True)
def _at_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(configuration.__dict__, "url", HERE)


@pytest.fixture
def amina(db: None) -> Browser:
    browser = Browser()
    browser.post("/signin/confirm", {"token": make_link(email="amina@example.org").partition("#")[2]})
    return browser


@pytest.fixture
def key(amina: Browser) -> Authenticator:
    """Hers, and on her account."""
    key = Authenticator(HERE, NAME)
    amina.post("/passkeys", key.makes(amina.post("/passkeys/begin")))
    return key


def comes(
    key: Authenticator, *, status: int = 200, by: Browser | None = None, changed: Mapping[str, str] | None = None
) -> Any:
    browser = by or Browser()
    shown = key.shows(browser.post("/signin/passkey/begin"))
    return browser.post("/signin/passkey", {**shown, **(changed or {})}, status=status)


def test_a_passkey_signs_in_and_leads_to_the_page_that_asked(key: Authenticator) -> None:
    device = Browser()
    told = comes(key, by=device, changed={"next": "/abc-defg-hij"})
    assert (told["user"]["email"], told["next"]) == ("amina@example.org", "/abc-defg-hij")
    assert device.get("/session")["user"]["email"] == "amina@example.org"
    assert Line.objects.filter(act="signin.done", why="passkey").exists()
    (shown,) = device.get("/passkeys")
    assert shown["name"] == "My key" and shown["used_at"]


def test_it_leads_to_no_page_elsewhere(key: Authenticator) -> None:
    assert comes(key, changed={"next": "//evil.example"})["next"] == "/"


def test_a_new_way_in_gives_the_session_a_new_id_and_its_owner_a_letter(amina: Browser, letters: Letters) -> None:
    before = amina.client.session.session_key
    key = Authenticator(HERE, NAME)
    amina.post("/passkeys", key.makes(amina.post("/passkeys/begin"), name="Office key"))
    after = amina.client.session.session_key
    assert before != after and SignIn.objects.get().session_key == after
    assert amina.get("/session")["user"]["email"] == "amina@example.org"
    assert "Office key" in letters.sent[-1].body and letters.sent[-1].to == ["amina@example.org"]


def test_one_that_is_removed_signs_nobody_in(amina: Browser, key: Authenticator, letters: Letters) -> None:
    (shown,) = amina.get("/passkeys")
    amina.delete(f"/passkeys/{shown['id']}", status=204)
    assert comes(key, status=403)["code"] == "passkey.refused"
    assert amina.get("/passkeys") == [] and "My key" in letters.sent[-1].body


def test_each_has_a_name(amina: Browser, key: Authenticator) -> None:
    (shown,) = amina.get("/passkeys")
    assert amina.patch(f"/passkeys/{shown['id']}", {"name": "My phone"})["name"] == "My phone"


def test_somebody_elses_is_not_there(amina: Browser, key: Authenticator, bob: Browser) -> None:
    id = Passkey.objects.get().pk
    for told in (bob.patch(f"/passkeys/{id}", {"name": "x"}, status=404), bob.delete(f"/passkeys/{id}", status=404)):
        assert told["code"] == "passkey.not_found"
    assert bob.get("/passkeys") == []


PRO = Provider(
    id="pro",
    name="Pro",
    issuer="https://identity.example",
    client_id="visio",
    client_secret="x" * 32,
    email_domains=["example.org"],
)
LIES: dict[str, Callable[[Authenticator], object]] = {
    "another origin": lambda key: setattr(key, "origin", "https://evil.example"),
    "another name": lambda key: setattr(key, "rp_id", "evil.example"),
    "nobody verified": lambda key: setattr(key, "verifies", False),
    "a copy that counts less": lambda key: setattr(key, "sign_count", -1),
    "another key": lambda key: setattr(key, "key", Authenticator(HERE, NAME).key),
    "another account": lambda key: setattr(key, "user_id", "AAAA"),
    "unknown": lambda key: setattr(key, "id", b"unknown"),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_does_not_count_is_refused_alike(amina: Browser, key: Authenticator, lie: str) -> None:
    comes(key)
    LIES[lie](key)
    device = Browser()
    assert comes(key, by=device, status=403) == comes(key, status=403, changed={"id": "bm9ib2R5"})
    assert device.get("/session")["user"] is None


def test_a_copy_is_kept_in_the_trail(key: Authenticator) -> None:
    comes(key)
    key.sign_count = 0
    comes(key, status=403)
    comes(key, status=403, changed={"signature": "AAAA"})
    assert Line.objects.filter(act="passkey.copied", result="refused").count() == 1


def test_an_answer_works_once(key: Authenticator) -> None:
    device = Browser()
    shown = key.shows(device.post("/signin/passkey/begin"))
    device.post("/signin/passkey", shown)
    device.post("/signin/passkey", shown, status=403)


def test_an_answer_works_in_the_browser_that_was_asked(key: Authenticator) -> None:
    device, other = Browser(), Browser()
    shown = key.shows(device.post("/signin/passkey/begin"))
    other.post("/signin/passkey/begin")
    other.post("/signin/passkey", shown, status=403)


def test_an_answer_to_another_question_is_none(amina: Browser, key: Authenticator) -> None:
    shown = key.shows(amina.post("/passkeys/begin"))
    amina.post("/signin/passkey", shown, status=403)


def test_an_answer_that_comes_late_is_none(key: Authenticator, monkeypatch: pytest.MonkeyPatch) -> None:
    device = Browser()
    shown = key.shows(device.post("/signin/passkey/begin"))
    late = time.time() + passkeys.ASKED_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: late)
    device.post("/signin/passkey", shown, status=403)


@pytest.mark.parametrize("part", ["client_data", "authenticator_data", "signature"])
def test_no_part_can_be_another(key: Authenticator, part: str) -> None:
    assert comes(key, status=403, changed={part: "AAAA"})["code"] == "passkey.refused"


@pytest.mark.parametrize("part", ["client_data", "attestation", "id"])
def test_nothing_is_added_by_a_broken_answer(amina: Browser, part: str) -> None:
    made = Authenticator(HERE, NAME).makes(amina.post("/passkeys/begin"))
    assert amina.post("/passkeys", {**made, part: "AAAA"}, status=403)["code"] == "passkey.refused"
    assert amina.get("/passkeys") == []


def test_a_passkey_is_on_one_account(key: Authenticator, bob: Browser) -> None:
    assert bob.post("/passkeys", key.makes(bob.post("/passkeys/begin")), status=409)["code"] == "passkey.known"


def test_there_are_not_too_many(amina: Browser, key: Authenticator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passkeys, "MOST_PASSKEYS", 1)
    assert amina.post("/passkeys/begin", status=409)["code"] == "passkey.too_many"


def test_a_closed_account_stays_closed(key: Authenticator) -> None:
    User.objects.update(is_active=False)
    comes(key, status=403)


def test_whom_a_provider_vouches_for_has_none(
    amina: Browser, key: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What signs them out and closes them there must not be gone round."""
    monkeypatch.setitem(configuration.__dict__, "providers", {"pro": PRO})
    Identity.objects.create(user=User.objects.get(email="amina@example.org"), issuer=PRO.issuer, sub="1")
    assert amina.post("/passkeys/begin", status=403)["code"] == "passkey.provider_decides"
    assert comes(key, status=403)["code"] == "passkey.provider_decides"


def test_nor_has_an_address_a_provider_may_speak_for(
    amina: Browser, key: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(configuration.__dict__, "providers", {"pro": PRO})
    assert amina.post("/passkeys/begin", status=403)["code"] == "passkey.provider_decides"
    assert comes(key, status=403)["code"] == "passkey.provider_decides"


def test_a_key_without_a_curve_is_refused(amina: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    key = Authenticator(HERE, NAME)
    dumps = cbor2.dumps
    cut = {1: 2, 3: -7, -2: b"", -3: b""}
    monkeypatch.setattr(cbor2, "dumps", lambda said: dumps(cut if 1 in said else said))
    assert amina.post("/passkeys", key.makes(amina.post("/passkeys/begin")), status=403)["code"] == "passkey.refused"


@pytest.mark.parametrize("fmt", ["tpm", "fido-u2f", "android-key"])
def test_an_attested_one_is_not_read(amina: Browser, fmt: str) -> None:
    """Nobody asked which make it is, so no certificate is looked into."""
    made = Authenticator(HERE, NAME, fmt=fmt).makes(amina.post("/passkeys/begin"))
    assert amina.post("/passkeys", made, status=403)["code"] == "passkey.refused"


def test_another_secret_key_of_the_instance_changes_nothing(key: Authenticator, settings: Any) -> None:
    settings.SECRET_KEY = "another, as long as it has to be, of 50 letters or so"
    comes(key)


def test_an_address_in_numbers_has_none(amina: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(configuration.__dict__, "url", "http://127.0.0.1:8000")
    assert amina.get("/session")["passkeys_are_on"] is False
    amina.post("/passkeys/begin", status=403)
    Browser().post("/signin/passkey/begin", status=403)
