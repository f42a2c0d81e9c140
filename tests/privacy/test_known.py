"""Numbers shaped like a person's are masked in any text, known or not, however they are spaced."""

import pytest

from evalkit.privacy.known import Known

ID = "990101197001011234"


@pytest.mark.parametrize("cuts", [(), (6, 14), (10,), (6,), (3, 6, 10, 12, 14), tuple(range(1, 18))])
@pytest.mark.parametrize("gap", [" ", "-"])
def test_an_id_number_is_masked_however_it_is_spaced(cuts, gap):
    places = [0, *cuts, len(ID)]
    spaced = gap.join(ID[a:b] for a, b in zip(places, places[1:], strict=False))
    assert Known().mask(f"买家{spaced}已付") == "买家[已隐去]已付"


@pytest.mark.parametrize("text", ["2021 2022 2023 2024", "100 200 300 400 500 600", "编号1234567890 1234567890"])
def test_other_numbers_stay(text):
    assert Known().mask(text) == text
