"""Names of time zones as dates of feeds use them, in hours ahead of UTC. Values only.

Where a name means several zones, the one that most feeds mean: India's before Israel's, North America's before Asia's.
"""

from __future__ import annotations

from types import MappingProxyType

HOURS = MappingProxyType(
    {
        **dict.fromkeys(("Z", "GMT", "UT", "UTC", "WET"), 0.0),
        "NST": -3.5,
        "NDT": -2.5,
        "AST": -4.0,
        "ADT": -3.0,
        "EST": -5.0,
        "EDT": -4.0,
        "CST": -6.0,
        "CDT": -5.0,
        "MST": -7.0,
        "MDT": -6.0,
        "PST": -8.0,
        "PDT": -7.0,
        "AKST": -9.0,
        "AKDT": -8.0,
        "HST": -10.0,
        "BRT": -3.0,
        "ART": -3.0,
        "CLT": -4.0,
        "VET": -4.0,
        "COT": -5.0,
        "PET": -5.0,
        **dict.fromkeys(("CET", "MET", "MEZ", "WEST", "BST", "WAT"), 1.0),
        **dict.fromkeys(("CEST", "MEST", "MESZ", "EET", "SAST", "CAT"), 2.0),
        **dict.fromkeys(("EEST", "MSK", "TRT", "EAT", "IDT"), 3.0),
        "IRST": 3.5,
        "MSD": 4.0,
        "GST": 4.0,
        "AMT": 4.0,
        "AZT": 4.0,
        "AFT": 4.5,
        "PKT": 5.0,
        "UZT": 5.0,
        "IST": 5.5,  # codespell:ignore
        "NPT": 5.75,
        "BDT": 6.0,
        "MMT": 6.5,
        "ICT": 7.0,
        "WIB": 7.0,
        **dict.fromkeys(("HKT", "SGT", "PHT", "MYT", "AWST"), 8.0),
        "JST": 9.0,
        "KST": 9.0,
        "ACST": 9.5,
        "AEST": 10.0,
        "ACDT": 10.5,
        "AEDT": 11.0,
        "NZST": 12.0,
        "NZDT": 13.0,
    }
)
