"""What the page shows of one answer, as HTML: the answer first, then its quote, then who says so and how sure it is.

Everything that comes from a question or an article passes `escape` or `attribute`; the rest is written here. The page
puts it in place through an allow-list of its own (page/clean.js), a second lock.
"""

from __future__ import annotations

from collections.abc import Iterable

from qa.types import Answer, Claim
from ui.cited import cited_html, distinct, isolated
from ui.escape import attribute, escape
from ui.words import (
    attribution_words,
    confidence_words,
    count_words,
    origin_words,
    when_words,
)

_LEVELS = ((0.9, "high"), (0.7, "good"), (0.4, "middling"), (0.0, "low"))  # as the words of ui.words
_LONG = 90  # characters: a longer answer is a sentence, and set as one
_POLARITY = {"yes": "Yes", "no": "No"}


def answer_html(answer: Answer, corpus: str) -> str:
    """The answer with all that stands behind it; `corpus` is where its citations lead."""
    shapes = {"answer": _single, "list": _list, "conflict": _conflict, "none": _nothing}
    notes = [note for note in answer.notes if note != f"Understood as: {answer.searched}"]
    lines = "".join(f'<p class="note">{isolated(line)}</p>' for line in notes)
    return _searched(answer) + shapes[answer.kind](answer, corpus) + lines


def _searched(answer: Answer) -> str:
    """How a follow-up was understood, with a button by which the page lets it be put right."""
    if answer.searched == answer.question:
        return ""
    change = f'<button type="button" class="change" value="{attribute(answer.searched)}">Change</button>'
    return (
        f'<p class="searched">Understood as: <span class="understood">{isolated(answer.searched)}</span> {change}</p>'
    )


def _single(answer: Answer, corpus: str) -> str:
    """Its message says what the chips say, so it is left out."""
    return _claim(answer.claims[0], corpus) + _alternatives(answer, corpus)


def _list(answer: Answer, corpus: str) -> str:
    items = "".join(f'<li class="side">{_claim(claim, corpus)}</li>' for claim in answer.claims)
    return f'{_message(answer)}<ol class="list">{items}</ol>{_alternatives(answer, corpus)}'


def _conflict(answer: Answer, corpus: str) -> str:
    """A table, a row for each side: what it says, in which words, and what backs it."""
    names = ("What is said", "In these words", "Backed by")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(_side(claim, corpus) for claim in answer.claims)
    table = f'<table class="conflict"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return _message(answer) + table + _alternatives(answer, corpus)


def _side(claim: Claim, corpus: str) -> str:
    first, *others = distinct(claim.citations)
    words = cited_html(first, corpus) + _more(len(others), (cited_html(one, corpus) for one in others))
    said = f'<th scope="row" class="side">{_said(claim)}</th>'
    return f'<tr>{said}<td>{words}</td><td class="backing">{_chips(claim)}</td></tr>'


def _claim(claim: Claim, corpus: str) -> str:
    first, *others = distinct(claim.citations)
    more = _more(len(others), (cited_html(one, corpus) for one in others))
    return _said(claim) + cited_html(first, corpus) + _chips(claim) + more


def _said(claim: Claim) -> str:
    """The short answer, large; for a question of yes or no that word stands before the clause that decides it.

    In no <bdi>: dir="auto" does not look into one.
    """
    known = _POLARITY.get(claim.polarity or "", "")
    word = f'<p class="polarity {claim.polarity}">{known}</p>' if known else ""
    long = " long" if len(claim.text) > _LONG else ""
    return f'{word}<p class="answer{long}" dir="auto">{escape(claim.text)}</p>'


def _chips(claim: Claim) -> str:
    chips = []
    if claim.attribution is not None:
        words = attribution_words(claim.attribution)
        chips.append(f'<span class="chip says {claim.attribution.voice}">{isolated(words)}</span>')
    if claim.when is not None:
        chips.append(f'<span class="chip when">{isolated(when_words(claim.when))}</span>')
    level = next(level for least, level in _LEVELS if claim.confidence >= least)
    chips.append(f'<span class="chip origins">{origin_words(claim)}</span>')
    chips.append(f'<span class="chip confidence {level}">{confidence_words(claim.confidence)}</span>')
    return f'<p class="chips">{"".join(chips)}</p>'


def _more(number: int, cited: Iterable[str]) -> str:
    if not number:
        return ""
    summary = f"Said in {count_words(number, 'more place')}"
    return f'<details class="more"><summary>{summary}</summary>{"".join(cited)}</details>'


def _alternatives(answer: Answer, corpus: str) -> str:
    if not answer.alternatives:
        return ""
    inside = "".join(
        f'<li><p class="other" dir="auto">{escape(claim.text)} '
        f'<span class="chip">{confidence_words(claim.confidence)}</span></p>'
        f"{cited_html(claim.citations[0], corpus)}</li>"
        for claim in answer.alternatives
    )
    summary = f"<summary>Considered too ({len(answer.alternatives)})</summary>"
    return f'<details class="more">{summary}<ul>{inside}</ul></details>'


def _nothing(answer: Answer, corpus: str) -> str:
    message = f'<p class="nothing">{isolated(answer.message or "The articles do not say.")}</p>'
    if not answer.closest:
        return message
    closest = "".join(cited_html(citation, corpus, marked=False) for citation in answer.closest)
    return f'{message}<p class="lead">The closest passages:</p><div class="closest">{closest}</div>'


def _message(answer: Answer) -> str:
    return f'<p class="message">{isolated(answer.message)}</p>' if answer.message else ""
