"""What changed for the families worked with, told honestly: change over time, not proof of effect.

It counts; it names nobody. Figures come from counts alone, small counts are
held back, and where there are too few to say, it says so. It ranks nobody, and
holds no record of its own about a family.
"""
