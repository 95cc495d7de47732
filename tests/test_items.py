"""Enumerations cut into the things that are asked for: towns for towns, people for people, nothing beside them."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.types import Article, Passage
from qa.analysers import Analyser, NoAnalyser, open_analyser
from qa.decide import LIST_GAP
from qa.items import items
from qa.sought import sought
from qa.types import Candidate, Citation, Hit


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


def candidate(sentence: str, answer: str, score: float = 1.0, relative: str = "a.txt") -> Candidate:
    article = Article(relative=relative, record=None, text=sentence, path=f"/{relative}")
    start = sentence.index(answer)
    stop = re.search(r"[a-z]\. (?=[A-Z])", sentence[start:])
    end = start + stop.end() - 1 if stop else len(sentence)
    citation = Citation(article, 0, end, start, start + len(answer))
    return Candidate(citation, score, Hit(Passage(article, 0, len(sentence)), 1.0))


def named(analyser: Analyser, question: str, *said: tuple[str, str]) -> list[str]:
    made = [candidate(*pair, 1.0 - at / 10, f"{at}.txt") for at, pair in enumerate(said)]
    return [item.citation.answer for item in items(question, made, analyser)]


TOWNS = "Which towns were flooded?"
PEOPLE = "Which players scored?"
THINGS = "What did the divers find?"
REASON = "to strengthen the defence of the river towns, and the hills around them all"
LEFT = "Four of the states, after a long quarrel over the budget that Paris had wanted, left"
# question, sentence, what the reader found, the items
CASES: list[tuple[str, str, str, list[str]]] = [
    (
        TOWNS,
        "The river flooded Aldmoor, Brack and Cole Bay on Monday.",
        "Aldmoor, Brack and Cole Bay",
        ["Aldmoor", "Brack", "Cole Bay"],
    ),
    (
        TOWNS,
        "The river flooded Aldmoor, Brack, and Cole Bay.",
        "Aldmoor, Brack, and Cole Bay",
        ["Aldmoor", "Brack", "Cole Bay"],
    ),
    (TOWNS, "The river flooded Aldmoor and Brack.", "Aldmoor and Brack", ["Aldmoor", "Brack"]),
    (
        TOWNS,
        "The river flooded Aldmoor; Brack; Cole Bay.",
        "Aldmoor; Brack; Cole Bay",
        ["Aldmoor", "Brack", "Cole Bay"],
    ),
    (TOWNS, "The river flooded Aldmoor as well as Brack.", "Aldmoor as well as Brack", ["Aldmoor", "Brack"]),
    (TOWNS, "Water stood in Paris, Lyon and Nice.", "Paris", ["Paris", "Lyon", "Nice"]),
    (TOWNS, "The talks drew Holt, General Jan Orr and Ivo Lenz.", "Holt, General Jan Orr and Ivo Lenz", []),
    (
        "Name the main suspects.",
        "The suspects – Viktor, Pavel and Leonid Hasek – are held.",
        "Viktor, Pavel and Leonid Hasek",
        ["Viktor", "Pavel", "Leonid Hasek"],
    ),
    (
        "Which companies bid?",
        "Bids came from Apple, Inc., Boeing and Airbus.",
        "Apple, Inc., Boeing and Airbus",
        ["Apple", "Boeing", "Airbus"],
    ),
    (TOWNS, "Water stood in Paris, Lyon and Nice.", "Lyon", ["Paris", "Lyon", "Nice"]),
    (TOWNS, "Water stood in Paris, Lyon and Nice.", "Nice", ["Paris", "Lyon", "Nice"]),
    (TOWNS, "Water stood in Paris, Lyon and Nice.", "Paris, Lyon", ["Paris", "Lyon", "Nice"]),
    (
        TOWNS,
        "The storm cut off the towns of Berlin and Hamburg from the coast.",
        "the towns of Berlin and Hamburg",
        ["Berlin", "Hamburg"],
    ),
    (TOWNS, "Mayor Anna Holt said that London was under water.", "London was under water", ["London"]),
    (TOWNS, "Floods hit parts of Warsaw, Poland.", "Warsaw", ["Warsaw"]),
    (
        TOWNS,
        "The river flooded Stow-on-Wye and Newcastle upon Tyne.",
        "Stow-on-Wye and Newcastle upon Tyne",
        ["Stow-on-Wye", "Newcastle upon Tyne"],
    ),
    (TOWNS, "The towns were flooded on Monday.", "The towns", []),
    (TOWNS, "Several towns along the river were flooded.", "Several towns along the river", []),
    (TOWNS, "Rome’s cellars were flooded.", "Rome’s", ["Rome"]),
    (
        "Which cities want the games?",
        "Madrid, Rome and Paris want the games.",
        "Madrid, Rome and Paris",
        ["Madrid", "Rome", "Paris"],
    ),
    (
        "Which countries signed the treaty?",
        "France, Spain and Italy signed the treaty.",
        "France, Spain and Italy",
        ["France", "Spain", "Italy"],
    ),
    (
        "Which countries signed the treaty?",
        "Trinidad and Tobago signed the treaty.",
        "Trinidad and Tobago",
        ["Trinidad and Tobago"],
    ),
    ("Which countries left the union?", "In 2019, France left, followed by Spain.", "France", ["France"]),
    ("Which countries left the union?", LEFT, LEFT, []),
    (TOWNS, "OSLO – Households in four towns of the Vessa valley were flooded.", "four towns of the Vessa valley", []),
    (TOWNS, "OSLO – Households in four towns of the Vessa valley were flooded.", "OSLO – Households", []),
    (
        "Which candidates won?",
        "The winners were Nadia Brock in Oln, Viktor Sahl in Brack and Tilda Enns in Tulm.",
        "Nadia Brock in Oln, Viktor Sahl",
        ["Nadia Brock", "Viktor Sahl", "Tilda Enns"],
    ),
    (
        "What are the recommendations?",
        "It makes three: a joint control room at Korrin, a siren line that does not need mains power, and a drill.",
        "a joint control room at Korrin, a siren line",
        ["a joint control room at Korrin", "a siren line that does not need mains power", "a drill"],
    ),
    (
        TOWNS,
        "Three towns were flooded. Orvik Ford, Brack and Tulm lie low.",
        "Three towns",
        ["Orvik Ford", "Brack", "Tulm"],
    ),
    (
        PEOPLE,
        "Goals came from Anna Holt, Maria Lund and Ines Vega.",
        "Anna Holt, Maria Lund and Ines Vega",
        ["Anna Holt", "Maria Lund", "Ines Vega"],
    ),
    (PEOPLE, "Anna Holt and Maria Lund scored for Oslo.", "Anna Holt and Maria Lund", ["Anna Holt", "Maria Lund"]),
    (PEOPLE, "Anna Holt scored twice.", "Anna Holt", ["Anna Holt"]),
    (PEOPLE, "The home side scored twice.", "The home side", []),
    (
        PEOPLE,
        "The striker Anna Holt and the captain Maria Lund scored.",
        "The striker Anna Holt and the captain Maria Lund",
        ["Anna Holt", "Maria Lund"],
    ),
    (
        "Which candidates won seats?",
        "Anna Holt in London, Peter Marsh in Leeds and Maria Lund in York won seats.",
        "Anna Holt in London, Peter Marsh in Leeds and Maria Lund in York",
        ["Anna Holt", "Peter Marsh", "Maria Lund"],
    ),
    ("Which heads of state came?", "He flew to London and Leeds.", "London and Leeds", []),
    ("Which leaders wrote to Brook?", "Former premier Ada Brook wrote often.", "Former premier Ada Brook", []),
    ("Which leaders came?", "Chairwoman Ursula von der Holt came.", "Ursula von der Holt", ["Ursula von der Holt"]),
    ("Which doors were open?", "Doors 3, 5 and 8 were open.", "Doors 3, 5 and 8", ["Doors 3, 5 and 8"]),
    ("Which towns were hit?", "The storm hit all of Brack.", "of Brack", ["Brack"]),
    ("Which shops sold the stove?", "The Ford Group and two others sold it.", "The Ford Group", ["The Ford Group"]),
    (
        "Which Welsh towns flooded?",
        "Water rose in London and Brack.",
        "London and Brack",
        ["London", "Brack"],
    ),
    (
        "Which officials spoke?",
        "Anna Holt, Velcor’s Deputy Finance Director, said there had been rain.",
        "Velcor’s Deputy Finance Director",
        [],
    ),
    (
        "What colours has it?",
        "It has a blue, red and green flag.",
        "a blue, red and green flag",
        ["a blue, red and green flag"],
    ),
    # a common noun, a bare title and a word that only tells whose are no names
    (
        "Which places get money?",
        "OSLO – Households in four communities of the valley get money.",
        "Households in four communities of the valley",
        [],
    ),
    ("Which officials spoke?", "Deputy Chief Officer spoke first.", "Deputy Chief Officer", []),
    (
        "Which regions did they attack?",
        "They drove Moscow’s forces out of the southern Halland region and Skane.",
        "Moscow’s forces out of the southern Halland region and Skane",
        ["Halland region", "Skane"],
    ),
    (
        "Which districts were cut off?",
        "Snow cut off the Orvik district and the Tulm valley road.",
        "the Orvik district and the Tulm valley road",
        ["the Orvik district"],
    ),
    ("Which ministers resigned?", "France lost two ministers on Friday.", "France", []),
    ("Which officials commented on the plan?", "A slow advance of the plan was seen.", "A slow advance", []),
    (
        "Who all spoke at the rally?",
        "Anna Holt, Peter Marsh and Maria Lund spoke at the rally.",
        "Peter Marsh",
        ["Anna Holt", "Peter Marsh", "Maria Lund"],
    ),
    (
        "Which companies were fined?",
        "The court fined Google, Apple and Microsoft.",
        "Google, Apple and Microsoft",
        ["Google", "Apple", "Microsoft"],
    ),
    (
        "Which companies were fined?",
        "The court fined Johnson & Johnson and Microsoft.",
        "Johnson & Johnson and Microsoft",
        ["Johnson & Johnson", "Microsoft"],
    ),
    (
        "Which parties won seats?",
        "The Greens, the Labour Party and the Liberals won seats.",
        "The Greens, the Labour Party and the Liberals",
        ["The Greens", "the Labour Party", "the Liberals"],
    ),
    (
        THINGS,
        "The divers found a bell, two anchors and a chest of coins.",
        "a bell, two anchors and a chest of coins",
        ["a bell", "two anchors", "a chest of coins"],
    ),
    (THINGS, "The divers found a bell, two anchors and a chest.", "a bell", ["a bell", "two anchors", "a chest"]),
    (THINGS, "The divers found a bell and an anchor.", "an anchor", ["a bell", "an anchor"]),
    (THINGS, "The divers found a bell.", "a bell", ["a bell"]),
    (
        THINGS,
        "They found:\n- a bell\n- an anchor\n- a chest",
        "- a bell\n- an anchor\n- a chest",
        ["a bell", "an anchor", "a chest"],
    ),
    (THINGS, "They found:\n1. a bell\n2. an anchor", "1. a bell\n2. an anchor", ["a bell", "an anchor"]),
    (THINGS, "They found both a bell and an anchor.", "both a bell and an anchor", ["a bell", "an anchor"]),
    (THINGS, "They found 2,000 coins and 30 rings.", "2,000 coins and 30 rings", ["2,000 coins", "30 rings"]),
    (
        THINGS,
        "They found tools including a saw and an axe.",
        "tools including a saw and an axe",
        ["tools", "a saw", "an axe"],
    ),
    ("Which emojis did the mayor post?", "The mayor posted a fox emoji.", "a fox emoji", ["a fox emoji"]),
    (
        "Which awards did the film win?",
        "The film won the Golden Bear and the Silver Lion.",
        "the Golden Bear and the Silver Lion",
        ["the Golden Bear", "the Silver Lion"],
    ),
    (
        "Which colours are on the flag?",
        "The flag is red, white and green.",
        "red, white and green",
        ["red", "white", "green"],
    ),
    (
        "What problems do they face?",
        "They face a lack of fuel and the inability to find or repair ships.",
        "a lack of fuel and the inability to find or repair ships",
        ["a lack of fuel", "the inability to find or repair ships"],
    ),
    ("What did they wave?", "They waved blue and yellow flags.", "blue and yellow flags", ["blue and yellow flags"]),
    (
        "Which three pillars held the plan?",
        "It had three so-called pillars -- cheap money, public works, and new laws.",
        "three so-called pillars -- cheap money, public works, and new laws",
        ["cheap money", "public works", "new laws"],
    ),
    (
        "What tools did they bring?",
        "They brought three tools – a saw, a spade and a pick – from the yard, and bread.",
        "a saw",
        ["a saw", "a spade", "a pick"],
    ),
    (
        TOWNS,
        "Water stood in Paris, Lyon and the capital.",
        "Paris, Lyon and the capital",
        ["Paris", "Lyon", "the capital"],
    ),
    (TOWNS, "Water stood in Paris, Lyon and the cellar.", "Paris, Lyon and the cellar", ["Paris", "Lyon"]),
    ("What reasons did the club give?", REASON, REASON, [REASON]),
]


@pytest.mark.parametrize(("question", "sentence", "answer", "wanted"), CASES)
def test_a_span_becomes_the_things_it_names(
    analyser: Analyser, question: str, sentence: str, answer: str, wanted: list[str]
) -> None:
    assert named(analyser, question, (sentence, answer)) == wanted


# what several passages say together: question, (sentence, span) …, the items
MISSING = "Missing, says nurse Ada Brook, are rice, flour and salt."
LACKING = "The mill lacks rice and salt, and the camp lacks flour."
GATHERED: list[tuple[str, list[tuple[str, str]], list[str]]] = [
    (TOWNS, [("London was flooded.", "London"), ("Water stood in Paris.", "Paris")], ["London", "Paris"]),
    (TOWNS, [("London was flooded.", "London"), ("Towns were flooded.", "Towns")], ["London"]),
    (
        TOWNS,
        [("London and Leeds were flooded.", "London and Leeds"), ("So was York.", "York")],
        ["London", "Leeds", "York"],
    ),
    (PEOPLE, [("Anna Holt scored.", "Anna Holt"), ("The fans of Oslo sang.", "The fans of Oslo")], ["Anna Holt"]),
    (
        PEOPLE,
        [("Anna Holt scored.", "Anna Holt"), ("Spain scored late.", "Spain"), ("Ines Vega scored.", "Ines Vega")],
        ["Anna Holt", "Ines Vega"],
    ),
    (
        "Which emojis did he post?",
        [
            ("He posted a fox emoji.", "a fox emoji"),
            ("The post spread.", "The post"),
            ("A grape emoji came first.", "A grape emoji"),
        ],
        ["a fox emoji", "A grape emoji"],
    ),
    (
        "Which bridges were shut?",
        [("The iron bridge was shut.", "The iron bridge"), ("Roads were shut.", "Roads")],
        ["The iron bridge"],
    ),
    (
        "What tools and things did they take?",
        [
            ("The thieves took a saw and a ladder.", "a saw and a ladder"),
            ("They took a lamp too.", "a lamp"),
            ("A drill was taken on Monday.", "A drill"),
            ("The mill stands on a hill.", "a hill"),
        ],
        ["a saw", "a ladder", "a lamp", "A drill"],
    ),
    (
        "What did they carry off?",
        [
            ("They took saws, ropes and other tools including an axe.", "an axe"),
            ("They took saws, ropes and other tools including an axe.", "saws, ropes and other tools including an axe"),
            ("The mill stands on a hill.", "a hill"),
        ],
        ["an axe", "saws", "ropes", "other tools", "an axe"],
    ),
    ("Which countries signed?", [("France signed.", "France"), ("Signing took a day.", "a day")], ["France"]),
    (
        "What goods are missing?",
        [(MISSING, "rice, flour and salt"), (MISSING, "nurse Ada Brook")],
        ["rice", "flour", "salt"],
    ),
    (
        "What goods are missing?",
        [(LACKING, one) for one in ("rice and salt", "flour")],
        ["rice", "salt", "flour"],
    ),
    (
        "Who criticised the plan?",
        [("Consumer groups criticised the plan.", "Consumer groups"), ("Ada Brook called it foolish.", "Ada Brook")],
        ["Consumer groups", "Ada Brook"],
    ),
]


@pytest.mark.parametrize(("question", "said", "wanted"), GATHERED)
def test_what_several_passages_name_is_gathered_and_nothing_beside(
    analyser: Analyser, question: str, said: list[tuple[str, str]], wanted: list[str]
) -> None:
    assert named(analyser, question, *said) == wanted


def test_what_is_enumerated_with_the_best_item_is_nearly_as_sure(analyser: Analyser) -> None:
    made = [
        candidate("Paris was flooded on Monday.", "Paris", 2.0, "a.txt"),
        candidate("Berlin saw floods in other years.", "Berlin", 0.0, "b.txt"),
        candidate("Water stood in Lyon, Paris and Nice.", "Lyon, Paris and Nice", 0.0, "c.txt"),
        candidate("Fairs are held in Rome and Paris.", "Rome and Paris", -2.0, "d.txt"),
    ]
    found = items(TOWNS, made, analyser)
    near = [item.citation.answer for item in found if found[0].score - item.score <= LIST_GAP]
    assert near == ["Paris", "Lyon", "Paris", "Nice"]
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)


@pytest.mark.parametrize(
    ("question", "count"),
    [("What two provinces is it made of?", 2), ("Which three candidates won?", 3), ("Name the five towns", 5),
     ("Which towns were flooded?", None), ("Which of the two towns was flooded?", 2), ("Who all came?", None),
     ("Which two entities announced a merger?", 2)],
)  # fmt: skip
def test_a_question_may_say_how_many(question: str, count: int | None) -> None:
    assert sought(question).count == count


def test_without_grammar_an_enumeration_is_still_cut() -> None:
    sentence = "They found a bell, an anchor and a chest."
    found = named(NoAnalyser(), THINGS, (sentence, "a bell, an anchor and a chest"))
    assert found == ["a bell", "an anchor", "a chest"]


@settings(deadline=None)
@given(st.text(alphabet="ab ,and;Z", min_size=1, max_size=30).filter(str.strip))
def test_items_are_slices_of_the_span_in_order(answer: str) -> None:
    text = f"It was {answer}."
    article = Article(relative="a.txt", record=None, text=text, path="/a.txt")
    one = Candidate(Citation(article, 0, len(text), 7, 7 + len(answer)), 1.0, Hit(Passage(article, 0, len(text)), 1.0))
    made = [item.citation for item in items("What was it?", [one], NoAnalyser())]
    assert all(7 <= one.answer_start < one.answer_end <= 7 + len(answer) for one in made)
    assert all(a.answer_end <= b.answer_start for a, b in itertools.pairwise(made))
