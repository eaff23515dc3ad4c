"""Which language codes exist (ISO 639-1). Values only."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

SHIPPED = (
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "ru",
    "uk",
    "ar",
    "tr",
    "fa",
    "pl",
    "zh",
)  # those the rules have words for

# ISO 639-1, as of 2026: 183 codes; the withdrawn ones (iw, in, ji, mo, sh) are left out.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs "
    "cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv "  # codespell:ignore fo
    "ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl "
    "km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt "
    "my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru "  # codespell:ignore nd
    "rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn "  # codespell:ignore te
    "to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
ISO_639_1 = frozenset(_CODES.split())
_NAMES = {
    "arabic": "ar", "chinese": "zh", "english": "en", "french": "fr", "german": "de", "italian": "it", "persian": "fa",
    "polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es", "turkish": "tr", "ukrainian": "uk",
}  # fmt: skip


def language_code(text: str) -> str:
    """The code itself if there is such a language; raises ValueError with the next step."""
    if text in ISO_639_1:
        return text
    first = text.strip().lower().replace("_", "-").split("-")[0]
    near = first if first in ISO_639_1 else _NAMES.get(first)
    step = f'did you mean "{near}"?' if near else 'write the two letters of ISO 639-1, like "en" or "uk"'
    raise ValueError(f'"{text}" is no language code; {step}')


LanguageCode = Annotated[str, AfterValidator(language_code)]
