"""How is a server asked that writes? By the address OpenAI made usual for chats, which vLLM, llama.cpp, Ollama, LocalAI and others have.

It is told the form of its answer, and what it answers is held against that form here as well; one that answered otherwise is
asked once more. It has no tools, and nothing it writes is carried out.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import https
from visio.gateways.https import Answer

TRIES = 4
LONGEST_PAUSE_SECONDS = 60.0

# For one answer of a small machine; a meeting's summary has time.
ANSWER_SECONDS = 300.0

# A model that turns in circles stops here, and what was cut off is no answer.
ANSWER_TOKENS = 2048

# Of what a model reads: letters that certainly fit into one token, in any of our languages.
LETTERS_A_TOKEN = 2.5

AGAIN = "Your answer was not JSON of the form that was asked for. Answer with that JSON alone."

Form = TypeVar("Form", bound=BaseModel)


def server() -> ChatServer | None:
    """The one that was named. No I/O: what fails, fails when it is asked."""
    if not (url := configuration.language_url):
        return None
    key = configuration.language_key.get_secret_value()
    return ChatServer(url, key=key, model=configuration.language_model, tokens=configuration.language_tokens)


class ChatServer:
    """An OpenAI-compatible server; `url` with or without its /v1. Without a model, the first it lists."""

    def __init__(
        self, url: str, *, key: str, model: str, tokens: int, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        base = url.rstrip("/")
        self._base = base if base.endswith("/v1") else f"{base}/v1"
        self._key, self._model, self._sleep = key, model, sleep
        # How much may be sent at once, so that the answer has its place.
        self.letters = int((tokens - ANSWER_TOKENS) * LETTERS_A_TOKEN)

    @property
    def model(self) -> str:
        """Its name, asked for once where none was given."""
        if not self._model:
            self._model = self._listed()
        return self._model

    def greet(self) -> str:
        """Does it answer, take our key and have the model? Not every server lists its models; that it says so is an answer."""
        answer = https.ask("language", f"{self._base}/models", headers=self._signed())
        if answer.status in (401, 403) or answer.status >= 500:
            raise Unavailable("language", retry=answer.status >= 500)
        return self.model

    def fill(self, form: type[Form], *, rules: str, given: str) -> Form:
        """`rules` are ours, `given` is what they are about; the two are told apart by their roles.

        Raises Unavailable("language"): `retry` says whether the server was away, or answered what is no answer, twice.
        """
        messages = [{"role": "system", "content": rules}, {"role": "user", "content": given}]
        said = self._ask(form, messages)
        if (filled := _filled(form, said)) is not None:
            return filled
        # Its own words go back to it cut: they may be anything.
        again = [*messages, {"role": "assistant", "content": said[:2000]}, {"role": "user", "content": AGAIN}]
        if (filled := _filled(form, self._ask(form, again))) is not None:
            return filled
        raise Unavailable("language", retry=False)

    def _ask(self, form: type[BaseModel], messages: list[dict[str, str]]) -> str:
        asked = {
            "model": self.model,
            "messages": messages,
            "temperature": 0.2,
            "max_tokens": ANSWER_TOKENS,
            "stream": False,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": form.__name__.lower(), "strict": True, "schema": form.model_json_schema()},
            },
        }
        answer = self._sent(asked)
        if answer.status == 400:
            # One that does not know forms: the rules say it in words as well.
            del asked["response_format"]
            answer = self._sent(asked)
        return _said(answer)

    def _sent(self, asked: Mapping[str, object]) -> Answer:
        body = json.dumps(asked).encode()
        headers = {**self._signed(), "Content-Type": "application/json", "Accept": "application/json"}
        return https.patiently(
            "language",
            lambda: https.ask(
                "language", f"{self._base}/chat/completions", headers=headers, body=body, seconds=ANSWER_SECONDS
            ),
            tries=TRIES,
            longest=LONGEST_PAUSE_SECONDS,
            sleep=self._sleep,
        )

    def _signed(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}"} if self._key else {}

    def _listed(self) -> str:
        told = _read(https.ask("language", f"{self._base}/models", headers=self._signed()))
        models = told.get("data")
        first = models[0] if isinstance(models, list) and models else None
        name = first.get("id") if isinstance(first, dict) else None
        if not isinstance(name, str) or not 0 < len(name) <= 120:
            raise Unavailable("language", retry=False)
        return name


def _read(answer: Answer) -> Mapping[str, Any]:
    if answer.status != 200:
        raise Unavailable("language", retry=answer.status == 429 or answer.status >= 500)
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError) as wrong:
        raise Unavailable("language", retry=True) from wrong
    if not isinstance(told, dict):
        raise Unavailable("language", retry=True)
    return told


def _said(answer: Answer) -> str:
    """What the model wrote; nothing where the server's answer has no such place."""
    try:
        said = _read(answer)["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        return ""
    return said if isinstance(said, str) else ""


def _filled(form: type[Form], said: str) -> Form | None:
    """Also from within a fence, or after a model's thinking aloud, which some cannot leave be."""
    text = said.rpartition("</think>")[2]
    start, end = text.find("{"), text.rfind("}")
    try:
        return form.model_validate_json(text[start : end + 1])
    except ValidationError:
        return None
