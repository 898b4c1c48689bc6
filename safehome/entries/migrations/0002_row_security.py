"""Row security for entries, documents and flags."""

from django.db import migrations

from safehome.people.protection import HideRestricted, Protect


class Migration(migrations.Migration):
    dependencies = [
        ("entries", "0001_entries_documents_and_flags"),
        ("families", "0004_row_security_of_what_is_hidden"),
    ]

    operations = [
        Protect("Entry", rows="notes"),
        Protect("Passage", rows="notes"),
        Protect("PassageAbout", rows="notes"),
        Protect("Document", rows="notes", changes=True),
        Protect("DocumentAbout", rows="notes"),
        Protect("Flag", rows="family", changes=True),
        HideRestricted("Passage"),
        HideRestricted("PassageAbout"),
        HideRestricted("Document"),
        HideRestricted("DocumentAbout"),
        HideRestricted("Flag"),
    ]
