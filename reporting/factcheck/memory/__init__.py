"""The text around a sentence: what was said before, what is left out, which period is meant."""
