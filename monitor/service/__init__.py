"""The composition root: wiring, the three loops, start and stop. The only package that knows the scheduler.

Imports nothing on its own: the command line loads what a verb needs.
"""
