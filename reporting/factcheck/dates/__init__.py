"""Periods as a text tells them: names, shorthand, distances, events."""
