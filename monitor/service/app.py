"""Wiring: one `App` has everything that the loops and the commands share.

In: the configuration and the environment. Out: stores, knowledge, channels, policy. The caller closes the store.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO

import structlog

from monitor.config import Config
from monitor.knowledge import Knowledge
from monitor.pipeline import Policy
from monitor.service.knowledge import Copies, Loading, require_loading
from monitor.service.list_copies import stored_copies
from monitor.service.outage import OutageWatch
from monitor.service.outage_note import OutageNote
from monitor.service.pulse import Pulse
from monitor.service.resting import Resting
from monitor.service.revealed import database_url, utc_now
from monitor.service.rules_kept import kept_texts
from monitor.service.sending import Channels
from monitor.service.tally import Tally
from monitor.service.turns import Turns
from monitor.storage import Store

log = structlog.get_logger()

Clock = Callable[[], datetime]


@dataclass(slots=True, kw_only=True)
class App:
    """What a running Vedette holds. `knowledge` is swapped as a whole when rules change; `loading` is its load."""

    config: Config
    policy: Policy
    knowledge: Knowledge
    store: Store
    channels: Channels
    loading: Loading | None = None
    copies: Copies = field(default_factory=dict)  # the stored versions of the lists; a new one is taken up by reloading
    clock: Clock = utc_now
    tally: Tally = field(default_factory=Tally)
    pulse: Pulse = field(default_factory=Pulse)
    outages: OutageWatch = field(default_factory=OutageWatch)
    resting: Resting = field(default_factory=Resting)
    turns: AbstractContextManager[None] = field(default_factory=nullcontext)  # taken by whoever computes


def policy_of(config: Config) -> Policy:
    """The settings that the pipeline reads."""
    return Policy(
        routes=config.routes,
        alert_if_newer_than=config.alert_if_newer_than,
        languages=config.languages,
        default_every=config.default_every,
    )


def _name(app: App, id_: str, language: str) -> str:
    """A name as the gazetteer of this moment writes it: a reload brings new ones."""
    return app.knowledge.gazetteer.name(id_, language)


def build_app(
    config: Config, environ: Mapping[str, str], *, stream: TextIO = sys.stdout, clock: Clock = utc_now
) -> App:
    """Load the rules, open the (already upgraded) database, bring its feeds in line with the configuration."""
    copies = stored_copies(config, environ)
    knowledge, loading = require_loading(config, copies=copies)
    while (kept := kept_texts(config, knowledge, loading.contents)) is None:  # saved at this very moment
        knowledge, loading = require_loading(config, copies=copies)
    url = database_url(config, environ)
    store = Store.open(url)
    app = App(
        config=config,
        policy=policy_of(config),
        knowledge=knowledge,
        loading=loading,
        copies=copies,
        store=store,
        channels=Channels(config, environ=environ, stream=stream, names=lambda *asked: _name(app, *asked)),
        clock=clock,
        outages=OutageWatch(OutageNote.of(config, url)),
        turns=Turns() if store.engine.dialect.name == "sqlite" else nullcontext(),
    )
    now = clock()
    synced = store.feeds.sync(config.feeds, now=now)
    if synced.deactivated:
        log.warning("feeds that are no longer in the configuration are not polled any more", feeds=synced.deactivated)
    store.remember_rules(kept, now=now)
    return app
