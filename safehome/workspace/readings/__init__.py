"""Words in other languages: what there is, who has read it, and reading it beside the English."""
