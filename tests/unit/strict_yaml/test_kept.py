"""What outlives a process: found again by content, never believed when it is damaged or somebody else's."""

from __future__ import annotations

import os
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from monitor.errors import Level, Problem
from monitor.strict_yaml import Kept, Reader, Shape
from monitor.strict_yaml.kept import FILES_AT_MOST

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    return folder / "rules"


def kept(file, wrote="this"):
    return Kept(file, wrote=wrote)


def saved(file, values):
    store = kept(file)
    for key, value in values.items():
        store.put(key, value)
    store.save()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(st.characters(exclude_characters="\t\n"), min_size=1, max_size=8), VALUES, max_size=4))
def test_what_was_put_is_found_by_the_next_process(place, values):
    place.unlink(missing_ok=True)
    saved(place, values)
    again = kept(place)
    assert {key: again.get(key) for key in values} == values
    assert again.get("nothing") is None


def test_another_version_finds_nothing(place):
    saved(place, {"a": 1})
    assert kept(place, wrote="that").get("a") is None
    assert kept(place).get("a") == 1


def test_what_was_not_used_is_dropped_when_something_new_is_saved(place):
    saved(place, {"a": 1, "b": 2})
    store = kept(place)
    assert store.get("a") == 1
    store.save()
    assert kept(place).get("b") == 2, "nothing new, nothing written"
    store.put("c", 3)
    store.save()
    assert [kept(place).get(key) for key in "abc"] == [1, None, 3]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 120), what=st.binary(max_size=3))
def test_a_damaged_file_gives_what_was_put_or_nothing(place, at, what):
    place.unlink(missing_ok=True)
    values = {"a": {"words": ["harbour", "lighthouse"]}, "b": "ü" * 20}
    saved(place, values)
    raw = place.read_bytes()
    place.write_bytes(raw[:at] + what + raw[at + 1 :])
    store = kept(place)
    assert all(store.get(key) in (value, None) for key, value in values.items())


@pytest.mark.parametrize(
    "raw", [b"", b"\x00" * 50, b"vedette this\n\t\n\t\t\n", b"vedette this\na\t0123456789abcdef{\n"]
)
def test_whatever_stands_there_nothing_is_raised(place, raw):
    place.write_bytes(raw)
    assert kept(place).get("a") is None


def test_a_file_that_others_may_write_is_not_believed(place):
    saved(place, {"a": 1})
    place.chmod(0o666)
    assert kept(place).get("a") is None
    place.chmod(0o600)
    place.parent.chmod(0o777)
    assert kept(place).get("a") is None


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_raised(tmp_path):
    (tmp_path / "file").write_text("")
    for file in (tmp_path / "file" / "cache" / "rules", tmp_path / "file"):
        saved(file, {"a": 1})
    assert kept(tmp_path / "file" / "cache" / "rules").get("a") is None


def test_writers_at_the_same_time_leave_a_whole_file(place):
    def write(number):
        saved(place, {str(n): [number] * 50 for n in range(40)})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = kept(place)
    found = [store.get(str(n)) for n in range(40)]
    assert all(value == found[0] for value in found)
    assert found[0] is not None
    assert [path.name for path in place.parent.iterdir()] == ["rules"], "no half-written file stays"


def test_the_folder_stays_small(place):
    for number in range(FILES_AT_MOST + 5):
        saved(place.with_name(f"rules-{number}"), {"a": number})
        os.utime(place.with_name(f"rules-{number}"), (number, number))
    saved(place, {"a": 1})
    left = {path.name for path in place.parent.iterdir()}
    assert len(left) == FILES_AT_MOST
    assert "rules" in left
    assert "rules-0" not in left


# --- files of a shape -------------------------------------------------------------------------------------------


class Ships(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    ships: tuple[str, ...]


class Harbours(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    harbours: dict[str, str | None]


class Checks:
    """A shape whose checks are counted."""

    def __init__(self):
        self.times = 0
        self.shape = Shape(
            model=Ships,
            check=self.check,
            places=lambda spec: (("ships", index) for index in range(len(spec.ships))),
            instead=lambda data: Shape(model=Harbours) if isinstance(data, dict) and "harbours" in data else None,
        )

    def check(self, spec, document):
        self.times += 1
        for index, ship in enumerate(spec.ships):
            if ship.islower():
                line = document.line(("ships", index))
                yield Problem(file=document.file, line=line, what=ship, todo="t", code="W-low", level=Level.WARNING)


TEXT = "ships:\n  - Petrel  # lint: W-low because …\n\n  - gull\n"


def read(folder, place, checks, text=TEXT):
    file = folder / "s.yaml"
    file.write_text(text, encoding="utf-8")
    store = kept(place)
    found = Reader(store).read(file, checks.shape)
    store.save()
    return found


def test_a_file_read_again_by_another_process_is_what_it_was_and_is_not_checked_again(tmp_path, place):
    checks = Checks()
    first, again = read(tmp_path, place, checks), read(tmp_path, place, checks)
    assert checks.times == 1
    for name in ("file", "text", "spec", "problems", "remarks", "lines"):
        assert getattr(first, name) == getattr(again, name)
    assert again.line(("ships", 1)) == 4
    assert again.line(("ships",)) == 1, "known from the text alone"
    assert again.value(("ships", 1)) == "gull"


def test_a_changed_file_is_read_anew(tmp_path, place):
    checks = Checks()
    read(tmp_path, place, checks)
    assert read(tmp_path, place, checks, TEXT.replace("gull", "Gull")).problems == ()
    assert checks.times == 2


def test_a_file_of_another_kind_is_read_again_as_that_kind(tmp_path, place):
    checks = Checks()
    for _ in range(2):
        found = read(tmp_path, place, checks, "harbours: {a: b, c: }\n")
        assert found.spec == Harbours(harbours={"a": "b", "c": None})
    assert checks.times == 0


def test_a_faulty_file_is_told_of_by_each_process(tmp_path, place):
    for text in ("ships: 1\n", "ships: [\n", "boats: []\n", ""):
        problems = [read(tmp_path, place, Checks(), text).problems for _ in range(2)]
        assert problems[0]
        assert problems[0] == problems[1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=VALUES | st.fixed_dictionaries({"data": VALUES, "problems": VALUES, "remarks": VALUES, "lines": VALUES}))
def test_a_record_that_is_none_is_read_anew(tmp_path, place, record):
    checks = Checks()
    file = tmp_path / "s.yaml"
    file.write_text(TEXT, encoding="utf-8")

    class Odd:
        """Keeps this record for whatever is asked."""

        def get(self, _key):
            return record

        def put(self, _key, _value):
            pass

    found = Reader(Odd()).read(file, checks.shape)
    assert found.spec == Ships(ships=("Petrel", "gull"))


def test_one_process_reads_a_file_once_as_long_as_it_stays_the_same(tmp_path):
    checks, reader, file = Checks(), Reader(), tmp_path / "s.yaml"
    file.write_text(TEXT, encoding="utf-8")
    first = reader.read(file, checks.shape)
    assert reader.read(file, checks.shape) is first
    file.write_text(TEXT.upper(), encoding="utf-8")
    assert reader.read(file, checks.shape) is not first
    file.unlink()
    assert reader.read(file, checks.shape).problems[0].code == "E-unreadable"


def test_after_the_end_nothing_is_held_and_nothing_is_lost(place):
    saved(place, {"a": 1})
    store = kept(place)
    store.put("b", store.get("a") + 1)
    store.save()
    store.end()
    store.put("c", 3)
    store.save()
    assert [store.get(key) for key in "abc"] == [None, None, None]
    assert kept(place).get("b") == 2, "what was saved is the next process's"
