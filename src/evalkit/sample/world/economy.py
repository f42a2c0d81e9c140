"""The village economy: projects, sales, assistance purchases, assets and funds."""

from __future__ import annotations

import numpy as np

from evalkit.sample.world.places import Village
from evalkit.sample.world.profiles import Profile

PROJECTS = (
    ("连翘种植基地", "crop", ("production", "sales"), 60, 45),
    ("肉羊养殖合作社", "livestock", ("production", "sales"), 80, 62),
    ("小杂粮加工车间", "processing", ("production", "processing", "storage", "sales"), 120, 78),
    ("村级光伏电站", "solar", ("production",), 90, 12),
)
PRODUCTS = {"crop": "连翘", "livestock": "羊肉", "processing": "小杂粮"}
BUYERS = (
    ("{unit}", "paired_unit"),
    ("示例县农产品批发市场", "market"),
    ("样例食品有限公司", "company"),
    ("示例供销合作社", "cooperative"),
    ("示例电商服务站", "online"),
)
BUYER_ODDS = {"single_buyer": (0.86, 0.05, 0.04, 0.03, 0.02), "": (0.22, 0.26, 0.24, 0.16, 0.12)}
UNITS = ("示例省农业厅", "示例省统计局", "样例大学", "示例市住建局", "样例银行", "示例市文旅局")


def paired_unit(village: Village) -> str:
    """Return the invented unit paired with a village."""
    return UNITS[village.index % len(UNITS)]


def projects(village: Village, profile: Profile) -> list[tuple]:
    """Return the village's projects: two to four, one fewer where little is undertaken."""
    count = 2 if profile.kind in {"transfers", "bunched"} else 3
    start = village.index % 2
    return [PROJECTS[(start + i) % len(PROJECTS)] for i in range(count)]


def industry(rng: np.random.Generator, village: Village, profile: Profile, year: int, first: int) -> list[dict]:
    """Return one record per project and year; money in fen, whole hundred yuan."""
    found = []
    for order, (name, kind, stages, invested, output) in enumerate(projects(village, profile)):
        value = round(output * 1.06 ** (year - first) * float(np.exp(rng.normal(0, 0.08))) * 100) * 10000
        poor = profile.kind == "transfers" and order == 1
        found.append(
            {
                "project": village.name[:-1] + name,
                "industry": kind,
                "chain_stage": list(stages),
                "started": f"{first - 2 + order}-{4 + order:02d}",
                "status": "poor" if poor else "running",
                "invested": invested * 1000000,
                "output": value // 3 if poor else value,
                "households_linked": int(rng.integers(8, 30)),
                "dividend": round((value // 3 if poor else value) * 0.04 / 10000) * 10000,
            }
        )
    return found


def sales(rng: np.random.Generator, village: Village, profile: Profile, year: int, projects_: list[dict]) -> list[dict]:
    """Return the year's sales: each selling project's output divided among dated sales; money in fen, whole yuan."""
    odds = BUYER_ODDS.get(profile.kind, BUYER_ODDS[""])
    found = []
    for project in projects_:
        if project["industry"] not in PRODUCTS:
            continue
        parts = rng.dirichlet(np.full(6, 6.0))
        for part in parts:
            name, kind = BUYERS[int(rng.choice(len(BUYERS), p=odds))]
            found.append(
                {
                    "date": f"{year}-{rng.integers(1, 13):02d}-{rng.integers(1, 29):02d}",
                    "product": PRODUCTS[project["industry"]],
                    "industry": project["industry"],
                    "buyer": name.format(unit=paired_unit(village)),
                    "buyer_type": kind,
                    "amount": round(project["output"] * float(part) / 100) * 100,
                }
            )
    return hold_share(sorted(found, key=lambda sale: sale["date"]), village, odds[0])


def hold_share(found: list[dict], village: Village, share: float) -> list[dict]:
    """In the single-buyer village hold the paired unit's share of sales at the planted one, to the yuan."""
    unit = paired_unit(village)
    mine = [sale for sale in found if sale["buyer"] == unit]
    others = sum(sale["amount"] for sale in found if sale["buyer"] != unit)
    if share < 0.5 or not mine or not others:
        return found
    wanted = others * share / (1 - share)
    scale = wanted / sum(sale["amount"] for sale in mine)
    for sale in mine:
        sale["amount"] = round(sale["amount"] * scale / 100) * 100
    return found


def purchases(rng: np.random.Generator, village: Village, year: int) -> list[dict]:
    """Return the paired unit's assistance purchases of a year; money in fen, with jiao and fen."""
    return [
        {
            "date": f"{year}-{month:02d}",
            "buyer": paired_unit(village),
            "product": str(rng.choice(["小杂粮", "羊肉", "土豆", "核桃"])),
            "amount": int(rng.integers(600000, 2600000)),
        }
        for month in (1, 6, 9)
    ]


def assets(rng: np.random.Generator, village: Village, profile: Profile, year: int, first: int) -> list[dict]:
    """Return one record per asset and year; money in fen, whole hundred yuan."""
    found = []
    for order, (name, _, _, invested, _) in enumerate([*projects(village, profile), ("饮水工程", "", (), 40, 0)]):
        operating = name != "饮水工程"
        income = invested * int(rng.integers(300, 700)) * 100 if operating else 0
        found.append(
            {
                "asset": f"{village.code[6:]}-{order + 1:02d}",
                "asset_name": village.name[:-1] + name,
                "asset_class": "operating" if operating else "public",
                "formed_year": first - 3 + order,
                "fund_source": ("fiscal", "east_west", "paired")[order % 3],
                "original_value": invested * 1000000,
                "owner_level": "village",
                "operator": "村股份经济合作社",
                "use_status": "low" if profile.kind == "transfers" and order == 1 else "in_use",
                "annual_income": income,
                "distributed": income * 6 // 10 // 10000 * 10000,
                "beneficiary_households": int(rng.integers(10, 32)) if operating else None,
                "custodian": "村委会",
            }
        )
    return found


def funds(rng: np.random.Generator, village: Village, year: int) -> list[dict]:
    """Return one record per funded project and year; money in fen, whole thousand yuan."""
    found = []
    for name, source in (("产业提升项目", "fiscal"), ("人居环境整治项目", "fiscal"), ("帮扶单位援建项目", "paired")):
        planned = int(rng.integers(80, 400)) * 100000
        arrived = planned if rng.random() < 0.8 else planned * 7 // 10 // 100000 * 100000
        spent = int(arrived * rng.uniform(0.7, 1.0)) // 100000 * 100000
        late = int(rng.integers(0, 4))
        found.append(
            {
                "project": f"{village.name[:-1]}{name}",
                "fund_source": source,
                "needed": planned * 12 // 10 // 100000 * 100000,
                "planned": planned,
                "arrived": arrived,
                "spent": spent,
                "planned_date": f"{year}-05",
                "arrived_date": f"{year}-{5 + late:02d}",
                "beneficiary_households": int(rng.integers(20, 40)),
            }
        )
    return found
