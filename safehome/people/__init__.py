"""Organisations, teams, staff, their roles, and how they sign in.

Holds the access context: who is acting, for which organisation, in which
roles. It is sealed by the database when a request begins, and every table's
row-level policy reads it. Nobody here is a family member: those are in
`families`.
"""
