"""The step between us and PostgreSQL, which refuses to run as root.

Run as a script, in a fresh interpreter: become someone PostgreSQL accepts,
step out of the terminal's reach so that Ctrl-C there does not stop it, then
become PostgreSQL. Standard library only, and nothing of our own.
"""

import os
import sys


def enter_namespace(inside: int) -> None:
    """Stay who we are to the machine, and be `inside` to ourselves.

    A user namespace gives away every privilege and keeps the ownership of our
    files, so nothing has to be copied or given to somebody else.
    """
    uid, gid = os.geteuid(), os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside} {uid} 1"),
        ("gid_map", f"{inside} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


def drop_to(uid: int, gid: int) -> None:
    """Become an unprivileged user for good."""
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def main(kind: str, uid: str, gid: str, then: str, *command: str) -> None:
    os.umask(0o077)
    if kind == "namespace":
        enter_namespace(int(uid))
    elif kind == "drop":
        drop_to(int(uid), int(gid))
    if then == "detach":
        os.setsid()
        if os.fork():
            os._exit(0)
    os.execv(command[0], command)  # noqa: S606  # no shell is wanted here


if __name__ == "__main__":
    main(*sys.argv[1:])
