"""Pages of this room. They decide nothing."""
