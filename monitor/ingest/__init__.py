"""The network and the parsers: Feed → Response → Entry.

`source.Fetching` brings bytes, `pool.ParserPool` turns them into entries in children that can be killed.
Import those modules directly: this file stays empty because the children load it too, and must start at once.
"""
