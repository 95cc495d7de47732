"""What is no question to the articles gets a friendly line; a question never does.

The messages were written before the rules were; none was taken out.
"""

from __future__ import annotations

import pytest

from index.types import Article
from qa.outside import outside

DATES = ("2021-03-02", "2024-05", None)
ARTICLES = [
    Article(
        f"{n}.txt", None, "News.", f"/{n}.txt", None, ("Delta Post", "Quay Courier", None)[n % 3], None, DATES[n % 3]
    )
    for n in range(12)
]

SMALL_TALK = """
hello
Hi there!
hello, who are you?
hiya
Good morning!
hey, how is it going?
how are you today
how are you doing?
what's up
nice to meet you
thanks
thank you so much, that helps a lot
Thanks, that was useful.
great, thanks!
ok cool
got it
perfect
bye
see you tomorrow
See you later, bye for now
goodbye and thank you
lol
you are great
that was wrong
who are you
what are you?
are you a robot?
are you ChatGPT?
who made you?
what is your name
how do you work?
what can you do?
what can you do for me
can you help me?
help
how does this work?
what can I ask you?
are you sure?
do you speak German?
can you speak French
tell me a joke
sing me a song
""".strip().splitlines()

CORPUS = """
what do you cover?
What topics do you cover
which articles do you have
what articles are in here?
how many articles do you have?
what is in this corpus?
what is your corpus about
which newspapers do you use?
what sources are you using
What do you know about?
how recent are your articles?
where does your information come from?
what can I read here
which dates do you cover?
Which articles mention Nessa?
how many of your articles are about the flood
""".strip().splitlines()

REQUESTS = """
Summarise the article about the flood
please give me a summary of the news
can you sum up what happened in Nessa?
tl;dr
please translate this into German
Could you translate the last answer
write me a poem about the river
write a press release on the merger
draft an email to the mayor
compose a tweet about the match
paraphrase the mayor's statement
explain like I'm five why the dam broke
what do you think about the mayor?
what is your opinion on the strike
do you agree with the union?
should I vote for Carla Denn?
do you like the new stadium?
who do you think will win?
give me a recipe for pancakes
generate an image of the storm
""".strip().splitlines()

QUESTIONS = """
Who are the mayors who signed the letter?
What are they doing to protect the town?
What did the governor write to the minister?
hello kitty museum opening date
Who said hello to the crowd?
What did the report summarise?
Which articles of the treaty were changed?
Okay Bridge closed when?
Who thanked the rescuers?
Who thanked the mayor?
Help for farmers: how much was promised?
What can you do about floods, according to Ada Kern?
What can residents do to help?
How do you protect a house from hail, according to the report?
Who are you supposed to call after a storm?
What do you need to enter Norlandia?
Should the mayor resign, according to the council?
What did the minister think about the strike?
What is the opinion of the court on the merger?
Did the union agree with the offer?
Who will win, according to the polls?
Who wrote the poem read at the opening?
Which songs did the choir sing?
Who translated the letter?
What was the joke that the senator told?
How many articles did the paper publish about the flood?
Which newspapers reported the merger first?
What sources did the reporter name?
What does the insurance cover?
Which topics did the summit cover?
what does the exhibition cover
Who made the statue?
Who made your flag, senator Holt was asked?
What is the name of the robot that was built in Melk?
Are you allowed to swim in lake Orsa?
What is up for auction in Sella?
Is the mayor sure of the figures?
Why did Ida Kern say goodbye to the team?
When did the company Thanks Ltd open?
What did the hotel Good Morning cost?
Hi-fi maker Bellton: who bought it?
Does Nora Finch speak German?
How does the new ticket system work?
How does this year's harvest compare with the last?
What is this dam used for?
How are the injured doing?
How is the rebuilding going in Nessa?
Which recipe won the contest?
give me the names of the drowned sailors
tell me who bought Belmar Bank
tell me about the strike in Osterby
can you tell me when the bridge was closed?
could you find out who owns the ferry
do you know how old Lena Varga is?
Please list the towns that were flooded
What happened in great thanks parade
who is wrong about the turnout
Which article of the treaty was broken?
Which outlets closed on Sunday?
perfect score by which gymnast
cool temperatures in Polder since when
Help arrived when?
write-off of Belmar Bank how much
draft law on schools: what does it say?
what should farmers do with wet hay
And this morning?
ok and then?
and now?
no, on the next day
what do you call the people of Nessa, according to the guide?
""".strip().splitlines()


@pytest.mark.parametrize("message", [*SMALL_TALK, *REQUESTS])
def test_what_no_article_answers_gets_one_line(message: str) -> None:
    reply = outside(message, ARTICLES)
    assert reply is not None and "\n" not in reply


@pytest.mark.parametrize("message", CORPUS)
def test_a_question_about_the_corpus_is_told_what_it_covers(message: str) -> None:
    reply = outside(message, ARTICLES)
    assert reply is not None and "\n" not in reply
    assert "12 articles" in reply and "2 March 2021" in reply and "Delta Post" in reply


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_never_taken_for_small_talk(question: str) -> None:
    assert outside(question, ARTICLES) is None
