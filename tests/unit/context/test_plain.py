"""Plain text keeps the way back to the original."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.context.plain import Plain


def test_case_accents_and_foreign_digits_no_longer_differ_and_punctuation_stays() -> None:
    assert Plain.of("Résolution N° ١٩٧٠ (2011), „Ёлка“").text == "resolution n° 1970 (2011), „елка“"


def test_a_mark_on_the_last_letter_belongs_to_the_span() -> None:
    decomposed = "cafe\u0301 noir"
    plain = Plain.of(decomposed)
    assert plain.span(0, 4).text == "cafe\u0301"


def test_what_is_left_out_does_not_shift_offsets() -> None:
    plain = Plain.of("soft\u00adhyphen 2019")
    at = plain.text.index("2019")
    assert plain.span(at, at + 4).text == "2019"


@given(st.text(max_size=80))
def test_every_plain_character_comes_from_a_character_of_the_original(text: str) -> None:
    plain = Plain.of(text)
    assert len(plain.text) == len(plain.origins)
    assert list(plain.origins) == sorted(set(plain.origins))
    for at in range(len(plain.text)):
        span = plain.span(at, at + 1)
        assert text[span.start : span.end] == span.text
        assert plain.position(span.start) == at


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=6).map(lambda parts: "".join(parts) * 12))
def test_a_long_text_is_made_plain_letter_by_letter_as_a_short_one(text: str) -> None:
    plain = Plain.of(text)
    letters = [Plain.of(letter).text for letter in text]
    assert plain.text == "".join(letters)
    assert list(plain.origins) == [at for at, letter in enumerate(letters) if letter]
    assert all(plain.position(origin) == at for at, origin in enumerate(plain.origins))
