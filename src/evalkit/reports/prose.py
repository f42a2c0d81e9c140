"""A notebook's words as HTML. They hold no data, so they may stand in a report as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import mistune

HEADING_DOWN = 1
LONE_HEADING = re.compile(r"(#+ .*)?")


class _Inert(mistune.HTMLRenderer):
    """Markdown that can fetch nothing and run nothing: no raw HTML, pictures as their words, links as text."""

    def heading(self, text: str, level: int, **_attrs: object) -> str:
        level = min(level + HEADING_DOWN, 6)
        return f"<h{level}>{text}</h{level}>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text


_MARKDOWN = mistune.create_markdown(renderer=_Inert(escape=True), plugins=["table", "strikethrough"])


def html(markdown: str) -> str:
    """Return markdown as HTML that is safe to put into a page.

    Examples
    --------
    >>> html("a **b** <script>")
    '<p>a <strong>b</strong> &lt;script&gt;</p>\\n'
    """
    return _MARKDOWN(markdown)


def of_notebook(path: Path) -> list[str]:
    """Return the notebook's text cells as HTML, in order, without its title cell and without headings of figures.

    The page has title, question and answer of its own, and a heading whose results stand elsewhere leads nowhere here.
    """
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]).strip() for cell in cells if cell["cell_type"] == "markdown"]
    if texts and texts[0].startswith("# "):
        texts = texts[1:]
    return [html(text) for text in texts if not LONE_HEADING.fullmatch(text)]
