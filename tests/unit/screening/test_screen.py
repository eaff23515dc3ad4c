"""Names on lists, found in articles: what counts, what does not, and whom no list has."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Article, Entity, Language, Mentions, Span
from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing, Strength
from monitor.screening import Lists, screen

DAY = date(2026, 2, 27)


PERSON, GROUP = ListedKind.PERSON, ListedKind.GROUP


def entry(id_: str, *names: str, kind: ListedKind = GROUP, weak: tuple[str, ...] = (), **more) -> Listing:
    printed = (*(_name(name) for name in names), *(_name(name, strength=Strength.WEAK) for name in weak))
    return Listing(list="sanctions", id=id_, kind=kind, names=printed, **more)


def _name(text: str, **more) -> NameOfListing:
    last, comma, first = (part.strip() for part in text.partition(","))
    return NameOfListing(text, generated=(f"{first} {last}", f"{last} {first}") if comma else (), **more)


def copy_of(*entries: Listing, name: str = "sanctions", own: bool = False) -> ListVersion:
    return ListVersion(
        list=name,
        format="made",
        entries=entries,
        published=DAY,
        sha256="",
        rows=len(entries),
        names_read=0,
        complete=True,
        own=own,
    )


def lists_of(*entries: Listing) -> Lists:
    return Lists.build([copy_of(*entries)])


LISTS = lists_of(
    entry("1", "PRIVATE MILITARY COMPANY 'WAGNER'", "WAGNER GROUP", programmes=("RUSSIA",), since=date(2017, 6, 20)),
    entry("2", "PEACE"),
    entry("3", "RUSICH", kind=GROUP),
    entry("4", "DAGALO, Abdul Rahim", kind=PERSON),
    entry("5", "Zarqawi", "Abu Musab al-Zarqawi", kind=PERSON),
    entry("6", "Gulf Shipping Lines", weak=("GSL Star",)),
    entry("7", "Милош Вагнер", kind=PERSON),
    entry("8", "俄罗斯联盟"),
    entry("9", "شركة الجنيد"),
    entry("10", "Hamas"),
)


def article_of(text: str) -> Article:
    paragraphs = tuple(part for part in text.split("\n\n") if part)
    return Article(paragraphs=paragraphs, language=Language(code="en", sure=True))


def found(text: str) -> list[tuple[str, str]]:
    return [(one.entry, one.span.text) for one in screen(LISTS, article_of(text), Mentions()).listed]


def mention(article: Article, word: str, **more) -> Entity:
    at = article.text.index(word)
    return Entity(mentions=(Span(start=at, end=at + len(word), text=word),), **more)


def test_a_whole_name_is_found_whatever_its_case_and_punctuation() -> None:
    assert found("The Private Military Company «Wagner» left.") == [("1", "Private Military Company «Wagner")]


def test_a_hit_says_which_list_which_name_since_when_and_why() -> None:
    (one,) = screen(LISTS, article_of("The Wagner Group left."), Mentions()).listed
    assert (one.list, one.name, one.programmes) == ("sanctions", "WAGNER GROUP", ("RUSSIA",))
    assert (one.since, one.as_of, one.strength) == (date(2017, 6, 20), DAY, "strong")
    assert one.because == (
        "the text has 'Wagner Group'; the list 'sanctions' has 'WAGNER GROUP', "
        "a name of 'PRIVATE MILITARY COMPANY 'WAGNER''"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Peace came to the valley.",  # a common word, though with a capital
        "the rusich of the north",  # no capital
        "Wagner Grouping",  # not the whole name
        "Zarqawi was a town.",  # a person's single name alone
        "The GSL Star sailed.",  # weak, with no other name of its entry
        "the gulf shipping lines of old maps",  # several words, none a name
    ],
)
def test_what_only_looks_like_a_listed_name_is_left_alone(text) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rusich fought there.", ("3", "Rusich")),
        ("Abdul Rahim Dagalo spoke.", ("4", "Abdul Rahim Dagalo")),
        ("Dagalo Abdul Rahim spoke.", ("4", "Dagalo Abdul Rahim")),
        ("Milosh, или Милош Вагнер.", ("7", "Милош Вагнер")),
        ("据俄罗斯联盟称", ("8", "俄罗斯联盟")),
        ("قالت شركة الجنيد إنها", ("9", "شركة الجنيد")),
        ("Hamas replied.", ("10", "Hamas")),
        ("The leader, Abu Musab al-Zarqawi, fled.", ("5", "Abu Musab al-Zarqawi")),
    ],
)
def test_names_are_found_in_both_orders_and_in_other_scripts(text, expected) -> None:
    assert found(text) == [expected]


def test_a_weak_or_single_name_counts_beside_a_full_one_of_its_entry() -> None:
    text = "Abu Musab al-Zarqawi fled. Zarqawi was seen again. Gulf Shipping Lines runs the GSL Star."
    listed = screen(LISTS, article_of(text), Mentions()).listed
    assert [(one.entry, one.span.text, one.strength) for one in listed] == [
        ("5", "Abu Musab al-Zarqawi", "strong"),
        ("5", "Zarqawi", "weak"),
        ("6", "Gulf Shipping Lines", "strong"),
        ("6", "GSL Star", "weak"),
    ]
    assert "because a fuller name" in listed[1].because


def test_a_known_actor_is_looked_up_by_its_canonical_name() -> None:
    article = article_of("Wagner redeployed.")
    actor = mention(article, "Wagner", id="wagner-group", name="Wagner Group", kind="pmc")
    screened = screen(LISTS, article, Mentions(actors=(actor,)))
    (one,) = screened.listed
    assert (one.entry, one.span.text) == ("1", "Wagner")
    assert "which names Wagner Group" in one.because
    assert screened.not_listed == ()


def test_known_actors_and_people_on_no_list_are_said_to_be_on_none() -> None:
    article = article_of("Khalifa Haftar met the Libyan Arab Armed Forces and the United Nations.")
    person = mention(article, "Khalifa Haftar", id="khalifa-haftar", name="Khalifa Haftar", kind="person")
    group = mention(article, "Libyan Arab Armed Forces", id="laaf", name="Libyan Arab Armed Forces", kind="armed-group")
    body = mention(article, "United Nations", id="un", name="United Nations", kind="organisation")
    screened = screen(LISTS, article, Mentions(people=(person,), actors=(group, body)))
    assert [(one.id, one.as_of) for one in screened.not_listed] == [("khalifa-haftar", DAY), ("laaf", DAY)]


def test_without_a_list_nothing_is_said_either_way() -> None:
    article = article_of("Khalifa Haftar")
    person = mention(article, "Khalifa Haftar", id="khalifa-haftar", name="Khalifa Haftar", kind="person")
    screened = screen(Lists.empty(), article, Mentions(people=(person,)))
    assert (screened.listed, screened.not_listed) == ((), ())


def test_short_and_common_names_of_an_own_watch_list_are_meant() -> None:
    own = Lists.build([copy_of(replace(entry("a", "Acme"), list="ours"), name="ours", own=True)])
    assert [one.span.text for one in screen(own, article_of("Acme and acme"), Mentions()).listed] == ["Acme"]


def test_two_lists_with_one_name_give_a_hit_each() -> None:
    ours = copy_of(replace(entry("x", "Gulf Lines"), list="ours"), name="ours", own=True)
    both = Lists.build([copy_of(entry("1", "Gulf Lines")), ours])
    listed = screen(both, article_of("Gulf Lines sails."), Mentions()).listed
    assert {(one.list, one.entry) for one in listed} == {("sanctions", "1"), ("ours", "x")}


PIECES = [
    "Wagner Group",
    "WAGNER",
    "Peace",
    "Rusich,",
    "GSL Star",
    "Gulf Shipping Lines",
    "Zarqawi",
    "é",
    "\n\n",
    "俄罗斯联盟",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_every_hit_is_a_piece_of_the_text_once_an_entry_a_place(pieces) -> None:
    article = article_of(" ".join(pieces))
    listed = screen(LISTS, article, Mentions()).listed
    assert all(article.text[one.span.start : one.span.end] == one.span.text for one in listed)
    keys = [(one.list, one.entry, one.span.start) for one in listed]
    assert len(keys) == len(set(keys))
    assert [key[2] for key in keys] == sorted(key[2] for key in keys)


def army(article: Article, country: str) -> Mentions:
    force = mention(article, "Zarani Army", id="army", name="Zarani Army", kind="state-force", country=country)
    return Mentions(actors=(force,))


@pytest.mark.parametrize(("country", "entries"), [("CN", []), ("PE", ["1"])])
def test_a_states_force_is_no_armed_group_of_another_country_with_such_an_alias(
    country: str, entries: list[str]
) -> None:
    lists = lists_of(entry("1", "Shining Trail", "Zarani Army", countries=("Peru",)))
    article = article_of("The Zarani Army began exercises.")
    screened = screen(lists, article, army(article, country), names_of=lambda _: ("Zarani Army",))
    assert [one.entry for one in screened.listed] == entries


def test_a_states_force_that_is_listed_keeps_the_entries_that_state_no_country() -> None:
    own, other = entry("1", "Zarani Army"), entry("2", "LA Command", "Zarani Army")
    lists = Lists.build([copy_of(own), copy_of(replace(other, list="others"), name="others")])
    article = article_of("The Zarani Army began exercises.")
    screened = screen(lists, article, army(article, "CN"), names_of=lambda _: ("Zarani Army",))
    assert [one.entry for one in screened.listed] == ["1", "2"]
