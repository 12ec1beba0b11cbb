"""Fill in every form badly and see that none breaks (`python -m tests.every_form [ACCOUNT …]`).

Opens every page that the public and each role reach in the demonstration data, fills in each form
in all the ways of WAYS and submits it, some twice. No response may be a crash, lose what was typed,
have English text, or contain typed text as markup. Every action is rolled back at once. Runs on the
database of DATABASE_URL, or on a temporary SQLite file where this is not set.
"""

import logging
import os
import re
import sys
import tempfile
import time
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import django
from django.core.management import call_command

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="every-form-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from lxml import html  # noqa: E402

from registry.models import Official  # noqa: E402

THE_PUBLIC = "public"
ACCOUNTS = [
    THE_PUBLIC,
    "huanbao_clerk",
    "huanbao_reviewer",
    "credit_office",
    "tip_officer",
    "auditor",
]
PAGES = 400  # of one role
ALIKE = 2  # pages of one kind that are opened
UNPREPARED = {503: "/disputes/tips/"}  # expected: no keys for tip-offs here
ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}")
SIGN_OUT = "logout"
TYPED = {"text", "search", "email", "url", "tel", "textarea"}
LEFT_ALONE = {"hidden", "submit", "button"}
MARK = "<u>原样&"


def nothing(field):
    return ""


def much(field):
    return MARK * (10_000 if field.kind == "textarea" else 700)


def of_another_kind(field):
    if field.kind == "file":
        return SimpleUploadedFile("清单.xlsx", b"MZ" + b"\0" * 40)
    return "abc錯"


def unprintable(field):
    return "a\0b"


def beyond_all_numbers(field):
    return "9" * 30


def almost_right(field):
    """An option of the page, a date long ago, an empty file: gets past the fields to the rules."""
    if field.options:
        return next((one for one in field.options if one), "")
    if field.kind == "file":
        return SimpleUploadedFile("空.xlsx", b"")
    return {"date": "0001-01-01", "number": "-1"}.get(field.kind, MARK + field.name)


WAYS = [nothing, much, of_another_kind, unprintable, beyond_all_numbers, almost_right]
KEEPS_HIDDEN = {nothing, much, almost_right}


class Field:
    """One field of a form."""

    def __init__(self, element):
        self.name = element.get("name")
        plain = element.tag == "input"
        self.kind = element.get("type", "text") if plain else element.tag
        self.value = element.get("value", "")
        self.options = [one.get("value", "") for one in element.iter("option")]
        if self.kind in {"checkbox", "radio"}:
            self.options = [self.value or "on"]


class Form:
    """One form of a page."""

    def __init__(self, element, page):
        self.url = path_of(urljoin(page, element.get("action") or page))
        self.is_posted = (element.get("method") or "get").lower() == "post"
        fields = element.xpath(".//input[@name] | .//textarea | .//select | .//button[@name]")  # fmt: skip
        self.fields = [
            Field(one)
            for one in fields
            if one.get("name") not in {None, "csrfmiddlewaretoken"}
        ]

    @property
    def key(self):
        return kind_of(self.url), tuple(field.name for field in self.fields)

    @property
    def asks(self):
        """Whether there is anything to fill in; a form without is only submitted."""
        return any(field.kind not in LEFT_ALONE for field in self.fields)

    def filled(self, way):
        return {
            field.name: field.value
            if field.kind in LEFT_ALONE and (way in KEEPS_HIDDEN or field.kind != "hidden")
            else way(field)
            for field in self.fields
        }  # fmt: skip


class Walk:
    """One role's way through the platform; `wrong` is what was found."""

    def __init__(self, account):
        self.account = account
        self.client = Client(
            raise_request_exception=False, headers={"host": "localhost"}
        )
        if account != THE_PUBLIC:
            official = Official.objects.get(username=account)
            backend = "django.contrib.auth.backends.ModelBackend"
            self.client.force_login(official, backend=backend)
        self.wrong, self.forms, self.pages = [], set(), 0

    def go(self):
        ahead = deque(["/" if self.account == THE_PUBLIC else "/admin/"])
        seen, kinds = set(), Counter()
        while ahead and self.pages < PAGES:
            url = ahead.popleft()
            kind = kind_of(url)
            if url in seen or kinds[kind] == ALIKE or SIGN_OUT in url:
                continue
            seen.add(url)
            kinds[kind] += 1
            ahead.extend(self.look_at(url))
        return self

    def look_at(self, url):
        """Open the page at `url` and try its forms; returns the addresses of its links."""
        answer = self.ask(url, None)
        if not is_page(answer):
            return []
        self.pages += 1
        page = html.document_fromstring(answer.content)
        for element in page.iter("form"):
            form = Form(element, url)
            if form.key not in self.forms and SIGN_OUT not in form.url:
                self.forms.add(form.key)
                self.try_out(form)
        links = (urljoin(url, one.get("href", "")) for one in page.iter("a"))
        return [path_of(one) for one in links if urlsplit(one).netloc == ""]

    def try_out(self, form):
        for way in WAYS if form.asks else []:
            twice = form.is_posted and way is almost_right
            answer = self.send(form, form.filled(way), times=1 + twice)
            if form.is_posted and answer.status_code == 200 and is_page(answer):
                self.read_refusal(form, way, unescape(answer.content.decode()))
                self.read_markup(form, way, answer.content.decode())
        if form.is_posted and not form.asks:
            self.send(form, form.filled(nothing), times=2)

    def read_refusal(self, form, way, text):
        """Check a refused form: what was typed is in it, and the errors are in Chinese."""
        for field in form.fields if way is almost_right else []:
            lost = field.kind in TYPED and MARK + field.name not in text
            if lost and f"{field.name}-kept" not in text and not is_secret(field):
                self.note(form.url, way.__name__, f"{field.name} is lost")
        for error in re.findall(r'class="errorlist[^>]*>(.*?)</ul>', text, re.DOTALL):
            if ENGLISH.search(re.sub(r"<[^>]+>|<u>\S*", "", error)):
                self.note(form.url, way.__name__, error[:80])

    def read_markup(self, form, way, source):
        if MARK in source:
            self.note(form.url, way.__name__, "what was typed is markup")

    def send(self, form, data, times=1):
        """Send `form` `times` and roll back; returns the last response."""
        with transaction.atomic():
            for _ in range(times):
                answer = self.ask(form.url, data, posted=form.is_posted)
            transaction.set_rollback(True)
        return answer

    def ask(self, url, data, posted=False):
        cache.clear()  # no throttle and no lockout between one form and the next
        answer = (self.client.post if posted else self.client.get)(url, data)
        expected = UNPREPARED.get(answer.status_code) == urlsplit(url).path
        if answer.status_code >= 500 and not expected:
            fault = getattr(answer, "exc_info", None)
            self.note(url, "POST" if posted else "GET", repr(fault and fault[1])[:200])
        return answer

    def note(self, *what):
        self.wrong.append(" ".join((self.account, *what)))


def is_page(answer):
    is_html = "html" in answer.get("Content-Type", "") and not answer.streaming
    return is_html and bool(answer.content)


def is_secret(field):
    """Whether a field is not shown again on purpose: secrets of receipts and identity numbers."""
    return field.name in {"secret", "number"}


def path_of(url):
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def kind_of(url):
    """The address without numbers and query, by which pages of one kind differ."""
    return re.sub(r"[0-9A-Z]{18}|[A-Z]{2}\d\w+|\d+", "#", urlsplit(url).path)


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(*accounts):
    logging.disable()
    for command in ["migrate --verbosity 0", "seed --verbosity 0", "demo --verbosity 0"]:  # fmt: skip
        call_command(*command.split())
    wrong = []
    for account in accounts or ACCOUNTS:
        began = time.perf_counter()
        walk = Walk(account).go()
        took = time.perf_counter() - began
        say(f"{account}: {walk.pages} pages, {len(walk.forms)} forms, {took:.0f} s")
        wrong += walk.wrong
    for fault in wrong:
        say(fault)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*sys.argv[1:])
