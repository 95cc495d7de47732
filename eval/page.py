"""Pieces of the report's page. Everything that an article, a question or a name says is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from eval.reasons import EXPLAINED, Reason

Values = Mapping[str, Any]
Span = Sequence[int]

# Nothing may be fetched, whatever an article holds: a report is opened from disk and sent on by mail.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def page(title: str, body: str) -> str:
    """A whole HTML page with its style and its script in it."""
    here = Path(__file__).parent
    style, script = ((here / name).read_text("utf-8") for name in ("report.css", "report.js"))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style></head>\n<body><main>\n{body}\n</main>\n"
        f"<script>\n{script}</script></body></html>\n"
    )


def tile(figure: Values, title: str, meaning: str, unit: str = "%", sign: str = "") -> str:
    """One figure, large, with its interval and its meaning; `sign` "+" shows the sign of a change."""
    value, low, high = figure["value"], figure["low"], figure["high"]
    ends = f"95 %: {low:{sign}.0f} to {high:{sign}.0f}, of {figure['count']}"
    return (
        f'<div class="tile"><h3>{escape(title)}</h3><p class="value">{value:{sign}.1f}<small>{unit}</small></p>'
        f'<p class="ends">{ends}</p><p>{escape(meaning)}</p></div>'
    )


def marked(text: str, answer: Span | None, gold: Iterable[Span]) -> str:
    """The text with its answer marked and the gold evidence underlined; ranges are half-open offsets in the text."""
    ranges = [("gold", one) for one in gold] + ([("answer", answer)] if answer else [])
    cuts = sorted({0, len(text), *(max(0, min(len(text), at)) for _, span in ranges for at in span)})
    return "".join(
        _piece(text[start:end], [kind for kind, span in ranges if span[0] <= start and end <= span[1]])
        for start, end in pairwise(cuts)
    )


def _piece(text: str, kinds: Sequence[str]) -> str:
    shown = escape(text)
    if "gold" in kinds:
        shown = f'<span class="gold">{shown}</span>'
    return f"<mark>{shown}</mark>" if "answer" in kinds else shown


def question(line: Values) -> str:
    """One question: what was said, with its evidence, beside what the gold accepts; folded until it is wanted."""
    became = fate(line)
    name = escape(line["question"])
    said = escape(" · ".join(line.get("said", ()))) or "<em>the articles do not say</em>"
    head = (
        f'<summary><span class="badge {became.replace(" ", "-")}">{escape(became)}</span>'
        f'<span class="asked">{name}</span><span class="said">{said}</span>'
        f'<span class="meta">{escape(str(line["id"]))}{_kind(line)}</span></summary>'
    )
    body = f'<div class="both"><div><h4>Answered</h4>{_answered(line)}</div><div><h4>Gold</h4>{_gold(line)}</div></div>'
    return f'<details class="question" data-fate="{escape(became)}">{head}{body}{_why(line)}</details>\n'


def fate(line: Values) -> str:
    """What became of a question: won, or why not. A quiz question is won by its first span, a search by any hit."""
    if "reason" in line:
        return str(line["reason"] or "won")
    if "first" in line:
        return "won" if line["first"] else "lost"
    return "won" if line.get("rank") else Reason.not_retrieved.value


def _kind(line: Values) -> str:
    mark = f" · {100 * line['mark']:.0f}" if "mark" in line else ""
    return escape(f" · {line['type']}{mark}" if "type" in line else "")


def _answered(line: Values) -> str:
    if line.get("claims"):
        return "".join(_claim(claim) for claim in line["claims"])
    if line.get("said"):
        return "".join(f"<p>{escape(text)}</p>" for text in line["said"])
    return f'<p class="silent">{escape(line.get("message") or "The articles do not say.")}</p>{_bold(line.get("bold"))}'


def _bold(bold: Values | None) -> str:
    if not bold:
        return ""
    right = "right" if bold["right"] else "wrong"
    said = f"“{escape(bold['said'])}”, confidence {100 * bold['confidence']:.0f} %, {right}"
    return f'<p class="note">Kept back for doubt: {said}</p>'


def _claim(claim: Values) -> str:
    origins = "1 origin" if claim["origins"] == 1 else f"{claim['origins']} origins"
    places = "".join(
        f"<blockquote>{marked(one['quote'], one['answer'], one['gold'])}<footer>{_place(one)}</footer></blockquote>"
        for one in claim["citations"]
    )
    sure = f"{100 * claim['confidence']:.0f} % · {origins}{_speaker(claim['attribution'])}"
    return f'<p class="claim"><b>{escape(claim["text"])}</b> <span class="note">{sure}</span></p>{places}'


def _speaker(attribution: Values | None) -> str:
    """Who says so, as the claim has it; nothing where it names nobody."""
    parts = [attribution[name] for name in ("speaker", "role") if attribution[name]] if attribution else []
    return escape(f" · says {', '.join(parts)}") if parts else ""


def _place(citation: Values) -> str:
    where = (
        f", line {citation['line']}" if citation["line"] else f", page {citation['page']}" if citation["page"] else ""
    )
    outside = "" if citation["gold"] else ' · <span class="outside">not gold evidence</span>'
    return f"{escape(citation['doc'])}{where}{outside}"


def _gold(line: Values) -> str:
    if "accepted" not in line:
        return f"<p>{escape(str(line.get('answer', '')))}</p>"
    if not line.get("answerable", True):
        return '<p class="silent">Not in the articles: silence is right.</p>'
    accepted = " <i>or</i> ".join(escape(text) for text in line["accepted"])
    pieces = "".join(_evidence(one, line["accepted"]) for one in line.get("evidence", ()))
    return f'<p class="claim">{accepted}</p>{pieces}'


def _evidence(evidence: Values, accepted: Sequence[str]) -> str:
    """A piece of evidence with the longest accepted answer marked in it."""
    text = evidence["text"]
    held = max((answer for answer in accepted if answer in text), key=len, default="")
    span = (text.index(held), text.index(held) + len(held)) if held else None
    speaker = f" · said by {escape(evidence['speakers'][0])}" if evidence["speakers"] else ""
    return f"<blockquote>{marked(text, span, ())}<footer>{escape(evidence['doc'])}{speaker}</footer></blockquote>"


def _why(line: Values) -> str:
    parts = [EXPLAINED[Reason(line["reason"])]] if line.get("reason") else []
    if line.get("answerable") and "rank" in line:
        parts.append(f"retrieval had it at rank {line['rank']}" if line["rank"] else "not among the passages read")
    if line.get("searched") and line["searched"] != line["question"]:
        parts.append(f"understood as: {line['searched']}")
    if line.get("dialogue"):
        parts.append(f"turn of {line['dialogue']}")
    text = re.sub(r"^.", lambda first: first[0].upper(), "; ".join(parts))
    return f'<p class="why">{escape(text)}.</p>' if parts else ""
