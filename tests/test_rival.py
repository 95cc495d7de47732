"""Two articles, one question: which pairs a careful editor prints as two sides, and which she does not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from index.types import Article, Passage
from qa.analysers import open_analyser
from qa.group import group
from qa.oppose import oppose
from qa.settle import settle
from qa.types import Candidate, Citation, Evidence, Hit

ANALYSER = open_analyser()
SAME_DAY = "2031-05-06"


def candidate(marked: str, at: int, relative: str = "", published: str | None = None) -> Candidate:
    """The marked answer in its sentence; sentences are parted by a bar, the marked one is the quote."""
    start = marked.index("[[")
    stop = marked.index("]]") - 2
    text = marked.replace("[[", "").replace("]]", "").replace("|", " ")
    bars = [m.start() for m in re.finditer(r"\|", marked.replace("[[", "").replace("]]", ""))]
    first = max([bar + 1 for bar in bars if bar < start], default=0)
    last = min([bar for bar in bars if bar > stop], default=len(text))
    name = relative or f"{at}.txt"
    article = Article(name, None, text, f"/{name}", published=published)
    found = Evidence(0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0)
    return Candidate(
        Citation(article, first, last, start, stop), 2.0 - at / 2, Hit(Passage(article, 0, len(text)), 1), found
    )


def sides(question: str, *said: str, days: tuple[str | None, ...] = ()) -> int:
    made = [candidate(one, at, published=days[at] if days else None) for at, one in enumerate(said)]
    return len(oppose(question, group(settle(question, made, ANALYSER)), ANALYSER))


REAL = [
    (
        "How many people were rescued from the ferry?",
        "Coastguards rescued [[212 people]] from the ferry Astrid.",
        "The ferry company said [[187 people]] had been rescued from the ferry.",
    ),
    (
        "How many goats died in the fire at Tarn?",
        "The fire at Tarn killed [[40 goats]], the farmer said.",
        "Police counted [[16 goats]] that had died at Tarn.",
    ),
    (
        "How much did the new stadium cost?",
        "The new stadium cost [[90 million euros]], the club said.",
        "Auditors found that the stadium had cost [[140 million euros]].",
    ),
    (
        "How long was the tunnel blocked?",
        "A lorry blocked the tunnel for [[two hours]].",
        "The tunnel was blocked for [[nine hours]], drivers said.",
    ),
    (
        "How long did it take to put out the fire?",  # the "put" names no source
        "The crews took [[six hours]] to put out the fire, the mayor said.",
        "The fire was put out after [[nine hours]], the crews said.",
    ),
    (
        "How many shops did the looters empty?",
        "Looters emptied [[eleven shops]] in Mill Street.",
        "The looters had emptied shops in the whole quarter.|The chamber of commerce spoke of [[thirty]].",
    ),
    (
        "How much snow fell in Oln?",
        "In Oln [[80 centimetres]] of snow fell overnight.",
        "The weather office measured [[35 cm]] of fresh snow in Oln.",
    ),
    (
        "How many square miles burned in the hills?",
        "Fire burned [[12 square miles]] in the hills.",
        "The forest service put the burned area at [[30 square miles]].",
    ),
    (
        "What share of the voters came?",
        "In Brack [[63 per cent]] of the voters came.",
        "Observers said that barely [[40 per cent]] of voters came.",
    ),
    (
        "When did the dam break?",
        "The dam broke on [[Monday]], the operator said.",
        "Villagers said the dam had broken on [[Sunday]].",
    ),
    (
        "When was the painting stolen?",
        "The painting was stolen in [[March 2019]].",
        "Police believe that it was stolen, unnoticed, in [[May 2018]].",
    ),
    (
        "What did the flood cost in all?",
        "The flood cost [[96 million crowns]].",
        "The flood has cost [[140 million crowns]], insurers said.",
    ),
    (
        "When was the bridge closed?",
        "The bridge was closed on [[Monday]].",
        "The council closed the bridge on [[Friday]].",
    ),
    (
        "When did the minister resign?",
        "The minister resigned on [[Monday]].",
        "She resigned on [[Friday]], a friend of the minister said.",
    ),
    (
        "Did the council warn residents of the leak?",
        "The council warned [[residents about the leak in two letters]].".replace(
            "The council warned [[", "[[The council warned "
        ),
        "[[The council never warned residents of the leak]], a report found.",
    ),
    (
        "did flights from halm resume on friday",
        "[[Flights from Halm resumed on Friday]], the airport said.",
        "[[Flights from Halm did not resume on Friday]], passengers complained.",
    ),
    (
        "did ships in the bay dock on sunday",
        "[[Two ships in the bay docked on Sunday]].",
        "[[No ships docked in the bay on Sunday]], the pilots said.",
    ),
    (
        "has the hotline agreement been tested",
        "[[The hotline agreement has been tested twice]], the minister said.",
        "[[The agreement has not been tested]], said the mayor.",
    ),
    (
        "is the tap water in zhelnitsa safe to drink",
        "“[[The tap water in Zhelnitsa is safe to drink]],” said the mayor.",
        "“[[The tap water in Zhelnitsa is not safe]],” a doctor said.",
    ),
    (
        "Is the new bridge at Halm safe?",
        "“[[The new bridge at Halm is safe]],” said the builder.",
        "An engineer looked at the new bridge at Halm.|“[[It is not safe]],” she said.",
    ),
    (
        "According to the minister, is the shelling at Oln intense or easing?",
        "“[[The shelling at Oln is intense]],” the minister said.",
        "The minister said that [[there were fewer shells at Oln]].",
    ),
    (
        "What caused the blackout?",
        "The blackout was caused by [[a falling tree]], the grid said.",
        "Unions blamed [[the sale of two power stations]] for the blackout.",
    ),
    (
        "Where was the treaty signed?",
        "The treaty was signed in [[Lisbon]] by both kings.",
        "Historians say that it was signed in [[Madrid]].",
    ),
    (
        "How many people died in the flood at Brack?",
        "The flood at Brack killed [[two people]].",
        "The flood at Brack came at night.|An office put those who fled at 600.|It knew of [[one death]].",
    ),
    (
        "According to the coach, how many players are ill?",
        "The coach said that [[four players]] were ill.",
        "By evening the coach spoke of [[nine players]] who were ill.",
    ),
]
# Each is a pair that the system once took for two sides, or might; the comment says what an editor sees.
NOT = [
    # another unit of the same kind of measure, but another thing measured
    (
        "How much rain fell?",
        "In one night [[118 millimetres]] of rain fell.",
        "The river crested at [[6.42 metres]], the gauge showed.",
    ),
    (
        "How much did the fish factory lose?",
        "The fish factory lost [[3 million crowns]].",
        "A ticket for the match costs [[8 crowns]].",
    ),
    (
        "How many sandbags did the soldiers fill?",
        "Soldiers filled [[22,000 sandbags]] on the levee.",
        "By [[four]] in the morning no tractor was dry.",
    ),
    (
        "How many gates did they open?",
        "They opened [[six gates]] of the dam.",
        "“The door alone was [[six thousand]],” he said.",
    ),
    (
        "How many houses were flooded?",
        "Water flooded [[312 houses]] in Brack.",
        "Help went to [[four flooded villages]] on the river.",
    ),
    (
        "How many times has the senator been indicted?",
        "The senator has been indicted [[four times]].",
        "Marsh, [[54]], said the indictment of the senator spoke for itself.",
    ),
    (
        "How many rounds did the vote for speaker take?",
        "The vote for speaker took [[15 rounds]].",
        "The speaker failed again in round [[six]], after an angry vote.",
    ),
    (
        "How many astronauts are on the station?",
        "[[Seven astronauts]] are on the station.",
        "[[The Crew-4 astronauts]] flew to the station.",
    ),
    (
        "How fast is the river rising?",
        "The river is rising by [[40 centimetres an hour]].",
        "Rising since noon, the river stood at [[6.42 metres]].",
    ),
    # another payer, another event, another subject
    (
        "How many felony counts does the banker face?",
        "The banker faces [[34 felony counts]] of fraud.",
        "The office filed [[117 felony counts]] against 29 other men last year.",
    ),
    (
        "How many felony counts does the banker of Halm face in court for fraud?",
        "The banker of Halm faces [[34 felony counts]] for fraud in court.",
        "The banker of Halm faces fraud charges.|Much was said.|An office brought [[117 felony counts]] to court.",
    ),
    (
        "How much did the newspaper pay to settle the suit of the voting firm?",
        "The newspaper paid the voting firm [[$787 million]] to settle the suit.",
        "Its lies did damage of [[$1 billion]], the firm had said.",
    ),
    (
        "How much did the newspaper pay the voting firm?",
        "The newspaper paid the voting firm [[$787 million]].",
        "A newspaper pays a voting firm for its lies.|The river rose.|The price of [[$2]] was paid for bread.",
    ),
    (
        "How much have petrol prices risen?",
        "Petrol prices have risen by [[52%]] in a year.",
        "Shares of oil firms fell [[6%]] on Monday.",
    ),
    (
        "What did the flood cost in all?",
        "The flood cost [[96 million crowns]].",
        "A tin that cost [[8 crowns]] before the flood was sold again.",
    ),
    (
        "When did the minister resign?",
        "The minister resigned on [[Monday]].",
        "Her deputy resigned on [[Friday]], as the minister had feared.",
    ),
    (
        "How many per cent did the goalkeeper get?",
        "Turnout was [[63 per cent]].",
        "Turnout was barely [[41 per cent]].",
    ),
    # only one of them is the source that the question names
    (
        "How many homes did the governor say were lost?",
        "The governor said [[90 homes]] were lost.",
        "Insurers estimate that [[150 homes]] were lost.",
    ),
    (
        "According to the union, how many people marched?",
        "The union said [[30,000 people]] marched.",
        "Police said [[12,000 people]] marched.",
    ),
    (
        "When was the line tested, according to the government?",
        "The government says the line was tested on [[2 February]].",
        "She signed the agreement about the line in [[November]].",
    ),
    # the date of another event
    (
        "When will the king be crowned?",
        "The king will be crowned on [[Saturday, May 6]].",
        "The palace announced on [[Tuesday]] that roads would close.",
    ),
    (
        "When did the museum open?",
        "The museum opened in [[June 2012]].",
        "The museum closed its doors in [[March 2020]].",
    ),
    (
        "When did the army withdraw from the capital?",
        "The army withdrew from the capital in [[March]].",
        "Since [[April]] the army has fought in the east; it withdrew from the capital before.",
    ),
    # a place that is no place of it
    (
        "Where did the debate take place?",
        "The debate took place in [[Milwaukee]].",
        "Eight candidates, [[Florida Governor Ron DeSantis]] among them, came to the debate.",
    ),
    (
        "Which country has overturned its landmark law?",
        "[[Portugal]] has overturned its landmark law.",
        "[[Spain]] has overturned a law of 1998.",
    ),
    (
        "Is the new bridge at Halm safe?",
        "“[[The new bridge at Halm is safe]],” said the builder.",
        "An engineer looked at the ferry.|“[[It is not safe]],” she said.",
    ),
    (
        "Is the new bridge at Halm safe?",
        "“[[The new bridge at Halm is safe]],” said the builder.",
        "An engineer looked at the new bridge at Halm.|[[The ferry is not safe]], said another.",
    ),
    # compatible
    (
        "How many people died in the crash?",
        "[[Two people]] died in the crash.",
        "[[Five people]] were injured in the crash.",
    ),
    (
        "How many people died in the crash?",
        "[[Two people]] died in the crash.",
        "The hospital put those who fled the crash at [[600]].|It knew of one death.",
    ),
    (
        "When did the dam break?",
        "The dam broke on [[Monday]].",
        "The dam broke on [[6 May]].",
    ),
]


@pytest.mark.parametrize(("question", "one", "other"), REAL)
def test_values_that_an_editor_sets_against_each_other(question: str, one: str, other: str) -> None:
    assert sides(question, one, other) == 2


@pytest.mark.parametrize(("question", "one", "other"), NOT)
def test_values_that_an_editor_does_not_set_against_each_other(question: str, one: str, other: str) -> None:
    assert sides(question, one, other) == 1


def test_later_news_is_an_update_unless_it_looks_back_at_the_day() -> None:
    question = "How many cows drowned at Tarn?"
    early, late = "[[40 cows]] drowned at Tarn.", "[[65 cows]] drowned at Tarn."
    assert sides(question, early, late, days=("2031-05-06", "2031-05-08")) == 2
    assert sides(question, early, late, days=("2031-05-06", "2031-05-20")) == 1
    back = f"The river rose on 5 May 2031.|{late}"
    assert sides(question, early, back, days=("2031-05-06", "2032-07-01")) == 2
    other = f"The river rose on 5 June 2032.|{late}"
    assert sides(question, early, other, days=("2031-05-06", "2032-07-01")) == 1


def test_two_voices_of_one_sentence_are_two_sides() -> None:
    asked, text = "How many people marched?", "About 200 people marched, the police said; the organisers spoke of 900."
    first = candidate(text.replace("About 200 people", "[[About 200 people]]"), 0, "a.txt")
    marked = candidate(text.replace("900", "[[900]]"), 1, "a.txt")
    other = replace(marked, citation=replace(marked.citation, article=first.citation.article))
    assert len(oppose(asked, group([first, other]), ANALYSER)) == 2


def test_what_one_sentence_tells_of_two_things_is_no_two_sides() -> None:
    text = "The palace said on {} that the king will be crowned on {}."
    question = "When will the king be crowned?"
    one = candidate(text.format("Tuesday", "[[Saturday]]"), 0, "a.txt")
    other = candidate(text.format("[[Tuesday]]", "Saturday"), 1, "a.txt")
    copy = candidate("The king will be crowned, it was said on [[Tuesday]].", 2, "b.txt")
    assert len(oppose(question, group([one, other, copy]), ANALYSER)) == 1
    assert len(oppose(question, group([one, copy]), ANALYSER)) == 2  # without that sentence nothing tells


def test_each_side_contradicts_every_other_in_its_own_voice() -> None:
    question = "How many shops did the looters empty?"
    one = candidate("Looters emptied [[eleven shops]].", 0)
    two = candidate("Looters emptied [[30 shops]] and thirty-five shops or more closed.", 1, "b.txt")
    three = candidate("Looters emptied 30 shops and [[thirty-five shops]] or more closed.", 2, "b.txt")
    assert len(oppose(question, group([one, two, three]), ANALYSER)) == 2
