"""What the programme office may know of all organisations together: signed packets of counts.

An organisation looks at exactly what would leave, signs it, and sends it as a file. A packet
holds counts that may be shown, and figures of enough people; no name, no words, no identifier
of anything in the record. What has moved by fewer than five since it was last told stays as it
was told, so that two packets laid side by side say no more than each alone.
"""
