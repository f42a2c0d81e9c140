"""Write the conda environment that pyproject.toml describes to the file named, or print it."""

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
OPTIONS = ["--name", "evalkit", "--extra", "lab", "--extra", "test", "--python-include", "python>=3.11,<3.14"]
CHANNELS = ["--channel", "conda-forge", "--channel", "nodefaults", "--conda-dep", "pip", "--pip-dep", "-e ."]


def environment():
    """Return environment.yml as text; no channel is asked, the names and ranges come from pyproject.toml alone."""
    command = [sys.executable, "-m", "pyproject2conda", "yaml", *OPTIONS, *CHANNELS, "--custom-command", "make lock"]
    return subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True, encoding="utf-8").stdout


if __name__ == "__main__":
    text = environment()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        print(text, end="")
