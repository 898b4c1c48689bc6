"""The chained log of what was done and what was seen.

Events carry names of fields and never their values, and point at nothing by
foreign key, so that the log outlives the record it speaks of. An event is
written by one function of the database, inside the transaction it describes;
nothing here can be changed or taken away.
"""
