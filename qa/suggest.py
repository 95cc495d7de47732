"""Questions that an article seems to answer, made of its own sentences: for people who do not know what to ask.

Only sentences whose grammar turns into a question by moving few words are taken (Heilman, "Automatic Factual Question
Generation from Text", 2011, does this for all); whether the question can be answered is for the assistant to try.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from index.sentences import sentences
from index.types import Article
from qa.analysers import Analyser, Analysis, Stretch, Token

ARTICLES = 24  # looked at, evenly spread: a person reads four examples, not forty
SENTENCES = 30  # of each article, the first: news says first what matters
LEAST_CHARACTERS, MOST_CHARACTERS = 35, 220  # of a sentence
MOST_WORDS = 15  # of a question
# Words that point outside the sentence: a question with one of them is no one's but the reader's of that article.
_POINTING = re.compile(
    r"(?i)(?<!\w)(he|she|it|they|we|i|you|him|her|them|us|his|its|their|our|my|your|this|that|these|those|there|here|"
    r"who|which|what|said|says|also|but|however|meanwhile|today|yesterday|tomorrow|latter|former|such|same|another)(?!\w)"
)
_MARKS = re.compile(r"[“”\"«»„‘()\[\]:;?!…\n\r\t/|*#—]")
_DATED = re.compile(r"(?i)^(on|in|at|since|last|next|late|early|earlier)(?!\w)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, and the article with the range of the sentence that it was made of."""

    question: str
    article: Article
    start: int
    end: int


def suggest(articles: Iterable[Article], analyser: Analyser) -> Iterator[Suggestion]:
    """Questions, at most one of a kind an article, the articles in turn: lazily, for analysing costs time."""
    for article in articles:
        text = article.text
        found = [one for one in sentences(text) if _is_plain(article, one.start, one.end)][:SENTENCES]
        analyses = analyser.analyse([text[one.start : one.end] for one in found])
        kinds: dict[str, Suggestion] = {}
        for sentence, analysis in zip(found, analyses, strict=True):
            for kind, question in questions(text[sentence.start : sentence.end], analysis):
                kinds.setdefault(kind, Suggestion(question, article, sentence.start, sentence.end))
        yield from kinds.values()


def spread(articles: Iterable[Article]) -> list[Article]:
    """At most ARTICLES of them, evenly spread, one of each story: copies would only repeat."""
    stories = {article.story or article.id: article for article in reversed(list(articles))}
    ordered = sorted(stories.values(), key=lambda article: article.id)
    step = max(1, len(ordered) // ARTICLES)
    return list(islice(ordered[::step], ARTICLES))


def questions(sentence: str, analysis: Analysis) -> Iterator[tuple[str, str]]:
    """(kind, question) for each way in which this sentence turns into one."""
    tokens = analysis.tokens
    root = next((at for at, token in enumerate(tokens) if token.dep == "ROOT"), None)
    if root is None or tokens[root].pos not in ("VERB", "AUX"):
        return
    subject = _subject(tokens, root)
    ways = [("who", _who(sentence, analysis, subject)), ("count", _how_many(sentence, tokens, root, subject))]
    ways.append(("when", _when(sentence, analysis, root, subject)))
    for kind, question in ways:
        if question and _stands_alone(question):
            yield kind, question
    for name in analysis.names:
        words = re.sub(r"[’']s$", "", sentence[name.start : name.end])
        if name.label != "PERSON" or " " not in words or _MARKS.search(words):
            continue  # one word is seldom enough to know a person by
        if _is_explained(tokens, name):
            yield "person", f"Who is {words}?"
        if _is_speaking(sentence, tokens, name):
            yield "said", f"What did {words} say?"


def _stands_alone(question: str) -> bool:
    marked = _MARKS.search(question[:-1]) or _POINTING.search(question.split(" ", 1)[1])
    return not marked and len(question.split()) <= MOST_WORDS


def _is_plain(article: Article, start: int, end: int) -> bool:
    """A whole sentence outside what is muted, on one line."""
    sentence = article.text[start:end]
    if not LEAST_CHARACTERS <= end - start <= MOST_CHARACTERS or not sentence.endswith((".", "”", '"')):
        return False
    muted = any(one.start < end and start < one.end for one in article.muted)
    return not muted and not re.search(r"[\n\r\t]", sentence)


def _subject(tokens: tuple[Token, ...], root: int) -> Stretch | None:
    """The range of the subject's words, when it opens the sentence and the verb follows it at once."""
    verbs = [root, *(at for at, t in enumerate(tokens) if t.head == root and t.dep.startswith("aux"))]
    head = next((at for at, t in enumerate(tokens) if t.head in verbs and t.dep in ("nsubj", "nsubjpass")), None)
    if head is None:
        return None
    covered = [at for at in range(root) if _reaches(tokens, at, head)]
    opens = covered and covered == list(range(covered[0], covered[-1] + 1))
    return Stretch(tokens[covered[0]].start, tokens[covered[-1]].end, tokens[head].dep) if opens else None


def _reaches(tokens: tuple[Token, ...], at: int, head: int) -> bool:
    while at != head and tokens[at].head != at:
        at = tokens[at].head
    return at == head


def _who(sentence: str, analysis: Analysis, subject: Stretch | None) -> str:
    """ "Ada Brandt called the strike." gives "Who called the strike?"."""
    if subject is None or subject.start != 0 or not sentence.endswith("."):
        return ""
    named = any(n.label in ("PERSON", "ORG") and n.start <= 4 and n.end == subject.end for n in analysis.names)
    rest = sentence[subject.end :].rstrip(". ")
    if not named or "," in rest or not rest.startswith(" ") or len(rest.split()) < 4 or _is_plural(rest):
        return ""
    return f"Who{rest}?"


def _is_plural(rest: str) -> bool:
    """ "have" and "were" do not follow "who" here."""
    return rest.split()[0] in ("have", "were", "are", "do")


def _how_many(sentence: str, tokens: tuple[Token, ...], root: int, subject: Stretch | None) -> str:
    """ "Some 30 villages were flooded in May." gives "How many villages were flooded in May?"."""
    if subject is None or subject.label != "nsubjpass" or "," in sentence:
        return ""
    count = next((t for t in tokens if t.dep == "nummod" and subject.start <= t.start < subject.end), None)
    helped = any(t.head == root and sentence[t.start : t.end] == "were" for t in tokens)
    if count is None or not helped or tokens[count.head].head != root or tokens[count.head].end > subject.end:
        return ""
    if sentence[: count.start].lower() not in ("", "some ", "about ", "at least ", "more than ", "nearly ", "around "):
        return ""
    return f"How many{sentence[count.end :].rstrip('. ')}?"


def _when(sentence: str, analysis: Analysis, root: int, subject: Stretch | None) -> str:
    """ "The bridge was closed on 4 May." gives "When was the bridge closed?"."""
    dates = [name for name in analysis.names if name.label == "DATE"]
    helper = next((t for t in analysis.tokens if t.head == root and t.dep == "auxpass"), None)
    if subject is None or subject.start != 0 or helper is None or len(dates) != 1 or "," in sentence:
        return ""
    rest = sentence[helper.end : dates[0].start].rstrip()
    before, _, word = rest.rpartition(" ")
    ends = sentence[dates[0].end :].strip(". ") == ""
    if not ends or not _DATED.match(word) or not re.search(r"\d", sentence[dates[0].start : dates[0].end]):
        return ""
    who = sentence[subject.start : subject.end]
    return f"When {sentence[helper.start : helper.end]} {_uncapitalised(who, analysis)}{before}?"


def _uncapitalised(words: str, analysis: Analysis) -> str:
    """Without the capital that only the beginning of a sentence gave."""
    first = analysis.tokens[0]
    return words if first.pos == "PROPN" else words[:1].lower() + words[1:]


def _is_explained(tokens: tuple[Token, ...], name: Stretch) -> bool:
    """Whether an apposition says who that is: "Ada Brandt, head of the union"."""
    inside = [at for at, token in enumerate(tokens) if name.start <= token.start < name.end]
    return any(token.dep == "appos" and token.head in inside and token.start >= name.end for token in tokens)


def _is_speaking(sentence: str, tokens: tuple[Token, ...], name: Stretch) -> bool:
    """Whether that is the subject of "said"."""
    said = [at for at, token in enumerate(tokens) if sentence[token.start : token.end] == "said"]
    return any(t.head in said and t.dep == "nsubj" and name.start <= t.start < name.end for t in tokens)
