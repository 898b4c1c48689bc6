"""The professionals around a family, and the child's own therapeutic programme.

Of that programme it keeps who provides it, how far it is, and when both sides
meet. It refuses to hold what is said in it: there is no field for that.
"""
