"""Chinese and Korean ships by the characters of their names."""

import pytest

from monitor.model.listing import ListedKind
from monitor.screening import Lists
from tests.unit.screening.listed import listed_in
from tests.unit.screening.test_screen import copy_of, entry

SHIP = ListedKind.VESSEL
LISTS = Lists.build(
    [
        copy_of(
            entry("trawler", "HAI LUAN YU 4417", kind=SHIP),
            entry("sister", "HAI LUAN YU 4418", kind=SHIP),
            entry("short", "JIN RUI", kind=SHIP, countries=("Korea, North",)),
            entry("mountain", "PAEK UN SAN", kind=SHIP, programmes=("DPRK4",), countries=("Korea, North",)),
            entry("former", "KUM HAE GANG (CHON RYU 3)", kind=SHIP, programmes=("DPRK4",)),
            entry("foreign", "BAEK UN GANG", kind=SHIP, countries=("Panama",)),
        )
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return listed_in(LISTS, text, "zh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("渔船“海鸾渔4417”在西非靠港。", ("trawler", "海鸾渔4417")),
        ("渔船海鸾渔4418号返航。", ("sister", "海鸾渔4418")),
        ("朝鲜货轮“金锐”号被扣押。", ("short", "金锐")),
        ("油轮“白云山”号在东海转运。", ("mountain", "白云山")),
        ("货轮“天流3号”改名。", ("former", "天流3")),
    ],
)
def test_a_ship_is_found_by_its_characters_as_they_are_read(text: str, expected: tuple[str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "渔船“海鸾渔4419”返航。",  # another number
        "货轮“金锐”号在上海靠港。",  # two characters, and nothing of Korea: there are many
        "游客登上“白云山”看日出。",  # no ship
        "货轮“白云江”号靠港。",  # read as Koreans do, and no Korean ship
    ],
)
def test_another_ship_is_left_alone(text: str) -> None:
    assert found(text) == []
