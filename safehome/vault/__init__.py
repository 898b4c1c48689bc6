"""Keys and sealed fields: what is written about a family can be read only when it is opened.

Root key → organisation key → family key. The wrapped keys lie in a keyring
database of their own, so that destroying one key makes a family unreadable
everywhere, old backups included. Nothing here gives out plaintext without
leaving an event in the audit.
"""
