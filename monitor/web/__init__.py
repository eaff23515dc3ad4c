"""The daemon's local API: a socket beside the database. Listens on no network."""

from monitor.web.local import LocalServer, ask, socket_path

__all__ = ["LocalServer", "ask", "socket_path"]
