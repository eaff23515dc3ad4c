"""The time of writing comes from the feed, the giver or the text, never from the page's date line."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.model import Precision
from monitor.text.written import written_as_given, written_by_feed, written_by_text

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def test_the_feeds_date_is_exact_and_in_utc():
    written = written_by_feed(datetime(2023, 9, 28, 12, 0, tzinfo=timezone(timedelta(hours=2))))
    assert (written.value, written.precision) == ("2023-09-28T10:00:00+00:00", Precision.MINUTE)


@pytest.mark.parametrize(
    ("given", "value", "precision"),
    [
        ("2023", "2023", Precision.YEAR),
        ("2023-09", "2023-09", Precision.MONTH),
        ("2023-09-28", "2023-09-28", Precision.DAY),
        ("2023-09-28T10:00", "2023-09-28T10:00:00+00:00", Precision.MINUTE),
        ("2023-09-28 10:00:00+02:00", "2023-09-28T08:00:00+00:00", Precision.MINUTE),
    ],
)
def test_a_given_date_keeps_its_precision(given, value, precision):
    written = written_as_given(given)
    assert (written.value, written.precision) == (value, precision)


@pytest.mark.parametrize(
    "given", ["", "yesterday", "2023-13", "2023-9", "2023-02-30", "0000", "2023-09-28T", "9999-12-31T23:00-05:00"]
)
def test_a_date_that_is_none_is_refused_with_an_example(given):
    with pytest.raises(ValueError, match="2023-09-28"):
        written_as_given(given)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Since Moscow began its war on Ukraine early last year, trade has fallen."),
        ("de", "Seit Beginn des Krieges gegen die Ukraine Anfang letzten Jahres sinkt der Handel."),
        ("fr", "Depuis l'invasion de l'Ukraine au début de l’année dernière, le commerce recule."),
        ("es", "Desde la invasión de Ucrania a principios del año pasado, cae el comercio."),
        ("ru", "После вторжения на Украину в начале прошлого года торговля упала."),
        ("ar", "منذ غزو أوكرانيا مطلع العام الماضي تراجعت التجارة."),
        ("zh", "自去年初乌克兰战争爆发以来，贸易下降。"),
        ("en", "Since the invasion of Ukraine last year, trade has fallen."),
        (None, "Since Moscow began its war on Ukraine early last year, trade has fallen."),
    ],
)
def test_an_event_of_known_date_early_last_year_gives_the_year(language, text):
    written = written_by_text(text, language, now=NOW)
    assert (written.value, written.precision) == ("2023", Precision.YEAR)
    assert "2022-02" in written.because


@pytest.mark.parametrize(
    "text",
    [
        "He visited the port early last year. The war on Ukraine was on his mind.",
        "The war on Ukraine, which the two men discussed over a long lunch, and trade that fell early last year.",
        "Moscow has escalated its war on Ukraine last year and this year.",
        "The war on Ukraine late last year took a turn.",
        "Nothing here says when.",
    ],
)
def test_words_that_do_not_belong_together_give_no_year(text):
    assert written_by_text(text, "en", now=NOW).value is None


def test_the_largest_past_year_is_a_lower_bound_and_resolution_numbers_are_no_years():
    text = "In 2019 and 2021 talks failed. Resolution 2022 was read, S/RES/2025 too. Elections are due in 2031."
    written = written_by_text(text, "en", now=NOW)
    assert written.value is None
    assert "not before 2021" in written.because


def test_a_text_that_names_a_much_later_year_contradicts_the_anchor():
    text = "Quoting a speech on the war on Ukraine early last year, the study of 2025 found little."
    assert written_by_text(text, "en", now=NOW).value is None


def test_no_year_of_writing_lies_in_the_future():
    text = "Since its war on Ukraine early last year, trade has fallen."
    assert written_by_text(text, "en", now=datetime(2022, 6, 1, tzinfo=UTC)).value is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Envoys met\n\nGENEVA, 12 March 2024 (Agency) - Envoys of two states met."),
        ("en", "GENEVA, March 12, 2024 (Agency) — Envoys of two states met."),
        ("de", "Genf, 12. März 2024 (Agentur) – Gesandte zweier Staaten trafen sich."),
        ("ru", "ЖЕНЕВА, 12 марта 2024 (Агентство) — Встретились посланники."),
        ("es", "Ginebra, 12 de marzo de 2024 (Agencia) - Se reunieron enviados."),
    ],
)
def test_a_dateline_with_a_year_gives_the_day(language, text):
    written = written_by_text(text, language, now=NOW)
    assert (written.value, written.precision) == ("2024-03-12", Precision.DAY)
    assert "dateline" in written.because


@pytest.mark.parametrize(
    "text",
    [
        "GENEVA, 12 March 2031 (Agency) - A date that is yet to come.",
        "GENEVA, 12 March (Agency) - A day without a year.",
        "After the talks of Geneva, 12 March 2024 was named as the day of the vote.",
        "One\n\nTwo\n\nThree\n\nGENEVA, 12 March 2024 (Agency) - Quoted from an older report.",
    ],
)
def test_what_is_no_dateline_of_the_text_gives_no_day(text):
    assert written_by_text(text, "en", now=NOW).value is None
