"""The text to check: files as they come, its sentences and words."""
