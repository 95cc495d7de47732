"""Yes, no, or not sure: what a sentence says to a yes-or-no question."""

from __future__ import annotations

import pytest

from qa.analysers import Analyser, NoAnalyser, open_analyser
from qa.polarity import polarity
from qa.tree import tree_of


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


def said(analyser: Analyser, question: str, sentence: str) -> str | None:
    return polarity(tree_of(question, analyser), tree_of(sentence, analyser), 0, len(sentence))


YES = [
    ("Did the Harbour Lions win the cup?", "The Harbour Lions won the cup on penalties on Sunday."),
    ("Is the ferry safe?", "The ferry is safe, the port authority said on Monday."),
    ("Has the strike ended?", "The strike has ended, the union said."),
    ("Was the bridge closed?", "The council closed the bridge to lorries on Friday."),
    ("Did the mayor resign?", "Ilse Brandt, the mayor, resigned late on Tuesday."),
    ("Were any warnings given before the storm?", "Two warnings were given before the storm hit the coast."),
    ("Did the company warn its customers?", "A warning to customers was published by the company in May."),
    ("Will the factory close?", "The factory will close in June, Tarn Steel said."),
    ("Did the volcano erupt?", "The volcano erupted shortly after midnight."),
    ("Are the schools closed?", "All schools in Oln are closed until Thursday."),
    ("Did voters reject the plan?", "Voters rejected the plan by a wide margin."),
    ("Was the pilot injured?", "The pilot was injured when the glider hit a fence."),
    ("Did Halm Council publish a report?", "Halm Council published its findings in May."),
    ("Did Halm sue the port?", "The town of Halm has sued the port; the court has not set a date."),
    ("Is the ferry strike over?", "The strike on the ferries is over, the port said."),
    ("Did the SIB close its pier?", "The Sea Ice Bureau closed the pier in May."),
    ("Did the cyclist get a fine?", "The cyclist was fined 60 crowns."),
    ("Can pupils keep their books?", "Pupils may keep their books for the summer."),
    ("Does Ada Brook want to sell the mill?", "Ada Brook said she would sell the mill."),
    ("Did the treasurer vote for the plan?", "Ivo Lenz, the treasurer, voted for the plan."),
    ("Do people in Oln have to filter the water?", "People in Oln must filter the water."),
    ("Were warnings given?", "The ministry denied guilt, saying that two warnings were given."),
]
NO = [
    ("Was anyone hurt?", "No injuries were reported."),
    ("Have any guards been suspended?", "The port said that not a single guard had been suspended."),
    ("Was the pilot injured?", "The pilot was not badly hurt."),
    ("Did Ivo Lenz resign?", "“I have not resigned and I will not resign,” Ivo Lenz said."),
    ("Did anyone die?", "There were no deaths."),
    ("Were there any injuries?", "No injuries were reported, the port said."),
    ("Did the Harbour Lions win the cup?", "The Harbour Lions did not win the cup."),
    ("Did the Harbour Lions win the final?", "The Harbour Lions lost the final on penalties."),
    ("Is the ferry safe?", "The ferry is unsafe, an inspector found."),
    ("Has the strike ended?", "The strike has not ended, the union said."),
    ("Did the SIB inspect the pier?", "Halm refused to let a Sea Ice Bureau team inspect the pier."),
    ("Was the bridge closed?", "The bridge was never closed."),
    ("Were any warnings given before the storm?", "No warnings were given before the storm hit the coast."),
    ("Did the company warn its customers?", "The company failed to warn its customers."),
    ("Are the schools closed?", "All schools in Oln are open again."),
    ("Did voters reject the plan?", "Voters accepted the plan by a wide margin."),
    ("Was anybody injured in the crash?", "Nobody was injured in the crash."),
    ("Did polling stations in Oln close?", "In Oln no polling station had to close."),
    ("Is the water in Oln safe to drink?", "Nobody should drink the water in Oln without boiling it."),
    ("Was the suspect convicted?", "The suspect was acquitted on all counts."),
    ("Will the concert in Halm take place?", "The town has cancelled the concert in Halm."),
    ("Does Ada Brook belong to a club?", "Ada Brook, who belongs to no club, stayed away."),
    ("Has the guild answered the minister?", "The guild has yet to answer the minister."),
    ("Did the treasurer vote for the plan?", "Ivo Lenz, the treasurer, voted against the plan."),
    ("Did Halm Steel accept the offer?", "The mayor said that Halm Steel had turned the offer down."),
    ("Can the board fine anyone?", "The board has no power to fine anyone."),
]
UNSURE = [
    ("Did Ada Brook accept the fine?", "Ada Brook refused to speak about the mill."),
    ("Did Halm wreck the pier?", "Halm and Sund accused each other of wrecking the pier."),
    ("Was the pilot injured?", "The pilot was arrested."),
    ("Did Ada Brook die?", "There were no deaths at the mill."),
    ("Was anyone arrested?", "No injuries were reported."),
    ("Did the volcano erupt?", "The ministry did not say that the volcano erupted."),
    ("Did the Harbour Lions win the cup?", "The Harbour Lions may win the cup."),
    ("Did the mayor resign?", "Opponents demanded that the mayor resign."),
    ("Did the mayor resign?", "Should the mayor resign, her deputy takes over."),
    ("Did the mayor resign?", "The mayor plans to resign in the spring."),
    ("Has the strike ended?", "The council opened a new library."),
    ("Did the SIB close its pier?", "The Salt Trade Union closed the pier in May."),
    ("Did Tarn beat Oln?", "Oln beat Tarn in the final."),
    ("Did 300 people die?", "Twelve people died in the fire."),
    ("Did the court ban the drug in Halm?", "The court banned a film."),
    ("Are trains running to Oln?", "Trains to Oln are to run by the end of May."),
    ("Did the coastguard use sonar?", "The navy denied using sonar, but it was near the coastguard's boats."),
    ("Did the coastguard use sonar?", "The navy denied using sonar, it said."),
    ("Had Delm mended the train?", "The track had been mended by the firm Delm."),
    ("Did the court ban the drug?", "The court banned a film about the drug trade."),
    ("Did the volcano erupt?", "It is unclear whether the volcano erupted."),
    ("Did the volcano erupt?", "Scientists expect the volcano to erupt."),
    ("Was the bridge closed?", "He asked if the bridge was closed."),
]


@pytest.mark.parametrize(("question", "sentence"), YES)
def test_a_sentence_that_affirms_is_yes(analyser: Analyser, question: str, sentence: str) -> None:
    assert said(analyser, question, sentence) == "yes"


@pytest.mark.parametrize(("question", "sentence"), NO)
def test_a_sentence_that_denies_is_no(analyser: Analyser, question: str, sentence: str) -> None:
    assert said(analyser, question, sentence) == "no"


@pytest.mark.parametrize(("question", "sentence"), UNSURE)
def test_what_may_be_or_is_another_matter_decides_nothing(analyser: Analyser, question: str, sentence: str) -> None:
    assert said(analyser, question, sentence) is None


LEFT_OUT = [
    ("Is the portrait of Duchess Ilona still missing?", "The portrait is still missing.", "Duchess Ilona", "yes"),
    ("Did Arden Steel sell the mill?", "The company sold the mill in March.", "Arden Steel is in need.", "yes"),
    ("Will the coach be punished?", "The league will not punish him, since he apologised.", "The coach left.", "no"),
    ("Was anybody hurt on the bridge?", "Nobody was hurt.", "A lorry hit the bridge.", "no"),
]


@pytest.mark.parametrize(("question", "sentence", "before", "expected"), LEFT_OUT)
def test_what_a_clause_leaves_out_is_looked_for_before_it(
    analyser: Analyser, question: str, sentence: str, before: str, expected: str
) -> None:
    asked, found = tree_of(question, analyser), tree_of(sentence, analyser)
    assert polarity(asked, found, 0, len(sentence), before) == expected
    assert polarity(asked, found, 0, len(sentence)) is None


def test_another_who_is_told_of_less_fully_decides_nothing(analyser: Analyser) -> None:
    question, sentence = "Did the deputy head vote on the cycle track?", "The head did not vote."
    asked, found = tree_of(question, analyser), tree_of(sentence, analyser)
    assert polarity(asked, found, 0, len(sentence), "A vote on the cycle track was held.") is None


def test_without_grammar_nothing_is_decided() -> None:
    assert said(NoAnalyser(), *YES[0]) is None
