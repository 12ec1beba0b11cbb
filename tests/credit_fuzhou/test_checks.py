"""The checks of a deployment (`check --deploy`)."""

import pytest

from credit_fuzhou import checks


@pytest.fixture
def server(settings):
    settings.ON_SQLITE = False
    return settings


def test_a_server_must_be_given_its_secrets(server):
    server.GENERATED_SECRETS = ["SECRET_KEY", "CREDIT_DIGEST_KEY"]

    found = checks.secrets_are_given(None)

    assert [error.id for error in found] == ["credit_fuzhou.E001", "credit_fuzhou.E003"]


def test_a_server_with_secrets_from_its_environment_passes(server):
    server.GENERATED_SECRETS = []

    assert checks.secrets_are_given(None) == []


def test_a_machine_without_servers_may_use_generated_secrets(settings):
    settings.ON_SQLITE = True
    settings.GENERATED_SECRETS = ["SECRET_KEY"]

    assert checks.secrets_are_given(None) == []
