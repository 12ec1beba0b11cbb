"""Log lines have no identity number, but the number of their request."""

import io
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_fuzhou import logs


@pytest.fixture
def log():
    """A logger that writes as the settings say; `lines()` is what it has written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(logs.Context())
    handler.setFormatter(logs.JSONFormatter())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.lines = lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    return logger


@pytest.mark.parametrize(
    "number",
    [
        "350102199001011234",
        "35010219900101123X",
        "35010219900101123x",
        "350102 19900101 1234",
        "350102-19900101-1234",
        "350102900101123",
        "３５０１０２１９９００１０１１２３４",
        "CHN310078123456",
    ],
)
def test_a_number_is_masked_in_message_arguments_and_traceback(log, number):
    log.warning(f"身份证{number}号")
    log.warning("searched %s by %s", number, "chen")
    log.warning("searched %(number)s", {"number": number})
    try:
        raise ValueError(number)
    except ValueError:
        log.exception("failed")

    assert all(number not in str(line) for line in log.lines())
    assert log.lines()[0]["message"] == "身份证[number]号"
    assert log.lines()[1]["message"] == "searched [number] by chen"
    assert "ValueError: [number]" in log.lines()[3]["traceback"]


@pytest.mark.parametrize(
    "text",
    [
        "91350100M000100Y43",  # an organisation's code is public
        "20261124153000",
        "batch 1234567 of 2026-11-24",
        "1234567890123456789",
        "a0ae7ea7602146b186793138c8e896aa",
    ],
)
def test_other_numbers_are_not_masked(text):
    assert logs.masked(text) == text


@given(
    number=st.from_regex(r"[0-9]{17}[0-9Xx]|[0-9]{15}", fullmatch=True),
    before=st.sampled_from(["", " ", "号", "=", "'", "(", "："]),
    after=st.sampled_from(["", " ", "的", "&", "'", ")", "，"]),
)
def test_a_number_is_masked_whatever_text_surrounds_it(number, before, after):
    assert number not in logs.masked(f"{before}{number}{after}")


def test_a_line_has_the_number_of_its_request(log):
    token = logs.current_request.set("abc")
    log.info("hello")
    logs.current_request.reset(token)

    assert log.lines()[0]["request"] == "abc"
