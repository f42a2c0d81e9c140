"""Which columns each ledger shows, in what order, under which group headings."""

from __future__ import annotations

from dataclasses import dataclass, field

PLACE = ("county_name", "township", "village")


@dataclass(frozen=True)
class Form:
    """The printed form of one row-per-record ledger.

    `groups` are group headings of a two-row header (heading -> its columns, adjacent in `columns`); `merge` are columns
    merged over the rows of one household; `total` are columns summed in 合计 rows; `by` is the column whose change
    closes a 小计; `unit` is the money unit people use on this form.
    """

    sheet: str
    columns: tuple[str, ...]
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    merge: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    by: str = ""
    unit: str = "元"


HOUSE = ("household", "head_name")
FORMS = {
    "villages": Form(
        "基本情况",
        (
            "village_name", "grids", "grid_party_members", "grid_assistants", "households_total", "population_total",
            "team_arrival", "paired_unit", "collective_income", "monitoring_meetings_per_month", "key_groups",
            "study_weekday", "assessments_per_year",
        ),
        unit="万元",
    ),
    "households": Form(
        "户信息",
        (
            "grid", "household", "head_name", "head_id", "household_size", "phone", "household_type", "monitored_type",
            "labour_count", "no_labour_household", "dibao", "tekun", "cause1", "arable_area", "income_per_head_stated",
            "risk_cleared", "risk_identified", "risk_cleared_date",
        ),
        groups={
            "政策享受情况": ("dibao", "tekun"),
            "风险监测情况": ("risk_cleared", "risk_identified", "risk_cleared_date"),
        },
        total=("household_size",),
        by="grid",
    ),
    "members": Form(
        "家庭成员",
        (
            "grid", "household", "head_name", "name", "person", "relation", "sex", "ethnicity", "education",
            "school_status", "health", "labour", "work_months", "serious_illness_insurance", "basic_insurance", "phone",
        ),
        groups={"医疗保障": ("serious_illness_insurance", "basic_insurance")},
        merge=("grid", *HOUSE),
    ),
    "guarantees": Form(
        "三保障",
        (*HOUSE, "head_id", "housing_problem", "dropout", "uninsured", "water_problem", "job_lost"),
    ),
    "alerts": Form(
        "监测预警",
        (
            *HOUSE, "head_id", "channel", "clue_date", "verified_date", "outcome", "identified_date", "monitored_type",
            "risk1", "risk2", "measure_date", "measures", "cleared", "cleared_date", "clear_method",
            "cleared_income_per_head",
        ),
        groups={"风险消除情况": ("cleared", "cleared_date", "clear_method", "cleared_income_per_head")},
    ),
    "meetings": Form(
        "会议研判", ("date", "attendees", "cases_discussed", "cases_identified", "cases_cleared", "topic")
    ),
    "plans": Form(
        "一户一策", (*HOUSE, "target", "task", "responsible", "deadline", "done_date", "result"), merge=HOUSE
    ),
    "assistance": Form(
        "帮扶措施",
        (*HOUSE, "name", "person", "programme", "term", "date", "beneficiaries", "beneficiary_unit", "amount"),
        merge=HOUSE,
        total=("amount",),
    ),
    "microcredit": Form(
        "小额信贷",
        (
            *HOUSE, "head_id", "issued_date", "due_date", "households_count", "amount", "rate", "bank", "purpose",
            "applied_by", "subsidised", "balance", "overdue", "renewed",
        ),
        total=("amount", "balance"),
        unit="万元",
    ),
    "jobs": Form(
        "务工",
        (
            *HOUSE, "name", "person", "working", "channel", "start_date", "end_date", "work_place", "wage_month",
            "transport_subsidy", "employer", "sector",
        ),
        merge=HOUSE,
    ),
    "public_posts": Form(
        "公益岗",
        (*HOUSE, "name", "person", "month", "days_required", "days_worked", "amount", "contract"),
        total=("amount",),
        by="month",
    ),
    "industry": Form(
        "产业项目",
        (
            "project", "industry", "chain_stage", "started", "status", "invested", "output", "households_linked",
            "dividend",
        ),
        total=("invested", "output", "dividend"),
        unit="万元",
    ),
    "sales": Form("产品销售", ("date", "product", "industry", "buyer", "buyer_type", "amount"), total=("amount",)),
    "purchases": Form("消费帮扶", ("date", "buyer", "product", "amount"), total=("amount",)),
    "assets": Form(
        "项目资产",
        (
            "asset", "asset_name", "asset_class", "formed_year", "fund_source", "original_value", "owner_level",
            "operator", "use_status", "annual_income", "distributed", "beneficiary_households", "custodian",
        ),
        total=("original_value", "annual_income", "distributed"),
        by="village",
        unit="万元",
    ),
    "funds": Form(
        "衔接资金",
        (
            "project", "fund_source", "needed", "planned", "arrived", "spent", "planned_date", "arrived_date",
            "beneficiary_households",
        ),
        groups={"资金情况": ("needed", "planned", "arrived", "spent")},
        total=("planned", "arrived", "spent"),
        by="village",
        unit="万元",
    ),
    "cadres": Form(
        "驻村干部",
        (
            "name", "person", "sex", "party", "role", "unit", "start_date", "end_date", "days_in_village",
            "rural_experience_years", "training_hours", "phone",
        ),
    ),
    "assessments": Form("考核", ("subject", "period", "dimension", "method", "score", "full_marks")),
    "activities": Form("村级活动", ("date", "kind", "participants", "quantity", "quantity_unit")),
}  # fmt: skip
