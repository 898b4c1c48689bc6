"""Row security: an organisation's packets are its own, the office's are the office's."""

from django.db import migrations

from safehome.people.protection import Protect

READS = ("manager", "supervisor", "safeguarding_lead", "records_officer")
OFFICE = {"reads": ("office",), "writes": ("office",)}

MORE = r"""
-- A packet is the organisation's word, and a manager's to give. Nobody changes or removes one.
CREATE POLICY made ON observatory_packetkey AS RESTRICTIVE FOR INSERT TO sh_staff
  WITH CHECK ((SELECT ctx.roles())::text[] && ARRAY['manager']);
CREATE POLICY signed ON observatory_signedpacket AS RESTRICTIVE FOR INSERT TO sh_staff
  WITH CHECK ((SELECT ctx.roles())::text[] && ARRAY['manager']);
-- Of a sender's key nothing changes but that it ends, once.
GRANT UPDATE (ended_at, ended_by_id, ended_because) ON observatory_senderkey TO sh_office;
CREATE POLICY ended ON observatory_senderkey AS RESTRICTIVE FOR UPDATE TO sh_office
  USING (ended_at IS NULL) WITH CHECK (ended_at IS NOT NULL);
-- The key of a packet is one of its sender's.
ALTER TABLE observatory_senderkey ADD CONSTRAINT observatory_senderkey_of_sender
  UNIQUE (organisation_id, sender_id, id);
ALTER TABLE observatory_takenpacket ADD CONSTRAINT observatory_takenpacket_key_of_sender
  FOREIGN KEY (organisation_id, sender_id, key_id)
  REFERENCES observatory_senderkey (organisation_id, sender_id, id) ON DELETE RESTRICT;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("observatory", "0001_packets_on_both_sides"),
        ("people", "0003_row_security"),
    ]

    operations = [
        Protect("PacketKey", rows="roles", roles=READS),
        Protect("SignedPacket", rows="roles", roles=READS),
        Protect("Sender", rows="organisation", **OFFICE),
        Protect("SenderKey", rows="organisation", **OFFICE),
        Protect("TakenPacket", rows="organisation", **OFFICE),
        migrations.RunSQL(MORE, migrations.RunSQL.noop),
    ]
