import pytest

from evalkit.cleaning.parsers import numbers_of_persons as numbers

# 11010519491231002X is the worked example of GB 11643-1999, annex A.
EXAMPLE = "11010519491231002X"


def code(cell):
    return numbers.id_numbers([cell])[1][0]


def value(cell):
    return numbers.id_numbers([cell])[0][0]


@pytest.mark.parametrize(
    "cell", [EXAMPLE, EXAMPLE.lower(), " 110105 19491231002X ", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_one_person_has_one_number_however_it_is_written(cell):
    assert (value(cell), code(cell)) == (EXAMPLE, "ok")


def test_a_disability_card_is_the_same_person():
    assert (value(EXAMPLE + "43"), code(EXAMPLE + "43")) == (EXAMPLE, "disability_card")


def test_a_wrong_check_character_is_kept_and_reported():
    assert code("110105194912310021") == "bad_checksum"
    assert value("110105194912310021") == "110105194912310021"


def test_a_day_that_does_not_exist_is_no_valid_number():
    assert code("110105194913310024") == "bad_checksum"


@pytest.mark.parametrize("cell", [1.1010519491231e17, 110105194912310021, "1.10105E+17"])
def test_a_number_cell_has_lost_digits_and_is_never_repaired(cell):
    assert numbers.id_numbers([cell]) == ([None], ["lossy_number"])


def test_a_number_one_digit_short_is_not_used():
    assert numbers.id_numbers([EXAMPLE[:-1]]) == ([None], ["wrong_length"])


def test_six_nines_mean_no_number():
    assert code("999999195001010018") == "no_id"


def test_a_word_is_no_number_and_a_dash_nothing():
    assert [code("待补"), code("无"), code(None)] == ["not_an_id", "dash", "blank"]


def test_the_whole_column_gives_the_same_as_its_cells():
    cells = [EXAMPLE, None, "110105194912310021", 1.1e17, EXAMPLE + "43"]
    assert numbers.id_numbers(cells)[1] == [code(cell) for cell in cells]


@pytest.mark.parametrize("cell", ["0012", "12", 12, 12.0, "１２", " 12 ", "12.0"])
def test_one_household_has_one_number(cell):
    assert numbers.household_number(cell) == ("12", "ok")


def test_a_long_household_number_in_a_number_cell_is_lossy():
    assert numbers.household_number(9.901011002010012e17) == (None, "lossy_number")
    assert numbers.household_number(1234567890123456) == (None, "lossy_number")
    assert numbers.household_number(123456789012345) == ("123456789012345", "ok")


def test_two_phones_may_share_a_cell():
    assert numbers.phone_numbers("81087858、81415182") == ["81087858", "81415182"]
    assert numbers.phone_numbers(15400251498.0) == ["15400251498"]
    assert numbers.phone_numbers("0351-1234567") == ["03511234567"]
