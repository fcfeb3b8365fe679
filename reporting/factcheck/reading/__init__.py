"""One sentence read: what each of its numbers claims, of what and of which part."""
