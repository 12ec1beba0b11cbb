import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registry.names import (
    MIN_SEARCH,
    bigrams,
    display,
    has_private_use,
    key,
    short_person_name,
)

EXTENSION_I = "\U0002ebf0"


@pytest.mark.parametrize(
    "written",
    [
        "福州（中国）贸易有限公司",
        "福州(中国)贸易有限公司",
        "福州 (中国) 贸易有限公司",
        "福州【中国】贸易有限公司",
        "福州（中国)贸易有限公司\n",
        "\u200b福州（中国）贸易\u3000有限公司",
    ],
)
def test_brackets_and_spaces_do_not_distinguish_two_companies(written):
    assert key(written) == "福州中国贸易有限公司"


@pytest.mark.parametrize("dot", "·•‧・･⋅∙.．")
def test_every_interpunct_is_shown_as_one_and_left_out_of_the_key(dot):
    name = f"买买提{dot}艾力"

    assert display(name) == "买买提·艾力"
    assert key(name) == "买买提艾力"


def test_a_full_stop_between_latin_letters_stays():
    assert display("福州A.B.C贸易") == "福州A.B.C贸易"
    assert key("福州a.b.c贸易") == "福州A.B.C贸易"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (" 张三 ", "张三"),
        ("张　三", "张三"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("买买提 . 艾力", "买买提·艾力"),
        ("John  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("福州\n某某公司", "福州某某公司"),
        ("张\u200b三", "张三"),
        ("福州（中国）公司", "福州（中国）公司"),
        ("ＡＢＣ公司", "ＡＢＣ公司"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_a_name_is_shown_as_it_was_written_but_for_its_padding(written, shown):
    assert display(written) == shown


def test_compatibility_forms_find_the_name():
    assert key("⼀ﬁ①公司") == key("一FI1公司")


def test_the_newest_characters_are_kept():
    name = f"王{EXTENSION_I}"

    assert display(name) == name
    assert key(name) == name
    assert len(bigrams(key(name))) == 1


def test_characters_of_the_private_use_area_are_flagged():
    assert has_private_use("王\ue81e")
    assert not has_private_use(f"王{EXTENSION_I}")


def test_a_variation_selector_does_not_hide_a_name():
    assert key("葛\U000e0100城") == key("葛城")


def test_bigrams_are_the_pairs_of_neighbours_each_once():
    assert bigrams("福州福州") == [
        (ord("福") << 21) | ord("州"),
        (ord("州") << 21) | ord("福"),
    ]
    assert bigrams("福") == []


def test_the_shortest_search_has_a_bigram():
    assert len(bigrams("福" + "州" * (MIN_SEARCH - 1))) == 1


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("张三", "张*"),
        (" 欧阳　修 ", "欧*"),
        ("买买提·艾力", "买*"),
        (f"{EXTENSION_I}三", f"{EXTENSION_I}*"),
    ],
)
def test_a_person_may_be_named_by_the_first_character_alone(name, short):
    assert short_person_name(name) == short


@given(st.text())
@example("⺀.[㐀")
def test_showing_and_keying_twice_is_doing_it_once(name):
    assert display(display(name)) == display(name)
    assert key(key(name)) == key(name)


@given(st.text())
def test_what_is_shown_is_found_by_the_key_of_what_was_written(name):
    assert key(display(name)) == key(name)


@given(st.text())
@example("⺀.⺀")
def test_spaces_around_and_between_make_no_difference(name):
    assert key(" " + "\u3000".join(name) + "\t") == key(name)
