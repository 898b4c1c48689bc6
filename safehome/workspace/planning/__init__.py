"""Pages on which a safety plan is written, agreed, read and answered for.

They join families, their network, the pack and the plan, so they live in the door.
"""
