"""Installs the patches on emulators that they were not written for, one changed emulator per forked process.

Reads from standard input a JSON object of names and sabotages (Python); prints one of names and what became of them.
The emulator is imported once, which is what takes time.
"""

import json
import os
import sys

sys.path.insert(0, sys.argv[1])

from clock import Clock  # noqa: E402
import patches  # noqa: E402


class NoTime:
    offset_ms = 0

    def now(self):
        return 0.0


def attempt(sabotage):
    try:
        exec(sabotage, {})
        patches.install(Clock(NoTime()))
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return "installed"


def in_child(sabotage):
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.write(writer, attempt(sabotage).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as outcome:
        text = outcome.read().decode()
    os.wait()
    return text


print(json.dumps({name: in_child(sabotage) for name, sabotage in json.load(sys.stdin).items()}))
