"""Writing gold with a person at a terminal: what is shown and asked, in turn. What is kept is made in eval/make.py.

Every question that is finished is on the disk before the next one is asked for; Ctrl-C and the end of the input end it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from eval.checks import advice, alike
from eval.corpus import doc_name
from eval.feedback import Thumb, latest
from eval.gold import TYPES, Question
from eval.make import (
    SUBTYPES,
    append,
    draft,
    draft_conflict,
    draft_list,
    draft_unanswerable,
    guessed_type,
    next_id,
    places,
    wordings,
)
from index.errors import GoldInvalid
from index.types import Article
from qa.types import Citation

SHOWN_CHARACTERS = 2_500  # of an article: what fits two screens; "all" shows the rest
MOST_PLACES = 12  # that are offered to choose from

HELP = """Type a question that this article answers, then the answer exactly as it stands in it.
  (empty)   the next article          all    the whole article
  none      a question that no article answers (good gold has 20 to 30 % of them)
  q         end; everything is kept, and `qa eval new` goes on here the next time
Types: factoid-who, -when, -where, -what, -how-many; attribution (who said, what was said), explain (why, how),
time (dates that must be worked out), spelling (a name spelt otherwise than in the article), list, conflict."""


class Ended(Exception):
    """The person, or what is piped in, has no more to say."""


class Asks(Protocol):
    """Somebody who can be shown lines and asked for one."""

    def show(self, text: str = "") -> None: ...

    def ask(self, prompt: str, default: str = "") -> str:
        """A line without blanks at its ends, `default` for an empty one. Raises Ended."""
        ...


class Terminal:
    """The terminal, or a pipe. What articles hold is shown without its control characters."""

    def show(self, text: str = "") -> None:
        print(_plain(text), flush=True)

    def ask(self, prompt: str, default: str = "") -> str:
        try:
            line = input(_plain(f"{prompt} [{default}]: " if default else f"{prompt}: "))
            line.encode()
        except (EOFError, KeyboardInterrupt):
            print()
            raise Ended from None
        except UnicodeError:
            print("that was no UTF-8; type it again")
            return self.ask(prompt, default)
        return line.strip() or default


def _plain(text: str) -> str:
    """Line breaks stay; other control and direction characters become a mark that shows where they were."""
    return "".join(one if one.isprintable() or one in "\n\t" else " " if one.isspace() else "\ufffd" for one in text)


@dataclass(frozen=True, slots=True)
class Desk:
    """The articles that are asked about, the file that is written, and the questions it has; grows line by line."""

    out: Path
    articles: tuple[Article, ...]
    made: list[Question]

    def keep(self, question: Question) -> None:
        """Add it to the file and to what has been made. Raises GoldInvalid, PathMissing."""
        append(self.out, question)
        self.made.append(question)

    @property
    def id(self) -> str:
        """The id of the next question."""
        return next_id(self.made)

    def in_turn(self) -> list[Article]:
        """The articles with the fewest questions first, else in order of their names."""
        asked = Counter(doc for question in self.made for doc in question.sources)
        return sorted(self.articles, key=lambda article: (asked[doc_name(article)], doc_name(article)))


def dictate(desk: Desk, person: Asks, thumbs: Sequence[Thumb] = ()) -> None:
    """Show articles and write down questions until the person ends it; thumbs from the chat are offered first.

    Raises PathMissing and GoldInvalid only when the file cannot be written.
    """
    try:
        person.show(f"{desk.out}: {_told(desk)}")
        person.show(HELP)
        _offer(desk, person, latest(thumbs, frozenset(one.question.strip().casefold() for one in desk.made)))
        while True:
            for article in desk.in_turn():
                _about(desk, person, article)
    except (Ended, KeyboardInterrupt):  # Ctrl-C may come at any moment, not only while a line is awaited
        person.show(f"{desk.out}: {_told(desk)}")


def _told(desk: Desk) -> str:
    count = len(desk.made)
    return f"{count} question{'s' * (count != 1)}. {advice(desk.made)}".strip()


def _about(desk: Desk, person: Asks, article: Article) -> None:
    """Everything that the person wants to ask about one article."""
    _show_article(person, article, SHOWN_CHARACTERS)
    while question := person.ask("\nQuestion (empty: next article, none, all, ?, q)"):
        if question in ("q", "quit", "exit"):
            raise Ended
        if question in ("?", "help"):
            person.show(HELP)
        elif question == "all":
            _show_article(person, article, len(article.text))
        elif question == "none":
            _unanswerable(desk, person, person.ask("A question that no article answers (empty: leave it)"))
        else:
            _answerable(desk, person, question, (article,))


def _show_article(person: Asks, article: Article, characters: int) -> None:
    about = " · ".join(part for part in (article.outlet, article.published) if part)
    person.show(f"\n=== {doc_name(article)}{f' ({about})' if about else ''}\n")
    person.show(article.text[:characters].strip())
    if characters < len(article.text):
        person.show(f"… ({len(article.text) - characters:,} characters more: all)")


def _unanswerable(desk: Desk, person: Asks, question: str) -> None:
    if question and _wanted_again(desk, person, question):
        reason = _one_of(person, "Why do they not answer it", SUBTYPES, SUBTYPES[0])
        _keep(desk, person, lambda: draft_unanswerable(question, desk.id, reason))


def _answerable(desk: Desk, person: Asks, question: str, articles: Sequence[Article]) -> None:
    """Take type and answer; nothing is kept when the person leaves a field empty."""
    if not _wanted_again(desk, person, question):
        return
    type = _one_of(person, "Type", sorted(TYPES), guessed_type(question))
    if type == "unanswerable":
        _unanswerable(desk, person, question)
    elif type == "list":
        items = list(_items(person, articles))
        if items:
            _keep(desk, person, lambda: draft_list(question, items, desk.id))
    elif type == "conflict":
        sides = list(_sides(desk, person))
        if sides:
            _keep(desk, person, lambda: draft_conflict(question, sides, desk.id))
    elif found := _answer(person, articles, "Answer, as it stands there (empty: leave it)"):
        also = _also(person, found)
        _keep(desk, person, lambda: draft(question, type, found, desk.id, also))


def _items(person: Asks, articles: Sequence[Article]) -> Iterable[tuple[Citation, ...]]:
    while found := _answer(person, articles, "Item, as it stands there (empty: no more)"):
        yield found


def _sides(desk: Desk, person: Asks) -> Iterable[tuple[str, tuple[Citation, ...]]]:
    """Sides stand in different articles: each answer is looked up in all of them."""
    while found := _answer(person, desk.articles, "What one side says, as it stands there (empty: no more)"):
        yield person.ask("Who says so (empty: the outlet)"), found


def _keep(desk: Desk, person: Asks, make: Callable[[], Question]) -> None:
    """Make and keep it; what does not fit is said, and nothing is kept."""
    try:
        question = make()
    except GoldInvalid as error:
        person.show(f"Not kept: {error}")
        return
    desk.keep(question)
    person.show(f"Kept as {question.id} ({question.type}). {_told(desk)}")


def _wanted_again(desk: Desk, person: Asks, question: str) -> bool:
    """Whether to go on although an earlier question asks nearly the same."""
    near = alike(question, desk.made)
    if not near:
        return True
    person.show(f"Nearly the same as {near[0].id}: {near[0].question}")
    return _yes(person, "Keep both", default=False)


def _answer(person: Asks, articles: Sequence[Article], prompt: str) -> tuple[Citation, ...]:
    """The places of an answer, asked for until it stands somewhere; empty when the person leaves it."""
    while answer := person.ask(prompt):
        found = [place for article in articles for place in places(article, answer)]
        if not found:
            found = _worded_otherwise(person, articles, answer)
        if found:
            return _chosen(person, found)
        person.show("This stands nowhere there as whole words, outside of muted lines: copy it from the article.")
    return ()


def _worded_otherwise(person: Asks, articles: Sequence[Article], answer: str) -> list[Citation]:
    near = [place for article in articles for place in wordings(article, answer)]
    if near and _yes(person, f"It stands there as: {near[0].answer} - take that", default=True):
        return [place for place in near if place.answer == near[0].answer]
    return []


def _chosen(person: Asks, found: Sequence[Citation]) -> tuple[Citation, ...]:
    """The places that answer the question: the only one, or those that the person names by their numbers."""
    if len(found) == 1:
        person.show(f"Evidence: {found[0].quote}")
        return tuple(found)
    shown = found[:MOST_PLACES]
    for number, place in enumerate(shown, start=1):
        person.show(f"  {number}  {doc_name(place.article)}, {place.start} to {place.end}: {place.quote}")
    if len(found) > len(shown):
        person.show(f"  … and {len(found) - len(shown)} more; a longer answer has fewer places")
    while True:
        numbers = person.ask("Which of them answer it (numbers, or all)", "all")
        if numbers == "all":
            return tuple(shown)
        picked = [int(one) for one in numbers.replace(",", " ").split() if one.isdecimal()]
        if picked and all(1 <= one <= len(shown) for one in picked):
            return tuple(shown[one - 1] for one in dict.fromkeys(picked))
        person.show(f"Give numbers from 1 to {len(shown)}, such as 1 3, or all.")


def _also(person: Asks, found: Sequence[Citation]) -> list[str]:
    """Shorter or longer wordings that are right too and stand in the same sentences."""
    accepted: list[str] = []
    while text := person.ask("Another wording of it in the same sentence (empty: no more)"):
        if any(text in place.quote for place in found):
            accepted.append(text)
        else:
            person.show("This does not stand in the sentence.")
    return accepted


def _one_of(person: Asks, prompt: str, choices: Sequence[str], default: str) -> str:
    """One of the choices; the beginning of one is enough where no other begins so."""
    while True:
        given = person.ask(prompt, default)
        fitting = [choice for choice in choices if choice == given] or [
            choice for choice in choices if choice.startswith(given) or choice.endswith(f"-{given}")
        ]
        if len(fitting) == 1:
            return fitting[0]
        person.show(f"Give one of {', '.join(choices)}.")


def _yes(person: Asks, prompt: str, default: bool) -> bool:
    return person.ask(f"{prompt} (y/n)", "y" if default else "n").lower().startswith("y")


# --- Thumbs


def _offer(desk: Desk, person: Asks, thumbs: Sequence[Thumb]) -> None:
    """Thumbs from the chat, as candidates: up to be confirmed, down to be put right."""
    if not thumbs or not _yes(person, f"\n{len(thumbs)} thumbs from the chat are not gold yet. Look at them", True):
        return
    for number, thumb in enumerate(thumbs, start=1):
        person.show(f"\n--- Thumb {number} of {len(thumbs)}, {thumb.verdict}: {thumb.question}")
        person.show(f"It was answered: {thumb.text or '(nothing)'}")
        place = cited(desk.articles, thumb)
        if place:
            person.show(f"From {doc_name(place.article)}: {place.quote}")
        _confirmed(desk, person, thumb, place) if thumb.verdict == "up" else _put_right(desk, person, thumb)


def cited(articles: Iterable[Article], thumb: Thumb) -> Citation | None:
    """Where the answer of a thumb stands today; None when it said nothing, or its article is gone or changed."""
    citation = thumb.citation
    named = citation.get("article")
    id = named.get("id") if isinstance(named, dict) else None
    for article in articles:
        if article.id == id and isinstance(start := citation.get("answer_start"), int):
            return next((place for place in places(article, thumb.text) if place.answer_start == start), None)
    return None


def _confirmed(desk: Desk, person: Asks, thumb: Thumb, place: Citation | None) -> None:
    answer = person.ask("Right? y: keep it, e: another answer, n: leave it", "y").lower()
    if answer.startswith("e") or (answer.startswith("y") and thumb.text and place is None):
        _put_right(desk, person, thumb)
    elif answer.startswith("y") and place is None:
        _unanswerable(desk, person, thumb.question)
    elif answer.startswith("y") and place is not None and _wanted_again(desk, person, thumb.question):
        found = place
        type = _one_of(person, "Type", sorted(TYPES - {"list", "conflict"}), guessed_type(thumb.question))
        _keep(desk, person, lambda: draft(thumb.question, type, (found,), desk.id))


def _put_right(desk: Desk, person: Asks, thumb: Thumb) -> None:
    given = person.ask("Do the articles answer it? y, n, or empty to leave it").lower()
    if given.startswith("y"):
        _answerable(desk, person, thumb.question, desk.articles)
    elif given.startswith("n"):
        _unanswerable(desk, person, thumb.question)
