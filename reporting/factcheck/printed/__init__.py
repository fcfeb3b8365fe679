"""Numbers as printed: digits and words, units, rounding words, and numbers that claim nothing."""
