"""Assets, worked by hand."""

import pandas as pd

from evalkit.indicators import assets, scope

HERE = scope.years("990101100201", [2024])


def asset(kind, use, value, income=None, paid=None, homes=None):
    return {
        "year": 2024, "asset_name": "a", "asset_class": kind, "use_status": use, "original_value": value,
        "annual_income": income, "distributed": paid, "beneficiary_households": homes,
    }  # fmt: skip


def three(ledger):
    return ledger("assets", [
        asset("operating", "in_use", 60000, 3000, 1500, 10), asset("operating", "idle", 20000, 1000, 500, 4),
        asset("public", "low", 20000),
    ])  # fmt: skip


def test_the_classes_add_up_to_all_assets_by_value_and_number(ledger):
    found = assets.asset_value(three(ledger), HERE).set_index("group")
    assert found["value"].to_dict() == {"operating": 800.0, "public": 200.0}
    assert found["n"].to_dict() == {"operating": 2, "public": 1}


def test_idle_and_low_use_are_shares_of_value(ledger):
    rows = three(ledger)
    assert assets.asset_idle_share(rows, HERE)["value"].item() == 0.2
    assert assets.asset_low_use_share(rows, HERE)["value"].item() == 0.2


def test_return_is_of_operating_assets_and_distribution_of_income(ledger):
    rows = three(ledger)
    assert assets.asset_return(rows, HERE)["value"].item() == 0.05
    assert assets.asset_distribution(rows, HERE)["value"].item() == 0.5
    assert assets.households_per_asset(rows, HERE)["value"].item() == 7.0


def test_an_asset_without_a_use_is_counted_as_left_out(ledger):
    rows = ledger("assets", [asset("public", "idle", 100), asset("public", None, 100)])
    found = assets.asset_idle_share(rows, HERE)
    assert found["value"].item() == 1.0 and "1 lines" in found["note"].item()


def test_collective_income_is_yuan_and_its_absence_is_said(ledger):
    rows = ledger("villages", [{"year": 2024, "collective_income": 279000}])
    assert assets.collective_income(rows, HERE)["value"].item() == 2790.0
    found = assets.collective_income(ledger("villages", [{"year": 2024}]), HERE)
    assert pd.isna(found["value"].item()) and "collective income" in found["note"].item()


def test_an_asset_without_a_class_may_be_an_operating_one_and_is_counted_as_left_out(ledger):
    unknown, public = asset(None, "in_use", 100, 50), asset("public", "low", 9)
    rows = ledger("assets", [asset("operating", "in_use", 100, 5), unknown, public])
    found = assets.asset_return(rows, HERE)
    assert (found["value"].item(), found["n"].item()) == (0.05, 1)
    assert "1 lines without 'Class' or 'Return in the year' or 'Original value' left out" in found["note"].item()
