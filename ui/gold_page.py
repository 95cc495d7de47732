"""The view where a person writes gold questions: an article to mark answers in, thumbs from the chat, the checks."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval.checks import Finding, inspect
from eval.corpus import doc_name
from eval.dictate import cited
from eval.feedback import Thumb, feedback_file, latest, read_feedback
from eval.gold import TYPES, Question
from eval.make import SUBTYPES, gold_file
from index.errors import ArticleUnknown, GoldInvalid
from index.types import Article
from qa.types import Citation
from ui.article import article_text_html
from ui.catalogue import Row, Wanted
from ui.escape import attribute, escape
from ui.permalink import permalink
from ui.words import count_words, title_words

if TYPE_CHECKING:
    from ui.corpus_page import Visit

ARTICLES_SHOWN = 12  # to choose from; the search finds the others
THUMBS_SHOWN = 30
_WORDS = {
    "factoid-who": "who", "factoid-when": "when", "factoid-where": "where", "factoid-what": "what",
    "factoid-how-many": "how many", "explain": "why, how", "attribution": "who said, what was said",
    "time": "a date to be worked out, an earlier state", "spelling": "a name spelt otherwise than in the article",
    "list": "several things: each mark is one", "conflict": "articles disagree: each mark is a side",
    "yes-no": "yes or no: mark the deciding words", "unanswerable": "no article answers it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gold:
    """What a corpus has so far: its questions, and what is wrong with them or would make them better."""

    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]


def read_gold_of(visit: Visit) -> Gold:
    """The questions of a corpus with all checks of `qa eval check`."""
    path = gold_file(visit.assistant.index)
    if not path.exists():
        return Gold((), ())
    checked = inspect(path, visit.assistant.generation.articles)
    return Gold(checked.questions, checked.findings)


def gold_html(visit: Visit) -> str:
    """The whole view."""
    gold = read_gold_of(visit)
    article = _article(visit)
    desk = _desk(visit, article) if article else '<p class="soft">Choose an article to mark answers in.</p>'
    return f"{_intro(visit, gold)}{_thumbs(visit, gold)}{_choice(visit, gold)}{desk}{_kept(visit, gold)}"


def _intro(visit: Visit, gold: Gold) -> str:
    """What it is for, how it is used, and what the checks say."""
    path = gold_file(visit.assistant.index)
    command = shlex.join(["qa", "eval", "--gold", str(path), "--index", str(visit.assistant.index)])
    hidden = f'<input type="hidden" id="corpus-name" value="{attribute(visit.corpus)}">'
    told = "".join(_finding(finding, str(path)) for finding in gold.findings) or _praise(gold)
    return (
        f'{hidden}<p class="soft">Questions whose answers you know tell you how far to trust the answers on '
        "<em>these</em> articles. Write a question, mark its answer in the article, keep it. "
        f"Measure with <code>{escape(command)}</code>.</p>"
        f'<div id="checks" aria-label="Checks" role="group">{told}</div>'
    )


def _finding(finding: Finding, path: str) -> str:
    message = finding.message.removeprefix(f"{path}, ").removeprefix(f"{path}: ")
    return f'<p class="warning">{"" if finding.error else "Advice: "}{escape(message)}</p>'


def _praise(gold: Gold) -> str:
    if not gold.questions:
        return (
            '<p class="soft" id="counted">No question yet. Some 20 to 30 % should be ones that no article answers.</p>'
        )
    silent = sum(not question.answerable for question in gold.questions)
    counted = f"{count_words(len(gold.questions), 'question')}, {silent} of them without an answer in the articles"
    return (
        f'<p class="good" id="counted">{counted}: every answer is verbatim and at its place, none is asked twice.</p>'
    )


# What is offered


def _thumbs(visit: Visit, gold: Gold) -> str:
    asked = frozenset(question.question.strip().casefold() for question in gold.questions)
    try:
        offered = latest(read_feedback(feedback_file(visit.assistant.index)).thumbs, asked)
    except GoldInvalid as error:
        return f'<p class="warning">{escape(str(error))}</p>'
    if not offered:
        return ""
    items = "".join(_thumb(visit, thumb) for thumb in offered[-THUMBS_SHOWN:])
    told = f"{count_words(len(offered), 'thumb')} from the chat {'is' if len(offered) == 1 else 'are'} not gold yet"
    return f'<details id="thumbs" open><summary>{told}</summary><ul class="thumbs">{items}</ul></details>'


def _thumb(visit: Visit, thumb: Thumb) -> str:
    place = _place_of(visit, thumb)
    verdict = "Called right" if thumb.verdict == "up" else "Called wrong"
    said = f"<q><bdi>{escape(thumb.text)}</bdi></q>" if thumb.text else "the articles do not say"
    where = f' · <a href="{attribute(permalink(place, visit.corpus))}">source</a>' if place else ""
    offer = json.dumps(_offer(thumb, place))
    return (
        f'<li><span class="soft">{verdict}:</span> <bdi>{escape(thumb.question)}</bdi> – {said}{where} '
        f'<button type="button" class="use" value="{attribute(offer)}" '
        f'aria-label="Use: {attribute(thumb.question)}">Use</button></li>'
    )


def _place_of(visit: Visit, thumb: Thumb) -> Citation | None:
    named = thumb.citation.get("article")
    if not isinstance(named, dict) or not thumb.text:
        return None
    try:
        return cited([visit.assistant.generation.article(str(named.get("id")))], thumb)
    except ArticleUnknown:
        return None


def _offer(thumb: Thumb, place: Citation | None) -> dict[str, Any]:
    """What fills the form: a right answer with its place, a right silence, else the question alone."""
    right = thumb.verdict == "up"
    silent = right and not thumb.text
    marks = [place_object(place)] if right and place else []
    return {"question": thumb.question, "type": "unanswerable" if silent else "", "marks": marks}


def place_object(place: Citation) -> dict[str, Any]:
    """A marked answer as the page's script holds it."""
    return {
        "article": place.article.id,
        "title": title_words(place.article),
        "start": place.answer_start,
        "end": place.answer_end,
        "answer": place.answer,
        "quote": place.quote,
    }


# The article


def _article(visit: Visit) -> Article | None:
    try:
        return visit.assistant.generation.article(visit.asked["article"]) if visit.asked.get("article") else None
    except ArticleUnknown:
        return None


def _choice(visit: Visit, gold: Gold) -> str:
    """Articles with the fewest questions first."""
    asked = Counter(doc for question in gold.questions for doc in question.sources)
    search = visit.asked.get("search", "").strip()[:300]
    rows = visit.memory.catalogue(visit.corpus, visit.assistant).find(Wanted(search=search))
    shown = sorted(rows, key=lambda row: asked[row.place])[:ARTICLES_SHOWN]
    items = "".join(_row(visit, row, asked) for row in shown)
    more = f'<p class="soft">and {len(rows) - len(shown):,} more: search for them</p>' if len(rows) > len(shown) else ""
    form = (
        '<form class="row" action="/corpus/gold" role="search">'
        f'<input type="hidden" name="corpus" value="{attribute(visit.corpus)}">'
        f'<label>Search<br><input type="search" name="search" maxlength="300" value="{attribute(search)}"></label>'
        "<button>Show</button></form>"
    )
    opened = "" if visit.asked.get("article") else " open"
    return f'<details id="choice"{opened}><summary>Choose an article</summary>{form}<ul>{items}</ul>{more}</details>'


def _row(visit: Visit, row: Row, asked: Mapping[str, int]) -> str:
    facts = " · ".join(fact for fact in (row.outlet, row.published) if fact)
    count = count_words(asked[row.place], "question") if asked[row.place] else "no question yet"
    link = attribute(visit.link("gold", article=row.id))
    told = f'<span class="soft">{escape(facts)} – {count}</span>'
    return f'<li><a href="{link}"><bdi>{escape(row.title)}</bdi></a> {told}</li>'


def _desk(visit: Visit, article: Article) -> str:
    """The form beside the article. The text can be walked through and selected by keyboard, and never changed."""
    title = escape(title_words(article))
    return (
        f'<div class="desk"><section aria-labelledby="gold-title"><h2 id="gold-title"><bdi>{title}</bdi></h2>'
        '<p class="soft">Select the answer, with the mouse or with Shift and the arrow keys, then press Enter or '
        "“Mark the selection”. Grey text is muted and no answer.</p>"
        f'<div id="text" class="marking" dir="auto" contenteditable="true" role="textbox" aria-multiline="true" '
        f'aria-readonly="true" spellcheck="false" aria-labelledby="gold-title" data-article="{article.id}">'
        f"{article_text_html(article)}</div></section>{_form()}</div>"
    )


def _form() -> str:
    return (
        '<form id="gold"><h2>A question</h2>'
        '<label>Question, as a reader would ask it<br><input name="question" maxlength="1000" required></label>'
        f'<label>Type<br><select name="type"><option value="">by its first words</option>{_options()}</select></label>'
        f'<label id="reason" hidden>Why do the articles not answer it?<br><select name="subtype">{_reasons()}</select>'
        '</label><div id="answers"><p><button type="button" id="mark">Mark the selection</button></p>'
        '<label>or type the answer as it stands in the article<br><input id="typed" maxlength="1000"></label>'
        '<p><button type="button" id="find">Find it</button></p>'
        '<h3 id="marked-title">Marked answers</h3><ol id="marked" aria-labelledby="marked-title"></ol></div>'
        '<p><button class="main" id="keep">Keep this question</button> '
        '<button type="button" id="clear">Start anew</button></p><p id="gold-told" role="status"></p></form>'
    )


def _options() -> str:
    return "".join(f'<option value="{type}">{type}: {_WORDS.get(type, type)}</option>' for type in sorted(TYPES))


def _reasons() -> str:
    return "".join(f'<option value="{reason}">{reason.replace("-", " ")}</option>' for reason in SUBTYPES)


# What is kept


def _kept(visit: Visit, gold: Gold) -> str:
    if not gold.questions:
        return ""
    link = f"/gold/file?{visit.link('gold').partition('?')[2]}"
    names = {doc_name(article): article for article in visit.assistant.generation.articles}
    rows = "".join(_question(visit, question, names) for question in reversed(gold.questions))
    return (
        f'<h2 id="kept">Kept</h2><p><a class="button" href="{attribute(link)}" download>Download the gold file</a></p>'
        '<table class="articles"><thead><tr><th scope="col">Question</th><th scope="col">Type</th>'
        f'<th scope="col">Answer</th><th scope="col">Change</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _question(visit: Visit, question: Question, names: Mapping[str, Article]) -> str:
    answers = ", ".join(question.answers) or f"none ({(question.subtype or '').replace('-', ' ')})"
    return (
        f"<tr><td><bdi>{escape(question.question)}</bdi>"
        f'<div class="where">{escape(question.id)}{_places(visit, question, names)}</div></td>'
        f"<td>{escape(question.type)}</td><td><bdi>{escape(answers)}</bdi></td>"
        f'<td class="do"><button type="button" class="drop-question danger" value="{attribute(question.id)}" '
        f'aria-label="Leave out: {attribute(question.question)}">Leave out</button></td></tr>'
    )


def _places(visit: Visit, question: Question, names: Mapping[str, Article]) -> str:
    links = []
    for one in question.evidence:
        article = names.get(one.doc)
        if article is None or article.text[one.start : one.end] != one.text:
            continue  # the checks above say so
        place = Citation(article, one.start, one.end, one.start, one.end)
        links.append(f'<a href="{attribute(permalink(place, visit.corpus))}">{escape(title_words(article))}</a>')
    return f" · {', '.join(dict.fromkeys(links))}" if links else ""
