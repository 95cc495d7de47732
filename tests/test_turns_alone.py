"""What a turn of a chat means, beside turns that look like it and mean something else.

Each row: what was asked and answered before (with the sentences of the answer), the turn, and the turn standing alone.
"""

from __future__ import annotations

import pytest

from qa.analysers import SpacyAnalyser
from qa.divide import divide
from qa.rewrite import Turn, rewrite

ANALYSER = SpacyAnalyser()
ROWS: list[tuple[tuple[Turn, ...], str, str]] = [
    (
        (Turn("Where do the rebels hold a road?", ("Sund",)),),
        "and where do they want to go from there?",
        "Where do the rebels want to go from Sund?",
    ),
    ((Turn("Where is the rally?", ("in Halm",)),), "who governs there?", "Who governs in Halm?"),
    (
        (Turn("What did the villagers tell the envoy about their town?", ("it is empty",)),),
        "which paper did he talk to",
        "Which paper did the envoy talk to",
    ),
    (
        (Turn("What did the club tell the coach about the pitch?", ("it is wet",)),),
        "how old is the coach?",
        "how old is the coach?",
    ),
    (
        (
            Turn(
                "What did the army post?",
                ("a picture",),
                ("Norway's army posted a picture of the battle of Ruden, north of Tulm, with troops and a flag.",),
            ),
        ),
        "Where is that town?",
        "Where is Ruden?",
    ),
    (
        (
            Turn(
                "What did Norway's army post?",
                ("a picture",),
                ("Norway's army posted a picture of the battle of Ruden, north of Tulm, with troops and a flag.",),
            ),
        ),
        "How big is that city?",
        "How big is Ruden?",
    ),
    (
        (Turn("What did Norway's army post?", ("a picture",), ("Norway's army posted a picture of Ada Brook.",)),),
        "How big is that town?",
        "How big is that town?",
    ),
    (
        (Turn("What did the army of Norway post?", ("a picture",), ("It posted a picture from Ruden.",)),),
        "How big is that country?",
        "How big is Norway?",
    ),
    (
        (Turn("Who blamed the guards for the fire?", ("Ivo Lenz",)),),
        "where did he say it",
        "Where did Ivo Lenz blame the guards for the fire",
    ),
    (
        (Turn("Who announced the sale of the port?", ("Ada Brook",)),),
        "when did she say that?",
        "When did Ada Brook announce the sale of the port?",
    ),
    (
        (Turn("Did the mayor threaten the drivers?", ("The mayor threatened the drivers with fines",)),),
        "where did she say that?",
        "Where did the mayor threaten the drivers?",
    ),
    ((Turn("What did the vet die of?", ("pneumonia",)),), "When?", "When did the vet die of pneumonia?"),
    (
        (Turn("What did the pilots complain about?", ("the noise",)),),
        "Why?",
        "Why did the pilots complain about the noise?",
    ),
    ((Turn("What did she pay for?", ("the noise",)),), "When?", "When did she pay for the noise?"),
    ((Turn("What did the firm lay off?", ("1,200 workers",)),), "When?", "When did the firm lay off 1,200 workers?"),
    (
        (Turn("What job does Ada Brook have now?", ("deputy mayor of Halm",)),),
        "And the sailor who saved her?",
        "What job does the sailor who saved Ada Brook have now?",
    ),
    (
        (Turn("How old is the driver?", ("41",)),),
        "And the man who hired him?",
        "How old is the man who hired the driver?",
    ),
    (
        (Turn("What is the second dam called?", ("the Ruden Dam",)),),
        "when did that one break?",
        "When did the Ruden Dam break?",
    ),
    ((Turn("Which ship sank?", ("the Orion",)),), "Who owned that one?", "Who owned the Orion?"),
    ((Turn("Which bridge did they close?", ("the old bridge",)),), "Who built that one?", "Who built the old bridge?"),
    (
        (Turn("How many hostages were held in Halm?", ("at least 50 people",)),),
        "How were they set free?",
        "How were the hostages held in Halm set free?",
    ),
    (
        (Turn("What did Ada Brook say Ivo Lenz had built?", ("Ivo Lenz built a tunnel under the bank",)),),
        "Where did he live?",
        "Where did Ivo Lenz live?",
    ),
    (
        (Turn("Who drove the runaway train?", ("Ivo Lenz",)),),
        "how old was he then",
        "How old was Ivo Lenz when he drove the runaway train",
    ),
    (
        (Turn("Who scored the winning goal?", ("Ada Brook",)),),
        "how old was she then?",
        "How old was Ada Brook when she scored the winning goal?",
    ),
    (
        (Turn("When did Ada Brook leave Halm?", ("in 2019",)),),
        "how old was she then?",
        "How old was Ada Brook in 2019?",
    ),
    ((Turn("Who is the mayor of Halm?", ("Ada Brook",)),), "how old was she then?", "How old was Ada Brook?"),
    ((Turn("Who stole the van?", ("Ivo Lenz",)),), "Where did they pick him up?", "Where did they pick Ivo Lenz up?"),
    ((Turn("Who stole the van?", ("Ivo Lenz",)),), "Why did they let him go?", "Why did they let Ivo Lenz go?"),
    (
        (Turn("How much money did the bank offer each widow?", ("4,000 crowns",)),),
        "and how much do the widows want?",
        "How much money do the widows want?",
    ),
    (
        (Turn("How much oil does Norway sell?", ("two million barrels",)),),
        "How much does Sund use?",
        "How much oil does Sund use?",
    ),
    (
        (Turn("How much oil does Norway sell?", ("two million barrels",)),),
        "How much did the harbour cost?",
        "How much did the harbour cost?",
    ),
    (
        (Turn("Where was the last coach crash in Norway?", ("near Ruden",)),),
        "How many people died there?",
        "How many people died in the coach crash near Ruden?",
    ),
    (
        (Turn("Where was the last coach crash in Norway?", ("near Ruden",)),),
        "How many people live there?",
        "How many people live near Ruden?",
    ),
    ((Turn("Where was the worst fire?", ("Tulm",)),), "who was killed there?", "Who was killed in the fire in Tulm?"),
    (
        (Turn("What did Ada Brook find out about the pumps?", ("three leaked",)),),
        "and what does the maker say",
        "What does the maker say about the pumps?",
    ),
    (
        (Turn("What did Ada Brook find out about the pumps?", ("three leaked",)),),
        "and what did the union find out?",
        "What did the union find out about the pumps?",
    ),
    (
        (Turn("Who was port minister when the ship sank?", ("Ivo Lenz",)),),
        "did he resign over it?",
        "Did Ivo Lenz resign over the ship?",
    ),
    ((Turn("Who built the dam?", ("Ivo Lenz",)),), "did he resign over it?", "Did Ivo Lenz resign over the dam?"),
    (
        (Turn("Who was transport minister when the ship sank?", ("Ivo Lenz",)),),
        "and who is minister now",
        "Who is transport minister now",
    ),
    ((Turn("Who was police chief in 2019?", ("Ivo Lenz",)),), "who is the chief now?", "Who is the police chief now?"),
    ((Turn("Who is the mayor of Halm?", ("Ada Brook",)),), "who is governor now?", "who is governor now?"),
    (
        (Turn("Who designed the memorial of 48 rails?", ("Ilko Maran",)),),
        "ok something else: what number can relatives call?",
        "What number can relatives call?",
    ),
    (
        (Turn("Who designed the memorial of 48 rails?", ("Ilko Maran",)),),
        "One more question: how old is he?",
        "How old is Ilko Maran?",
    ),
    (
        (Turn("Who designed the memorial of 48 rails?", ("Ilko Maran",)),),
        "different topic - when do trains run again?",
        "When do trains run again?",
    ),
    (
        (Turn("Who designed the memorial of 48 rails?", ("Ilko Maran",)),),
        "by the way, where was the band?",
        "Where was the band?",
    ),
    (
        (
            Turn("Is Tulm the only port that the troops attack?", ("no",)),
            Turn("Who attacks Tulm?", ("the northern troops",)),
        ),
        "what direction they're attacking in?",
        "What direction the northern troops are attacking in?",
    ),
    ((Turn("When did the army march to Halm?", ("in May",)),), "Who was hurt?", "Who was hurt in Halm?"),
    (
        (Turn("Which president went to Halm with Lenz?", ("President Brook",)),),
        "When were they there?",
        "When were President Brook and Lenz in Halm?",
    ),
    (
        (Turn("Who swam to Halm with Ivo Lenz?", ("Ada Brook",)),),
        "When did they arrive?",
        "When did Ada Brook and Ivo Lenz arrive?",
    ),
    (
        (Turn("Who ran against Ivo Lenz?", ("Ada Brook",)),),
        "what did they say about her?",
        "What did they say about Ada Brook?",
    ),
    (
        (Turn("Who was transport minister when the wagons ran away?", ("Ivo Lenz",)),),
        "did he resign over it?",
        "Did Ivo Lenz resign?",
    ),
    (
        (Turn("Who blamed the guards for the fire?", ("Ivo Lenz",)),),
        "what did the guards answer?",
        "What did the guards answer about the fire?",
    ),
    (
        (Turn("How long did Ada Brook stay in Halm?", ("six weeks",)),),
        "and the nurse who came with her?",
        "How long did the nurse who came with Ada Brook stay in Halm?",
    ),
]


@pytest.mark.parametrize(
    ("turns", "question", "alone"), ROWS, ids=[f"{row[1]} ({row[0][-1].searched})" for row in ROWS]
)
def test_a_turn_stands_alone_in_these_words(turns: tuple[Turn, ...], question: str, alone: str) -> None:
    assert rewrite(question, turns, ANALYSER) == alone


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Someone counted boats at the pier. Who?", "Who counted boats at the pier?"),
        ("somebody rang the bell, who was it?", "Who rang the bell?"),
        ("Someone was arrested in Halm - who?", "Who was arrested in Halm?"),
        ("Someone was arrested. Why?", "Someone was arrested. Why?"),
        ("Who said that someone rang the bell?", "Who said that someone rang the bell?"),
    ],
)
def test_who_did_what_someone_did_is_one_question(message: str, asked: str) -> None:
    assert divide(message, ANALYSER) == (asked,)
