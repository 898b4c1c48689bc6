"""Messages to carers and professionals, held to the rules for reaching them safely.

A notice says nothing: no name, no word of the programme. It is written by the
staff's door, sealed so that only the worker can read it, and checked against
the rule that holds at the minute of sending.
"""
