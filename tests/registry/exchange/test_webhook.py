"""What may be sent where, and how it is signed."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from registry.exchange import outgoing, signatures
from registry.exchange.outgoing import Unreachable, is_inward, post, target_of


@contextmanager
def endpoint(answer):
    """A server on this machine that answers as the function `answer` of the handler says."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.body = self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

        def log_message(self, *args):
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook?x=1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def say(status, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "64:ff9b::a00:1", "2002:a00:1::1", "2001:0:a00:1::1", "224.0.0.1", "ff02::1", "255.255.255.255",
    ],
)  # fmt: skip
def test_an_inward_address_is_known_as_such(address):
    assert is_inward(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2400:3200::1", "::ffff:1.1.1.1"])
def test_a_public_address_is_known_as_such(address):
    assert not is_inward(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https://", "https://a:b@example.org/",
        "https://example.org:99999/", "https://[::1", "javascript:alert(1)", "",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(Unreachable):
        target_of(url, private=False)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433"]
)
def test_nothing_is_sent_inward_unless_the_operator_allows_it(host):
    with pytest.raises(Unreachable, match="内部网络|无法解析"):
        post(f"https://{host}/", b"{}", {}, private=False)


def test_a_name_with_one_inward_address_among_others_is_refused(monkeypatch):
    both = [(0, 0, 0, "", ("1.1.1.1", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)

    with pytest.raises(Unreachable, match="内部网络"):
        post("https://example.org/", b"{}", {}, private=False)


def test_the_checked_address_is_the_one_that_is_called(monkeypatch):
    asked = []

    def resolve(host, port, **kwargs):
        asked.append(host)
        return [(0, 0, 0, "", ("1.1.1.1", port))]

    called = []

    def connect(address, timeout):
        called.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)

    with pytest.raises(Unreachable):
        post("https://example.org/", b"{}", {}, private=False)

    assert asked == ["example.org"]
    assert called == [("1.1.1.1", 443)]


def test_a_message_arrives_whole_under_its_path():
    got = []

    def keep(handler):
        got.append((handler.path, handler.headers["X-Credit-Delivery"], handler.body))
        say(204)(handler)

    with endpoint(keep) as url:
        assert post(url, b'{"a": 1}', {"X-Credit-Delivery": "k"}, private=True) == 204

    assert got == [("/hook?x=1", "k", b'{"a": 1}')]


def test_a_redirect_is_an_answer_and_not_followed():
    called = []

    def redirect(handler):
        called.append(handler.path)
        say(302, Location="/elsewhere")(handler)

    with endpoint(redirect) as url:
        assert post(url, b"{}", {}, private=True) == 302

    assert called == ["/hook?x=1"]


def test_an_endpoint_that_says_nothing_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(outgoing, "CONNECT_SECONDS", 0.2)
    done = threading.Event()

    with endpoint(lambda handler: done.wait(5)) as url:
        started = time.monotonic()
        with pytest.raises(Unreachable, match="应答"):
            post(url, b"{}", {}, private=True)
        done.set()

    assert time.monotonic() - started < 3


def test_an_endpoint_that_answers_drop_by_drop_is_cut_off(monkeypatch):
    monkeypatch.setattr(outgoing, "TOTAL_SECONDS", 0.3)
    done = threading.Event()

    def drip(handler):
        for _ in range(500):
            if done.wait(0.02):
                return
            try:
                handler.wfile.write(b"H")
                handler.wfile.flush()
            except OSError:
                return

    with endpoint(drip) as url:
        started = time.monotonic()
        with pytest.raises(Unreachable):
            post(url, b"{}", {}, private=True)
        done.set()

    assert time.monotonic() - started < 3


def test_a_refused_connection_is_reported_as_such():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]

    with pytest.raises(Unreachable, match="连接失败"):
        post(f"http://127.0.0.1:{port}/", b"{}", {}, private=True)


SENT = 1_800_000_000
BODY = b'{"entries": [1]}'
SIGNED = signatures.sign("secret", SENT, BODY)


def test_a_signature_is_recognised():
    assert signatures.is_valid("secret", str(SENT), BODY, SIGNED, now=SENT + 10)


@pytest.mark.parametrize(
    ("secret", "timestamp", "body", "signature", "now"),
    [
        ("other", str(SENT), BODY, SIGNED, SENT),
        ("secret", str(SENT), b'{"entries": [2]}', SIGNED, SENT),
        ("secret", str(SENT + 1), BODY, SIGNED, SENT),
        ("secret", str(SENT), BODY, "sha256=" + "0" * 64, SENT),
        ("secret", str(SENT), BODY, "签名", SENT),
        ("secret", "x", BODY, SIGNED, SENT),
        ("secret", str(SENT), BODY, SIGNED, SENT + 301),
        ("secret", str(SENT), BODY, SIGNED, SENT - 301),
    ],
    ids=[
        "secret",
        "body",
        "timestamp",
        "forged",
        "not ascii",
        "nonsense",
        "replayed",
        "ahead",
    ],
)
def test_a_forged_or_replayed_message_is_not(secret, timestamp, body, signature, now):
    assert not signatures.is_valid(secret, timestamp, body, signature, now=now)
