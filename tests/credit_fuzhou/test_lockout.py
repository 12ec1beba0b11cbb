"""Who guesses passwords is locked out; nobody else is."""

import pytest
from django.test import Client

from tests.factories import make_official

PASSWORD = "正确的密码-1949"
GUESSES = 5


@pytest.fixture
def official(db):
    official = make_official("chen")
    official.set_password(PASSWORD)
    official.save()
    return official


def sign_in(password, address="10.0.0.1"):
    return Client(REMOTE_ADDR=address).post(
        "/admin/login/", {"username": "chen", "password": password}
    )


def test_five_wrong_passwords_close_the_account_to_that_address(official):
    guesses = [sign_in(f"wrong {number}").status_code for number in range(GUESSES)]

    locked = sign_in(PASSWORD)
    elsewhere = sign_in(PASSWORD, address="10.0.0.2")

    assert guesses == [200, 200, 200, 200, 429]
    assert locked.status_code == 429
    assert "登录失败次数过多" in locked.content.decode()
    assert elsewhere.status_code == 302


def test_a_forged_address_does_not_avoid_the_lockout(official):
    for number in range(GUESSES):
        Client(REMOTE_ADDR="10.0.0.1").post(
            "/admin/login/",
            {"username": "chen", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.1.1.{number}"},
        )

    assert sign_in(PASSWORD).status_code == 429


def test_a_successful_login_resets_the_count_of_wrong_passwords(official):
    for _ in range(2):
        for number in range(GUESSES - 1):
            sign_in(f"wrong {number}")
        assert sign_in(PASSWORD).status_code == 302
