"""Whether words name a news outlet or a channel: what a claim came through, not who made it."""

from __future__ import annotations

import re

# Agencies and broadcasters whose names say nothing of the trade; those whose names do are known by a word.
_KNOWN = (
    "Reuters|Associated Press|AP|AFP|Agence France-Presse|TASS|Tass|RIA(?: Novosti)?|Interfax(?:-Ukraine)?|"
    "Ukrinform|Xinhua|Kyodo|Yonhap|DPA|dpa|ANSA|EFE|Anadolu|PTI|ANI|IRNA|SANA|WAFA|KCNA|UPI|Belta|CNN|BBC|ITV|"
    "ITN|Sky|NBC|ABC|CBS|NPR|PBS|CNBC|MSNBC|ESPN|CBC|RTE|NHK|RT|VGTRK|Bloomberg|Al Jazeera|Al Arabiya|"
    "Deutsche Welle|DW|France 24|Euronews|Politico|POLITICO|Axios|Meduza|Forbes|Newsweek|Bild|Der Spiegel|"
    "Spiegel|Le Monde|Le Figaro|El Pa[ií]s|La Repubblica|Haaretz|Kommersant|Izvestia|Vedomosti|Suspilne|"
    "Ukrainska Pravda|HuffPost|BuzzFeed|TMZ|Variety|Vox|Wired|TechCrunch|USA TODAY|The Athletic|The Atlantic|"
    "The Economist|The Hill|Fox"
)
_TRADE = (
    "Times|Post|Telegraph|Herald|Gazette|Courier|Tribune|Chronicle|Journal|News|Newspapers?|Magazine|TV|Television|"
    "Radio|Broadcasting|Press|Daily|Weekly|Guardian|Independent|Observer|Inquirer|Examiner|Dispatch|Bulletin|"
    "Newsroom|Today|Globe|Mail|Mirror|Monitor|Register|Sentinel|Star|Sun|Standard|Report|Reporter"
)
_COMMON = (
    r"news(?:paper)?s?(?: (?:agency|agencies|site|website|outlets?|channel|service|portal))?|newswires?|media|"
    r"broadcasters?|television|tabloids?|(?:TV|television|radio) (?:channel|station|network)|news agency"
)
_NAMED = re.compile(rf"(?:(?:{_KNOWN})(?![\w’'])|[A-Z][\w’&.-]*(?: [A-Z\d][\w’&.-]*| of| and| de)* (?:{_TRADE})\b)")
_LONE = re.compile(rf"(?:{_TRADE}|Channel \d+)(?: \d+)?$")
_TRADE_FIRST = re.compile(r"(?:Radio|TV|Channel|Agence|News|Newspaper|Daily) [A-Z\d]")
_NOUN = re.compile(rf"\b(?:{_COMMON})\b", re.I)
_NO_OUTLET = re.compile(
    r"\b(?:conference|release|officers?|secretary|attaché|minister|spokes\w+|reporters?|report)\b", re.I
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)


def is_outlet(words: str) -> bool:
    """Whether a noun phrase is a news outlet: "AFP", "the Sund Telegraph", "local media", "the TASS news agency"."""
    bare = _ARTICLE.sub("", words.strip())
    if _NO_OUTLET.search(bare) or bare.count(",") > 1:
        return False
    named = _NAMED.match(bare) or _LONE.match(bare) or _TRADE_FIRST.match(bare)
    return bool(named or _NOUN.search(bare))


_PLATFORMS = (
    "Telegram|Twitter|Facebook|Instagram|YouTube|TikTok|WhatsApp|Truth Social|LinkedIn|Weibo|VKontakte|VK|Threads|X"
)
_FORMS = "channel|post|account|page|message|feed|video|blog|livestream|stream|address"
_CHANNEL = re.compile(
    r"\b(?:on|in|via|through|to)\s+(?:the\s+|an?\s+)?(?:social media (?:platform|site|network)\s+)?"
    rf"((?:his|her|its|their)\s+(?:own\s+|official\s+)?(?:[A-Z]\w+\s+)?(?:{_FORMS}|website|podcast)"
    rf"|(?:{_PLATFORMS})(?:\s+(?:messaging app|{_FORMS}))?|social media)(?![\w’'-])"
)
_CHANNEL_WORDS = re.compile(
    r"\b(?:interview|comments?|message|remarks|e-?mail|letter|call|statement|briefing)\s+(?:to|with|by|for|on)\s+"
)


def channel(text: str, start: int, end: int) -> re.Match[str] | None:
    """A person's own channel in a range ("on his Telegram channel", "in a Telegram post", "on Facebook"): group 1."""
    return _CHANNEL.search(text, start, end)


def talks(text: str, start: int, end: int) -> list[int]:
    """Where an outlet may stand after "in an interview with", "in a comment to": the offsets after those words."""
    return [match.end() for match in _CHANNEL_WORDS.finditer(text, start, end)]
