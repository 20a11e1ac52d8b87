"""Where somebody is signed in: listed for them, ended by them, one by one or everywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from visio.people import jobs
from visio.people.models import SignIn, User
from visio.people.sessions import device_of, network_of
from visio.people.signin import make_link
from visio.testing.people import Browser


def with_link(browser: Browser, email: str) -> Browser:
    browser.post("/signin/confirm", {"token": make_link(email=email).split("#")[1]})
    return browser


@pytest.fixture
def amina(db: None, livekit: object) -> list[Browser]:
    """Signed in on two devices."""
    return [with_link(Browser(), "amina@example.org") for _ in range(2)]


def test_a_person_sees_where_they_are_signed_in(amina: list[Browser]) -> None:
    here, there = amina
    told = here.get("/sessions")
    assert [(each["is_this"], each["provider"], each["network"]) for each in told] == [
        (False, "", "127.0.0.0/24"),
        (True, "", "127.0.0.0/24"),
    ]
    assert {each["id"] for each in there.get("/sessions")} == {each["id"] for each in told}


def test_one_device_is_signed_out_from_another(amina: list[Browser]) -> None:
    here, there = amina
    other = next(each["id"] for each in here.get("/sessions") if not each["is_this"])
    here.delete(f"/sessions/{other}", status=204)
    assert there.get("/session")["user"] is None
    assert len(here.get("/sessions")) == 1
    assert here.delete(f"/sessions/{other}", status=404)["code"] == "signin.session_not_found"


def test_signing_out_everywhere_includes_here(amina: list[Browser]) -> None:
    here, there = amina
    here.delete("/sessions", status=204)
    assert here.get("/session")["user"] is None and there.get("/session")["user"] is None
    assert not SignIn.objects.filter(ended_at=None).exists()


def test_nobody_ends_the_session_of_another(amina: list[Browser], bob: Browser, charlie: Browser) -> None:
    theirs = amina[0].get("/sessions")[0]["id"]
    assert bob.delete(f"/sessions/{theirs}", status=404)["code"] == "signin.session_not_found"
    charlie.delete(f"/sessions/{theirs}", status=401)
    charlie.delete("/sessions", status=401)
    charlie.get("/sessions", status=401)
    assert len(amina[0].get("/sessions")) == 2


def test_signing_in_again_in_the_same_browser_is_the_same_device(amina: list[Browser]) -> None:
    here = amina[0]
    key = here.client.cookies["session"].value
    with_link(here, "amina@example.org")
    assert len(here.get("/sessions")) == 2
    assert here.client.cookies["session"].value != key
    assert not Session.objects.filter(session_key=key).exists()


def test_somebody_else_who_signs_in_here_ends_what_was(amina: list[Browser]) -> None:
    with_link(amina[0], "bob@example.org")
    assert len(amina[0].get("/sessions")) == 1
    assert len(amina[1].get("/sessions")) == 1
    assert SignIn.objects.filter(ended_at=None).count() == 2


def test_what_is_over_is_not_shown_and_then_forgotten(amina: list[Browser]) -> None:
    gone = Session.objects.get(session_key=amina[1].client.cookies["session"].value)
    Session.objects.filter(pk=gone.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert len(amina[0].get("/sessions")) == 1
    jobs.forget.call()
    assert SignIn.objects.filter(ended_at=None).count() == 1
    SignIn.objects.exclude(ended_at=None).update(ended_at=timezone.now() - timedelta(days=9))
    jobs.forget.call()
    assert SignIn.objects.count() == 1


def test_what_was_opened_ends_with_the_sign_in(amina: list[Browser]) -> None:
    here, there = amina
    slug = here.make_room()
    entry = there.join(slug, name="Amina")
    there.get("/meeting", pass_=entry["pass"])
    here.delete("/sessions", status=204)
    assert there.get("/meeting", pass_=entry["pass"], status=401)["code"] == "pass.invalid"
    assert there.post("/meeting/rejoin", pass_=entry["pass"], status=401)["code"] == "pass.invalid"
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1", "Safari, macOS"),
        ("curl/8.0", ""),
        ("<b>Linux</b>", "Linux"),
    ],
)
def test_a_device_is_known_by_browser_and_system(said: str, device: str) -> None:
    assert device_of(said) == device


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("unknown", ""),
    ],
)
def test_a_network_is_kept_and_not_the_seat(address: str, network: str) -> None:
    assert network_of(address) == network
