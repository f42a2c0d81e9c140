"""The look of figures: Chinese renders on a machine that has no Chinese font, and a missing character is an error."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap


def draw(text: str, folder) -> subprocess.CompletedProcess:
    """Draw `text` in a process of its own that starts with an empty font cache."""
    program = f"""
        import sys
        import matplotlib
        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
        from evalkit.plots.style import use_style
        use_style()
        figure, axes = plt.subplots()
        axes.plot([-1, 1], [-2, 2])
        axes.set_title({text!r})
        figure.savefig(sys.argv[1])
        print(*matplotlib.rcParams["font.family"], sep="|")
    """
    return subprocess.run(
        [sys.executable, "-W", "always", "-c", textwrap.dedent(program), str(folder / "figure.png")],
        env=os.environ | {"MPLCONFIGDIR": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_rare_village_names_render_without_a_missing_glyph(tmp_path):
    done = draw("官庄村 东沟㙍 刘家堡 黄土垴 白草塬 杨家峁 −2 ≥ ±", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Glyph" not in done.stderr
    assert (tmp_path / "figure.png").stat().st_size > 5_000


def test_the_installed_font_comes_first_on_every_machine(tmp_path):
    assert draw("村", tmp_path).stdout.startswith("Noto Sans SC|DejaVu Sans")


def test_a_character_without_a_glyph_stops_the_figure_and_is_named(tmp_path):
    done = draw("a private character: \ue123", tmp_path)
    assert done.returncode != 0
    assert "Glyph 57635" in done.stderr
    assert not (tmp_path / "figure.png").exists()
