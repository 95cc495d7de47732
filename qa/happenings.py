"""Kinds of event, each with the words that tell of it: who died is not told where nobody dies.

A row is wide: its words may tell of other events too, but what has none of them hardly tells of this one. Verbs that
a text may tell by almost any words (begin, leave, make) have no row.
"""

from __future__ import annotations

from functools import cache

from index.normalise import words
from qa.clauses import Clause
from qa.inflections import inflected

# The verbs that ask for an event: the other words that may tell of it.
_KINDS = {
    "die drown perish kill murder": "death dead killer fatal fatally fatality toll body corpse casualty victim "
    "life lives lethal deadly assassinate assassination suicide execute execution claim lose loss bury funeral mourn "
    "late grave massacre shoot stab survive survivor remains manslaughter homicide succumb slay",
    "injure wound hurt": "injury casualty burn harm maim treat hospital hospitalise hospitalize victim stab shoot bite",
    "rescue save": "lift airlift pull pluck free bring safety recover recovery survive survivor find",
    "arrest detain": "detention custody jail imprison prison capture catch hold round charge apprehend seize "
    "take prisoner suspect remand",
    "convict acquit sentence": "conviction jail guilty innocent try plead trial prison verdict give get find clear",
    "born": "birth birthplace birthday native hail origin child baby son daughter old age",
    "marry wed": "marriage wedding husband wife spouse bride groom tie engage couple",
    "divorce": "separate split marriage marry",
    "bury": "burial grave funeral cemetery tomb lay rest inter churchyard crypt",
    "end finish conclude": "stop close closure cease expire complete over last final finally shut until till "
    "culminate terminate dissolve disband retire leave lift through resolve settle out win",
    "extinguish douse": "put control contain containment quell out end stop over",
    "open reopen inaugurate": "inauguration launch start begin unveil debut build complete establish found since "
    "resume ready welcome",
    "close shut": "closure cease stop end lock seal suspend halt last until till",
    "build construct erect": "construction building builder complete architect design raise found establish make "
    "create rebuild open finish date put",
    "destroy demolish": "destruction ruin wreck raze level collapse burn blow damage fall tear flatten gut lose",
    "win": "winner victory elect defeat beat triumph champion championship title lead take gain prize award "
    "trophy medal crown secure claim earn top first victorious capture overcome knock prevail edge clinch get receive "
    "gold vote pick honor honour go successful",
    "beat defeat": "win victory lose loss overcome knock edge top over upset winner title champion",
    "retake recapture reconquer liberate regain": "liberation recover take free reclaim capture seize return "
    "control gain win back push advance oust reestablish restore drive expel offensive counteroffensive",
    "capture seize occupy conquer": "occupation control fall hold enter invade annex overrun take conquest "
    "seizure catch arrest",
    "shoot": "shot shooter shooting gun gunman gunfire fire sniper pistol rifle kill killer murder attack "
    "attacker assassinate assassin bullet suspect open wound death",
    "resign quit retire": "resignation step leave stand retirement depart departure relinquish oust dismiss give "
    "former ex last end",
    "evacuate flee relocate displace": "leave move take bring go evacuation evacuee refugee resettle transfer "
    "deport transport escape shelter home return flight abandon get away exodus",
    "withdraw retreat": "withdrawal leave pull out abandon exit drop flee go back departure regroup evacuate",
    "graduate": "graduation study degree university college school attend diploma earn alumnus receive complete",
    "sink": "wreck capsize founder wreckage shipwreck bottom go lose",
    "crash collide": "collision hit strike accident wreck smash plunge fall impact down slam derail",
    "kidnap abduct": "abduction hostage take seize snatch capture captive kidnapper disappear missing",
    "explode detonate": "explosion blast bomb blow detonation go burst rip erupt",
    "bomb shell": "bombardment attack strike hit missile rocket explosion blast fire airstrike artillery",
    "invent discover": "invention inventor discovery find develop create pioneer devise first introduce conceive",
    "resume": "resumption restart again reopen return start begin continue back",
    "live reside": "resident residence home house apartment flat native neighbour neighbor inhabitant inhabit from "
    "based stay settle move of sleep shelter family birth born occupy dwell",
    "postpone cancel": "cancellation postponement delay off call reschedule scrap move put suspend abandon",
    "steal rob": "theft robbery robber thief take burglary loot raid heist break snatch burgle",
    "buy purchase acquire sell": "sale buyer seller acquisition own owner pay price cost fee deal takeover bid "
    "auction spend worth market shop sign",
    "elect": "election vote win winner victory choose become name appoint seat inaugurate office term candidate",
    "apologise apologize": "apology sorry regret forgive",
    "sue": "suit lawsuit court file claim complaint legal",
    "score": "goal point net hat-trick header penalty strike win equaliser opener double shot run try touchdown brace",
    "vaccinate": "vaccine vaccination dose jab shot immunise inoculate",
    "protest demonstrate": "demonstration demonstrator protester rally march street strike picket crowd chant gather",
    "invade": "invasion enter attack war cross troop occupy begin offensive march",
}
# Verbs of two words by the verb of a row that says the same.
_PHRASAL = {
    "put out": "extinguish",
    "pass away": "die",
    "shut down": "close",
    "step down": "resign",
    "call off": "cancel",
    "blow up": "explode",
    "go off": "explode",
    "pull out": "withdraw",
    "end up": "",
}
_ROWS = {verb: f"{asked} {told}" for asked, told in _KINDS.items() for verb in asked.split()}


def telling(clause: Clause) -> frozenset[str]:
    """The words, in all their forms, that may tell of what a question's verb asks; none where any words may."""
    phrase = " ".join([clause.lemma, *words(clause.rest)[:1]])
    verbs = [_PHRASAL[phrase]] if phrase in _PHRASAL else [clause.lemma, *words(clause.verb)[-1:]]  # "die"; "born"
    if not clause.tag.startswith("V") and clause.auxiliary.lower() in ("do", "does", "did"):
        # the small model takes "close" for no verb in "When did the museum close?"
        verbs = words(f"{clause.subject} {clause.said()}")[::-1]
    return next((_forms(_ROWS[verb]) for verb in verbs if verb in _ROWS), frozenset())


@cache
def _forms(row: str) -> frozenset[str]:
    made = {inflected(word, tag) for word in row.split() for tag in ("VBZ", "VBD", "VBN", "VBG", "NNS")}
    return frozenset(word for form in made.union(row.split()) for word in words(form))
