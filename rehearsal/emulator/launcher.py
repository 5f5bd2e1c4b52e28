"""Starts MiniStack with the rehearsal's clock, patches and endpoints, on a free port of 127.0.0.1.

Settings come from the environment (see emulator.ts, which starts this): REHEARSAL_CLOCK_FILE, REHEARSAL_START_MS
(optional), REHEARSAL_WORLD_URL (optional), and MiniStack's own. When it listens it prints one line of JSON to
standard output: {"port": n}. It ends, with every function it started, when its standard input closes: then
whoever started it is gone.
"""

import asyncio
import gc
import json
import logging
import os
import shutil
import signal
import socket
import sys
import threading


def main():
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"), stream=sys.stderr)
    _end_with_parent()
    listener = socket.create_server(("127.0.0.1", 0))
    # MiniStack's modules read these when they are imported.
    os.environ["GATEWAY_PORT"] = str(listener.getsockname()[1])
    asyncio.run(_serve(_kept_for_good(_build_app), listener))


def _kept_for_good(build):
    """What is built is never garbage: looking for some in it would take a fifth of the start."""
    gc.disable()
    built = build()
    gc.freeze()
    gc.enable()
    return built


def _build_app():
    from clock import Clock
    from system_time import SystemTime
    from world import World

    start_ms = os.environ.get("REHEARSAL_START_MS")
    world_url = os.environ.get("REHEARSAL_WORLD_URL")
    system = SystemTime(os.environ["REHEARSAL_CLOCK_FILE"], None if start_ms is None else int(start_ms))
    clock = Clock(system, World(world_url) if world_url else None)

    import patches
    from endpoints import Endpoints

    in_flight = patches.install(clock)
    import ministack.app

    clock.start()
    return Endpoints(ministack.app.app, clock, in_flight)


async def _serve(app, listener):
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0
    config.loglevel = "WARNING"

    async def announce(scope, receive, send):
        if scope["type"] != "lifespan":
            return await app(scope, receive, send)

        async def send_and_announce(message):
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                print(json.dumps({"port": listener.getsockname()[1]}), flush=True)

        await app(scope, receive, send_and_announce)

    await serve(announce, config)


def _end_with_parent():
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)  # what is ended is this process and its functions, whoever started it

    def watch():
        while os.read(sys.stdin.fileno(), 1024):
            pass
        # The folder was made for this process alone; functions' code and logs are in it.
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()


if __name__ == "__main__":
    main()
