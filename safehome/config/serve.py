"""Run the doors: one process each, with its own database role.

python -m safehome.config.serve [staff] [office] ...
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

PORTS = {"staff": 8410, "office": 8411, "reception": 8412}
PATIENCE = 90.0  # seconds for a door to open


def open_door(door: str, port: int, *, quiet: bool = True) -> subprocess.Popen[bytes]:
    """Start one door's server on loopback."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", os.environ.get("SAFEHOME_WORKERS", "1"),
        "--blocking-threads", "4", "--no-ws", "--log-level", "warning" if quiet else "info",
        "safehome.config.wsgi:application",
    ]  # fmt: skip
    # A group of its own, so that its workers can be ended with it.
    return subprocess.Popen(command, env={**os.environ, "SAFEHOME_DOOR": door}, process_group=0)


def start_worker() -> subprocess.Popen[bytes]:
    """Start the process that serves no visitor."""
    environment = {**os.environ, "SAFEHOME_DOOR": "worker"}
    return subprocess.Popen(
        [sys.executable, "-m", "safehome.config.worker"],
        env=environment,
        stdout=subprocess.DEVNULL,
        process_group=0,
    )


def wait_until_open(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether the door answers in time. Any answer will do: even a refusal is one."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2)
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def taken(ports: Iterable[int]) -> int | None:
    """The first of these ports on which something answers already."""
    for port in ports:
        with socket.socket() as trying:
            if not trying.connect_ex(("127.0.0.1", port)):
                return port
    return None


def run(
    doors: Iterable[str], ports: Mapping[str, int] | None = None, *,
    when_open: Callable[[], None] = lambda: None,
) -> int:  # fmt: skip
    """Open the doors and stay until one closes or we are told to stop.

    when_open: called once every door has answered.
    """
    where = {**PORTS, **(ports or {})}
    running = {door: open_door(door, where[door]) for door in doors}

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        for door, process in running.items():
            if not wait_until_open(where[door], process):
                sys.stderr.write(f"The {door} door did not open; its own message stands above.\n")
                return 1
        when_open()
        for door in running:
            sys.stdout.write(f"  {door:9} http://localhost:{where[door]}/\n")
        running["worker"] = start_worker()
        sys.stdout.write("Press Ctrl-C to stop.\n")
        sys.stdout.flush()
        while all(process.poll() is None for process in running.values()):
            time.sleep(0.3)
        return 1
    except KeyboardInterrupt:
        sys.stdout.write("\nStopping.\n")
        return 0
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            # A server that was stopped while it started leaves its workers behind.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def build_static() -> None:
    """Gather static files under hashed names, once for each release."""
    if start_building_static().wait():
        raise SystemExit("The static files could not be gathered; the reason stands above.")


def start_building_static() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "safehome.config.settings"},
    )


def main() -> int:
    doors = sys.argv[1:] or list(PORTS)
    unknown = [door for door in doors if door not in PORTS]
    if unknown:
        sys.stderr.write(f"There is no door called {unknown[0]}. Doors: {', '.join(PORTS)}.\n")
        return 2
    build_static()
    return run(doors)


if __name__ == "__main__":
    sys.exit(main())
