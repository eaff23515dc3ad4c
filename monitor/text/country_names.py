"""What countries are called in a language, by Unicode CLDR.

In: a language's code. Out: names by ISO code. Keeps the names alone: babel remembers all that it reads for a language,
which is a megabyte or two each, where a screened text may need a dozen. Never knows how a people or a town is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError, localedata

LANGUAGES_REMEMBERED = 64


@lru_cache(maxsize=LANGUAGES_REMEMBERED)
def country_names(language: str) -> Mapping[str, str]:
    """Names of countries and regions by code (`FR`, `419`); none in a language that CLDR does not know."""
    # Neither has a public way to forget; where a release has them elsewhere, all is remembered as before.
    remembered: dict[str, object] = getattr(localedata, "_cache", {})
    before = frozenset(remembered)
    try:
        # `Locale` would hold on to what it has read: another asks for the data of a language that is its own.
        return {str(code): str(name) for code, name in Locale.parse(language.replace("-", "_")).territories.items()}
    except (UnknownLocaleError, ValueError):
        return {}
    finally:
        for name in remembered.keys() - before:
            remembered.pop(name, None)
