"""Safety plans: one for each setting, in lines that a family says in its own words.

A plan is written as a draft, agreed person by person, kept for good as a
version, and answered for: what did not work stays with the version in force,
and the next version must answer it. A plan may come before a journey and
outlive it. It refuses to change what was agreed, to be agreed while a child
has neither a voice nor a reason in it, and to score anybody.
"""
