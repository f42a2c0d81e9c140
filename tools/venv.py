"""Make .venv from requirements.lock, once: `python3 tools/venv.py [FOLDER]`. Needs nothing but Python 3.11 or newer.

A stamp in the folder records interpreter, lock and project file; while none changes, a second call does nothing.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
LOCK = HOME / "requirements.lock"
INTERPRETER = [f"home = {Path(sys.base_prefix) / 'bin'}", f"version = {platform.python_version()}"]


def fingerprint():
    """Return what the folder must have been made from."""
    digest = hashlib.sha256(LOCK.read_bytes() + (HOME / "pyproject.toml").read_bytes()).hexdigest()
    return "\n".join([*INTERPRETER, f"files = {digest}"])


def made_by_this_interpreter(folder):
    """Say whether the folder's own record names this interpreter."""
    record = folder / "pyvenv.cfg"
    return record.is_file() and set(INTERPRETER) <= set(record.read_text(encoding="utf-8").splitlines())


def pip(folder, *arguments):
    """Run the folder's own pip and stop with one sentence when it fails; it prints errors only."""
    python = folder / "bin" / "python"
    command = [python, "-m", "pip", "--disable-pip-version-check", "install", "-qq", *arguments]
    if subprocess.run(command, cwd=HOME, check=False).returncode:
        sys.exit(f"Setting up {folder.name} failed; pip says why above. The same command goes on from here.")


def main(folder):
    """Bring the folder up to date with this interpreter and the lock."""
    stamp = folder / ".evalkit-stamp"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint():
        return
    stamp.unlink(missing_ok=True)
    if made_by_this_interpreter(folder):
        print(f"Bringing {folder.name} up to date", flush=True)
    else:
        print(f"Setting up {folder.name} with Python {platform.python_version()} (downloads about 250 MB)", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip(folder, "--require-hashes", "--requirement", str(LOCK))
    pip(folder, "--no-deps", "--no-build-isolation", "--editable", str(HOME))
    stamp.write_text(fingerprint(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else HOME / ".venv").resolve())
