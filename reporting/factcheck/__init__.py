"""The press check: a German press text becomes one verdict per number."""
