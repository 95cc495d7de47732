"""What the spelling of a name says: its readings by the habits of transliteration, and spellings known by heart.

Rules are only for names that look transliterated (`is_transliterated`): Stefan and Stephan, Bryan and Brian, Muller and
Mueller are different people in an English text, Syrskyi and Syrsky are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from anyascii import anyascii

LEAST_LETTERS = 4  # of a name that rules may read; shorter ones have too many neighbours
READINGS_KEPT = 32_768  # readings remembered; one is about 200 bytes

# Letters for the sounds that need several in English: C as in Chekhov, X as in Kharkiv, Z as in Zhukov, $ sh, S shch.
_Rules = Sequence[tuple[str, str]]
_ENGLISH: _Rules = (("shch", "S"), ("tch", "C"), ("sh", "$"), ("zh", "Z"), ("kh", "X"), ("ch", "C"))
_SLAVIC_CH: _Rules = (("shch", "S"), ("sh", "$"), ("zh", "Z"), ("kh", "X"), ("ch", "X"))
_POLISH: _Rules = (("szcz", "S"), ("sz", "$"), ("cz", "C"), ("rz", "r"), ("ch", "X"))
_GERMAN: _Rules = (("schtsch", "S"), ("tsch", "C"), ("sch", "$"), ("ch", "X"))
_GERMAN_ZH: _Rules = (("schtsch", "S"), ("tsch", "C"), ("sch", "Z"), ("ch", "X"))
_GERMAN_Z: _Rules = ((r"(^|(?<=[aeiouyj]))s(?=[aeiouyj])", "z"),)
_GERMAN_TS: _Rules = (("schtsch", "S"), ("tsch", "C"), ("sch", "$"), ("ch", "X"), ("z", "T"))
_FRENCH: _Rules = (("chtch", "S"), ("tch", "C"), ("ch", "$"), ("j", "Z"), ("ou", "u"))
_INITIAL_J: _Rules = (("^j", "y"),)
_SPANISH: _Rules = ((r"^j(?=[aeou])", "X"),)
_ALL: _Rules = (
    *(("ph", "f"), ("gh", "g"), ("ts", "T"), ("tz", "T"), ("ck", "k"), ("c(?=[eiyj])", "T"), ("c", "k"), ("q", "k")),
    *(("x", "ks"), ("w", "v"), ("h", "g"), ("y", "i"), ("^j", "J"), ("j", "i"), (r"([^aeiou])\1+", r"\1")),
    *(("ii+", "i"), ("ie", "e"), ("io(?=[^aeiou])", "e"), ("(?<=..)ei$", "i")),
    ("(?<=iT)ia$", "a"),
    ("(?<=....)[oi]v(?=(a|ka|Ti)?$)", "Ov"),
    ("(?<=s[kt])[oi]l$|(?<=[oru]p)[oi]l$", "Ol"),
)
_PLAIN_LETTERS = re.compile("[a-z]+")
_Step = tuple[re.Pattern[str] | str, str]


def _compiled(*rules: _Rules) -> tuple[_Step, ...]:
    """Rules that are plain letters stay so: replacing them is five times as fast."""
    return tuple(
        (pattern if _PLAIN_LETTERS.fullmatch(pattern) else re.compile(pattern), sound)
        for part in rules
        for pattern, sound in part
    )


_PLAIN = _compiled(_ENGLISH, _ALL)
# Other habits, each with the letters that give it away; the more certain first.
_HABITS = tuple(
    (re.compile(sign), _compiled(*rules))
    for sign, rules in (
        (r"ch", (_SLAVIC_CH, _ALL)),
        (r"sz|cz|w|ch", (_POLISH, _ALL)),
        (r"sch|w|ch", (_GERMAN, _ALL)),
        (r"sch", (_GERMAN_ZH, _ALL)),
        (r"s.*(sch|w|j)|(sch|w|j).*s|s.*skij?$", (_GERMAN_Z, _GERMAN, _ALL)),
        (r"s.*sch|sch.*s", (_GERMAN_Z, _GERMAN_ZH, _ALL)),
        (r"z", (_GERMAN_TS, _ALL)),
        (r"ou|tch", (_FRENCH, _ALL)),
        (r"^j", (_INITIAL_J, _ENGLISH, _ALL)),
        (r"^j.*sch|sch", (_INITIAL_J, _GERMAN, _ALL)),
        (r"^j.*z", (_INITIAL_J, _GERMAN_TS, _ALL)),
        (r"^j", (_SPANISH, _ENGLISH, _ALL)),
    )
)
_CLEAR = tuple(
    (re.compile(sign), _compiled(*rules))
    for sign, rules in (
        (r"sch|sk[iy]j$|s.*j", (_GERMAN_Z, _GERMAN, _ALL)),
        (r"sz|cz|[io]wa?$", (_POLISH, _ALL)),
        (r"^j", (_INITIAL_J, _ENGLISH, _ALL)),
    )
)
# What a sound key of a transliterated Slavic name has, and an English one hardly ever.
_SLAVIC = re.compile(
    r"[zsnlrdvptmbkgT$CZX]sk(i|a|oi|oe|aia|oi)?$|[iaeou]nsk|[aeioukOr]vsk|(?<=..)Ov(a|ka|Ti)?$|ev$|enko$|Cuk$|viC$"
    r"|Tk$|Tki$|S|Ol$|lia[rk]$|[aeior]Zi|iZ[aei]|X[aeiou]r|[aeiou][ZC]ni$|[$CZX]ilin$|iTia$|iTa$"
)
_LOOKS = re.compile(
    r"s[ck]?[kz]|[zc]k|[kc]h|zh|cz|sz|sch|tch|tsch|[oieyu][vw](a|k[ao]|ts[iy]|zi)?$|enko$|[iyj]ch$|uk$|[ou][pt][oiy]l$"
    r"|s[kt][oiy]l$|l[iyj]*[yj]?a[rk]$|[hj]n[iyj]+$|[yi]lin$|[iy]lyn$|[iy](t?s|z)[iyj]*a$"
)
# Spellings of well-known places that no rule reaches without reaching too far: the same town, in two languages.
_PLACES = (
    *("kyiv kiev kiew kijow kijew kiiv", "izyum izium isyum isjum izjum", "vuhledar ugledar"),
    *("avdiivka avdeevka avdeyevka", "lviv lvov lwow lwiw", "mykolaiv nikolaev nikolayev mykolajiw"),
    *("odesa odessa", "lyman liman"),
    *("zaporizhzhia zaporizhzhya zaporizhia zaporozhye zaporozhzhia zaporozhe saporischschja",),
    *("dnipro dnepr", "chernivtsi chernovtsy czernowitz", "rivne rovno", "vinnytsia vinnitsa vinnytsya vinnitsia"),
    *("balakliia balakliya balaklia balakleya balakleia", "makiivka makeyevka makeevka makiyivka"),
    *("chornobyl chernobyl", "artemivsk artyomovsk", "kryvyi krivoi kryvyy krivoy", "oskil oskol"),
    *("kropyvnytskyi kropivnitskiy", "dvorichna dvurechnaya dvorichnaya dvurichna", "kamianka kamenka kamyanka"),
    *("bakhmut bachmut", "luhansk lugansk", "kabul kaboul", "beirut beyrouth", "aleppo alep", "donbas donbass"),
)
# One given name in Ukrainian, Russian and English dress. It joins two people only when their surname is one as well.
_GIVEN = (
    *("volodymyr vladimir wolodymyr wladimir volodimir", "oleksandr alexander aleksandr olexander olexandr alexandr"),
    *("andriy andrey andrei andrii andrij", "mykola nikolai nikolay mikola", "serhiy sergey sergei serhii sergii"),
    *("dmytro dmitry dmitri dmitriy dmitrij", "yevhen evgeny yevgeny evgeniy yevgeniy evgeni yevhenii yevgeni"),
    *("mykhailo mikhail mykhaylo michail", "oleksiy alexei aleksei alexey aleksey oleksii", "oleh oleg", "ihor igor"),
    *("yuriy yuri yury iurii yurii jurij", "valeriy valery valerii valeri", "iryna irina", "olena elena"),
    *("vitaliy vitaly vitali vitalii", "vasyl vasily vasyli vasiliy", "kateryna ekaterina", "kyrylo kirill kiril"),
    *("petro pyotr", "ruslan rouslan", "vadym vadim", "denys denis", "maksym maxim maksim"),
    *("anatoliy anatoly anatolii", "pavlo pavel"),
    *("mohammed mohamed muhammad mohammad muhammed mohamad", "ahmed ahmad", "hussein hussain husein", "yusuf yousef"),
    *("viktor victor", "viacheslav vyacheslav", "hryhoriy grigory hryhorii grigori", "svitlana svetlana"),
)


def _table(sets: Iterable[str]) -> dict[str, str]:
    """Each spelling with the first of its set."""
    return {spelling: names.split()[0] for names in sets for spelling in names.split()}


PLACES = _table(_PLACES)
_GIVEN_NAMES = _table(_GIVEN)


@lru_cache(maxsize=READINGS_KEPT)
def readings(word: str) -> tuple[str, ...]:
    """The sound keys a word in search form may have, the plain English reading first; at least one.

    Two spellings of one name share a reading. Cyrillic and other scripts are written in Latin letters first.
    """
    latin = latin_form(word)
    found = [_sounded(latin, _PLAIN)]
    found += [_sounded(latin, rules) for sign, rules in _HABITS if sign.search(latin)]
    return tuple(dict.fromkeys(found))


def plain_reading(word: str) -> str:
    """The first of `readings`, without the work of the others."""
    return _sounded(latin_form(word), _PLAIN)


@lru_cache(maxsize=READINGS_KEPT)
def sound(word: str) -> str:
    """A key that spellings of one name share: by the habit that the letters give away most clearly, else the plain one.

    An initial j is always read as y: two answers to one question are rather Jermak and Yermak than two people.
    """
    latin = latin_form(word)
    found = next((_sounded(latin, rules) for sign, rules in _CLEAR if sign.search(latin)), "")
    return found if latin[:1] == "j" or is_transliterated(found) else _sounded(latin, _PLAIN)


def latin_form(word: str) -> str:
    """A word in search form in the 26 Latin letters: "харків" is "kharkiv"."""
    return word if word.isascii() else re.sub("[^a-z0-9]", "", anyascii(word).lower())


def is_transliterated(reading: str) -> bool:
    """Whether a sound key is that of a name from a Slavic language, which rules may respell."""
    return bool(_SLAVIC.search(reading))


def skeleton(word: str) -> str:
    """The consonants of a word as they sound, hard to get wrong even where vowels are: "dvurechnaya" is "dvrCn"."""
    return re.sub("[aeiouO]+", "", plain_reading(word))


def may_be_read(word: str) -> bool:
    """Whether a word looks as if rules could read it: a quick look that leaves most words of English out."""
    return len(word) >= LEAST_LETTERS and (not word.isascii() or bool(_LOOKS.search(word)))


def is_one_given_name(one: str, other: str) -> bool:
    """Whether two words are one given name in the dress of two languages: Volodymyr and Vladimir."""
    return one in _GIVEN_NAMES and _GIVEN_NAMES[one] == _GIVEN_NAMES.get(other)


def _sounded(latin: str, rules: Iterable[_Step]) -> str:
    for pattern, key in rules:
        latin = latin.replace(pattern, key) if isinstance(pattern, str) else pattern.sub(key, latin)
    return latin
