"""Where one message ends and the next begins: shapes that two servers read differently are refused (smuggling).

The web server of `make run` on loopback, with an application that tells which requests it got to see.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from thuiscompagnie.berichten import alleen_duidelijk

HOOFDMAP = Path(__file__).resolve().parent.parent


def toon(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """A WSGI application: which request this is, and what came with it."""
    inhoud = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"gezien {environ['REQUEST_METHOD']} {environ['PATH_INFO']} [{inhoud.decode()}]".encode()]


app = alleen_duidelijk(toon)


@pytest.fixture(scope="module")
def poort() -> Iterator[int]:
    with socket.socket() as haak:
        haak.bind(("127.0.0.1", 0))
        nummer = haak.getsockname()[1]
    granian = str(Path(sys.executable).parent / "granian")
    server = subprocess.Popen(
        [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(nummer), "--workers", "1", "--no-ws",
         "--log-level", "critical", "tests.test_berichten:app"], cwd=HOOFDMAP,
    )  # fmt: skip
    try:
        _wacht(nummer)
        yield nummer
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wacht(nummer: int) -> None:
    einde = time.monotonic() + 60
    while time.monotonic() < einde:
        try:
            if b"gezien GET /begin" in stuur(
                nummer, b"GET /begin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            ):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("de webserver begint niet")


def stuur(nummer: int, bericht: bytes) -> bytes:
    """Everything that comes back on one connection until it closes or is silent for a second and a half."""
    with socket.create_connection(("127.0.0.1", nummer), timeout=5) as lijn:
        lijn.sendall(bericht)
        lijn.settimeout(1.5)
        antwoord = b""
        try:
            while deel := lijn.recv(65536):
                antwoord += deel
        except (TimeoutError, ConnectionResetError):
            pass
        return antwoord


def kop(*regels: str, inhoud: str = "", pad: str = "/een") -> bytes:
    return "\r\n".join([f"POST {pad} HTTP/1.1", "Host: x", *regels, "", inhoud]).encode()


VERBORGEN = "GET /verborgen HTTP/1.1\r\nHost: x\r\n\r\n"
VORMEN = {
    "a length and chunks": kop(
        "Content-Length: 4", "Transfer-Encoding: chunked", inhoud=f"0\r\n\r\n{VERBORGEN}"
    ),
    "chunks and a length": kop(
        "Transfer-Encoding: chunked", "Content-Length: 4", inhoud=f"0\r\n\r\n{VERBORGEN}"
    ),
    "two lengths": kop("Content-Length: 3", "Content-Length: 40", inhoud=f"abc{VERBORGEN}"),
    "a length with a list": kop("Content-Length: 3, 40", inhoud=f"abc{VERBORGEN}"),
    "a length with a sign": kop("Content-Length: +3", inhoud=f"abc{VERBORGEN}"),
    "a negative length": kop("Content-Length: -1", inhoud=VERBORGEN),
    "a folded header": kop("X-Een: a", " b", "Content-Length: 0", inhoud=VERBORGEN),
    "a space before the colon": kop("Content-Length : 3", inhoud=f"abc{VERBORGEN}"),
    "chunks under another name": kop("Transfer-Encoding: xchunked", inhoud=f"0\r\n\r\n{VERBORGEN}"),
    "chunks that are not last": kop("Transfer-Encoding: chunked, identity", inhoud=f"0\r\n\r\n{VERBORGEN}"),
    "a chunk of no number": kop("Transfer-Encoding: chunked", inhoud=f"zz\r\n\r\n{VERBORGEN}"),
    "a chunk of too many numbers": kop("Transfer-Encoding: chunked", inhoud=f"{'f' * 20}\r\n\r\n{VERBORGEN}"),
    "a null in a header": kop("X-Een: a\x00b", "Content-Length: 0", inhoud=VERBORGEN),
    "a bare carriage return": kop("X-Een: a\rContent-Length: 3", inhoud=VERBORGEN),
}


@pytest.mark.parametrize("vorm", VORMEN)
def test_a_message_of_which_the_end_is_unclear_is_refused_and_what_follows_is_not_a_request(poort, vorm):
    antwoord = stuur(poort, VORMEN[vorm])
    assert b"gezien GET /verborgen" not in antwoord
    assert antwoord == b"" or antwoord.startswith(b"HTTP/1.1 400")


def test_a_plain_post_is_read_whole_and_a_second_one_on_the_same_line_too(poort):
    twee = kop("Content-Length: 3", inhoud="abc") + kop("Content-Length: 2", inhoud="de", pad="/twee")
    antwoord = stuur(poort, twee)
    assert b"gezien POST /een [abc]" in antwoord and b"gezien POST /twee [de]" in antwoord


def test_a_body_without_a_length_is_refused_even_when_it_is_well_formed(poort):
    antwoord = stuur(poort, kop("Transfer-Encoding: chunked", inhoud="3\r\nabc\r\n0\r\n\r\n"))
    assert antwoord.startswith(b"HTTP/1.1 400") and b"gezien" not in antwoord


def test_the_application_that_is_served_refuses_them_as_well():
    tekst = (HOOFDMAP / "thuiscompagnie" / "wsgi.py").read_text(encoding="utf-8")
    assert "application = alleen_duidelijk(get_wsgi_application())" in tekst
