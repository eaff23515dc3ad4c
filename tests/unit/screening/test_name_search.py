"""Every listed name that stands in a folded text is found, wherever it stands, and no other."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.screening.name_search import NameSearch
from monitor.screening.table import padded
from monitor.text.fold import Folded, fold, fold_words

WORDS = st.sampled_from(["bank", "of", "veldra", "torva", "a", "сталь", "集团", "瓦格纳", "2", "مصرف"])
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "", ", ", "-"])), max_size=30).map(
    lambda parts: "".join(word + behind for word, behind in parts)
)


def searched(folded: Folded, names: list[str]) -> list[tuple[str, int, int]]:
    return list(NameSearch({padded(fold_words(name)): 1 for name in names}.keys()).find(folded))


@given(st.lists(NAMES, max_size=12), TEXTS)
def test_it_finds_what_a_search_for_each_name_by_itself_finds(names: list[str], text: str) -> None:
    folded = fold(text)
    expected = {
        (spelling, begin, begin + len(spelling))
        for spelling in map(padded, map(fold_words, names))
        for begin in range(len(folded.text))
        if folded.text.startswith(spelling, begin)
    }
    found = searched(folded, names)
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_names_are_given_in_order_of_the_text_and_a_part_of_a_name_before_the_whole() -> None:
    folded = fold("The Bank of Torva and Veldra Bank")
    found = [spelling for spelling, _, _ in searched(folded, ["Veldra Bank", "Bank of Torva", "Bank of"])]
    assert found == [" bank of ", " bank of torva ", " veldra bank "]


def test_nothing_is_found_where_no_name_is_listed_or_nothing_is_said() -> None:
    assert not searched(fold("Bank of Torva"), [])
    assert not searched(fold(""), ["Bank"])


@given(st.lists(NAMES, max_size=12), WORDS)
def test_a_word_is_last_where_a_name_ends_with_it(names: list[str], word: str) -> None:
    search = NameSearch({padded(fold_words(name)): 1 for name in names}.keys())
    ends = {fold_words(name).split()[-1] for name in names}
    assert search.is_last(fold_words(word)) == (fold_words(word) in ends)
