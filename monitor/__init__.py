"""Vedette decides: what was published, what matches the rules, and whom to tell.

Importing this package does nothing; `monitor.service` wires it, `monitor.cli` runs it.
"""

__version__ = "0.1.0"
