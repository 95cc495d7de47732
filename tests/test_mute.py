"""What is muted is page furniture, by whole lines and by name; news that speaks of the same things is kept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.furniture import LEADING, RULES
from index.mute import Restored, mute
from index.types import Article

FURNITURE = {
    "cookie-notice": [
        "This website uses cookies to give you the best reading experience.",
        "We and our partners use cookies to measure traffic on this site. Cookies are stored in your browser.",
        "Accept all cookies",
    ],
    "advertisement": ["ADVERTISEMENT", "- Sponsored content -", "Story continues below"],
    "newsletter": [
        "Sign up for the Varna Morning newsletter",
        "POLITICS: Sign up here for daily updates",
        "Want the harbour news every evening? Subscribe to our newsletter here.",
        "Get the week's best stories delivered to your inbox.",
        "Please enter your e-mail address",
        "Thank you for signing up to our newsletter!",
    ],
    "subscribe": ["Support local journalism. Subscribe to the Varna Post today.", "Already a subscriber? Log in"],
    "share-bar": ["Share | Tweet | Email", "Facebook Twitter WhatsApp", "Share this article", "2 Shares · 3 Comments"],
    "follow-us": ["Follow us on Facebook", "Contact Ilse Varga at ilse@example.org.", "Follow Ilse Varga on X: @ilse"],
    "related": ["You may like", "Read further", "READ MORE:", "Also read: Harbour wall to be rebuilt"],
    "comment-form": [
        "Leave a Comment",
        "Your email address will not be published. Required fields are marked *",
        "Post a comment",
        "Comments are closed.",
    ],
    "republished": [
        "This post was originally published on this site",
        "This story was posted unchanged from a news agency feed.",
        "This article first appeared in the Varna Post.",
    ],
    "app": ["Download the Varna News app for the latest headlines."],
    "copyright": ["(c) 2031, Varna Post", "© Varna Post", "Copyright 2031 Varna Press. All rights reserved."],
}  # fmt: skip

NEWS = [
    "The regulator said on Monday that this website uses cookies without consent.",
    "Cookies and tea were handed out to the rescuers at the bridge.",
    "A new law forces publishers to ask before they use cookies to follow readers.",
    "The party's newsletter, which 4,000 people read, called for a strike.",
    "Residents can sign up for the evacuation buses at the town hall until Friday.",
    "More than 2 million people subscribe to the service, which costs 9 euros a month.",
    "Shares in the shipyard fell 3 percent after the email was published.",
    "“Sign up for our newsletter,” the banner read.",
    "He told supporters to follow him on Twitter, where he has 2 million followers.",
    "The letter was first published in 1934 and made her famous.",
    "This post was first published by the rebels, the army said.",
    "Sign up for the newsletter by noon, officials told parents.",
    "Twitter",
    "The copyright on the song expired in 2031.",
    "Police in the harbour district asked for comment on the report.",
    "The app was downloaded 10 million times before the court banned it.",
    "Rescuers carry sandbags along the harbour wall in Varna (Photo: Ilse Osei)",
    "She will not leave a reply unread, her staff joke.",
    "The Twitter app, which hosts the talks, is available in the App Store.",
    "Related deaths rose to 14 in the northern district.",
    "Advertisers left the platform after the vote.",
    "Harbour Grill: if you are on the email list, a meal costs 6 euros. Sign up for later offers at the door.",
    "Support for local journalism grew after the flood, a survey found.",
]


def article(text: str, name: str = "a", form: str = "txt") -> Article:
    return Article(f"{name}.{form}", None, text, f"/{name}.{form}", format=form)


def muted(text: str, form: str = "txt") -> list[tuple[str, str]]:
    [found] = mute([article(text, form=form)])
    return [(text[one.start : one.end], one.rule) for one in found.muted]


def test_every_rule_has_an_example() -> None:
    assert set(RULES) | set(LEADING) == set(FURNITURE)


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, lines in FURNITURE.items() for line in lines])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_line_of_furniture_is_muted_by_its_rule_without_its_line_break(rule: str, line: str, ending: str) -> None:
    text = ending.join(["The harbour wall fell on Monday.", line, "Nobody was hurt."])
    assert muted(text) == [(line, rule)]


@pytest.mark.parametrize("line", NEWS)
def test_news_that_speaks_of_the_same_things_is_not_muted(line: str) -> None:
    assert muted(f"The harbour wall fell.\n{line}\nNobody was hurt.\n{line}") == []


def test_a_notice_glued_to_the_first_words_is_muted_alone() -> None:
    notice = "This site uses cookies to improve your visit. By continuing to browse you accept cookies."
    assert muted(f"{notice} The harbour wall fell on Monday.") == [(notice, "cookie-notice")]


def test_scraps_between_forms_at_the_end_are_muted_and_elsewhere_are_not() -> None:
    tail = "Download our news app.\n\nAfter\ndown\n\nLeave a Reply"
    assert ("After\ndown", "scrap-of-a-form") in muted(f"The wall fell.\n\n{tail}")
    assert ("After\ndown", "scrap-of-a-form") not in muted(f"{tail}\n\nThe wall fell.")


def test_the_link_below_a_copyright_line_is_muted_and_another_last_line_is_not() -> None:
    link = "Flood in Varna: mayor admitted that the wall was never inspected"
    assert muted(f"The wall fell.\n(c) 2031, Varna Post\n\n{link}")[-1] == (link, "link-below-copyright")
    assert muted(f"The wall fell.\n{link}") == []


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter_is_muted_in_markdown_only(fence: str) -> None:
    text = f"\ufeff{fence}\ntitle: Water\ntags: [a]\n{fence}\nThe wall fell.\n{fence}\n"
    assert muted(text, "md") == [(f"{fence}\ntitle: Water\ntags: [a]\n{fence}", "front-matter")]
    assert muted(text) == []
    assert muted(f"{fence}\ntitle: never closed\n", "md") == []


def test_lines_repeated_over_many_stories_are_muted() -> None:
    line = "Varna Post live: the latest from the harbour"
    articles = [article(f"Story {n} tells of day {n}.\n{line}\nIt ended well on day {n}.", f"a{n}") for n in range(3)]
    assert [[one.rule for one in found.muted] for found in mute(articles)] == [["repeated-line"]] * 3
    assert [found.muted for found in mute(articles[:2])] == [(), ()]


@pytest.mark.parametrize(("place", "rules"), [("{body}\n{line}", ["repeated-line"]), ("{body}\n{line}\n{body}", [])])
def test_a_repeated_label_is_muted_at_the_edge_of_articles_only(place: str, rules: list[str]) -> None:
    texts = [
        place.format(body="\n".join(f"Sentence {at} of {n}." for at in range(6)), line="Varna Post Network")
        for n in range(3)
    ]
    articles = [article(text, f"a{n}") for n, text in enumerate(texts)]
    assert all([one.rule for one in found.muted] == rules for found in mute(articles))


def test_copies_of_one_story_do_not_make_a_line_repeated() -> None:
    line = "Varna Post live: the latest from the harbour"
    copies = [article(f"The wall fell.\n{line}", f"a{n}") for n in range(5)]
    one_story = [Article(a.relative, None, a.text, a.path, story=copies[0].id) for a in copies]
    assert all(not found.muted for found in mute(one_story))


@pytest.mark.parametrize(
    "line",
    [
        "The river has risen by two metres since the dam broke.",
        "“Read more books,” she said.",
        "Incumbent: Ilse Varga since 2019",
        "Alaska",
        "The mayor said you should read the latest report.",
    ],
)
def test_a_repeated_line_that_may_be_news_is_not_muted(line: str) -> None:
    articles = [article(f"Story {n}.\nMore of {n}.\n{line}\nEnd of {n}.", f"a{n}") for n in range(4)]
    assert all(not found.muted for found in mute(articles))


def test_what_a_person_restored_is_not_muted() -> None:
    whole = article("The wall fell.\nADVERTISEMENT\nYou may like")
    start = whole.text.index("ADV")
    [found] = mute([whole], [Restored(whole.id, start, start + 1), Restored("another", 0, 99)])
    assert [one.rule for one in found.muted] == ["related"]


LINES = st.sampled_from([*NEWS, *(line for lines in FURNITURE.values() for line in lines), "", "  ", "\u2028", "After"])


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["txt", "md"]))
def test_ranges_are_sorted_disjoint_and_hold_no_blank_at_their_ends(lines: list[str], ending: str, form: str) -> None:
    whole = article(ending.join(lines), form=form)
    [found] = mute([whole])
    assert found == mute([whole])[0]
    assert all(before.end <= after.start for before, after in pairwise(found.muted))
    for one in found.muted:
        part = whole.text[one.start : one.end]
        assert part and part == part.strip() and one.rule
        assert not any(line in part for line in NEWS if len(line) > 10)


def test_headlines_below_you_may_also_like_are_muted_and_a_paragraph_is_not() -> None:
    links = "You may also like\nFormer judge arrested over wills\nTen quiet beaches"
    text = f"The dam held.\n\n{links}\n\nThe mayor was relieved."
    (article,) = mute([Article(relative="a.txt", record=None, text=text, path="/a.txt", story="s")])
    assert [text[m.start : m.end] for m in article.muted] == [links]
    told = "The dam held.\nYou may also like\nThe mayor was relieved to see the water fall."
    (article,) = mute([Article(relative="a.txt", record=None, text=told, path="/a.txt", story="s")])
    assert [told[m.start : m.end] for m in article.muted] == ["You may also like"]


@pytest.mark.parametrize(
    "line",
    [
        "Join the 85,000 readers who start their day with us. Sign up to our free newsletter.",
        "Support independent reporting from the hills. Become a member from 5 crowns a month.",
        "This website uses cookies so that you have the best experience. You can withdraw your consent at any time.",
    ],
)
def test_offers_of_two_sentences_are_muted_whole(line: str) -> None:
    (article,) = mute([Article(relative="a.txt", record=None, text=line, path="/a.txt", story="s")])
    assert [line[m.start : m.end] for m in article.muted] == [line]


def test_news_about_support_and_joining_is_not_muted() -> None:
    for line in (
        "Readers join the library in Halm. They sign up for courses in the old hall.",
        "They support independent reporting by buying the paper.",
    ):
        (article,) = mute([Article(relative="a.txt", record=None, text=line, path="/a.txt", story="s")])
        assert article.muted == ()
