"""python -m safehome.kit.postgres start|stop|status [--data DIR]"""

import argparse
import sys
from pathlib import Path

from safehome.kit.postgres import PostgresError, home, running, start, stop


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m safehome.kit.postgres",
        description="Start, stop or look at the PostgreSQL that comes with Safe Home.",
    )
    parser.add_argument("act", choices=["start", "stop", "status"])
    parser.add_argument("--data", type=Path, help="the server's folder (default: in your home)")
    given = parser.parse_args()
    data = given.data or home()
    try:
        say(act(given.act, data))
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def act(name: str, data: Path) -> str:
    if name == "stop":
        return "Stopped." if stop(data) else "It was not running."
    server = start(data, stay=True, progress=say) if name == "start" else running(data)
    if server is None:
        return f"Not running. Its folder is {data}"
    return f"PostgreSQL {server.version} runs.\nFolder:  {server.data}\nAddress: {server.dsn()}"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
