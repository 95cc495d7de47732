"""What page furniture looks like: one named pattern a kind, over the search form of a whole line.

Search form is lower case with plain quotes, dashes and single blanks (normalise.py). A pattern matches a whole line.
"""

from __future__ import annotations

import re

_LONGEST = 400  # characters: page furniture is short
# A line that tells what somebody said is news, whatever else it looks like.
_TELLS = re.compile(r"\b(?:said|says|told|according to|announced|reported that)\b")

# A byte order mark, then YAML between --- lines or TOML between +++ lines; group 1 is what is muted.
FRONT_MATTER = re.compile(r"\ufeff?((---|\+\+\+)[ \t]*(?:\r\n?|\n)(?:.*(?:\r\n?|\n))*?\2)[ \t]*(?=\r|\n|\Z)")

# "NFL newsletter: ", "Stay in the conversation on politics: ", "► What's everyone talking about? "
_LABEL = r"(?:[^\w(]*[^.:?!]{0,60}[:?!.] ?)?[^\w(]*"
_MAIL = r"(?:newsletters?|inbox|e-?mails?|alerts?|updates?|digest|briefings?|subscri\w+|text messages|free trial|here)"
_SITES = r"(?:facebook|twitter|x|instagram|youtube|linkedin|whatsapp|telegram|tiktok|threads|bluesky|pinterest|reddit)"
_SHARED = (
    rf"(?:shares?|tweet|e-?mail|print|save|copy link|comments?|flipboard|messenger|{_SITES}|\d+ (?:shares?|comments?))"
)
_MORE = (
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in|have missed)|read (?:more|further|next|also)"
    r"|also read|see also|related(?: (?:articles?|stor(?:y|ies)|content|news|coverage|topics|posts?|links))?|don't miss"
    r"|more on this(?: story)?|(?:more|latest) (?:stories|news|headlines)|more from .{1,40}"
    r"|recommended(?: (?:for you|stories|reading|videos))?"
    r"|most (?:read|popular|viewed|shared)|trending(?: (?:now|stories|topics))?|up next|keep reading|top stories"
    r"|editors?'?s? picks?|continue reading|what to read next"
)

_PATTERNS = {
    "cookie-notice": (
        r"(?:accept|reject|manage|allow|decline)(?: all| only)?(?: necessary| optional)? cookies"
        r"|cookies?(?: and privacy)? (?:policy|settings|preferences|notice|consent)"
    ),
    "advertisement": (
        r"\W*(?:advertisement|advertising|ad|sponsored(?: content| post)?|promoted(?: content)?|paid post"
        r"|partner content)"
        r"(?: feedback)?\W*"
        r"|\W*(?:story|article) continues (?:below|after).{0,40}|\W*skip advertisement\W*|scroll to continue.{0,30}"
        r"|(?:\d\. )?how relevant is this ad to you\?|video player was slow to load content.*"
        r"|.{0,200}\b(?:earn|get) (?:us )?(?:an? )?(?:affiliate fees?|(?:affiliate )?commissions?)\b.{0,100}"
    ),
    "newsletter": (
        rf"{_LABEL}(?:sign[- ]up|subscribe|register)\b(?=.*\b{_MAIL}\b).{{1,200}}"
        rf"|{_LABEL}(?:sign[- ]up|subscribe)(?: (?:now|today|here|for free|to our newsletter))?\W*"
        r"|.{0,150}\b(?:newsletters?|inbox|daily briefing)\b.{0,120}?[?:.!] ?(?:sign[- ]up|subscribe)\b.{0,160}"
        r"|join .{1,120}[.!] sign[- ]up (?:to|for) (?:our|the) .{0,60}newsletters?\W*"
        rf"|{_LABEL}(?:get|receive|have) .{{1,160}}\b(?:in|to) your inbox\b.{{0,200}}"
        r"|\(you can get .{1,120} delivered to your inbox.{0,60}\)"
        r"|get .{1,60} newsletter sign[- ]up here .{0,200}"
        r"|would you like to receive .{1,60}newsletter ?\?|a free daily e-?mail with .{1,150}"
        r"|the .{1,60} newsletter provides you .{1,100}"
        r"|we will use the (?:details|information) you have (?:shared|provided) .*"
        r"|you can unsubscribe at any time.{0,60}"
        r"|\W*(?:please )?enter (?:a valid|your) e-?mail(?: address)?\W*.{0,40}"
        r"|\W*thank(?:s| you) for (?:signing up|subscribing).{0,80}|to subscribe to .{1,40}"
    ),
    "subscribe": (
        r".{0,180}\bsupport(?:ing)? (?:local|independent|quality|our) journalism\b(?=.*\b(?:subscri\w+|sign up"
        r"|you)\b).{0,200}"
        r"|\W*(?:(?:please )?consider )?support(?:ing)? (?:local|independent|quality|our) journalism\b.{0,60}"
        r"|\W*support(?:ing)? (?:local|independent|quality|our) (?:journalism|reporting)\b.{0,60}"
        r"\b(?:become a member|donate|subscribe)\b.{0,80}"
        r"|already a (?:subscriber|member)\?.{0,60}"
        r"|(?:these articles are|this (?:article|story|content) is) (?:only )?for .{0,40}subscribers.{0,80}"
        r"|to continue reading.{0,40}(?:subscribe|log in|sign in|register).{0,60}"
    ),
    "share-bar": (
        rf"\W*{_SHARED}(?:(?: ?[|,/·•] ?| and | ){_SHARED})+\W*"
        rf"|(?:share|tweet|print)(?: this(?: (?:article|story|post|page|video))?)?(?: (?:on|via|with) {_SITES})?\W*"
        rf"|share (?:on|via) (?:{_SITES}|e-?mail)\W*|click to share .{{0,60}}"
    ),
    "follow-us": (
        rf"{_LABEL}(?:follow|like|join|find) (?:us|me|him|her|them|[^.]{{2,70}}) (?:on|at) (?:{_SITES}\b|@).{{0,160}}"
        r"|(?:follow|contact|reach|e-?mail) .{2,80}(?:@\w|\bat \w\S*@).{0,120}"
    ),
    "related": (
        rf"\W*(?:{_MORE})\W*"
        r"|\W*(?:read (?:more|also|next|further)|also read|related(?: (?:article|stor(?:y|ies)|coverage|news))?"
        r"|see also"
        r"|don't miss|you may also like|recommended)(?: ?[:|»>]| -) ?.{1,160}(?<![.\"'])"
    ),
    "comment-form": (
        r"leave a (?:reply|comment)(?: cancel reply)?"
        r"|(?:your e-?mail address will not be published\W*)?(?:required fields are marked.{0,10})?"
        r"|(?:post|add|view|show|hide|write)(?: a| the| your| all)? comments?(?: \(?\d+\)?)?"
        r"|join the (?:conversation|discussion)\W*|\d+ comments?|comments? (?:are|is) closed\W*"
        r"|save my name, e-?mail,? and website .*|notify me of (?:follow-up|new) .*"
        r"|you must (?:be logged in|log in|register) to (?:post|comment|leave) .{0,40}|log in to (?:comment|reply)"
    ),
    "republished": (
        r"\W*this (?:post|article|story|piece|report|column|content) (?:was |is |has been )?(?:originally|first) "
        r"(?:published|posted|appeared)\b.{0,120}"
        r"|this (?:story|article|report|news) (?:was|has been|is) (?:published|posted|taken|generated|auto-generated"
        r"|sourced)\b"
        r".{0,60}\b(?:unchanged|(?:agency|wire|syndicated) feed|without (?:any )?(?:modifications?|changes?"
        r"|edit\w*))\b.{0,80}"
        r"|\W*(?:except for the headline, )?this story has not been edited by .{1,120}"
        r"|the (?:post|article) .{1,150} (?:appeared first|first appeared) on .{1,60}"
    ),
    "app": (
        r"(?:.{0,140}[.!?:] )?(?:download|get|install) (?:the|our) "
        r"(?=.*\b(?:news|daily|latest|headlines|stories|alerts|free|ios|android)\b)"
        r"(?:\S+ ){0,6}app\b.{0,120}"
    ),
    "copyright": (
        r"(?:\(c\)|copyright(?: \(c\)| ©)?) ?(?:19|20)\d\d\b.{0,160}|© ?(?:copyright )?(?:19|20)\d\d\b.{0,160}|©.{0,60}"
        r"|©.{0,80}\b(?:content partner|reserved)\b.{0,160}|[^\"]{0,120}\ball rights reserved\b.{0,100}"
        r"|this material may not be (?:published|reproduced).{0,120}"
    ),
}

RULES: dict[str, re.Pattern[str]] = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}

# Sentence by sentence at the front of a line: such a notice is often glued to the first words of an article.
LEADING: dict[str, re.Pattern[str]] = {
    "cookie-notice": re.compile(
        r"(?:this|our|the) (?:web ?)?site (?:also )?uses (?:\w+ ){0,3}cookies\b.*"
        r"|we (?:and our partners )?use (?:\w+ ){0,3}cookies\b.*\b(?:site|experience|content|ads|browser|traffic"
        r"|services)\b.*"
        r"|(?:cookie information is|cookies are) (?:stored|saved|used)\b.*\b(?:browser|site|website|device)\b.*"
        r"|by (?:continuing|using|clicking|browsing|accepting)\b.{0,100}\bcookies\b.*"
        r"|(?:accept|manage|read) .{0,30}\bcookies?(?: policy| settings| preferences)?\W*"
        r"|you can withdraw your consent\b.*"
        r"|if you disable (?:this|these) cookies?\b.*|you can (?:find out more|adjust|change) .{0,80}\bcookies?\b.*"
    ),
}

# One of these must be in a line before the patterns are tried: most lines have none, and this is quicker.
TRIGGER = re.compile(
    r"advert|\bad\b|sponsor|promoted|partner|paid|continue|scroll|video player|affiliate|commission|sign|subscri"
    r"|regist|inbox|newsletter"
    r"|briefing|e-?mail|journalism|share|tweet|print|facebook|twitter|follow|contact|reach|join|find|like|more|read"
    r"|related|also|miss"
    r"|recommended|popular|trending|next|latest|top stories|picks|comment|repl|required|conversation|discussion"
    r"|save my|notify"
    r"|log in|publish|posted|appear|edited|feed|app\b|google play|\(c\)|©|copyright|reserved|material|cookie|viewed"
    r"|already|use the|unsubscribe|become a|donate|withdraw"
)


def furniture_rule(form: str) -> str | None:
    """The rule that a whole line, in search form, falls under; None for news, for speech and for long lines."""
    if not form or len(form) > _LONGEST or form[0] in "\"'" or not TRIGGER.search(form) or tells(form):
        return None
    return next((name for name, pattern in RULES.items() if pattern.fullmatch(form)), None)


def tells(form: str) -> bool:
    """Whether a line, in search form, tells what somebody said."""
    return bool(_TELLS.search(form))
