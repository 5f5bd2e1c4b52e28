"""A Node.js function has the heap that Lambda's runtime gives it: by the function's memory, not by the machine's.

Rule: the bootstrap of the runtime nodejs24.x: a twentieth of the memory for a semi-space, all but a tenth for the old space.

What V8 takes beside the heap while it compiles, 20 to 30 MiB of a function with a large SDK client, glibc would keep for good: from
arenas of many threads, in pieces below its threshold. Source: mallopt(3).
"""

import os

import ministack.core.lambda_runtime as lambda_runtime

from .expect import Module

_GIVES_BACK = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(16 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(64 * 1024),
    "MALLOC_TOP_PAD_": "0",
}


def install(_clock):
    started = lambda_runtime.subprocess.Popen

    def start(command, **options):
        memory = (options.get("env") or {}).get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        if memory is None or os.path.basename(command[0]) != "node":
            return started(command, **options)
        options["env"] = {**options["env"], **_GIVES_BACK}
        return started([command[0], *_heap(int(memory)), *command[1:]], **options)

    lambda_runtime.subprocess = Module(lambda_runtime.subprocess, Popen=start)


def _heap(memory):
    new_space = memory // 10
    return [f"--max-semi-space-size={new_space // 2}", f"--max-old-space-size={memory - new_space}"]
