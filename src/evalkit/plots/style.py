"""One look for every figure: one font on every machine, Chinese included, and colours that everyone can tell apart."""

from __future__ import annotations

import warnings

# Okabe and Ito's colours, which people with any common colour blindness can tell apart; yellow is left out, since it
# vanishes on white paper.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
FALLBACKS = ("DejaVu Sans", "SimSun-ExtB", "HanaMinB", "BabelStone Han", "Noto Sans CJK SC")
LOOK = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#4d4d4d",
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.unicode_minus": True,
    "figure.dpi": 100,
    "figure.figsize": (7.0, 4.2),
    "font.size": 10.5,
    "grid.color": "#e0e0e0",
    "legend.frameon": False,
    "savefig.bbox": "tight",
    "savefig.dpi": 150,
}


def use_style() -> None:
    """Set matplotlib's fonts, colours and grid for this process; call it after any seaborn theme, which resets fonts.

    The Chinese font comes from a package that is installed with evalkit, so a figure looks the same on a machine
    without any Chinese font. A character that no font has makes drawing fail with a message that names it, instead of
    leaving a box where a village's name should be.

    Notes
    -----
    matplotlib looks through several fonts for one text only when `font.family` itself is a list; a list under
    `font.sans-serif` is used to choose a single font.

    Examples
    --------
    >>> use_style()
    >>> import matplotlib
    >>> matplotlib.rcParams["font.family"][:2]
    ['Noto Sans SC', 'DejaVu Sans']
    """
    import matplotlib as mpl
    from cycler import cycler

    mpl.rcParams.update(LOOK)
    mpl.rcParams["axes.prop_cycle"] = cycler(color=COLOURS)
    mpl.rcParams["font.family"] = [_register_chinese_font(), *_installed(FALLBACKS)]
    warnings.filterwarnings("error", message=r"Glyph \d+ .* missing from", category=UserWarning)


def _register_chinese_font() -> str:
    from matplotlib import font_manager
    from pylopdf_fonts_zh_cn import sans_path

    path = str(sans_path())
    known = {font.fname: font.name for font in font_manager.fontManager.ttflist}
    if path in known:
        return known[path]
    font_manager.fontManager.addfont(path)
    return font_manager.fontManager.ttflist[-1].name


def _installed(families: tuple[str, ...]) -> list[str]:
    from matplotlib import font_manager

    names = set(font_manager.fontManager.get_font_names())
    return [family for family in families if family in names]
