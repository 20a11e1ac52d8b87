"""A server that writes, and all that servers do: busy, broken, slow, cut off, talking nonsense, ignoring the form. Asked over real HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import language
from visio.gateways.language import ChatServer
from visio.testing.chat import Chat, Deed, answers, chatting, cuts, says


class Note(BaseModel, extra="forbid"):
    text: str
    sources: list[int]


NOTE = {"text": "Two servers were moved.", "sources": [2]}


@pytest.fixture
def chat() -> Iterator[Chat]:
    with chatting(says(NOTE)) as there:
        yield there


def fill(chat: Chat, *deeds: Deed) -> Note:
    chat.deeds = list(deeds) or chat.deeds
    return chat.client().fill(Note, rules="Our rules.", given="<transcript>…</transcript>")


def test_it_is_asked_as_openai_is(chat: Chat) -> None:
    assert fill(chat).model_dump() == NOTE
    (asked,) = chat.asked
    assert asked["path"] == "/v1/chat/completions" and chat.keys == ["Bearer secret"]
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("mistral-small", 0.2, False)
    assert [(one["role"], one["content"]) for one in asked["messages"]] == [
        ("system", "Our rules."),
        ("user", "<transcript>…</transcript>"),
    ]
    form = asked["response_format"]
    assert form["type"] == "json_schema" and form["json_schema"]["strict"]
    assert form["json_schema"]["schema"]["additionalProperties"] is False
    assert "tools" not in asked


def test_its_address_may_end_with_its_version_and_no_key_is_none(chat: Chat) -> None:
    ChatServer(f"{chat.url}/v1/", key="", model="m", tokens=8192).fill(Note, rules="", given="")
    assert chat.asked[0]["path"] == "/v1/chat/completions" and chat.keys == [""]


def test_without_a_model_it_is_the_first_it_lists_and_asked_once(chat: Chat) -> None:
    client = chat.client(model="")
    for _ in range(2):
        client.fill(Note, rules="", given="")
    assert [one["model"] for one in chat.asked] == ["mistral-small"] * 2 and len(chat.keys) == 3


@pytest.mark.parametrize(
    "told", [{}, {"data": []}, {"data": [7]}, {"data": [{"id": 7}]}, {"data": [{"id": "x" * 200}]}, []]
)
def test_a_list_of_models_without_sense_is_none(chat: Chat, told: object) -> None:
    chat.models = answers(told)
    with pytest.raises(Unavailable):
        chat.client(model="").fill(Note, rules="", given="")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_or_broken_server_is_asked_again(chat: Chat, status: int) -> None:
    assert fill(chat, answers({}, status), answers({}, status, Retry_After="7"), says(NOTE)).text
    assert chat.pauses == [0.5, 7.0]


def test_not_for_ever_nor_for_as_long_as_it_likes(chat: Chat) -> None:
    with pytest.raises(Unavailable) as away:
        fill(chat, answers({}, 429, Retry_After="86400"))
    assert away.value.retry and len(chat.asked) == language.TRIES
    assert set(chat.pauses) == {language.LONGEST_PAUSE_SECONDS}


def test_a_line_that_breaks_is_taken_up_again(chat: Chat) -> None:
    assert fill(chat, cuts, says(NOTE)).text


@pytest.mark.parametrize("status", [401, 403, 404, 413, 302])
def test_a_no_is_a_no(chat: Chat, status: int) -> None:
    with pytest.raises(Unavailable) as refused:
        fill(chat, answers({}, status, Location="http://127.0.0.1:1/"))
    assert not refused.value.retry and len(chat.asked) == 1


def test_one_that_knows_no_forms_is_asked_without(chat: Chat) -> None:
    assert fill(chat, answers({"error": "response_format"}, 400), says(NOTE)).text
    assert ["response_format" in one for one in chat.asked] == [True, False]


@pytest.mark.parametrize(
    "said",
    [
        "Here you are:\n```json\n" + '{"text": "Two servers were moved.", "sources": [2]}' + "\n```",
        '<think>{"no": 1} hm</think>\n{"text": "Two servers were moved.", "sources": [2]} Anything else?',
    ],
)
def test_an_answer_among_other_words_is_found(chat: Chat, said: str) -> None:
    assert fill(chat, says(said)).model_dump() == NOTE and len(chat.asked) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Two servers were moved.",
        "",
        "{",
        "[" * 50_000,
        '{"text": 7, "sources": []}',
        '{"text": "x"}',
        {**NOTE, "run": "rm"},
    ],
)
def test_who_ignores_the_form_is_asked_once_more(chat: Chat, said: object) -> None:
    assert fill(chat, says(said), says(NOTE)).model_dump() == NOTE
    again = chat.asked[1]["messages"]
    assert [one["role"] for one in again] == ["system", "user", "assistant", "user"]
    assert len(again[2]["content"]) <= 2000 and again[3]["content"] == language.AGAIN


def test_who_ignores_it_twice_has_no_answer(chat: Chat) -> None:
    with pytest.raises(Unavailable) as nonsense:
        fill(chat, says("No."))
    assert not nonsense.value.retry and len(chat.asked) == 2


@pytest.mark.parametrize(
    "told", [b"", b"<html>", b"[" * 100_000, b"\xff\xfe", [], b'{"choices": "' + b"a" * 400_000 + b'"}'], ids=repr
)
def test_a_servers_nonsense_is_unavailable(chat: Chat, told: object) -> None:
    with pytest.raises(Unavailable):
        fill(chat, answers(told))


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"choices": []},
        {"choices": [{}]},
        {"choices": [{"message": None}]},
        {"choices": [{"message": {"content": 7}}]},
    ],
)
def test_an_answer_without_words_is_no_answer(chat: Chat, told: object) -> None:
    with pytest.raises(Unavailable) as nonsense:
        fill(chat, answers(told))
    assert not nonsense.value.retry


def test_a_server_that_never_answers_is_left_in_time(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(language, "TRIES", 2)
    began = time.monotonic()
    with pytest.raises(Unavailable):
        fill(chat, lambda _: time.sleep(2))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(("status", "is_well"), [(200, True), (404, True), (401, False), (403, False), (503, False)])
def test_whether_it_is_there_can_be_asked(chat: Chat, status: int, is_well: bool) -> None:
    chat.models = answers({}, status)
    if is_well:
        assert chat.client().greet() == "mistral-small"
        return
    with pytest.raises(Unavailable):
        chat.client().greet()


def test_configured_means_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert language.server() is None
    monkeypatch.setitem(configuration.__dict__, "language_url", "http://127.0.0.1:9")
    server = language.server()
    assert server is not None and server.letters == int((16_384 - language.ANSWER_TOKENS) * language.LETTERS_A_TOKEN)
