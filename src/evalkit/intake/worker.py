"""The reading process: files in, sheets or refusals out, under the limits the operating system offers.

Started by `evalkit.intake.child` as `python -m evalkit.intake.worker`; messages are length-prefixed pickles.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
from pathlib import Path
from typing import BinaryIO

LENGTH = struct.Struct(">Q")
READY = "ready"


def send(pipe: BinaryIO, message: object) -> None:
    """Write one message."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def receive(pipe: BinaryIO) -> object:
    """Read one message; EOFError when the other side has gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)


def limit_memory(megabytes: int) -> None:
    """Cap the address space where the system can; elsewhere the pre-flight and the clock are the guard."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    except (ImportError, ValueError, OSError):
        return


def answer(request: tuple) -> object:
    """Read the requested file; a file that asks for more memory than allowed is a refusal like any other."""
    from evalkit.intake.reader import read_file
    from evalkit.intake.refusals import Refusal

    path, file, limits = request
    try:
        return read_file(Path(path), file, limits)
    except MemoryError:
        return Refusal(file, "reading it needs too much memory", f"at most {limits.memory_mb} MB")
    except Exception as error:  # a damaged file must cost only itself; the type says what to look for
        return Refusal(file, "the file is damaged or of an unknown kind", got=type(error).__name__)


def main() -> None:
    """Answer requests until the pipe closes; anything a library prints goes to standard error."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_memory(int(sys.argv[1]))
    send(pipe, READY)
    while True:
        try:
            request = receive(sys.stdin.buffer)
        except EOFError:
            return
        send(pipe, answer(request))


if __name__ == "__main__":
    main()
