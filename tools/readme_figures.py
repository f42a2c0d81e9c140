"""Put one figure and one table that the demo really makes into both READMEs; run it after `make demo`."""

import re
import sys
from pathlib import Path

import pandas as pd

from evalkit.plots import income_level
from evalkit.plots.style import use_style
from evalkit.reports import labels, table

HOME = Path(__file__).resolve().parents[1]
RELEASED = HOME / "reports" / "indicators.parquet"
FIGURES = HOME / "docs" / "figures"
READMES = {"en": HOME / "README.md", "zh": HOME / "README.zh-CN.md"}
DRAWN, LISTED = "990101100201", "140123100206"
SHOWN = (
    "assistance_beneficiaries",
    "assistance_amount",
    "microcredit_households",
    "microcredit_amount",
    "assistance_purchases",
)
WORDS = {
    "en": {
        "figure": "Income per head of {place}, an invented village, as the report draws it",
        "table": "Guanzhuang, published figures as they stand in `reports/indicators.parquet`:",
        "head": ("Indicator", "Of which", "Year", "Value", "Unit"),
    },
    "zh": {
        "figure": "虚构的{place}的人均收入，与报告中的图相同",
        "table": "官庄村已公开发表的数字，取自 `reports/indicators.parquet`：",
        "head": ("指标", "其中", "年度", "数值", "单位"),
    },
}


def figure(rows, lang):
    """Draw the figure and return the Markdown that shows it."""
    import matplotlib.pyplot as plt

    place = labels.place(DRAWN)
    drawn = rows[(rows["village"] == DRAWN) & rows["indicator"].str.startswith("income_per_head")]
    if drawn["value"].notna().sum() == 0:
        sys.exit(f"{RELEASED.relative_to(HOME)} holds no income per head of {DRAWN}; run make demo first")
    axes = income_level(drawn, lang=lang)
    name = f"income-{lang}.png"
    axes.figure.savefig(FIGURES / name, dpi=110, metadata={"Software": None})
    plt.close(axes.figure)
    return f"![{WORDS[lang]['figure'].format(place=getattr(place, lang))}](docs/figures/{name})"


def published(rows, lang):
    """Return Guanzhuang's published figures as a Markdown table."""
    chosen = rows[(rows["village"] == LISTED) & rows["published"] & rows["value"].notna()]
    chosen = pd.concat([chosen[chosen["indicator"] == name] for name in SHOWN])
    chosen = chosen.drop_duplicates(["indicator", "period", "group_by", "group"])
    if chosen.empty:
        sys.exit(f"{RELEASED.relative_to(HOME)} holds no published figure of {LISTED}; run make demo first")
    cells = [
        (
            getattr(line, f"label_{lang}"),
            getattr(line, f"group_{lang}"),
            line.period_zh[:4],
            line.value,
            getattr(line, f"unit_{lang}"),
        )
        for line in table.lines(chosen, labels.indicators())
    ]
    lines = [WORDS[lang]["head"], ("---", "---", "---", "--:", "---"), *cells]
    return WORDS[lang]["table"] + "\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines)


def insert(text, name, block):
    """Replace what stands between the markers of one block."""
    marked = re.compile(rf"(<!-- demo:{name} -->\n).*?(<!-- /demo:{name} -->)", re.DOTALL)
    if not marked.search(text):
        sys.exit(f"a README lacks the markers of demo:{name}")
    return marked.sub(lambda found: found.group(1) + block + "\n" + found.group(2), text)


if __name__ == "__main__":
    if not RELEASED.is_file():
        sys.exit(f"{RELEASED.relative_to(HOME)} is not there; run make demo first")
    released = pd.read_parquet(RELEASED)
    FIGURES.mkdir(parents=True, exist_ok=True)
    use_style()
    for lang, path in READMES.items():
        page = insert(path.read_text(encoding="utf-8"), "figure", figure(released, lang))
        path.write_text(insert(page, "table", published(released, lang)), encoding="utf-8")
        print(f"refreshed {path.name}")
