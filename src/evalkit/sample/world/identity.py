"""Invented identity: names, ID numbers and phones that belong to nobody."""

from __future__ import annotations

import datetime as dt

import numpy as np

SURNAMES = "王李张刘陈杨赵周吴徐孙马朱胡郭何高林郑梁"
MALE = "建国志强海平永福德明家栋春生玉柱守义全喜保田长河"
FEMALE = "秀英桂兰玉珍春梅爱莲淑芳月娥改花翠萍金凤巧云"
RARE = "䶮㛃堃垚犇淼"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def check_character(seventeen: str) -> str:
    """Return the 18th character of an ID number (GB 11643: weighted sum modulo 11).

    Parameters
    ----------
    seventeen : str
        The first 17 digits.

    Returns
    -------
    str
        A digit or X.

    Examples
    --------
    >>> check_character("11010519491231002")
    'X'
    """
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(seventeen, WEIGHTS, strict=True)) % 11]


def id_number(county: str, born: dt.date, serial: int, male: bool) -> str:
    """Return a checksum-valid ID number with an address in an invented county (codes starting 99)."""
    order = (serial * 2 + (1 if male else 0)) % 1000
    seventeen = f"{county}{born:%Y%m%d}{order:03d}"
    return seventeen + check_character(seventeen)


def given_name(rng: np.random.Generator, male: bool) -> str:
    """Return an invented given name of one or two characters; a rare character now and then."""
    pool = MALE if male else FEMALE
    first = pool[rng.integers(len(pool))]
    if rng.random() < 0.02:
        return RARE[rng.integers(len(RARE))]
    if rng.random() < 0.25:
        return first
    return first + pool[rng.integers(len(pool))]


def surname(rng: np.random.Generator) -> str:
    """Return a common surname."""
    return SURNAMES[rng.integers(len(SURNAMES))]


def phone(rng: np.random.Generator) -> str:
    """Return an invented 11-digit phone number; all share the made-up beginning 15400."""
    return f"15400{rng.integers(1_000_000):06d}"
