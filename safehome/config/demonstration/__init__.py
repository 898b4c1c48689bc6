"""The demonstration: three invented organisations and their invented families.

Everyone in it is made up. It is written through the same actions and in the
same audited transactions as a real record, so that it shows the real thing.
"""
