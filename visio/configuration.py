"""What can be set: every value an operator may give, read once from VISIO_* (or from a file named by VISIO_*_FILE).

No Django here, so that the supervisor, the push process and `visio doctor` read the same values as the web process.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from visio.addresses import ANYWHERE, LOOPBACK, BucketAddress, bucket_of, in_url, parts_of, spelled
from visio.providers import Provider, providers_of
from visio.theme import tokens_of

HERE = Path(__file__).resolve().parent
LEAST_SECRET = 32
LEAST_DIFFERENT = 10
EXAMPLES = re.compile(
    r"change.?(?:me|it|this)|insecure|default|example|password|devkey|placeholder|secret.?key", re.IGNORECASE
)


def is_guessable(secret: str) -> bool:
    """What stands in examples, or repeats itself; a drawn one of 32 characters has some twenty different ones."""
    return bool(EXAMPLES.search(secret)) or len(set(secret)) < LEAST_DIFFERENT


def _of_tokens(theme: str) -> str:
    tokens_of(theme)
    return theme


def _address(*schemes: str, path: bool = False) -> AfterValidator:
    return AfterValidator(lambda url: spelled(url, schemes, path=path) if url else "")


def _secret_address(*schemes: str) -> AfterValidator:
    """What may hold a password is checked and stays as it is."""

    def check(given: SecretStr) -> SecretStr:
        if url := given.get_secret_value():
            parts_of(url, schemes)
        return given

    return AfterValidator(check)


def _of_providers(given: SecretStr) -> SecretStr:
    providers_of(given.get_secret_value())
    return given


def _of_bucket(given: str) -> str:
    if given:
        bucket_of(given)
    return given


PageAddress = Annotated[str, _address("http", "https")]
LiveKitAddress = Annotated[str, _address("ws", "wss")]
# As `rooms.Room.Access`, which this page comes before; a test compares them.
Access = Literal["open", "signed_in", "knock", "members"]


class SecretFiles(PydanticBaseSettingsSource):
    """VISIO_SECRET_KEY_FILE=/run/secrets/key gives VISIO_SECRET_KEY its value: any setting may come from a file."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        path = os.environ.get(f"VISIO_{field_name.upper()}_FILE")
        try:
            return (Path(path).read_text().strip() if path else None), field_name, False
        except (OSError, UnicodeDecodeError) as wrong:
            raise SystemExit(f"VISIO_{field_name.upper()}_FILE: {wrong}") from wrong

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}


class Configuration(BaseSettings):
    """The operator's choices. The defaults run on a laptop; *configured means on*."""

    model_config = SettingsConfigDict(
        env_prefix="VISIO_", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    # A table, so one line each:
    # fmt: off

    # Where Visio answers.
    host: str = Field("127.0.0.1", description="Address the web, push and LiveKit processes listen on.")
    port: int = Field(8000, description="Port of the web process.")
    web_workers: int = Field(1, ge=1, le=64, description="How many workers the web process has; each takes 8 requests at once.")
    push_port: int = Field(8001, description="Port of the push process (server-sent events).")
    url: PageAddress = Field("", description="Public address of Visio; empty: http://{host}:{port}. To be given when host is 0.0.0.0 or ::.")
    push_url: PageAddress = Field("", description="Public address of the push process; empty: the page's own host and push_port.")
    trusted_proxies: int = Field(0, ge=0, le=5, description="How many proxies stand in front and set X-Forwarded-For and -Proto.")
    organisation: str = Field("", description="Who hosts this instance, shown to people.")
    theme: Annotated[str, AfterValidator(_of_tokens)] = Field("", description="Tokens of the look this instance changes, as CSS custom properties; best as VISIO_THEME_FILE.")

    # What is kept, and where.
    data_dir: Path = Field(Path("var"), description="Folder for the embedded database, recordings, generated secrets and LiveKit's configuration.")
    database_url: Annotated[SecretStr, _secret_address("postgresql", "postgres")] = Field(SecretStr(""), description="postgresql://user:password@host:5432/name, and ?sslmode=verify-full or the like; empty: embedded SQLite.")
    storage_url: Annotated[str, AfterValidator(_of_bucket)] = Field("", description="s3://bucket/folder?endpoint=https://host&region=name of an S3 server that keeps recordings; empty: data_dir does.")
    storage_key: str = Field("", description="Access key of that server.")
    storage_secret: SecretStr = Field(SecretStr(""), description="Its secret key.")
    secret_key: SecretStr = Field(SecretStr(""), description="Signs sessions and links; empty: generated once in data_dir.")

    # The SFU.
    livekit_url: LiveKitAddress = Field("", description="ws(s):// address of a LiveKit of yours; empty: ours is built and run.")
    livekit_public_url: Annotated[str, _address("ws", "wss", path=True)] = Field("", description="Address browsers use for LiveKit; empty: livekit_url, or the page's own host.")
    livekit_key: str = Field("visio", description="LiveKit API key.")
    livekit_secret: SecretStr = Field(SecretStr(""), description="LiveKit API secret; empty: generated once in data_dir.")
    livekit_port: int = Field(7880, description="Signalling port of our LiveKit.")
    livekit_tcp_port: int = Field(7881, description="ICE over TCP port of our LiveKit.")
    livekit_udp_port: int = Field(7882, description="Media port (UDP) of our LiveKit.")
    livekit_node_ip: str = Field("", description="Address LiveKit announces for media; empty: the listening address.")
    livekit_turn_domain: str = Field("", description="Name of the embedded TURN server; set: TURN is on.")
    livekit_turn_udp_port: int = Field(3478, description="TURN and STUN port (UDP).")
    livekit_turn_tls_port: int = Field(5349, description="TURN over TLS port.")
    livekit_turn_cert_file: str = Field("", description="Certificate of the TURN name (PEM).")
    livekit_turn_key_file: str = Field("", description="Key of that certificate (PEM).")
    livekit_webhook_url: Annotated[str, _address("http", "https", path=True)] = Field("", description="Where our LiveKit tells what happens; empty: the web process on this machine.")
    livekit_redis_address: str = Field("", description="host:port of the Redis that several LiveKit nodes share.")
    single_peer_connection: bool = Field(True, description="One peer connection per browser instead of two.")
    ticket_seconds: int = Field(300, ge=30, le=600, description="How long a ticket may be used to connect.")

    # Rooms.
    room_access: Access = Field("knock", description="What a new room lets in, unless its owner or their organisation says otherwise: open, signed_in, knock or members.")

    # By telephone.
    telephone_number: str = Field("", max_length=40, description="Number people dial to join by telephone, shown to hosts with the room's PIN; empty: nobody can.")
    telephone_secret: SecretStr = Field(SecretStr(""), description="Secret of the bridge that takes the calls; empty: no bridge may ask which room a PIN is of.")

    # Recordings.
    recorders: int = Field(2, ge=0, le=64, description="How many meetings this machine records at once; each takes about half a core. 0: none.")
    recording_days: int = Field(30, ge=1, le=3650, description="How many days a recording is kept.")

    # Mail.
    mail_url: Annotated[SecretStr, _secret_address("smtp", "smtps")] = Field(SecretStr(""), description="smtp(s)://user:password@host:port; smtp with a user or at port 587: by STARTTLS; empty: links are printed on the console.")
    mail_from: str = Field("visio@localhost", description="Sender of our mail.")

    # Who people are.
    identity_providers: Annotated[SecretStr, AfterValidator(_of_providers)] = Field(SecretStr(""), description="OpenID Connect providers people sign in with, as a JSON list; best as VISIO_IDENTITY_PROVIDERS_FILE. See deploy.md.")

    # Speech.
    speech_url: Annotated[str, _address("http", "https", path=True)] = Field("", description="OpenAI-compatible server that recognises speech (…/v1); empty: the engine inside, on this machine's processor.")
    speech_key: SecretStr = Field(SecretStr(""), description="Key of that server.")
    speech_model: str = Field("", description="With speech_url, the model to ask for (empty: whisper-1); without, a folder with a Whisper model in CTranslate2's form (empty: Whisper base, which comes along).")
    speech_threads: int = Field(2, ge=1, le=64, description="Threads of the engine inside.")
    diarizer: str = Field("", description="A pipeline of pyannote.audio, which tells voices apart at a shared microphone: its folder, or its name in this machine's cache (nothing is fetched); empty: the diarizer inside. See deploy.md.")

    # Summaries.
    language_url: Annotated[str, _address("http", "https", path=True)] = Field("", description="OpenAI-compatible chat server that sums meetings up (…/v1); empty: sentences are chosen here, on this machine.")
    language_key: SecretStr = Field(SecretStr(""), description="Key of that server.")
    language_model: str = Field("", description="Model to ask it for; empty: the first it lists.")
    language_tokens: int = Field(16_384, ge=4096, le=2_000_000, description="How many tokens that model takes in at once, its answer included.")

    # Logs.
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Lowest level that is logged.")

    # fmt: on

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, SecretFiles(settings_cls)

    @model_validator(mode="after")
    def _is_coherent(self) -> Configuration:
        if self.livekit_url and not self.livekit_secret.get_secret_value():
            raise ValueError(
                "VISIO_LIVEKIT_URL is set, so VISIO_LIVEKIT_KEY and VISIO_LIVEKIT_SECRET must be that server's."
            )
        if self.storage_url and not (self.storage_key and self.storage_secret.get_secret_value()):
            raise ValueError(
                "VISIO_STORAGE_URL is set, so VISIO_STORAGE_KEY and VISIO_STORAGE_SECRET must be that server's."
            )
        for name in ("secret_key", "livekit_secret", "telephone_secret"):
            value = getattr(self, name).get_secret_value()
            if value and len(value) < LEAST_SECRET:
                raise ValueError(f"VISIO_{name.upper()} is shorter than {LEAST_SECRET} characters.")
            if value and not self.is_loopback and is_guessable(value):
                raise ValueError(
                    f"VISIO_{name.upper()} is an example's or too regular to be a secret: leave it out and one is made,"
                    " or draw one (openssl rand -base64 48)."
                )
        if self.host in ANYWHERE and not self.url:
            raise ValueError(
                f"VISIO_HOST={self.host} listens everywhere, so only you know the address people type: set VISIO_URL to it"
                " (https://visio.example.org; browsers give camera and microphone to https and to localhost only)."
            )
        return self

    @property
    def public_url(self) -> str:
        return self.url or f"http://{in_url(self.host)}:{self.port}"

    @property
    def public_host(self) -> str:
        return urlsplit(self.public_url).hostname or "127.0.0.1"

    @property
    def is_loopback(self) -> bool:
        return self.public_host in LOOPBACK

    @property
    def is_tls(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def own_host(self) -> str:
        """Where our processes on this machine reach one another."""
        return ANYWHERE.get(self.host, self.host)

    @property
    def runs_livekit(self) -> bool:
        return not self.livekit_url

    @property
    def has_relays(self) -> bool:
        """Does LiveKit hand TURN servers to browsers? Ours when it has a name for one; another's may, and is believed."""
        return not self.runs_livekit or bool(self.livekit_turn_domain)

    @property
    def livekit_server_url(self) -> str:
        """Where our own processes reach LiveKit, as http(s)://."""
        return (self.livekit_url or f"ws://{in_url(self.own_host)}:{self.livekit_port}").replace("ws", "http", 1)

    @cached_property
    def providers(self) -> dict[str, Provider]:
        """By id. None: people sign in by mail."""
        return providers_of(self.identity_providers.get_secret_value())

    @cached_property
    def bucket(self) -> BucketAddress | None:
        """None: recordings are kept in a folder."""
        return bucket_of(self.storage_url) if self.storage_url else None

    @cached_property
    def signing_key(self) -> str:
        return self.secret_key.get_secret_value() or self._generated("secret-key")

    @cached_property
    def livekit_signing_secret(self) -> str:
        return self.livekit_secret.get_secret_value() or self._generated("livekit-secret")

    @property
    def sqlite_file(self) -> Path:
        return self.data_dir.resolve() / "visio.sqlite3"

    def _generated(self, name: str) -> str:
        """A secret made on first use and kept in a file only we can read: no instance has a default one.

        Written beside its place and put there whole: two who come at once, or a full disk, leave no half of one.
        """
        path = self.data_dir.resolve() / "secrets" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = path.with_name(f"{name}.{os.getpid()}.{secrets.token_hex(4)}")
            try:
                with open(fresh, "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
                    file.write(secrets.token_urlsafe(48))
                with suppress(FileExistsError):
                    os.link(fresh, path)
            finally:
                fresh.unlink(missing_ok=True)
        if len(kept := path.read_text().strip()) < LEAST_SECRET:
            raise SystemExit(f"{path} is shorter than {LEAST_SECRET} characters: remove it, and another is made.")
        return kept


configuration = Configuration()
