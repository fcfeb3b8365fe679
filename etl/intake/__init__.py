"""The way in for uploaded files: received into a folder of their own, searched, built and compared, then published or dropped.

limits.py says how much, content.py what is refused and why, delivery.py how an upload goes on, permission.py who may, log.py who did.
"""
