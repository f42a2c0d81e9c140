"""Every text a file holds, taken out of JSON escapes, HTML entities, base64, zip members and tables."""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath

LARGEST_MEMBER = 200_000_000
DEEPEST = 3
BASE64 = re.compile(r"[A-Za-z0-9+/\s]{16,}={0,2}")
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif)(?:;[^,;]*)*;base64,[A-Za-z0-9+/=\s]+")
TAGS = re.compile(r"<[^>]*>")
# Words of one office paragraph or cell may be cut into runs; a number must be seen whole.
RUNS = re.compile(r"<(?:\w+:)?(?:si|is|p)[ >].*?</(?:\w+:)?(?:si|is|p)>", re.DOTALL)
PLAIN = {".txt", ".csv", ".md", ".yaml", ".yml", ".py", ".css", ".log", ".j2"}
MARKED_UP = {".html", ".htm", ".xml", ".svg", ".rels", ".vml"}
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".ttf", ".otf"}


class Unreadable(Exception):
    """A file whose texts cannot be taken out, so nobody can say what it holds."""


def texts(content: bytes, name: str, depth: int = 0) -> Iterator[str]:
    """Yield the texts of a file, decoded.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name; the ending decides how it is read.

    Raises
    ------
    Unreadable
        When the ending is not a known one or the content does not fit it.
    """
    kind = PurePath("x" + PurePath(name).name).suffix.lower()  # a member called .rels has an ending too
    if kind in PICTURES:
        return
    if kind in PLAIN:
        yield _text(content)
    elif kind in MARKED_UP:
        yield from _marked_up(_text(content))
    elif kind in {".ipynb", ".json"}:
        yield from _json(_text(content))
    elif kind in {".xlsx", ".docx", ".zip"} and depth < DEEPEST:
        yield from _members(content, depth)
    elif kind == ".parquet":
        yield from _table(content)
    else:
        raise Unreadable(name)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("text")


def _marked_up(text: str) -> Iterator[str]:
    text = PICTURE.sub(" ", text)
    plain = html.unescape(text)
    yield plain
    yield html.unescape(TAGS.sub(" ", text))
    for part in RUNS.findall(text):
        yield html.unescape(TAGS.sub("", part))


def _json(text: str) -> Iterator[str]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("json") from error
    todo = [content]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            yield " ".join(str(key) for key in value)
            todo += [part for key, part in value.items() if not str(key).startswith("image/")]
        elif isinstance(value, list):
            if value and all(isinstance(part, str) for part in value):
                todo.append("".join(value))
                yield " ".join(value)
            else:
                todo += value
        elif isinstance(value, str):
            yield value
            yield from _marked_up(value)
            yield from _base64(value)
        elif value is not None:
            yield str(value)


def _base64(value: str) -> Iterator[str]:
    """Yield what a base64 text stands for: as text, and as the whole numbers of an array (as plotly stores them)."""
    if not BASE64.fullmatch(value):
        return
    try:
        content = base64.b64decode(value, validate=False)
    except binascii.Error:
        return
    yield content.decode("utf-8", errors="replace")
    if content and len(content) % 8 == 0:
        import numpy as np

        for kind in ("<i8", "<f8"):
            numbers = np.frombuffer(content, dtype=kind)
            numbers = numbers[np.isfinite(numbers)]
            whole = numbers[(numbers >= 1e5) & (numbers < 9e18) & (numbers == np.floor(numbers))]
            yield " ".join(str(int(number)) for number in whole)


def _members(content: bytes, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if member.file_size > LARGEST_MEMBER:
                    raise Unreadable(member.filename)
                if not member.is_dir() and not member.filename.endswith((".bin", ".emf", ".wmf")):
                    yield from texts(archive.read(member), member.filename, depth + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Unreadable("zip") from error


def _table(content: bytes) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(io.BytesIO(content))
    except pa.ArrowException as error:
        raise Unreadable("parquet") from error
    for name in table.column_names:
        column = table.column(name)
        yield name
        if not pa.types.is_floating(column.type):
            yield "\n".join(str(value) for value in column.unique().to_pylist() if value is not None)
