"""A plugin loaded before anything else: makes the databases and names them in the environment.

Django's settings are read early, and name the databases; so these must exist first.
"""

import os

from tests.cluster import LOCAL, admin_of_cluster, name_of_this_run, prepare

NAME = name_of_this_run()
ADMIN = admin_of_cluster()
prepare(ADMIN, NAME, LOCAL / "test-secrets")
os.environ["SAFEHOME_DOOR"] = "staff"
os.environ["SAFEHOME_UNBUILT_STATIC"] = "1"
# Static files are not built for tests, but their server warns where it finds no folder.
(LOCAL.parent / "static-built").mkdir(exist_ok=True)
