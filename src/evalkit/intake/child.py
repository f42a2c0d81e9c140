"""A reading process that can be lost: a file that kills it or hangs it costs only itself."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import evalkit
from evalkit.errors import EvalkitError, Problem
from evalkit.intake import worker
from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refusal
from evalkit.intake.sheet import Sheet


class Reader:
    """Reads files one after another in one child process; starts another only after a crash.

    Parameters
    ----------
    limits : Limits
        Time and memory of one file, and what the pre-flight allows.

    Examples
    --------
    >>> from evalkit.intake import limits
    >>> with Reader(limits.load()) as reader:                              # doctest: +SKIP
    ...     sheets = reader.read(Path("data/raw/ledger.xlsx"), "ledger.xlsx")
    """

    def __init__(self, limits: Limits):
        self.limits = limits
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def read(self, path: Path, file: str) -> list[Sheet] | Refusal:
        """Return the sheets of a file, or a refusal when it cannot be read, crashes the reader or takes too long."""
        process = self.process or self._start()
        late = threading.Event()
        clock = threading.Timer(self.limits.seconds, lambda: (late.set(), process.kill()))
        clock.start()
        try:
            worker.send(process.stdin, (str(path), file, self.limits))
            return worker.receive(process.stdout)
        except (EOFError, OSError):
            self.stop()
            if late.is_set():
                return Refusal(file, "reading it takes too long", f"at most {self.limits.seconds} seconds")
            return Refusal(file, "reading it made the reader crash; the file is damaged or not an honest workbook")
        finally:
            clock.cancel()

    def _start(self) -> subprocess.Popen:
        source = str(Path(evalkit.__file__).parent.parent)
        path = os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH")]))
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", worker.__name__, str(self.limits.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        try:
            worker.receive(self.process.stdout)
        except EOFError:
            self.stop()
            problem = Problem("reading process", "does not start", f"`{sys.executable} -m {worker.__name__}` to run")
            raise EvalkitError(problem) from None
        return self.process

    def stop(self) -> None:
        """End the child process, if there is one."""
        if self.process is None:
            return
        process, self.process = self.process, None
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            try:
                pipe.close()
            except OSError:
                continue
