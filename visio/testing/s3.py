"""An S3 server for tests, in a process of its own: moto's, which looks at signatures when it is told to."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from visio.addresses import BucketAddress, bucket_of
from visio.gateways.bucket import Bucket

STARTING_SECONDS = 60.0
# As far as it counts what it answers without looking at who asks.
NEVER, ALWAYS = "inf", "0"


@dataclass(frozen=True)
class S3:
    """Its key and secret are somebody's who may do everything."""

    port: int
    key: str
    secret: str

    def address(self, bucket: str = "visio", prefix: str = "") -> BucketAddress:
        return bucket_of(f"s3://{bucket}/{prefix}?endpoint=http://127.0.0.1:{self.port}")

    def bucket(self) -> Bucket:
        """Empty, since nobody else has this prefix."""
        return Bucket(self.address(prefix=f"tests/{secrets.token_hex(8)}"), key=self.key, secret=self.secret)

    @contextmanager
    def suspicious(self) -> Iterator[None]:
        """It takes no request that is not signed as it should be."""
        _ask(self.port, "/moto-api/reset-auth", ALWAYS)
        yield
        _ask(self.port, "/moto-api/reset-auth", NEVER)


@contextmanager
def running_s3() -> Iterator[S3]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ) as running:
        try:
            _wait_for(port)
            _of_iam(port, Action="CreateUser")
            everything = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
            _of_iam(port, Action="PutUserPolicy", PolicyName="all", PolicyDocument=everything)
            told = _of_iam(port, Action="CreateAccessKey")
            key, secret = (re.findall(f"<{name}>(.*?)<", told)[0] for name in ("AccessKeyId", "SecretAccessKey"))
            made = S3(port, key, secret)
            assert made.bucket().server.ask("PUT", "/visio").status == 200
            yield made
        finally:
            running.kill()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < deadline, "no S3 server"
            time.sleep(0.05)


def _of_iam(port: int, **asked: str) -> str:
    form = urlencode({"Version": "2010-05-08", "UserName": "visio", **asked})
    scope = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0"
    return _ask(port, "/", form, Authorization=scope, **{"Content-Type": "application/x-www-form-urlencoded"})


def _ask(port: int, path: str, body: str, **headers: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    assert answer.status == 200, said
    return said
