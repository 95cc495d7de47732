"""Candidates about another place, person or thing: found out by grammar, and right ones left alone."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from faulty import ANALYSER, article, cited, speaks_of_another, spellings

from index.normalise import words
from index.split import split
from index.types import Article
from qa.inquiry import inquiry, place
from qa.lexicon import ordinary_words
from qa.premise import unheard
from qa.spellings import Spellings
from qa.types import Candidate, Evidence, Hit
from qa.vet import DOUBT, PENALTY, fault, vet

HERE = Path(__file__).parent
# Invented articles and questions, written before the rules; "right" tells whether the answer of the reader is.
# Of the rows from the second dozen of articles nothing was looked at while the rules were made.
ROWS = [json.loads(line) for line in (HERE / "other_entities.jsonl").read_text("utf-8").splitlines()]
LEAST_FOUND = 0.6  # of wrong answers, also of those that are too doubtful to be given: 40 of 62 are found


@cache
def articles() -> dict[str, Article]:
    records = map(json.loads, (HERE / "other_articles.jsonl").read_text("utf-8").splitlines())
    return {record["id"]: article(record["text"], record["title"]) for record in records}


def is_faulty(row: dict[str, Any]) -> bool:
    found = cited(articles()[row["article"]], row["start"], row["answer"])
    return (
        fault(inquiry(row["question"], spellings(row["question"]), ANALYSER), place(found, ANALYSER), ANALYSER)
        is not None
    )


def test_no_right_answer_of_invented_articles_has_a_fault() -> None:
    assert [row["question"] for row in ROWS if row["right"] and is_faulty(row)] == []


def test_most_wrong_answers_of_invented_articles_have_a_fault() -> None:
    wrong = [row for row in ROWS if not row["right"]]
    assert sum(map(is_faulty, wrong)) >= LEAST_FOUND * len(wrong)


BRIDGE = "TULM – Ada Brook, the mayor of Tulm, opened the bridge on Friday. It was designed by Ivo Lenz."
RUNNING = "Running are Ada Brook in Halm, Ivo Lenz in Ruden and Tilda Enns in Tulm."
RIVAL = [
    ("Who won the seat in Ruden?", RUNNING, "Ada Brook"),
    ("Who won the seat in Tulm?", RUNNING, "Ivo Lenz"),
    ("Who is the mayor of Orsa?", BRIDGE, "Ada Brook"),
    ("Who is Orsa's mayor?", "Mayor Ada Brook of Tulm, 44, was more cautious.", "Ada Brook"),
    ("What did Ines Holt call the plan?", "The mayor, Ada Brook, called the plan a bad joke.", "a bad joke"),
    ("What is the situation in Orsa?", "The situation in Tulm, east of Orsa, is quiet, she said.", "quiet"),
    ("How many people were moved in Orsa?", "In Tulm, where a dam broke, 120 people were moved.", "120"),
    ("When was the bridge in Orsa opened?", "TULM – A bridge is closed. It was opened in 1962.", "1962"),
    ("How much did the hall in Orsa cost?", "TULM – It cost 6 crowns. Lenz drew the school in Orsa too.", "6 crowns"),
    ("Who led the search on Mount Orsa?", "Two are lost on Mount Tulm. Ada Brook led the search.", "Ada Brook"),
    ("How many people drowned when the Orion sank?", "The Gerda sank off Tulm in May. Six of them drowned.", "Six"),
    ("What was the turnout in Orsa?", "Voting in Tulm ended. Turnout in the town was 63 per cent.", "63 per cent"),
    ("Who drew the bridge in Orsa?", "Orsa is old. The bridge in Tulm fell. It was drawn by Ivo Lenz.", "Ivo Lenz"),
    (
        "What was the turnout in Orsa?",
        "Orsa votes in May. It was cold. Voting in Tulm ended late. Turnout in the town was 63 per cent.",
        "63 per cent",
    ),
    ("How many patients were moved in Orsa?", "Orsa is quiet. In Tulm, 120 patients were moved.", "120"),
    (
        "What did Lena Moor post?",
        "Lena Moor sings. Ivo Lenz wrote a song. Later he posted a red heart.",
        "a red heart",
    ),
]


@pytest.mark.parametrize(("question", "text", "answer"), RIVAL)
def test_a_fact_of_another_has_a_fault(question: str, text: str, answer: str) -> None:
    assert speaks_of_another(question, text, answer)


PREMISE = [
    ("how many people live in Halm", "Some 2,000 people saw the match in Halm.", "2,000 people"),
    (
        "What is the name of the old man who died?",
        "Two people died: a 71-year-old man and a nurse.",
        "a 71-year-old man",
    ),
    ("What is the name of the woman who fell?", "A woman fell. Mayor Ivo Lenz came at once.", "Mayor Ivo Lenz"),
    ("Where was Ada Brook's husband born?", "Ada Brook, 52, was born in Halm.", "Halm"),
    ("What are the names of the mayor's daughters?", "Ada Brook taught biology before she was mayor.", "Ada Brook"),
    ("What is the name of the pharmacist’s mother?", "Ines Orlo is a pharmacist in Halm.", "Ines Orlo"),
    ("How old was the nurse?", "Two people died: a 71-year-old man and a nurse who came to help.", "a 71-year-old man"),
    ("Who opened the gate?", "The fifth gate, No. 7, was opened by hand.", "No. 7"),
    ("Whom did Ada Brook beat?", "Viktor Sahl beat Tilda Enns on Sunday.", "Viktor Sahl"),
    (
        "Why does Orlo want to leave the league?",
        "Orlo, who wants to leave the league, laughed.",
        "Orlo, who wants to leave",
    ),
]


UNTOLD = [
    ("How many people drowned in Halm?", "Nine died. Some 3,400 people were taken to Halm by bus.", "3,400 people"),
    ("When was the Ruden fire put out?", "The Ruden fire began on 7 July and has burned three barns.", "7 July"),
    ("Who won the Tulm election?", "Ada Brook spoke ahead of the Tulm elections on Sunday.", "Ada Brook"),
    ("When did the Halm museum close?", "The Halm museum was founded by Ivo Lenz in 1931.", "1931"),
    ("Where was Ada Brook born?", "Ada Brook works at a bakery in Tulm.", "Tulm"),
]  # fmt: skip


ITSELF = [
    ("Who shot Ivo Lenz?", "Prime Minister Ivo Lenz said that he was shot at noon.", "Prime Minister Ivo Lenz"),
    ("Whom did Orlo interview on Sunday?", "“It held,” Tom Orlo, a reporter, said on Sunday.", "Tom Orlo, a reporter"),
    ("What is the name of Ada Brook's lawyer?", "“Brook is calm,” he said.", "Brook"),
    ("How old is Ivo Lenz?", "By four in the morning Ivo Lenz was gone.", "four"),
    ("How old is Ivo Lenz?", "A woman of 91 was carried out.", "91"),
    ("Who leads the union?", "By Ines Holt, Oln Post", "Ines Holt"),
    ("Who sank?", "KARLSUND, 3 May — Three boats sank off the coast.", "KARLSUND"),
]

AGES = []
OVER = [
    ("When did Bo Moe leave office?", "Bo Moe must pay a fine by the end of May.", "the end of May"),
]


@pytest.mark.parametrize(("question", "text", "answer"), [*PREMISE, *ITSELF, *UNTOLD, *AGES, *OVER])
def test_what_lacks_the_premise_has_a_fault(question: str, text: str, answer: str) -> None:
    assert speaks_of_another(question, text, answer)


SAME = [
    ("Where in Halm was the Halm flag?", "They waved flags outside Halm City Hall.", "outside Halm City Hall"),
    ("Where is Halm?", "They waved flags outside Halm City Hall.", "outside Halm City Hall"),
    ("What is the median age of Halm's population?", "In Halm the median age is 31 years.", "31 years"),
    ("What year did Halm have a population of 7,422?", "In 2000 there were 7,422 people in Halm.", "2000"),
    ("How old was Ivo Lenz when he left?", "At age 17 he left the school.", "age 17"),
    ("Where is Halm?", "Halm lies on the Vessa, north of Tulm.", "north of Tulm"),
    ("Where is the Halm bridge?", "The Halm bridge is at Orsa.", "Orsa"),
    ("What is the population of Halm?", "Halm, a town of 19,000, lies on the left bank.", "19,000"),
    ("how many people live in Halm", "Halm has about 900 inhabitants.", "900"),
    ("Where were the children taken?", "The children were taken from Halm to a school in Tulm.", "a school in Tulm"),
    ("Where were they evacuated from?", "They were evacuated from Halm.", "Halm"),
    ("Where does Ada Brook live?", "Ada Brook, who is from Halm, lives in Tulm.", "Halm"),
    ("Who won the seat in Ruden?", f"They won. {RUNNING}", "Ivo Lenz"),
    ("Who won the seat in Tulm?", f"They won. {RUNNING}", "Tilda Enns"),
    ("Who met Ivo Lenz in Ruden?", "Ada Brook in Halm and the mayor met Ivo Lenz in Ruden.", "the mayor"),
    ("Who is the mayor of Tulm?", BRIDGE, "Ada Brook"),
    ("Who designed the bridge in Tulm?", BRIDGE, "Ivo Lenz"),
    ("Who is the mayor of Tulm?", "The mayor is Ada Brook, a vet.", "Ada Brook, a vet", "Tulm votes"),
    ("How many people were hurt in Drovia?", "In Tulm, Drovia, six people were hurt.", "six"),
    ("How many people were hurt in France?", "In Lyon, six people were hurt.", "six", "France in shock"),
    ("What did the WHO announce?", "The World Health Organization announced the end of polio.", "the end of polio"),
    ("Who commands the Drovian army?", "The army is led by General Igor Sahl.", "General Igor Sahl"),
    ("What did Ada Brook say?", "Ada Brook came late. She said it was nothing.", "it was nothing"),
    ("Who is Ada Brook's husband?", "Ada Brook voted early. Her husband, Piet, drives the bus.", "Piet"),
    ("What is the name of the pharmacist's mother?", "The pharmacist came with her parents, Ines and Tom.", "Ines"),
    ("What is the mayor's name?", "The mayor, Ada Brook, came with her daughter.", "Ada Brook"),
    ("How old was the man?", "Two people died: a 71-year-old man and a nurse.", "a 71-year-old man"),
    ("How old is Ivo Lenz?", "Ivo Lenz, 52, was gone.", "52"),
    ("How old is Ivo Lenz's son?", "Ivo Lenz woke. His son, seven, slept.", "seven"),
    ("How old is the captain of the Bluebell?", "The captain, Ivo Lenz, 58, was asleep.", "58", "The Bluebell sinks"),
    ("How old is the Bluebell?", "The Bluebell was built in 1974.", "1974"),
    ("Who wrote the report on Oln?", "By Ines Holt, Oln Post", "Ines Holt", "Oln votes"),
    ("What is the name of the woman who fell?", "The skier Lena Moor fell at the first gate.", "Lena Moor"),
    ("Who leads the union?", "The strike is over, said Ines Holt, head of the union.", "Ines Holt"),
    ("Who was arrested?", "Police arrested Ivo Lenz on Monday.", "Ivo Lenz"),
    ("Who succeeded Orlo?", "Tom Orlo died. His daughter, Ines Orlo, succeeded him.", "Ines Orlo"),
    ("Whom did Ada Brook marry?", "Ada Brook married Ivo Brook in May.", "Ivo Brook"),
    ("Where does Ines Holt live?", "Ines Holt lives with a ranger in the park.", "the park"),
    ("Who said that 128 children were moved?", "The agency said:\n\n“128 children were moved.”", "The agency"),
    ("Who said that 128 children were moved from Halm?", "“We moved 128 children,” said Ivo Lenz of Halm.", "Ivo Lenz"),
    ("Where did three boats sink?", "KARLSUND, 3 May — Three boats sank.", "KARLSUND"),
    ("When did Drovia seize Halm?", "They want to take back Halm, which Drovia seized in July.", "July"),
    ("When did Orsa recapture Halm?", "In July Orsa took Halm back.", "July"),
    ("Where did the boat sink?", "The boat sank in the harbour of Tulm.", "the harbour of Tulm"),
    ("How many people died in Halm?", "A bus fell off the road in Halm. The crash claimed nine lives.", "nine lives"),
    ("How many people drowned in Halm?", "Many drowned in Halm. The mayor puts it at 40 people.", "40 people"),
    ("When did Ada Moor die?", "Ada Moor (2 May 1821 – 3 June 1899) was a vet in Halm.", "3 June 1899"),
    ("When did the council end up in Tulm?", "The council came to Tulm in 1931.", "1931"),
    ("When did the Halm museum shut down?", "The Halm museum sold its last ticket in 1931.", "1931"),
    ("How old is Bo Moe?", "Captain Bo Moe, 52, said the boats were 30 years old.", "52"),
    ("How old are the boats?", "Captain Bo Moe, 52, said the boats were 30 years old.", "30 years"),
    ("How old is Bo Moe's wife?", "Bo Moe came with his wife, Ada Moe, 52.", "52"),
    ("How old is Bo Moe?", "Ada Brook said Bo Moe was 52.", "52"),
    ("How old is Bo Moe?", "Bo Moe said he was 52.", "52"),
    ("How many people live in Halm?", "Some 5,200 of Halm's 12,000 people have left.", "12,000 people"),
    ("When did Bo Moe leave office?", "Bo Moe left the town hall in May.", "May"),
    ("How long will the fuel last?", "The fuel will last until Friday.", "Friday"),
    ("When will the bridge open?", "The opening of the bridge was moved to 4 May.", "4 May"),
    ("When will the bridge open?", "The mayor said on Monday that the bridge would open on 4 May.", "4 May"),
    ("When did the bridge open?", "The bridge opened on 4 May.", "4 May"),
    ("Where was Ada Brook due to go after her talk in Tulm?",
     "Ada Brook gave a talk in support of the Orla candidates. She was due to go to Ruden.", "Ruden"),
    ("Who is the mayor of Rokh?", "Mayor Ada Brook of Rokhi, 44, was more cautious.", "Ada Brook"),
    ("When was the bridge in Korvall opened?", "CORVALL – A bridge is closed. It was opened in 1962.", "1962"),
    ("How many people were moved in Syrsk?", "In Sirsk, where a dam broke, 120 people were moved.", "120"),
    ("How old was Bo Moe at the time of the crash?", "The driver, Bo Moe, 52, was held.", "52"),
    ("How old was Bo Moe at the start of the protest?", "The baker, Bo Moe, 52, came late.", "52"),
    ("What is the other fire in Ruden called?", "Elsewhere in Ruden, they fought Mill Fire in Orsa.", "Mill Fire"),
]  # fmt: skip


@pytest.mark.parametrize("case", SAME, ids=lambda case: case[0])
def test_what_speaks_of_the_same_has_none(case: tuple[str, ...]) -> None:
    assert not speaks_of_another(*case)


STRAND = (
    "Maria Strand saw the ferry. General Tom Haldren said twelve rockets hit the dam. “It was dark,” said Jan Strand."
)
UNHEARD = "{} was late. It was cold. Nobody came. “It broke in two,” {} said."
OTHER_BEARER = [
    ("Which company insures FC Halm?", "The insured ground of FC Halm Rovers is under water.", "FC Halm Rovers"),
    ("How many rockets hit the dam according to Irena Haldren?", STRAND, "twelve rockets"),
    ("What did Maria Strand say about the dam?", STRAND, "It was dark"),
    ("What did Emma Lund say about the dam?", STRAND, "It was dark"),
    ("How did Lund react to the flood?", STRAND, "It was dark"),
    ("What did Ivo Lenz's wife say?", "“It was dark,” said Ivo Lenz, who came with his wife.", "It was dark"),
    (
        "What did Ivo Lenz say about the sale?",
        "The shoes worn by Ivo Lenz were sold, according to Halm’s.",
        "were sold",
    ),
    (
        "What did Halm Live say about it?",
        "Ada Moor said she asked Halm Live for a refund.",
        "she asked Halm Live for a refund",
    ),
    ("According to Emma Lund, what hit the dam?", STRAND, "twelve rockets"),
    ("How old is Sanna Ekholt?", "Sanna Strand is the youngest minister in the world at 34 years old.", "34 years"),
    ("Whom did Sanna Ekholt marry?", "Sanna Strand married Lena Moor.", "Lena Moor"),
    ("What did Lindqvar say about it?", UNHEARD.format("Lindqvar", "mayor Ivo Lenz"), "It broke"),
    ("What did Tom Lindqvar say about it?", UNHEARD.format("Tom Lindqvar", "spokesman Ivo Lenz"), "It broke"),
    ("What did Halm's envoy say about it?", UNHEARD.format("Halm", "Ada Moor, the envoy to Drovia"), "It broke"),
    ("How many houses had Tomas Balk checked?", "Chief Ondrej Balk said his men had checked 312 houses.", "312 houses"),
]
SAME_BEARER = [
    ("Which towns did the mayor of Orsa visit?", "The mayor of Orsa saw Tulm, Halm and Ruden.", "Halm"),
    ("Who met the mayor of Orsa?", "Ada Brook and Ivo Lenz met the mayor of Orsa.", "Ivo Lenz"),
    ("Which company insures FC Halm?", "FC Halm is insured by Halm Mutual.", "Halm Mutual"),
    ("Which club plays in Halm?", "Halm Rovers play in the town.", "Halm Rovers"),
    ("How many rockets hit the dam according to Tom Haldren?", STRAND, "twelve rockets"),
    ("How many rockets hit the dam according to Thomas Haldren?", STRAND, "twelve rockets"),
    ("How many rockets hit the dam according to General Haldren?", STRAND, "twelve rockets"),
    ("What broke, according to Haldren?", "Tom Haldren came. According to the general, a dam broke.", "a dam"),
    ("How many rockets hit the dam according to the SIB?", STRAND.replace("General Tom Haldren", "They"), "twelve"),
    ("How old is Ada Jane Strand?", "Ada Jane Strand, 52, left.", "52"),
    ("How old is Sanna Ekholt?", "Sanna is the youngest minister in the world at 34 years old.", "34 years"),
    ("How old is Sanna Ekholt?", "Sanna Ekholdt is the youngest minister in the world at 34 years old.", "34 years"),
    ("How old is Sanna Ekholt?", "Ekholt is older than Sanna Strand and 34 years old.", "34 years"),
    ("Whom did Ivo Strand marry?", "When Strand was 30, he married Lena Moor.", "Lena Moor"),
    ("What did Jan Strand say about the dam?", STRAND, "It was dark"),
    ("What did Ivo Lenz say about his wife?", "“She was ill,” said Ivo Lenz, who came with his wife.", "She was ill"),
    ("What did Ivo Lenz say about the sale?", "Ivo Lenz said that the shoes were sold.", "the shoes were sold"),
    ("What hit the dam?", STRAND, "twelve rockets"),
    ("What did Ada Brook say?", "Ada Brook came late. “It was nothing.” The dam held.", "It was nothing"),
    ("What did Lindqvar say about it?", UNHEARD.format("Lindqvar", "spokesman Ivo Lenz"), "It broke"),
    ("What did the envoy in Halm say about it?", UNHEARD.format("Halm", "Ada Moor, the envoy to Drovia"), "It broke"),
    ("What did the teacher from Halm say about it?", UNHEARD.format("Halm", "Ada Moor, a teacher"), "It broke"),
    (
        "How many houses had Andrej Balk checked?",
        "Chief Ondrej Balk said his men had checked 312 houses.",
        "312 houses",
    ),
]


@pytest.mark.parametrize(("question", "text", "answer"), OTHER_BEARER)
def test_a_namesake_or_another_speaker_has_a_fault(question: str, text: str, answer: str) -> None:
    assert speaks_of_another(question, text, answer)


@pytest.mark.parametrize(("question", "text", "answer"), SAME_BEARER)
def test_the_very_speaker_has_none(question: str, text: str, answer: str) -> None:
    assert not speaks_of_another(question, text, answer)


def test_a_candidate_with_a_fault_stands_behind_one_without() -> None:
    source = article("The mayor of Tulm is Ada Brook. In Orsa, the mayor is Ivo Lenz.")
    passage = split(source)[0]
    found = Evidence(1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0)
    pair = [
        Candidate(cited(source, source.text.index(name), name), score, Hit(passage, 1.0), found)
        for name, score in (("Ada Brook", 1.0), ("Ivo Lenz", 0.0))
    ]
    vetted = vet("Who is the mayor of Orsa?", pair, spellings("Who is the mayor of Orsa?"), ANALYSER)
    assert [one.citation.answer for one in vetted.candidates] == ["Ivo Lenz", "Ada Brook"]
    assert vetted.candidates[1].score == 1.0 - PENALTY
    assert [one.evidence.fault for one in vetted.candidates if one.evidence] == [DOUBT, 1.0]
    assert vetted.fault is not None and vetted.fault.instead == "Tulm"


@pytest.mark.parametrize(("asked", "refused"), [("Did Ivo Lenz resign?", True), ("Did Ada Brook resign?", False)])
def test_yes_or_no_of_another_is_refused_too(asked: str, refused: bool) -> None:
    source = article("Mayor Ada Brook of Tulm resigned on Monday.")
    only = Candidate(cited(source, 0, source.text), 1.0, Hit(split(source)[0], 1.0))
    assert (vet(asked, [only], spellings(asked), ANALYSER).fault is not None) == refused


SEIZED = "Police seize pistols and a crocodile\n\nPolice in {} searched a warehouse on Monday."


@pytest.mark.parametrize(("place_named", "other"), [("Port Orlo", False), ("Tulm", True)])
def test_a_title_may_leave_the_place_to_the_first_sentence(place_named: str, other: bool) -> None:
    text, title = SEIZED.format(place_named), "Police seize pistols and a crocodile"
    assert speaks_of_another("What did the police seize in Port Orlo?", text, "pistols", title) == other


ONE = "Halm is the capital of Drovia. Ada Brook, a vet, said so."


@pytest.mark.parametrize(
    ("question", "answer", "refused"),
    [
        ("What is the capital of Portugal?", "Halm", True),
        ("Who painted the Mona Lisa?", "Ada Brook", True),
        ("What is the capital of Drovia?", "Halm", False),
        ("What is the capital of the Drovians?", "Halm", False),
        ("Who told the Mona Lisa story of Halm?", "Ada Brook", False),
        ("Who said so, according to the MP?", "Ada Brook", False),
        ("Who is a vet?", "Ada Brook", False),
    ],
)
def test_what_names_only_what_no_article_names_is_refused(question: str, answer: str, refused: bool) -> None:
    heard = Spellings(dict.fromkeys(words(ONE), 1), ordinary=ordinary_words())
    found = place(cited(article(ONE), ONE.index(answer), answer), ANALYSER)
    assert (unheard(inquiry(question, heard, ANALYSER), found, ANALYSER) is not None) == refused
