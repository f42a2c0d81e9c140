"""Run every notebook in place with its default parameters and store its outputs, without what changes by itself."""

import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

HOME = Path(__file__).resolve().parents[1]
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
VOLATILE = {"execution", "papermill", "ExecuteTime"}


def private(sockets):
    """Return settings with which no other user of the machine can listen to the kernel."""
    config = Config()
    config.KernelManager.transport = "ipc"
    config.KernelManager.ip = str(sockets / "k")
    config.KernelManager.connection_file = str(sockets / "kernel.json")
    return config


def refresh(path):
    """Run one notebook and replace its file in one step, so that a failed run leaves the old file whole.

    Returns the notebook's name and what went wrong, empty when nothing did.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as sockets:
        client = NotebookClient(
            notebook, kernel_name="python3", timeout=600, record_timing=False, config=private(Path(sockets))
        )
        try:
            client.execute(cwd=str(path.parent))
        except CellExecutionError as error:
            return path.name, f"{error.ename}: {error.evalue}"
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        for key in VOLATILE & set(cell.metadata):
            del cell.metadata[key]
    new = path.with_suffix(".ipynb.new")
    nbformat.write(notebook, new)
    os.replace(new, path)
    return path.name, ""


def main(names):
    """Refresh the notebooks named, or all; every one is tried before the exit code says that one failed."""
    notebooks = [Path(name).resolve() for name in names] or sorted((HOME / "notebooks").glob("*.ipynb"))
    failed = not notebooks
    with ProcessPoolExecutor(max_workers=2) as pool:
        for name, wrong in pool.map(refresh, notebooks):
            print(
                f"{name} failed and stays as it was: {wrong}" if wrong else f"stored the outputs of {name}", flush=True
            )
            failed = failed or bool(wrong)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
