"""`inspect` and `explain`: what may be named as a source, and what is said of one that cannot be read."""

from __future__ import annotations

import json

import pytest

from tests.integration.cli.desk import DATA, Desk

KEYS = {
    *("id", "lang", "lang_sure", "title", "title_end", "text", "text_source", "removed", "written", "page_date"),
    *("matches", "people", "actors", "places", "dates", "quantities", "resolutions", "listed", "not_listed"),
}


def spans_of(view: dict) -> list[dict]:
    """Everything in a view that claims to be a stretch of its text."""
    found = [span for match in view["matches"] for span in match["spans"]]
    for kind in ("people", "actors", "places"):
        found += [mention for entity in view[kind] for mention in entity["mentions"]]
    for kind in ("dates", "quantities", "resolutions", "listed"):
        found += view[kind]
    return found


def write(desk: Desk, name: str, content: bytes) -> str:
    (desk.folder / name).write_bytes(content)
    return name


def test_the_keys_are_those_of_the_contract_and_spans_are_the_words_at_their_offsets(fresh: Desk) -> None:
    done = fresh.vedette("inspect", "texts/ferries.txt", "--json")
    [view] = done.objects
    assert done.code == 0
    assert set(view) >= KEYS
    assert view["title"] == view["text"][: view["title_end"]] == "Mercenaries board two ferries"
    assert set(view["written"]) == {"value", "precision", "because"}
    [match] = view["matches"]
    assert {"rule", "severity", "labels", "stance", "spans", "excerpt", "extracted"} <= set(match)
    assert all({"start", "end", "text", "concept"} == set(span) for span in match["spans"])
    assert {"id", "name", "confirmed", "mentions"} == set(view["people"][0])
    assert {"id", "name", "confirmed", "mentions", "country"} == set(view["places"][0])
    assert {"id": "LY", "name": "Libya", "country": "LY"}.items() <= view["places"][1].items()
    assert {"start", "end", "text", "value", "precision"} == set(view["dates"][0])
    assert [found["id"] for found in view["resolutions"]] == ["S/RES/2570 (2021)"]
    assert {gone["kind"] for gone in view["removed"]} == {"reply-form"}
    assert len(spans_of(view)) >= 8
    assert all(view["text"][span["start"] : span["end"]] == span["text"] for span in spans_of(view))


def test_rules_only_leaves_the_facts_out_and_keeps_the_matches(fresh: Desk) -> None:
    [whole] = fresh.vedette("inspect", "texts/ferries.txt", "--json").objects
    [plain] = fresh.vedette("inspect", "texts/ferries.txt", "--json", "--rules-only").objects
    assert set(plain) == set(whole)
    assert plain["matches"] == whole["matches"]
    for kind in ("people", "actors", "places", "dates", "quantities", "resolutions", "listed"):
        assert plain[kind] == []


def test_facts_of_a_text_that_matches_nothing_are_shown_too(fresh: Desk) -> None:
    name = write(fresh, "note.txt", b"Amina Okafor arrived in Tobruk on 3 May 2024.")
    done = fresh.vedette("inspect", name, "--json")
    [view] = done.objects
    assert done.code == 0
    assert view["matches"] == []
    assert [person["id"] for person in view["people"]] == ["amina-okafor"]
    assert [date["value"] for date in view["dates"]] == ["2024-05-03"]


def test_a_page_is_read_by_its_name_or_by_its_first_words(fresh: Desk) -> None:
    page = (fresh.folder / "texts" / "page.html").read_bytes()
    other = write(fresh, "saved-page", page)
    done = fresh.vedette("inspect", "texts/page.html", other, "file:texts/page.html", "--json")
    assert [view["id"] for view in done.objects] == ["page.html", "saved-page", "page.html"]
    for view in done.objects:
        assert view["text_source"] == "page"
        assert view["matches"][0]["rule"] == "mercenaries"
        assert "Home" not in view["text"]


def test_json_lines_give_one_answer_a_line_and_a_bad_line_loses_no_other(fresh: Desk) -> None:
    lines = [
        '{"text": "Mercenaries left.", "id": "first", "title": "A title", "lang": "en", "date": "2023-09", "x": [1]}',
        "no json",
        '{"title": "no text"}',
        '{"text": "Quiet."}',
        '{"text": "Half a pair: \\ud800", "id": 7}',
        '{"text": 5}',
        '{"text": "x", "date": "some day"}',
    ]
    name = write(fresh, "lines.jsonl", "\n".join(lines).encode())
    done = fresh.vedette("inspect", name, "--json")
    assert done.code == 1
    assert [view["id"] for view in done.objects] == ["first", "line 4", "7"]
    first = done.objects[0]
    assert first["text"].startswith("A title\n\nMercenaries left.")
    assert first["title_end"] == len("A title")
    assert first["written"] == {
        "value": "2023-09",
        "precision": "month",
        "because": "this date was given with the text",
    }
    assert [line.partition(": ")[0] for line in done.err.splitlines()] == [
        f"lines.jsonl:{number}" for number in (2, 3, 6, 7)
    ]


def test_a_title_with_which_the_text_begins_is_not_put_before_it_again(fresh: Desk) -> None:
    records = [
        {"title": "Ferries leave port", "text": "Ferries leave port\n\nNobody saw them."},
        {"title": "Ferries leave port", "text": "Ferries leave port at dawn, witnesses say. Nobody saw them."},
    ]
    name = write(fresh, "titled.jsonl", "\n".join(map(json.dumps, records)).encode())
    for view in fresh.vedette("inspect", name, "--json").objects:
        assert view["text"].count("Ferries leave port") == 1
        assert view["text"][: view["title_end"]] == "Ferries leave port"


def test_a_stored_article_is_found_by_its_id(ran: Desk) -> None:
    done = ran.vedette("inspect", "1", "2", "--json")
    assert done.code == 0
    assert [view["id"] for view in done.objects] == ["1", "2"]
    assert all(view["title"] for view in done.objects)


def test_a_file_goes_before_a_stored_article_of_that_number(writable: Desk) -> None:
    write(writable, "1", b"Mercenaries in a file.")
    [view] = writable.vedette("inspect", "1", "--json").objects
    assert view["text"] == "Mercenaries in a file."


@pytest.mark.parametrize(
    ("stdin", "ids", "source"),
    [
        (b"Mercenaries left.", ["-"], "file"),
        (b'{"text": "Mercenaries left.", "id": "one"}\n{"text": "Quiet."}\n', ["one", "line 2"], "file"),
        ((DATA / "desk" / "texts" / "page.html").read_bytes(), ["-"], "page"),
    ],
    ids=["text", "json-lines", "page"],
)
def test_standard_input_is_read_for_what_it_is(fresh: Desk, stdin: bytes, ids: list[str], source: str) -> None:
    done = fresh.vedette("inspect", "-", "--json", stdin=stdin)
    assert done.code == 0, done.err
    assert [view["id"] for view in done.objects] == ids
    assert {view["text_source"] for view in done.objects} == {source}
    assert done.objects[0]["matches"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_texts_come_in_many_encodings(fresh: Desk, encoding: str) -> None:
    words = "Наёмники покинули порт, сообщили в понедельник чиновники порта."
    name = write(fresh, "text.txt", words.encode(encoding))
    [view] = fresh.vedette("inspect", name, "--json").objects
    assert view["text"] == words


@pytest.mark.parametrize(
    ("source", "content", "said"),
    [
        ("absent.txt", None, "there is no such file"),
        ("texts", None, "this is a folder"),
        ("binary.dat", bytes(range(256)) * 4, "this is not a text"),
        ("latin.jsonl", '{"text": "café"}'.encode("latin-1"), "latin.jsonl:1: byte 0xe9 is not UTF-8"),
        ("empty.html", b"", "the page has no text"),
        ("ftp://example.org/a.txt", None, "http:// or https://"),
        ("http://127.0.0.1:9/a", None, "which is not a public address"),
        ("http://[::1", None, "cannot be visited"),
        ("12345", None, "there is no database"),
        ("9" * 40, None, "there is no database"),
        ("", None, "this is a folder"),
    ],
)
@pytest.mark.parametrize("verb", [("inspect",), ("explain", "--rule", "mercenaries")], ids=["inspect", "explain"])
def test_a_source_that_cannot_be_read_is_said_and_the_others_are_read(
    fresh: Desk, verb: tuple[str, ...], source: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        write(fresh, source, content)
    others = ("texts/quiet.txt",) if verb[0] == "inspect" else ()
    done = fresh.vedette(*verb, source, *others, "--json")
    assert done.code == 1
    assert said in done.err
    assert source in done.err
    assert len(done.objects) == len(others)
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", ["empty.txt", "empty.jsonl"])
def test_an_empty_file_is_no_fault(fresh: Desk, name: str) -> None:
    write(fresh, name, b"")
    done = fresh.vedette("inspect", name)
    assert (done.code, done.err) == (0, "")


def test_a_line_of_a_million_letters_is_read(fresh: Desk) -> None:
    name = write(fresh, "long.txt", b"w" * 1_000_000)
    assert fresh.vedette("inspect", name).code == 0


def test_an_id_too_large_for_the_database_is_no_fault_of_the_program(ran: Desk) -> None:
    done = ran.vedette("inspect", "9" * 40)
    assert done.code == 1
    assert "nor a stored article with this id" in done.err


def test_explain_gives_a_tree_with_spans_and_names_the_nearest_condition(fresh: Desk) -> None:
    [hit] = fresh.vedette("explain", "texts/ferries.txt", "--rule", "mercenaries", "--json").objects
    [miss] = fresh.vedette("explain", "texts/quiet.txt", "--rule", "ceasefire", "--json").objects
    assert (hit["id"], hit["rule"], hit["held"], hit["nearest"]) == ("ferries.txt", "mercenaries", True, None)
    [concept, near] = hit["root"]["children"]
    [view] = fresh.vedette("inspect", "texts/ferries.txt", "--json").objects
    assert {view["text"][span["start"] : span["end"]] for span in concept["spans"]} == {"Mercenaries", "mercenaries"}
    assert near["held"] is False
    assert miss["held"] is False
    assert miss["nearest"]["text"] == "ceasefire"


def test_explain_knows_what_rule_was_meant(fresh: Desk) -> None:
    done = fresh.vedette("explain", "texts/quiet.txt", "--rule", "ceasefires")
    assert done.code == 1
    assert 'there is no rule "ceasefires"; did you mean ceasefire? there are: ceasefire, mercenaries' in done.err
