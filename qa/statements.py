"""What question and answer say together, where a follow-up points to that: "who denies it", "are you sure?"."""

from __future__ import annotations

import re

from qa.analysers import Analyser
from qa.clauses import clause, parse
from qa.inflections import inflected
from qa.reporting import REPORTING
from qa.restate import as_question
from qa.spoken import Spoken, joined

# Verbs after which "that" or "it" is a clause: "explain it" and "add it" may be of a thing; "decide that" says nothing.
_SAID = re.compile(
    r"\b(?P<verb>sa(?:y|ys|id|ying)|claim\w*|told \w+|tells? \w+|thinks?|believes?|announced?|decided?|admit\w*"
    r"|den(?:y|ies|ied|ying)|confirm\w*|report(?:s|ed)?|disput\w+|doubt\w*|contradict\w*|wr(?:ote|ites?)(?= that|"
    r" this| so)) (?:that|this|it|so)$",
    re.I,
)
_ACTS = frozenset("accuse blame praise criticise criticize warn threaten promise announce demand call".split())
_SAY = {"say": "VB", "says": "VBZ", "said": "VBD", "saying": "VBG"}
_DONE = re.compile(r"\b(?:do|done|doing) (?:that|this|so|it)\b", re.I)
_TIMED = re.compile(r"\b(?P<side>before|after|since) (?:that|this|it)$", re.I)
_ABOUT = re.compile(r"\b(?P<preposition>about|of|to|on|for) (?:that|this)$", re.I)
_DOUBTS = re.compile(
    r"(?:(?:are|r) (?:you|u) (?:really |quite |absolutely |so )?(?:sure|certain|serious|positive)"
    r"(?: (?:about|of) (?:that|this|it))?"
    r"|really|seriously|sure|for (?:sure|real)|true|(?:is|was) (?:that|this|it) (?:really )?(?:true|right|correct|so"
    r"|certain|a fact))",
    re.I,
)


def statements(text: str, last: Spoken, analyser: Analyser) -> str:
    """The text with "say that", "do that", "before that" and "think of that" spelled out."""
    said = _SAID.search(text)
    if said and said["verb"].lower() in _SAY and (spoken := _act_of_speech(last)):
        verb = inflected(spoken[0], _SAY[said["verb"].lower()])
        return joined(text[: said.start("verb")].rstrip(), verb, spoken[1])
    if said and (told := _told(last)):
        return f"{text[: said.end('verb')]} that {told}"
    done = _DONE.search(text)
    if done and last.clause and last.clause.verb:
        act = last.clause.verb if done.group().lower().startswith("doing") else last.clause.lemma
        return f"{text[: done.start()]}{act} {last.clause.rest}".strip() + text[done.end() :]
    timed = _TIMED.search(text)
    if timed and last.statement():
        return f"{text[: timed.start()]}{timed['side']} {last.statement()}"
    about = _ABOUT.search(text)
    asked = clause(parse(text, analyser)) if about else None
    if about and asked and asked.lemma in REPORTING and (event := _happening(last)):
        return f"{text[: about.end('preposition')]} {event}"
    return text


def doubted(text: str, last: Spoken, analyser: Analyser) -> str:
    """ "Are you sure?" as the question of yes or no whether it is so; "" when the text asks something else."""
    if not _DOUBTS.fullmatch(text):
        return ""
    told = _told(last)
    asked = last.clause
    polar = asked is not None and not asked.asking
    made = "" if polar or not told else as_question("", told, "", analyser)
    return made or last.question.text.rstrip("?")


def _act_of_speech(last: Spoken) -> tuple[str, str] | None:
    """What somebody did with words, and to whom: who blamed the guards said that they did it; else None."""
    asked = last.clause
    if asked is None or asked.lemma not in _ACTS or not asked.rest or not (asked.asks_subject or not asked.asking):
        return None
    return asked.lemma, asked.rest


def _told(last: Spoken) -> str:
    """What was said; after "Who said that …?" that, and not who said it."""
    asked = last.clause
    if asked and last.asks_speaker():
        return asked.rest.removeprefix("that ")
    return last.statement()


def _happening(last: Spoken) -> str:
    """What happened, as a phrase: "Borel Paper closing its mill"; "" where somebody said it, or it only is so."""
    asked = last.clause
    if asked is None or not asked.verb or asked.lemma in REPORTING | {"have", "be", "do", "happen"}:
        return ""
    if asked.tag == "VBN" or " " in asked.verb:
        return ""
    known = last.answer.text if last.answer else ""
    doer = (known or f"the {asked.noun}" if asked.noun else known) if asked.asks_subject else asked.subject
    return joined(doer, inflected(asked.lemma, "VBG"), asked.rest) if doer else ""
