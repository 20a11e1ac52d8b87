"""A person comes in with a link that works once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from visio.configuration import configuration
from visio.errors import Refused
from visio.people import signin
from visio.people.models import SignInLink, User
from visio.testing.letters import Letters
from visio.testing.people import Browser


def test_a_stranger_gets_an_account_by_using_the_link_from_their_mail(charlie: Browser, letters: Letters) -> None:
    charlie.post("/signin", {"email": "Charlie@Example.org"}, status=204)
    assert not User.objects.filter(email="charlie@example.org").exists()

    answer = charlie.post("/signin/confirm", {"token": letters.token_to("charlie@example.org")})

    assert answer["user"] == {
        "name": "",
        "email": "charlie@example.org",
        "is_admin": False,
        "organisation": "",
    }
    assert charlie.get("/session")["user"]["email"] == "charlie@example.org"


def test_the_secret_stands_after_the_hash_so_that_no_log_has_it(charlie: Browser, letters: Letters) -> None:
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    link = letters.link_to("charlie@example.org")
    assert link.startswith(f"{configuration.public_url}/signin#")
    token = link.split("#")[1]
    assert not SignInLink.objects.filter(digest__contains=token).exists()


def test_the_letter_is_in_the_language_of_the_person(charlie: Browser, alice: Browser, letters: Letters) -> None:
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    alice.post("/signin", {"email": "alice@example.org"}, status=204)
    assert [each.subject for each in letters.sent] == [
        "Votre lien de connexion à Visio",
        "Your sign-in link for Visio",
    ]


def test_a_link_works_once(charlie: Browser, bob: Browser, letters: Letters) -> None:
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    token = letters.token_to("charlie@example.org")
    charlie.post("/signin/confirm", {"token": token})
    assert bob.post("/signin/confirm", {"token": token}, status=400)["code"] == "signin.link_invalid"


def test_using_one_link_ends_the_others_of_this_person(charlie: Browser, letters: Letters) -> None:
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    older = letters.token_to("charlie@example.org")
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    charlie.post("/signin/confirm", {"token": letters.token_to("charlie@example.org")})
    charlie.post("/signin/confirm", {"token": older}, status=400)


def test_opening_the_link_uses_nothing_up(charlie: Browser, letters: Letters) -> None:
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    charlie.client.get("/signin")
    charlie.client.head("/signin")
    charlie.post("/signin/confirm", {"token": letters.token_to("charlie@example.org")})


def test_a_link_is_too_old_after_a_quarter_of_an_hour(charlie: Browser, letters: Letters) -> None:
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    token = letters.token_to("charlie@example.org")
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    charlie.post("/signin/confirm", {"token": token}, status=400)


def test_the_answer_is_the_same_with_and_without_account(charlie: Browser, alice: Browser, letters: Letters) -> None:
    known = charlie.post("/signin", {"email": "alice@example.org"}, status=204)
    unknown = charlie.post("/signin", {"email": "nobody@example.org"}, status=204)
    assert known is None and unknown is None
    assert len(letters.sent) == 2


def test_a_mailbox_gets_five_links_at_most(charlie: Browser, letters: Letters) -> None:
    for _ in range(8):
        charlie.post("/signin", {"email": "alice@example.org"}, status=204)
    assert len(letters.sent) == 5


def test_whoever_asks_too_often_is_told_when_to_come_back(charlie: Browser, letters: Letters) -> None:
    for turn in range(60):
        charlie.post("/signin", {"email": f"someone{turn}@example.org"}, status=204)
    refusal = charlie.post("/signin", {"email": "one@example.org"}, status=429)
    assert refusal["code"] == "limit.too_many"
    assert int(charlie.last["Retry-After"]) >= 1


@pytest.mark.parametrize("next", ["/abc-defg-hij", "/salle-du-budget", "/"])
def test_the_person_goes_on_to_the_page_they_came_from(charlie: Browser, letters: Letters, next: str) -> None:
    charlie.post("/signin", {"email": "charlie@example.org", "next": next}, status=204)
    assert charlie.post("/signin/confirm", {"token": letters.token_to("charlie@example.org")})["next"] == next


ELSEWHERE = [
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/%2f%2fevil.example",
    "javascript:alert(1)", "/a/../..//evil.example", "/\tevil", "/\u2024\u2024", "///evil.example", "evil.example",
    " /evil", "/room\n", "/a?b=//evil", "http:evil", "data:text/html,x", "/@evil.example", "/.evil", "",
]  # fmt: skip


@pytest.mark.parametrize("next", ELSEWHERE)
def test_the_person_is_never_sent_elsewhere(charlie: Browser, letters: Letters, next: str) -> None:
    charlie.post("/signin", {"email": "charlie@example.org", "next": next}, status=204)
    assert charlie.post("/signin/confirm", {"token": letters.token_to("charlie@example.org")})["next"] == "/"


def test_the_session_gets_a_new_id_at_sign_in(charlie: Browser, letters: Letters) -> None:
    session = charlie.client.session
    session["planted"] = "by somebody who knows this id"
    session.save()
    planted = str(session.session_key)
    charlie.client.cookies["session"] = planted
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    charlie.post("/signin/confirm", {"token": letters.token_to("charlie@example.org")})
    cookie = charlie.client.cookies["session"]
    assert cookie.value != planted
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_signing_out_ends_the_session(alice: Browser) -> None:
    cookie = alice.client.cookies["session"].value
    alice.post("/signout", status=204)
    alice.client.cookies["session"] = cookie
    assert alice.get("/session")["user"] is None


def test_an_account_that_was_closed_is_signed_out_and_stays_out(alice: Browser, letters: Letters) -> None:
    alice.post("/signin", {"email": "alice@example.org"}, status=204)
    User.objects.update(is_active=False)
    assert alice.get("/session")["user"] is None
    alice.post("/signin/confirm", {"token": letters.token_to("alice@example.org")}, status=400)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_is_signed_in() -> None:
    token = signin.make_link(email="alice@example.org").split("#")[1]

    def use() -> bool:
        try:
            signin.use_link(token)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: use(), range(4))) == 1


def test_without_a_mail_server_the_link_is_shown_on_the_console(
    charlie: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    shown = capsys.readouterr().out
    assert "✉  charlie@example.org" in shown
    assert f"\n{configuration.public_url}/signin#" in shown


def test_in_public_without_a_mail_server_strangers_do_not_fill_the_console(
    charlie: Browser, alice: Browser, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    public = configuration.model_copy(update={"url": "https://visio.example.org"})
    monkeypatch.setattr(signin, "configuration", public)
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    assert capsys.readouterr().out == ""
    charlie.post("/signin", {"email": "alice@example.org"}, status=204)
    assert "https://visio.example.org/signin#" in capsys.readouterr().out


def test_a_mail_server_that_is_away_holds_up_nobody_and_uses_no_link_up(
    charlie: Browser, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setattr("django.conf.settings.EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
        away.setattr("django.conf.settings.EMAIL_HOST", "127.0.0.1")
        away.setattr("django.conf.settings.EMAIL_PORT", 1)
        for _ in range(signin.MOST_LINKS):
            charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
        assert letters.sent == []
    assert not SignInLink.objects.exists()
    letters.wait()
    assert len(letters.sent) == signin.MOST_LINKS


def test_no_secret_stands_in_the_table_of_jobs(charlie: Browser, letters: Letters) -> None:
    charlie.post("/signin", {"email": "charlie@example.org", "next": "/abc-defg-hij"}, status=204)
    assert not SignInLink.objects.exists()
    assert [row.args_kwargs["args"] for row in letters.waiting()] == [["charlie@example.org", "/abc-defg-hij", "fr"]]


@pytest.mark.parametrize(
    "email",
    [
        "charlie",
        "@example.org",
        "charlie@",
        "é@example.org",
        "a@" + "é" * 63 + ".fr",
        "a@\u3002.fr",
        "İ" * 200 + "@x.fr",
        "a@" + ".".join(["İ" * 40] * 3) + ".fr",
        "a@" + ".".join(["x" * 60] * 5) + ".fr",
        "a\x00@example.org",
    ],
    ids=ascii,
)
def test_what_no_letter_can_be_sent_to_is_refused(charlie: Browser, letters: Letters, email: str) -> None:
    assert list(charlie.post("/signin", {"email": email}, status=422)["fields"]) == ["email"]


def test_a_domain_has_any_letters_that_dns_can_spell(charlie: Browser, letters: Letters) -> None:
    charlie.post("/signin", {"email": "Camille@Préfecture.FR"}, status=204)
    assert letters.token_to("camille@préfecture.fr")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "email"),
    [
        ("http://127.0.0.1:8000", "administrator@localhost"),
        ("http://[::1]:8000", "administrator@localhost"),
        ("https://visio.example.org", "administrator@visio.example.org"),
    ],
)
def test_the_first_administrator_may_ask_for_a_link_again(
    charlie: Browser, letters: Letters, monkeypatch: pytest.MonkeyPatch, url: str, email: str
) -> None:
    monkeypatch.setattr(signin, "configuration", configuration.model_copy(update={"url": url}))
    link = signin.first_administrator_link()
    assert link
    assert charlie.post("/signin/confirm", {"token": link.split("#")[1]})["user"]["email"] == email
    charlie.post("/signin", {"email": email}, status=204)
    assert letters.token_to(email)


@pytest.mark.django_db
def test_the_first_administrator_gets_a_link_until_there_is_one(charlie: Browser) -> None:
    link = signin.first_administrator_link()
    assert link
    answer = charlie.post("/signin/confirm", {"token": link.split("#")[1]})
    assert answer["user"]["is_admin"] is True
    assert signin.first_administrator_link() is None
