"""What people see in a terminal: answers, passages, articles and notes.

Results go to stdout, notes to stderr. Every text of an article passes `escape.visible` on its way.
Imports rich and numpy: the commands import it when they run, so that `qa --help` stays quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from index.types import Article
from qa.quotations import QuoteResult, Run
from qa.types import Answer, Citation, Claim, Hit
from ui.cited import distinct
from ui.escape import one_line, visible
from ui.words import (
    attribution_words,
    confidence_words,
    count_words,
    origin_words,
    place_words,
    source_words,
    when_words,
)

MOST_ALTERNATIVES = 3  # more are in --json
BRIEF_CHARACTERS = 80  # of what was considered too
TABLE_WIDTH = 72  # characters; in a narrower terminal the columns would have no room for a word
MOST_PLACES = 3  # of one claim for a person; a pipe gets all
_VERDICTS = {
    "exact": "exact: it stands so in",
    "altered": "altered: it does not stand so; the nearest is in",
    "absent": "absent: no article says this",
}


def console(stderr: bool = False) -> Console:
    """Plain where it is no terminal: no colour, no wrapping, no markup ever."""
    made = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    made.soft_wrap = not made.is_terminal
    return made


def note(text: str) -> None:
    """One line for a person, on stderr."""
    print(one_line(text), file=sys.stderr, flush=True)


def show_answer(out: Console, answer: Answer, rest: str = "--json") -> None:
    """The answer with its quotes and sources; for "none" why, and the closest passages. `rest` names all places."""
    understood = f"Understood as: {answer.searched}"
    if answer.searched != answer.question:
        out.print(_styled(one_line(understood), "dim"))
    if answer.answered:
        _show_claims(out, answer, rest)
    else:
        _show_nothing(out, answer)
    for line in answer.notes:
        if line != understood:
            out.print(_styled(f"note: {one_line(line)}", "dim"))


def show_hit(out: Console, rank: int, hit: Hit) -> None:
    """One passage that retrieval found."""
    passage = hit.passage
    citation = Citation(passage.article, passage.start, passage.end, passage.start, passage.end)
    out.print(_styled(f"{rank}. {source_words(passage.article)}  ({hit.score:.3f})", "bold"))
    out.print(_styled(place_words(citation), "dim"))
    _print_indented(out, Text(visible(passage.text)))


def show_article(out: Console, article: Article) -> None:
    """The whole text; muted ranges are dim and end with their rule."""
    out.print(_styled(source_words(article), "bold"))
    facts = [article.id, article.path + (f" record {article.record}" if article.record else "")]
    facts += [fact for fact in (article.author, article.url) if fact]
    out.print(_styled(" · ".join(one_line(fact) for fact in facts), "dim"))
    text, at = Text(), 0
    for muted in article.muted:
        text.append(visible(article.text[at : muted.start]))
        text.append(visible(article.text[muted.start : muted.end]), "dim")
        text.append(f" [muted: {one_line(muted.rule)}]", "dim italic")
        at = muted.end
    text.append(visible(article.text[at:]))
    out.print(text)


def _show_claims(out: Console, answer: Answer, rest: str) -> None:
    if answer.message and len(answer.claims) > 1:
        out.print(one_line(answer.message))
    if answer.kind == "conflict" and out.is_terminal and out.width >= TABLE_WIDTH:
        out.print(_sides(answer))
    for number, claim in enumerate(answer.claims, 1):
        heading = one_line(claim.text) if len(answer.claims) == 1 else f"{number}. {one_line(claim.text)}"
        out.print(_styled(heading, "bold green"))
        _show_claim(out, claim, rest)
    if len(answer.claims) > 1:
        out.print(f"confidence: {confidence_words(answer.confidence)}")
    others = [_brief(other.text) for other in answer.alternatives[:MOST_ALTERNATIVES]]
    if others:
        out.print(_styled("considered too: " + " | ".join(others), "dim"))


def _brief(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= BRIEF_CHARACTERS else f"{line[:BRIEF_CHARACTERS]}…"


def _sides(answer: Answer) -> Table:
    """The sides of a conflict beside each other."""
    table = Table("", "It says", "Who says so", "Where", "Confidence", header_style="bold")
    for column in table.columns:
        column.overflow = "fold"  # no word is cut to an ellipsis
    for number, claim in enumerate(answer.claims, 1):
        who = attribution_words(claim.attribution) if claim.attribution else ""
        where = "\n".join(dict.fromkeys(_outlet(one.article) for one in claim.citations))
        cells = (str(number), one_line(claim.text), who, where, confidence_words(claim.confidence))
        table.add_row(*map(Text, cells))
    return table


def _outlet(article: Article) -> str:
    """Short, for a narrow table: outlet and date, else the title."""
    return one_line(" · ".join(filter(None, (article.outlet, article.published)))) or source_words(article)


def _show_claim(out: Console, claim: Claim, rest: str) -> None:
    cited = distinct(claim.citations)
    shown = cited[:MOST_PLACES] if out.is_terminal else cited
    for citation in shown:
        _print_quote(out, citation)
        _print_indented(out, _styled(source_words(citation.article), "cyan"))
        _print_indented(out, _styled(place_words(citation), "dim"))
    if len(shown) < len(cited):
        _print_indented(out, _styled(f"and in {count_words(len(cited) - len(shown), 'more place')}: {rest}", "dim"))
    _print_indented(out, _styled(" · ".join(_chips(claim)), "magenta"))


def _chips(claim: Claim) -> list[str]:
    """What the page shows as chips: who says so, when, how many say so, and how sure it is."""
    said = [attribution_words(claim.attribution)] if claim.attribution else []
    when = [when_words(claim.when)] if claim.when else []
    return [*said, *when, origin_words(claim), f"confidence: {confidence_words(claim.confidence)}"]


def show_source(out: Console, number: int, citation: Citation) -> None:
    """One source, numbered; what is too long for a line stays beside its number."""
    lines = [_styled(source_words(citation.article), "cyan"), _styled(place_words(citation), "dim")]
    if citation.article.url:
        lines.append(_styled(one_line(citation.article.url), "dim"))
    marks = [f"{number}. ", *["   "] * len(lines)]
    if not out.is_terminal:
        for mark, line in zip(marks, lines, strict=False):
            out.print(Text(mark).append_text(line))
        return
    grid = Table.grid()
    for mark, line in zip(marks, lines, strict=False):
        grid.add_row(Text(mark, "cyan"), line)
    out.print(grid)


def show_article_at(out: Console, citation: Citation) -> None:
    """The whole text with the quote marked in it, in a pipe by »« for want of colour."""
    text = citation.article.text
    left, right = ("", "") if out.is_terminal else ("»", "«")
    shown = Text(visible(text[: citation.start]), "dim")
    shown.append(f"{left}{visible(citation.quote)}{right}", "not dim bold")
    shown.append(visible(text[citation.end :]), "dim")
    out.print(_styled(source_words(citation.article), "bold"))
    out.print(_styled(place_words(citation), "dim"))
    out.print(shown)


def _show_nothing(out: Console, answer: Answer) -> None:
    out.print(_styled(one_line(answer.message) or "The articles do not say.", "bold yellow"))
    if answer.closest:
        out.print("the closest passages:")
    for citation in answer.closest:
        _print_quote(out, citation, marked=False)
        _print_indented(out, _styled(f"{source_words(citation.article)}  {place_words(citation)}", "dim"))


def _print_quote(out: Console, citation: Citation, marked: bool = True) -> None:
    """The quote, indented, with the answer underlined."""
    text = citation.article.text
    quote = Text(visible(text[citation.start : citation.answer_start]))
    quote.append(visible(citation.answer), "bold underline" if marked else "")
    quote.append(visible(text[citation.answer_end : citation.end]))
    _print_indented(out, quote)


def _print_indented(out: Console, text: Text) -> None:
    """Wrapped and indented in a terminal; elsewhere each line as it is, after four spaces."""
    if out.is_terminal:
        out.print(Padding(text, (0, 0, 0, 4), expand=False))
        return
    for line in text.split("\n", allow_blank=True):
        out.print(Text("    ").append_text(line))


def _styled(text: str, style: str) -> Text:
    return Text(text, style)


def show_places(out: Console, found: QuoteResult) -> None:
    """Where a quotation stands, and what was changed in it."""
    out.print(_styled(_VERDICTS[found.kind], "bold green" if found.kind == "exact" else "bold yellow"))
    for place in found.places:
        quoted = Citation(place.article, place.start, place.end, place.start, place.end)
        _print_indented(out, _styled(source_words(place.article), "cyan"))
        _print_indented(out, _styled(place_words(quoted), "dim"))
        _print_indented(out, _changed(place.difference) if place.difference else Text(visible(quoted.quote)))


def _changed(runs: Sequence[Run]) -> Text:
    """[-as given-] {+as in the article+}: readable without colour too."""
    forms = {"same": ("{}", ""), "inserted": ("[-{}-]", "red strike"), "deleted": ("{{+{}+}}", "green")}
    parts = [Text(forms[run.kind][0].format(visible(run.text)), forms[run.kind][1]) for run in runs]
    return Text(" ").join(parts)
