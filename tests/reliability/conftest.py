"""The desk, the feeds' site, the mail server and the chat of the acceptance tests serve the fault tests too."""

from tests.acceptance.conftest import desk, mailbox, site, slack

__all__ = ["desk", "mailbox", "site", "slack"]
