from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.identifiers import (
    DESTROYED,
    EMPTY,
    ORGANISATION_KINDS,
    PERSON_KINDS,
    Identifier,
    Kind,
    Unrecognised,
    born_on,
    is_person_kind,
    kinds_named,
    kinds_of_subject,
    mask,
    normalise,
    recognise,
    subject_kinds,
)
from tests.registry.numbers import (
    USCC_SYMBOLS,
    organisation_code,
    person_number,
    registration_number,
    uscc,
)

TODAY = date(2026, 11, 24)

digits = st.text("0123456789", min_size=1)
birthdays = st.dates(date(1870, 1, 1), TODAY)
regions = st.sampled_from(["350102", "350182", "110101", "659001", "440524"])


def read(text, kinds=None):
    return recognise(text, today=TODAY, kinds=kinds)


def refusal(text, kinds=None):
    with pytest.raises(Unrecognised) as caught:
        read(text, kinds)
    return str(caught.value)


@st.composite
def credit_codes(draw):
    body = draw(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8))
    first = draw(st.sampled_from("123456789ANY"))
    return uscc(
        first + draw(st.sampled_from("1239")) + "350100", organisation_code(body)
    )


@st.composite
def person_numbers(draw):
    sequence = draw(st.integers(1, 999))
    return person_number(draw(regions), draw(birthdays), sequence)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("91350100MA2XPLQ0XG", Kind.USCC),
        ("91350100154421019X", Kind.USCC),
        ("113501001544210196", Kind.USCC),
        ("52350100154421019Y", Kind.USCC),
        ("N23501221544210199", Kind.USCC),
        ("Y13501001544210198", Kind.USCC),
        ("350102199003071234", Kind.RESIDENT),
        ("350182199003071236", Kind.RESIDENT),
        ("440524188001010014", Kind.RESIDENT),
        ("810000199003071237", Kind.RESIDENCE_PERMIT),
        ("820000199003071239", Kind.RESIDENCE_PERMIT),
        ("830000199003071230", Kind.RESIDENCE_PERMIT),
        ("90100019900307123X", Kind.FOREIGN_PERMANENT),
    ],
)
def test_true_numbers_are_recognised_without_a_warning(number, kind):
    assert read(number) == Identifier(kind, number)


@pytest.mark.parametrize(
    "messy",
    [
        " 350102199003071234",
        "350102 19900307 1234",
        "350102-19900307-1234",
        "３５０１０２１９９００３０７１２３４",
        "'350102199003071234",
        "’350102199003071234",
        "\u200b3501021990\ufeff03071234\u00a0",
        "\u3000350102199003071234\n",
    ],
)
def test_what_surrounds_and_divides_a_number_is_cleaned_away(messy):
    assert read(messy).value == "350102199003071234"


@pytest.mark.parametrize("cross", ["x", "X", "Ｘ", "ｘ", "х", "Х", "×", "Ⅹ", "✕"])
def test_every_shape_of_the_check_character_x_is_one(cross):
    assert read(f"90100019900307123{cross}").value == "90100019900307123X"


def test_a_lower_case_credit_code_is_the_same_code():
    assert read("91350100ma2xplq0xg").value == "91350100MA2XPLQ0XG"


@given(credit_codes())
def test_every_true_credit_code_is_accepted(code):
    assert read(code, ORGANISATION_KINDS).value == code


@given(credit_codes(), st.integers(0, 17), st.sampled_from(USCC_SYMBOLS))
def test_no_single_wrong_character_passes_in_a_credit_code(code, position, symbol):
    assume(code[position] != symbol)
    wrong = code[:position] + symbol + code[position + 1 :]

    with pytest.raises(Unrecognised):
        read(wrong, ORGANISATION_KINDS)


@given(person_numbers())
def test_every_true_identity_number_is_accepted(number):
    assert read(number, PERSON_KINDS).value == number


@given(person_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_no_single_wrong_character_passes_in_an_identity_number(
    number, position, other
):
    assume(number[position] != other)
    wrong = number[:position] + other + number[position + 1 :]

    with pytest.raises(Unrecognised):
        read(wrong, PERSON_KINDS)


@given(st.text("0123456789", min_size=14, max_size=14))
def test_every_true_registration_number_is_accepted(body):
    number = registration_number(body)

    assert read(number, ORGANISATION_KINDS).value == number


@given(
    st.text("0123456789", min_size=14, max_size=14),
    st.integers(0, 14),
    st.sampled_from("0123456789"),
)
def test_no_single_wrong_digit_passes_in_a_registration_number(body, position, other):
    number = registration_number(body)
    assume(number[position] != other)
    wrong = number[:position] + other + number[position + 1 :]

    with pytest.raises(Unrecognised):
        read(wrong, ORGANISATION_KINDS)


@given(st.text())
def test_any_text_is_recognised_or_refused_with_a_sentence(text):
    try:
        assert read(text).kind in Kind
    except Unrecognised as refused:
        assert str(refused).endswith("。")


@given(st.one_of(st.integers(), st.floats(), st.booleans(), st.none(), st.dates()))
def test_any_cell_value_is_recognised_or_refused_with_a_sentence(value):
    try:
        assert read(value).kind in Kind
    except Unrecognised as refused:
        assert str(refused).endswith("。")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(person_numbers())
def test_reading_the_value_again_changes_nothing(number):
    assert read(read(number, PERSON_KINDS).value, PERSON_KINDS).value == number


@given(person_numbers(), st.integers(0, 16))
def test_no_refusal_repeats_the_number(number, position):
    wrong = (
        number[:position]
        + ("1" if number[position] != "1" else "2")
        + number[position + 1 :]
    )

    assert wrong[:6] not in refusal(wrong, PERSON_KINDS)


@pytest.mark.parametrize(
    "blank", ["", " ", None, "/", "无", "-", "--", "暂无", "null", float("nan")]
)
def test_an_empty_cell_is_called_empty(blank):
    assert refusal(blank) == EMPTY


@pytest.mark.parametrize(
    "destroyed",
    [
        3.501021990030712e17,
        350102199003071000,
        "3.50102E+17",
        "3.50102e17",
        "３.50102Ｅ+17",
        "350102199003071000",
        "350102199003071000.0",
        float("inf"),
    ],
)
def test_a_number_that_excel_destroyed_is_refused_for_that_reason(destroyed):
    assert refusal(destroyed) == DESTROYED


def test_a_destroyed_number_whose_check_holds_by_chance_is_warned_of():
    number = next(
        n
        for day in range(1, 29)
        if (n := person_number("350102", date(1990, 3, day), 100)).endswith("1000")
    )

    assert any("Excel" in warning for warning in read(number).warnings)


@pytest.mark.parametrize("cell", [350100400001230.0, 350100400001230])
def test_a_numeric_cell_of_fifteen_digits_is_whole(cell):
    body = str(int(cell))[:14]
    number = registration_number(body)

    assert read(type(cell)(number)).value == number


def test_an_old_identity_number_is_converted_and_warned_of():
    converted = read("350102900307123")

    assert converted.value == "350102199003071234"
    assert "旧号码没有校验码" in converted.warnings[0]


def test_an_unknown_region_only_warns():
    assert read(
        person_number("990102", date(1990, 3, 7), 123), {Kind.FOREIGN_PERMANENT}
    )
    unknown = read(person_number("780102", date(1990, 3, 7), 123))
    assert "区划" in unknown.warnings[0]


@pytest.mark.parametrize("address", ["350000", "350100", "350101"])
def test_an_address_that_is_no_county_only_warns(address):
    number = person_number(address, date(1990, 3, 7), 123)

    assert "区划" in read(number, PERSON_KINDS).warnings[0]


def test_a_sequence_of_three_noughts_only_warns():
    number = person_number("350102", date(1990, 3, 7), 0)

    assert any("顺序码" in warning for warning in read(number, PERSON_KINDS).warnings)


def test_a_credit_code_with_a_wrong_inner_organisation_code_only_warns():
    assert "组织机构代码" in read("913501001544210115").warnings[0]


def test_a_credit_code_of_no_registration_authority_is_refused():
    wrong = uscc("B1350100", organisation_code("15442101"))

    assert "首位" in refusal(wrong)


def test_a_letter_that_credit_codes_avoid_is_explained():
    assert "字母 I、O、Z、S、V" in refusal("9135O100MA2XPLQ0XG")


@pytest.mark.parametrize("birthday", ["19900230", "20261125", "18691231", "19901301"])
def test_an_impossible_birth_date_is_refused(birthday):
    number = person_number("350102", birthday, 123)

    assert "出生日期" in refusal(number, PERSON_KINDS)


def test_somebody_born_today_has_a_number():
    number = person_number("350102", TODAY, 123)

    assert read(number, PERSON_KINDS).value == number


def both_checks_hold(first, regions, accept):
    for region in regions:
        for sequence in range(1, 1000):
            number = person_number(region, date(1990, 3, 7), sequence)
            if (
                number[0] == first
                and uscc(number[:8], number[8:17]) == number
                and accept(number)
            ):
                return number
    raise AssertionError("none found")


def test_a_number_that_may_be_a_company_or_a_foreigner_is_asked_about():
    number = both_checks_hold("9", ["911124", "913501"], lambda n: True)

    assert "主体类别" in refusal(number)
    assert read(number, ORGANISATION_KINDS).kind == Kind.USCC
    assert read(number, PERSON_KINDS).kind == Kind.FOREIGN_PERMANENT


def test_a_person_is_not_asked_about_for_a_chance_agreement_with_credit_codes():
    def inner_check_fails(number):
        return organisation_code(number[8:16]) != number[8:17]

    number = both_checks_hold("3", ["350102", "350103"], inner_check_fails)

    assert read(number).kind == Kind.RESIDENT


def test_a_number_without_checks_of_its_own_is_ambiguous_beside_another_reading():
    code = next(
        organisation_code(f"E{n:07}")
        for n in range(10**6)
        if organisation_code(f"E{n:07}")[8].isdecimal()
    )

    assert "无法判断" in refusal(code)
    assert read(code, {Kind.PASSPORT}).kind == Kind.PASSPORT
    assert read(code, ORGANISATION_KINDS).kind == Kind.ORGANISATION_CODE


@pytest.mark.parametrize(
    ("number", "value", "kind"),
    [
        ("H1234567801", "H12345678", Kind.HK_MACAO_PERMIT),
        ("m12345678", "M12345678", Kind.HK_MACAO_PERMIT),
        ("E12345678", "E12345678", Kind.PASSPORT),
        ("EA1234567", "EA1234567", Kind.PASSPORT),
        ("FRA110000000001", "FRA110000000001", Kind.FOREIGN_PERMANENT),
        ("12345678", "12345678", Kind.TAIWAN_PERMIT),
        ("1234567890(B)", "1234567890B", Kind.TAIWAN_PERMIT),
        ("C01X00T47", "C01X00T47", Kind.PASSPORT),
    ],
)
def test_documents_without_a_check_are_taken_by_shape_and_warned_of(
    number, value, kind
):
    identifier = read(number, {kind})

    assert (identifier.kind, identifier.value) == (kind, value)
    assert "没有校验码" in identifier.warnings[0]


def test_a_permit_renewed_is_the_same_person():
    assert read("H1234567801").value == read("H1234567802").value


@pytest.mark.parametrize("loose", ["12345678", "C01X00T48", "20160413", "福州某公司"])
def test_loose_shapes_are_taken_for_nothing_unless_the_document_is_named(loose):
    assert refusal(loose)
    assert refusal(loose, PERSON_KINDS)


def test_an_identity_number_does_not_pass_for_a_passport():
    assert "居民身份证" in refusal("350102199003071234", {Kind.PASSPORT})
    assert refusal("350102199003071235", {Kind.PASSPORT})


def test_a_person_in_a_column_of_companies_is_named_as_such():
    assert "居民身份证" in refusal("350102199003071234", ORGANISATION_KINDS)


def test_an_organisation_code_with_its_hyphen_is_accepted():
    assert read("15442101-9") == Identifier(Kind.ORGANISATION_CODE, "154421019")


@pytest.mark.parametrize("digits", [13, 14])
def test_the_oldest_registration_numbers_are_accepted_and_warned_of(digits):
    identifier = read("35010040000123"[:digits])

    assert identifier.kind == Kind.REGISTRATION
    assert "没有校验码" in identifier.warnings[0]


def test_a_strange_character_is_named():
    assert "“某”" in refusal("35010219900307某234")


@pytest.mark.parametrize(
    ("identifier", "shown"),
    [
        (Identifier(Kind.USCC, "91350100MA2XPLQ0XG"), "91350100MA2XPLQ0XG"),
        (Identifier(Kind.RESIDENT, "350102199003071234"), "350***********1234"),
        (Identifier(Kind.PASSPORT, "E12345678"), "E******78"),
        (Identifier(Kind.TAIWAN_PERMIT, "12345678"), "1*****78"),
    ],
)
def test_of_a_persons_number_only_the_ends_are_shown(identifier, shown):
    assert mask(identifier) == shown


def test_every_kind_names_persons_or_businesses_but_never_both():
    assert {kind for kind in Kind if is_person_kind(kind)} == PERSON_KINDS
    for kind in Kind:
        for subject_kind in subject_kinds(kind):
            assert kind in kinds_of_subject(subject_kind)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("护照号", {Kind.PASSPORT}),
        ("身份证", {Kind.RESIDENT, Kind.RESIDENCE_PERMIT}),
        (" 外国（地区）护照", {Kind.PASSPORT}),
        ("台湾居民来往大陆通行证", {Kind.TAIWAN_PERMIT}),
        ("军官证", None),
    ],
)
def test_the_words_for_documents_are_understood(words, kinds):
    assert kinds_named(words) == kinds


def test_a_birth_date_is_read_from_the_numbers_that_state_one():
    assert born_on(read("90100019900307123X")) == date(1990, 3, 7)
    assert born_on(read("91350100MA2XPLQ0XG")) is None
    assert born_on(read("H12345678")) is None
