import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from registry.sealing import Unsealable, digest, needs_resealing, seal, unseal

OLD, NEW, FOREIGN = bytes(32), bytes(range(32)), bytes([7] * 32)
NUMBER = "350102199003071234"
PREFIX_OF_NEW = bytes([1, 0, 2])  # the version, and the number of the newest key

old_key = override_settings(CREDIT_DATA_KEYS={1: OLD}, CREDIT_DIGEST_KEY=OLD)
both_keys = override_settings(CREDIT_DATA_KEYS={2: NEW, 1: OLD}, CREDIT_DIGEST_KEY=OLD)


@given(st.text(max_size=40))
def test_unsealing_returns_what_was_sealed(text):
    with old_key:
        assert unseal(seal(text)) == text


@old_key
def test_a_sealed_value_shows_nothing_of_the_number_and_differs_each_time():
    blob = seal(NUMBER)

    assert NUMBER.encode() not in blob
    assert seal(NUMBER) != blob


@old_key
def test_a_database_view_of_the_bytes_is_read_too():
    assert unseal(memoryview(seal(NUMBER))) == NUMBER


@old_key
@pytest.mark.parametrize("position", [2, 3, 15, -1])
def test_an_altered_value_is_refused(position):
    blob = bytearray(seal(NUMBER))
    blob[position] ^= 1

    with pytest.raises(Unsealable):
        unseal(bytes(blob))


@old_key
@pytest.mark.parametrize(
    "blob", [b"", b"\x01\x00\x01", b"350102199003071234 in the clear, much too long"]
)
def test_what_was_never_sealed_is_refused(blob):
    with pytest.raises(Unsealable, match="格式无法识别"):
        unseal(blob)


@old_key
def test_a_value_moved_to_another_purpose_does_not_open():
    with pytest.raises(Unsealable, match="无法用 1 号密钥打开"):
        unseal(seal(NUMBER, "registry.subject"), "registry.row")


def test_a_value_sealed_under_an_older_key_is_read_and_needs_resealing():
    with old_key:
        blob = seal(NUMBER)
        assert not needs_resealing(blob)

    with both_keys:
        assert unseal(blob) == NUMBER
        assert needs_resealing(blob)
        assert seal(NUMBER).startswith(PREFIX_OF_NEW)


def test_a_missing_key_is_named():
    with both_keys:
        blob = seal(NUMBER)

    with old_key, pytest.raises(Unsealable, match="2 号密钥没有配置"):
        unseal(blob)


def test_a_key_exchanged_under_its_number_is_noticed():
    with old_key:
        blob = seal(NUMBER)

    exchanged = override_settings(CREDIT_DATA_KEYS={1: FOREIGN})
    with exchanged, pytest.raises(Unsealable, match="密钥不对"):
        unseal(blob)


@old_key
def test_a_digest_is_the_same_each_time_and_of_sixty_four_characters():
    assert digest(NUMBER) == digest(NUMBER)
    assert len(digest(NUMBER)) == 64
    assert digest(NUMBER) != digest("350102199003071235")


def test_a_digest_depends_on_its_key():
    with old_key:
        first = digest(NUMBER)

    with override_settings(CREDIT_DIGEST_KEY=NEW):
        assert digest(NUMBER) != first
