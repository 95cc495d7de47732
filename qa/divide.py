"""A message to its questions, and their answers to one: nobody's second question is dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.analysers import Analyser
from qa.clauses import ASKING, AUXILIARIES, Clause, clause, parse
from qa.reporting import SAYING
from qa.types import Answer

MAX_ALTERNATIVES, MAX_CLOSEST = 5, 3  # of any answer: the contract's
MAX_PARTS = 4  # questions of one message; nobody asks more at once
_WORDS = "|".join(sorted(ASKING))
_QUOTED = re.compile(r"[\"“„«][^\"“”»]*[\"”»]")
_MARK = re.compile(r"\?+\s+(?=\w)")
_BETWEEN = re.compile(
    rf"(?:\s*[,;]\s*(?:and|or|but)?|\s+and)\s+(?=(?:(?:in|at|on|by|to|from|for|with|since)\s+)?(?:{_WORDS})\b)", re.I
)
_BETWEEN_POLAR = re.compile(
    r"(?:\s*[,;]\s*and|\s+and)\s+(?=(?:is|are|was|were|did|does|do|has|have|had|will|can)\b)"
    r"|\s*[,;]\s*(?=(?:is|are|was|were|did|does|do|has|have|will|can) (?:it|he|she|they|there) "
    r"(?!say|think|believe)\w)",
    re.I,
)
# Before a question, with a comma or another mark: "Hi, who …", "Thanks! And where …". Not "Hello Kitty is made where?"
_GREETING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks|thank you|ok(?:ay)?|great|please|excuse me)"
    r"(?: (?:there|all|again|everyone|a lot|so much|very much))?\s*[,.!;:–-]+\s*)+(?=\w)",
    re.I,
)
_SOMEONE = re.compile(  # "Someone rang the bell. Who?"
    r"^some(?:one|body) (?P<did>[^.?!;]+?)\s*[.!;,:…–-]+\s*(?:and |but )?who(?: was (?:it|that))?\W*$", re.I
)
_STRUNG = re.compile(
    r"^(?P<words>(?:(?:when|where|why|how)\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+))+(?:when|where|why"
    r"|how))\s+(?P<rest>.+)$",
    re.I,
)


def divide(message: str, analyser: Analyser) -> tuple[str, ...]:
    """The questions of a message, in order, at most MAX_PARTS; the message itself when it is one.

    A greeting before it is left out. They end at question marks, or where a whole question begins after "and": not
    inside "say when and where", nor between quotation marks. "When and where" asks twice.
    """
    asked = _SOMEONE.sub(r"Who \g<did>?", _GREETING.sub("", message))
    parts = [part for piece in _marked(asked) for part in _joined(piece, analyser)]
    if len(parts) < 2:
        return (asked[:1].upper() + asked[1:] if asked != message else message,)
    return tuple(f"{part.strip(' ,;?')}?" for part in parts[:MAX_PARTS])


def _marked(message: str) -> list[str]:
    """The pieces that end with a question mark; a last one without it must begin as a question does."""
    hidden = _QUOTED.sub(lambda match: "x" * len(match.group()), message)
    cuts = [match.end() for match in _MARK.finditer(hidden)]
    pieces = [message[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(message)], strict=True)]
    return [p for p in pieces if re.search(r"\w", p) and (p is pieces[0] or p.endswith("?") or _begins(p))]


def _begins(piece: str) -> bool:
    first = re.match(r"\W*(?:and |but |also |so )*(\w+)", piece, re.I)
    return first is not None and first[1].lower() in ASKING | AUXILIARIES


def _joined(piece: str, analyser: Analyser) -> list[str]:
    strung = _STRUNG.match(piece)
    if strung:
        return [f"{word} {strung['rest']}" for word in re.findall(rf"\b(?:{_WORDS})\b", strung["words"], re.I)]
    hidden = _QUOTED.sub(lambda match: "x" * len(match.group()), piece)
    found = [match for pattern in (_BETWEEN, _BETWEEN_POLAR) for match in pattern.finditer(hidden)]
    for match in sorted(found, key=lambda one: one.start()):
        first, second = piece[: match.start()], piece[match.end() :]
        if _is_whole(first, analyser) and _is_question(second, analyser):
            return [first, *_joined(second, analyser)]
    return [piece]


def _is_whole(text: str, analyser: Analyser) -> bool:
    """A question with its verb that does not itself hold another, as "say when" does."""
    found = _parts(text, analyser)
    if found is None or not (found.verb or (found.auxiliary and found.subject)):
        return False
    inner = re.search(rf"\b(?:{_WORDS}|that|whether|if)\b", f"{found.subject} {found.rest}", re.I)
    return not (inner and (found.lemma in SAYING or not found.asking or not found.subject)) and found.lemma not in (
        "know",
        "decide",
    )


def _is_question(text: str, analyser: Analyser) -> bool:
    """Inverted ("how old is she"), or with its question phrase as the subject ("who pays for it")."""
    found = _parts(text, analyser)
    if found is None:
        return False
    if found.auxiliary and found.subject:
        return True
    return found.asks_subject and found.asks_noun and bool(found.verb)


def _parts(text: str, analyser: Analyser) -> Clause | None:
    return clause(parse(text, analyser)) if re.search(r"\w", text) else None


def together(question: str, parts: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """The answers to the parts of a message as one: their claims in order of asking, and what was not answered named.

    Its kind is "list" when two or more were answered, else that of the answered one. `parts` are as they were asked.
    """
    answered = [answer for answer in answers if answer.answered]
    told = [_told(part, answer) for part, answer in zip(parts, answers, strict=True)]
    message = f"{len(parts)} questions, in order: {' '.join(told)}"
    first = answered[0] if answered else answers[0]
    claims = tuple(claim for answer in answered for claim in answer.claims)
    return replace(
        first,
        question=question,
        searched=" ".join(answer.searched for answer in answers),
        kind="list" if len(answered) > 1 else first.kind,
        message=message,
        claims=claims,
        alternatives=tuple(one for answer in answered for one in answer.alternatives)[:MAX_ALTERNATIVES],
        closest=() if answered else tuple(one for answer in answers for one in answer.closest)[:MAX_CLOSEST],
        notes=tuple(dict.fromkeys(note for answer in answers for note in answer.notes)),
        took_ms={name: sum(a.took_ms.get(name, 0.0) for a in answers) for name in first.took_ms},
    )


def _told(part: str, answer: Answer) -> str:
    said = "; ".join(f"“{claim.text}”" for claim in answer.claims[:3]) or "the articles do not say"
    return f"{part.strip()} {said}."
