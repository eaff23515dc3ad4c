"""What `vedette rematch` shows: the difference by rule and by article, and in words what was left out and why.

In: a `Rematch`. Out: tables and sentences for a person, JSON types for scripts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from monitor.config.durations import text_from_duration
from monitor.service.rematch import Changed, Rematch
from monitor.service.table import Row, Table, counted
from monitor.service.views import iso, moment


def rules_of(found: Rematch) -> Table:
    """One row a rule that fires otherwise."""
    differing = sorted(found.new.keys() | found.gone.keys())
    as_before = len(found.kept.keys() - set(differing))
    return Table(
        header=("rule", "newly fires", "no longer", "as before"),
        rows=tuple(
            Row(cells=(rule, str(found.new[rule]), str(found.gone[rule]), str(found.kept[rule]))) for rule in differing
        ),
        wide=frozenset({"rule"}),
        empty="Every rule fires as it did.",
        after=f"{counted(as_before, 'other rule')} as before" if as_before else "",
    )


def articles_of(found: Rematch, *, limit: int) -> Table:
    """One row an article that matches otherwise."""
    left = len(found.changed) - limit
    return Table(
        header=("article", "newly fires", "no longer fires", "title"),
        rows=tuple(
            Row(cells=(str(one.article.id), ", ".join(one.new), ", ".join(one.gone), one.article.title))
            for one in found.changed[:limit]
        ),
        wide=frozenset({"newly fires", "no longer fires", "title"}),
        after=f"and {counted(left, 'more article')}; --limit shows more" if left > 0 else "",
    )


def in_sum(found: Rematch) -> str:
    """One sentence: how many articles, how many differ, and which could not be compared."""
    new, gone = sum(bool(one.new) for one in found.changed), sum(bool(one.gone) for one in found.changed)
    left_out = (
        (found.unread, "not read yet"),
        (found.set_aside, "put aside as unreadable"),
        (found.without_text, "without a text, which is no longer kept"),
    )
    besides = "".join(f"; {number} {why}" for number, why in left_out if number)
    compared = counted(found.compared, "article")
    return f"{compared} since {moment(found.since)}: {new} newly match, {gone} match less{besides}."


def hint(found: Rematch) -> str:
    """What somebody may do next who only looked; empty when there is nothing to tell."""
    return "`--tell` tells what newly matches." if any(one.new for one in found.changed) else ""


def about_telling(found: Rematch, *, read_again: int, include_backlog: bool, newer_than: timedelta) -> Iterator[str]:
    """What follows from `--tell`, and what was left."""
    wanted = len(found.to_tell(include_backlog=include_backlog))
    every = len(found.to_tell(include_backlog=True))
    if not every:
        yield "Nothing newly matches: nobody is told anything."
        return
    if read_again:
        yield (
            f"{counted(read_again, 'article')} will be read again and told, as new alerts or as news of their stories: "
            "at once if Vedette runs, else by the next `vedette run` or `vedette once`."
        )
    if wanted > read_again:
        edited = counted(wanted - read_again, "article")
        yield f"{edited} edited meanwhile: the new text is read by today's rules anyway."
    if every > wanted:
        older = counted(every - wanted, "article")
        yield (
            f"{older} older than {text_from_duration(newer_than)} (`alert_if_newer_than`) left untold; "
            "--include-backlog tells them too."
        )


def changed_as_json(one: Changed) -> dict[str, Any]:
    """An article for scripts."""
    published = one.article.published_at
    return {
        "article": one.article.id,
        "title": one.article.title,
        "link": one.article.link,
        "published_at": iso(published) if published else None,
        "new": list(one.new),
        "gone": list(one.gone),
        "kept": list(one.kept),
        "old": one.old,
    }


def sum_as_json(found: Rematch, *, read_again: int | None) -> dict[str, Any]:
    """The counts for scripts; `read_again` is None when nothing was to be told."""
    return {
        "since": iso(found.since),
        "compared": found.compared,
        "changed": len(found.changed),
        "unread": found.unread,
        "set_aside": found.set_aside,
        "without_text": found.without_text,
        "new": dict(sorted(found.new.items())),
        "gone": dict(sorted(found.gone.items())),
        "kept": dict(sorted(found.kept.items())),
        "read_again": read_again,
    }
