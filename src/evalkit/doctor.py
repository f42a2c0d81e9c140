"""What evalkit finds on this machine, for a person who asks why something does not work."""

from __future__ import annotations

import platform
import stat
from collections.abc import Iterator
from importlib.metadata import version

from evalkit import project, store
from evalkit.errors import EvalkitError

PACKAGES = ("evalkit", "pandas", "pyarrow", "papermill", "ipykernel", "matplotlib")


def lines() -> Iterator[str]:
    """Yield one line for each thing looked at; nothing is made or changed."""
    yield f"Python {platform.python_version()} on {platform.system()}"
    yield ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield f"Chinese font: {_font()}"
    yield f"pseudonym key: {_key()}"
    try:
        places = store.places()
    except EvalkitError as error:
        yield str(error)
    else:
        yield f"project: {project.root()}; clean tables of {places['village'].nunique()} villages"


def _font() -> str:
    from matplotlib import rcParams

    from evalkit.plots.style import use_style

    use_style()
    return ", then ".join(rcParams["font.family"][:2])


def _key() -> str:
    from evalkit.privacy import keys

    path = keys.key_path()
    if not path.exists():
        return f"none yet; `evalkit clean` makes it at {path}"
    mode = stat.S_IMODE(path.stat().st_mode)
    readable = "" if mode & 0o077 == 0 else f", but others may read it (mode {mode:o}): chmod 600 {path}"
    return f"{path}{readable}"
