"""The point estimates of `county_pass` in one DuckDB query over all files, for comparison."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

SOURCES = ("wage", "business", "property", "transfer")
HOMES = """
    select village, year, household, bit_or(covered) as covered, count(*) - count(amount) as unreadable,
        arg_max(household_size, (month + months) * 4294967296 + household_size)::double as w,
        {sums}
    from read_parquet('{files}', hive_partitioning = false)
    group by county, village, year, household
"""
HEADS = """
    select village, year, w, net, line, case when net < line * w then 1 else 0 end as poor,
        net / w as x_net, wage / w as x_wage, (business - business_cost) / w as x_business,
        property / w as x_property, transfer / w as x_transfer
    from (select *, wage + business + property + transfer - business_cost as net from homes) join lines using (year)
    where covered = 4095 and unreadable = 0 and w >= 1
"""


def figures(root: Path, lines: dict[int, int]) -> pd.DataFrame:
    """Return a line per village and year; columns as from `bench.indicators_pandas.figures`."""
    import duckdb

    with duckdb.connect() as base:
        return base.execute(_query(root, lines)).df()


def _query(root: Path, lines: dict[int, int]) -> str:
    sums = [f"sum(amount) filter (source = '{name}') as {name}" for name in (*SOURCES, "business_cost")]
    sums = [text.replace("sum(", "coalesce(sum(").replace("') as", "'), 0) as") for text in sums]
    names = ("net", *SOURCES)
    ranks = [f"sum(w) over (partition by village, year order by x_{name} rows unbounded preceding)" for name in names]
    ranked = [
        f"({rank} - w / 2) / sum(w) over (partition by village, year) as r_{name}"
        for rank, name in zip(ranks, names, strict=True)
    ]
    values = ", ".join(f"({year}, {fen})" for year, fen in lines.items())
    means = ", ".join(f"sum(w * x_{name}) / sum(w) as m_{name}" for name in names)
    own = ", ".join(f"sum(w * x_{name} * r_{name}) / sum(w) - m_{name} / 2 as own_{name}" for name in names)
    with_net = ", ".join(f"sum(w * x_{name} * r_net) / sum(w) - m_{name} / 2 as cov_{name}" for name in SOURCES)
    parts = ", ".join(_source(name) for name in SOURCES)
    return f"""
        with lines(year, line) as (values {values}),
        homes as ({HOMES.format(sums=", ".join(sums), files=root / "income/year=*/county=*/part.parquet")}),
        heads as ({HEADS}),
        ranked as (select *, {", ".join(ranked)} from heads),
        places as (
            select village, year, sum(w * poor) / sum(w) as headcount_ratio,
                sum(greatest(line * w - net, 0)) / sum(line * w) as poverty_gap, {means}, {own}, {with_net}
            from ranked group by village, year
        )
        select village, year, m_net / 100 as income_per_head, headcount_ratio, poverty_gap,
            2 * own_net / m_net as income_gini, {parts}
        from places order by village, year
    """


def _source(name: str) -> str:
    share, gini_share = f"m_{name} / m_net", f"cov_{name} / own_net"
    figures = {
        "income_share": share,
        "gini_contribution": f"2 * cov_{name} / m_net",
        "gini_source_share": gini_share,
        "gini_of_source": f"2 * own_{name} / m_{name}",
        "gini_correlation": f"cov_{name} / own_{name}",
        "gini_marginal_effect": f"{gini_share} - {share}",
    }
    return ", ".join(f'{text} as "{figure}/{name}"' for figure, text in figures.items())
