"""A study's figures, drawn again from gated rows and embedded as pictures with their words."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Figure:
    """A picture as a `data:` address, empty where there is nothing to draw, and what it shows in words."""

    address: str
    alt: str
    title: str


def draw(names: Iterable[str], rows: pd.DataFrame, lang: str = "zh") -> list[Figure]:
    """Draw the named functions of `evalkit.plots`.

    Parameters
    ----------
    names : iterable of str
        Functions of `evalkit.plots`, as listed for the study in `params/studies.yaml`.
    rows : DataFrame
        Gated result rows: a figure drawn from anything else could show what the table withholds.
    """
    import matplotlib

    matplotlib.use("Agg")
    from evalkit import plots

    return [_picture(getattr(plots, name), rows, lang) for name in names]


def _picture(function, rows: pd.DataFrame, lang: str) -> Figure:
    import matplotlib.pyplot as plt

    from evalkit.plots import canvas

    axes = function(rows, lang=lang)
    figure = axes.figure
    title = axes.get_title(loc="left") or axes.get_title() or figure.get_suptitle()
    unit = axes.get_ylabel() or axes.get_xlabel()
    address = "" if canvas.is_blank(axes) else _address(figure)
    plt.close(figure)
    named = " ".join(title.split()) or function.__name__.replace("_", " ")
    return Figure(address, f"{named}（{unit}）" if unit else named, canvas.bare_title(title) or named)


def _address(figure) -> str:
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=110, metadata={"Software": None})
    return "data:image/png;base64," + base64.b64encode(content.getvalue()).decode("ascii")
