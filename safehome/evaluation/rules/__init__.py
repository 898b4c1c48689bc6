"""Statistics, in plain Python that anyone can check by hand.

All of it works from tallies – how many carers had each change – and so costs
by the number of different changes and not by the number of families. Each
function says its method and its source; the tests hold them against SciPy and
against worked examples that were published.
"""
