"""One turn of the conversation as HTML: the question, and what the articles say.

Everything that comes from a question or an article passes `escape` or `attribute`; the rest is written here. The whole
is one line that begins with a tag: so Markdown leaves it alone (the page shows it through gr.Markdown, whose sanitiser
is a second lock; gr.HTML would need 'unsafe-eval' in the page's policy).
"""

from __future__ import annotations

import secrets

from qa.types import Answer, Citation, Claim
from ui.escape import attribute, escape
from ui.words import confidence_words, origin_words, title_words

_LEVELS = ((0.9, "high"), (0.7, "good"), (0.4, "middling"), (0.0, "low"))  # as the words of ui.words


def new_turn_id() -> str:
    """Names a turn on the page, so that its answer takes the place of "searching"."""
    return f"turn-{secrets.token_hex(8)}"


def pending_html(turn: str, question: str, articles: int) -> str:
    """The question, while its answer is being looked for."""
    return _turn(turn, question, f'<p class="pending">Searching {articles:,} articles…</p>')


def failed_html(turn: str, question: str, message: str) -> str:
    """The question, and in one line why it was not answered."""
    return _turn(turn, question, f'<p class="failed">{_text(message)}</p>')


def answer_html(turn: str, question: str, answer: Answer, corpus: str) -> str:
    """The question and its answer; `corpus` is where its citations lead."""
    parts = []
    if answer.searched != answer.question:
        parts.append(f'<p class="searched">Understood as: {_text(answer.searched)}</p>')
    parts.append(_claims(answer, corpus) if answer.answered else _nothing(answer, corpus))
    parts += [f'<p class="note">{_text(line)}</p>' for line in answer.notes]
    return _turn(turn, question, "".join(parts))


def place_value(citation: Citation, corpus: str) -> str:
    """What a citation's button says to the page: where to open which article."""
    offsets = (citation.start, citation.end, citation.answer_start, citation.answer_end)
    return "|".join([citation.article.id, *map(str, offsets), corpus])


def _turn(turn: str, question: str, inside: str) -> str:
    asked = f'<p class="asked"><span class="who">You asked</span> {_text(question)}</p>'
    return f'<div class="turn" id="{turn}">{asked}<div class="said">{inside}</div></div>'


def _claims(answer: Answer, corpus: str) -> str:
    if answer.kind == "answer":  # its message says what the chips say
        return _claim(answer.claims[0], corpus) + _alternatives(answer, corpus)
    message = f'<p class="message">{_text(answer.message)}</p>' if answer.message else ""
    items = "".join(f'<li class="side">{_claim(claim, corpus)}</li>' for claim in answer.claims)
    return f'{message}<ol class="{answer.kind}">{items}</ol>{_alternatives(answer, corpus)}'


def _claim(claim: Claim, corpus: str) -> str:
    first, *others = claim.citations
    return f'<p class="answer">{_text(claim.text)}</p>' + _cited(first, corpus) + _chips(claim) + _more(others, corpus)


def _cited(citation: Citation, corpus: str, marked: bool = True) -> str:
    """The quote with the answer marked in it, and below it the button that opens the article there."""
    text = citation.article.text
    before, after = text[citation.start : citation.answer_start], text[citation.answer_end : citation.end]
    inside = f'<mark class="span">{escape(citation.answer)}</mark>' if marked else escape(citation.answer)
    quote = f'<blockquote class="quoted" dir="auto">{escape(before)}{inside}{escape(after)}</blockquote>'
    return f'<div class="cited">{quote}{_source(citation, corpus)}</div>'


def _source(citation: Citation, corpus: str) -> str:
    article = citation.article
    known = [article.outlet, article.published]
    if citation.page is not None:
        known.append(f"page {citation.page.label or citation.page.number}")
    chips = "".join(f'<span class="chip">{_text(fact)}</span>' for fact in known if fact)
    value = attribute(place_value(citation, corpus))
    opens = f'<button type="button" class="cite" value="{value}" title="Show this quote in its article">'
    return f'<p class="source">{opens}{_text(title_words(article))}</button>{chips}</p>'


def _chips(claim: Claim) -> str:
    level = next(level for least, level in _LEVELS if claim.confidence >= least)
    confidence = f'<span class="chip confidence {level}">{confidence_words(claim.confidence)}</span>'
    return f'<p class="chips">{confidence}<span class="chip origins">{origin_words(claim)}</span></p>'


def _more(citations: list[Citation], corpus: str) -> str:
    if not citations:
        return ""
    inside = "".join(_cited(citation, corpus) for citation in citations)
    return f'<details class="more"><summary>Said in {len(citations)} more</summary>{inside}</details>'


def _alternatives(answer: Answer, corpus: str) -> str:
    if not answer.alternatives:
        return ""
    inside = "".join(
        f'<li><p class="other">{_text(claim.text)} <span class="chip">{confidence_words(claim.confidence)}</span></p>'
        f"{_cited(claim.citations[0], corpus)}</li>"
        for claim in answer.alternatives
    )
    summary = f"<summary>Considered too ({len(answer.alternatives)})</summary>"
    return f'<details class="more">{summary}<ul>{inside}</ul></details>'


def _nothing(answer: Answer, corpus: str) -> str:
    message = f'<p class="nothing">{_text(answer.message or "The articles do not say.")}</p>'
    if not answer.closest:
        return message
    closest = "".join(_cited(citation, corpus, marked=False) for citation in answer.closest)
    return f'{message}<p class="lead">The closest passages:</p>{closest}'


def _text(text: str) -> str:
    """Isolated: a right-to-left title cannot turn what stands beside it."""
    return f"<bdi>{escape(text)}</bdi>"
