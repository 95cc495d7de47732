"""A sentence's words put otherwise: phrases made shorter, common words replaced, names shortened.

A question that copies its sentence teaches a reader to look for equal words; these do not. The words beside each other
are so near in use that most readers of news would take one for the other (checked by hand: WordNet's first senses
are far less safe).
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from qa.analysers import Stretch
from qa.inflections import inflected
from qa.tree import Tree

_VERBS = (
    "accept:agree to;acknowledge:admit;acquire:buy|take over;agree:consent;aim:intend;"
    "allow:let|permit;announce:make public|reveal;answer:reply to;appoint:name;approve:pass|authorise;argue:contend;"
    "arrest:detain|take into custody;arrive:come;ask:request;assert:claim;attack:assault;attempt:try;"
    "attend:go to|be present at;back:support;ban:forbid|prohibit;beat:defeat;begin:start;believe:think;"
    "blame:hold responsible;build:construct;buy:purchase|acquire;cancel:call off;capture:seize|take;"
    "cause:lead to|bring about;charge:accuse;choose:pick|select;claim:assert|maintain;close:shut;collapse:fall down;"
    "complete:finish;condemn:criticize|denounce;confirm:verify;consider:think about;construct:build;contain:include;"
    "convict:find guilty;crash:collide;criticize:attack|condemn;cut:reduce;damage:harm;decline:refuse;"
    "defeat:beat;delay:postpone|hold up;deny:dispute;depart:leave;destroy:ruin|wreck;"
    "detain:arrest|hold;develop:create|design;die:lose life|pass away;disclose:reveal;discover:find;"
    "discuss:talk about;dismiss:fire|sack;donate:give;drop:fall|go down;earn:make;elect:choose|vote in;employ:use;"
    "end:finish|conclude;escape:flee|get away;establish:found|set up;evacuate:clear;examine:study|look at;"
    "expand:enlarge|grow;expect:anticipate;explain:clarify;face:confront;fall:drop|go down;feature:include|present;"
    "find:discover;finish:end|complete;fire:dismiss|sack;flee:escape;found:establish|set up;grow:increase;"
    "handle:deal with;happen:take place|occur;head:lead;help:assist|aid;hire:employ|take on;hold:stage;"
    "host:hold|stage;improve:get better|better;increase:raise|boost;injure:hurt|wound;intend:plan;"
    "investigate:look into|examine;join:become part of;kill:slay;launch:start|introduce;lead:head;"
    "leave:quit|depart from;locate:find;lower:cut|reduce;manufacture:make|produce;marry:wed;move:relocate;"
    "murder:kill;need:require;notice:see;observe:notice|watch;obtain:get;occur:happen|take place;offer:provide;"
    "open:inaugurate;oppose:be against;order:command;organise:arrange;organize:arrange;permit:allow;plan:intend;"
    "pledge:promise;postpone:delay|put off;praise:commend;predict:forecast|expect;prevent:stop;produce:make;"
    "prohibit:ban|forbid;promise:pledge;propose:suggest|put forward;protect:guard|safeguard;provide:offer|give;"
    "purchase:buy;recall:remember;receive:get;recommend:advise|suggest;"
    "reduce:cut|lower;refuse:decline;reject:turn down|refuse;release:publish|issue;remember:recall;"
    "replace:take the place of;reply:respond;request:ask for;require:need|demand;rescue:save;resign:step down|quit;"
    "resolve:settle;respond:reply|react;return:come back|go back;reveal:disclose|show;rise:go up|increase;"
    "save:rescue;say:state;score:get;seek:look for|try;seize:take|grab;select:choose|pick;sentence:condemn;"
    "settle:resolve;shut:close;sign:put a name to;spark:cause|trigger;spot:see|notice;"
    "star:appear;start:begin;state:say;steal:rob;stop:halt;strike:hit;sue:take to court;suffer:experience;"
    "suggest:propose;support:back;survive:live through;travel:go|journey;treat:care for;trigger:cause|set off;"
    "try:attempt;urge:call on;use:employ|utilise;visit:go to;vow:promise|pledge;want:wish;warn:caution;"
    "wound:injure|hurt"
)
_NOUNS = (
    "accident:crash;accord:agreement;agreement:deal|accord;aircraft:plane;airplane:plane;album:record;"
    "area:region|zone;assault:attack;athlete:sportsperson;attack:assault;attempt:effort|try;attorney:lawyer;"
    "author:writer;authority:official;automobile:car;award:prize|honor;bill:draft law;blast:explosion;blaze:fire;"
    "boat:vessel;book:publication;boss:head;brother:sibling;buyer:purchaser;candidate:contender;car:vehicle;"
    "cash:money;cause:reason;celebration:festivity;chairman:chair;challenge:difficulty;chief:head|leader;child:kid;"
    "citizen:national;client:customer;coach:trainer;company:firm|business|corporation;competition:contest;"
    "consequence:effect|result;contest:competition;contract:agreement|deal;cop:police officer;corporation:company;"
    "cost:price|expense;country:nation|state;crash:accident;crisis:emergency;customer:client;danger:risk;"
    "daughter:child;deal:agreement;decision:ruling;decline:fall|drop;defeat:loss;demonstration:protest;"
    "demonstrator:protester;device:gadget|machine;disease:illness;doctor:physician;drop:fall|decline;"
    "drug:medicine|medication;effect:impact;effort:attempt;election:vote|ballot;employee:worker|staff member;"
    "expert:specialist;explosion:blast;fan:supporter;father:parent;fee:charge;film:movie;fire:blaze;"
    "firm:company|business;flu:influenza;game:match;gathering:meeting;goal:aim|target;goods:products;"
    "gun:firearm|weapon;handgun:gun|pistol;home:house;house:home;husband:spouse;idea:notion;illness:disease|sickness;"
    "image:picture;impact:effect;increase:rise;inhabitant:resident;injury:wound;inmate:prisoner;instructor:teacher;"
    "issue:problem|matter;item:thing|object;jail:prison;job:position|post;kid:child;killing:murder;"
    "law:legislation|statute;lawmaker:legislator|politician;lawsuit:case|suit;lawyer:attorney;leader:head|chief;"
    "legislation:law;legislator:lawmaker;machine:device;match:game;medication:medicine|drug;meeting:gathering;"
    "month-long:long;mother:parent;movie:film;murder:killing;nation:country;neighborhood:district|area;novel:book;"
    "official:authority;outcome:result;owner:proprietor;pact:agreement;people:persons;performance:show;"
    "performer:artist;phone:telephone;photo:picture|photograph;photograph:picture|photo;physician:doctor;"
    "pistol:gun|handgun;plan:scheme|proposal;plane:aircraft;player:athlete;politician:lawmaker;poll:survey;"
    "position:job|post;president:leader|head of state;price:cost;prison:jail;prisoner:inmate;prize:award;"
    "problem:issue|difficulty;product:item|article;profit:earnings;program:programme|scheme;programme:scheme;"
    "proposal:plan;protest:demonstration;protester:demonstrator;pupil:student;purchase:buy;reason:cause;region:area;"
    "regulation:rule;report:study;researcher:scientist;residence:home;resident:inhabitant;result:outcome;"
    "revenue:income|sales;rifle:gun|firearm;rise:increase|growth;risk:danger;road:street;rule:regulation;"
    "ruling:decision|judgment;salary:pay|wage;sale:selling;school:place of learning;scientist:researcher;"
    "ship:vessel|boat;shooting:attack;shopper:customer;shot:jab|vaccination;show:programme;sickness:illness;"
    "singer:vocalist;sister:sibling;smartphone:phone|mobile;son:child;song:tune|track;specialist:expert;"
    "spouse:partner;squad:team;statement:declaration;street:road;student:pupil|learner;study:research|report;"
    "suit:lawsuit;supporter:backer;survey:poll;suspect:accused person;target:goal;teacher:educator|instructor;"
    "team:side|squad;threat:danger;tournament:competition;town:place|community;track:song;trial:court case;"
    "triumph:victory;truck:vehicle;vaccine:jab|shot;vehicle:car;verdict:ruling|decision;vessel:ship;victim:casualty;"
    "victory:win|triumph;video:clip|recording;village:place|community;vote:ballot;wage:pay;weapon:arm;wife:spouse;"
    "win:victory;worker:employee;writer:author"
)
_OTHER_WORD = 0.45  # share of the words with an entry that are replaced
_TITLE_DROPPED = 0.5
_SURNAME_ONLY = 0.45
_MODIFIER_DROPPED = 0.3
_ASIDES = frozenset(("relcl", "acl", "appos", "advcl", "parataxis", "dep", "ccomp", "preconj"))
_SPACE = re.compile(r"\s+")


def _table(entries: str) -> dict[str, list[str]]:
    pairs = (entry.partition(":") for entry in entries.split(";"))
    return {lemma: others.split("|") for lemma, _, others in pairs}


VERBS, NOUNS = _table(_VERBS), _table(_NOUNS)


@dataclass(slots=True)
class Wording:
    """How one question words its sentence: chosen by a seeded generator, the same for a word wherever it stands."""

    tree: Tree
    rng: random.Random
    surnames: Collection[str] = ()  # last names that the article uses alone
    bases: dict[int, str] = field(default_factory=dict)  # base forms of the words that are written otherwise

    def entity(self, at: int) -> Stretch | None:
        """The name that a token is part of."""
        place = self.tree.tokens[at].start
        return next((name for name in self.tree.analysis.names if name.start <= place < name.end), None)

    def named(self, at: int, *labels: str) -> Stretch | None:
        """The name that a token is part of, when it is of one of these kinds."""
        found = self.entity(at)
        return found if found is not None and found.label in labels else None

    def name(self, at: int) -> list[int]:
        """The tokens of the name that a token is part of, without a genitive's mark."""
        found = self.entity(at)
        if found is None:
            return [at]
        inside = self.tree.inside(found.start, found.end)
        return [i for i in inside if self.tree.tokens[i].dep != "case" or i != inside[-1]]

    def phrase(self, at: int, thin: bool = True) -> list[int]:
        """What is kept of a phrase: no asides, now and then no modifiers or only the last name of a person."""
        kept = [at]
        person = None if self.tree.tokens[at].dep == "case" else self.named(at, "PERSON")
        if person is not None:
            kept = self._person(at)
        for child in self.tree.children[at]:
            if child not in kept and self._keeps(at, child, thin, person is not None):
                kept += self.phrase(child, thin)
        return sorted(set(kept))

    def _person(self, at: int) -> list[int]:
        name = self.name(at)
        last = self.tree.word(name[-1])
        alone = len(name) > 1 and last in self.surnames and self.rng.random() < _SURNAME_ONLY
        return name[-1:] if alone and name[-1] == at else name

    def _keeps(self, head: int, child: int, thin: bool, person: bool) -> bool:
        token, dice = self.tree.tokens[child], self.rng.random()
        if token.dep in _ASIDES:
            return False
        if token.dep == "punct":
            return token.tag == "HYPH" or self._joins(head, child)
        if not thin:
            return True
        if person and self.entity(child) == self.entity(head):
            return token.dep == "case"
        if person and token.dep in ("compound", "nmod", "amod", "det"):
            return (
                self._first_of(head, "compound", "nmod", "amod", "det")
                and dice > _TITLE_DROPPED
                and not self.apart(child)
            )
        entity = self.entity(child)
        if entity is not None and entity == self.entity(head):
            return True
        if token.dep == "amod" and token.tag == "JJ":
            return dice > _MODIFIER_DROPPED or not token.lemma.islower()
        if token.dep == "advmod":
            return self.tree.tokens[head].pos in ("NUM", "ADJ") or dice > 0.7
        if token.dep == "prep" and self.tree.tokens[head].pos in ("NOUN", "PROPN"):
            return token.lemma.lower() == "of" or dice > 0.4
        return True

    def _first_of(self, head: int, *deps: str) -> bool:
        return bool(self.tree.named(head, *deps))

    def apart(self, child: int) -> bool:
        """Whether a token's subtree has its own asides."""
        return any(self.tree.tokens[i].dep in _ASIDES for i in self.tree.below(child))

    def _joins(self, head: int, mark: int) -> bool:
        """Whether a comma stands between the members of a list, or a mark inside a name or number."""
        entity = self.entity(mark)
        if entity is not None and entity == self.entity(head) and self.tree.word(mark) not in ',"“”':
            return True
        following = [c for c in self.tree.children[head] if c > mark and self.tree.tokens[c].dep == "conj"]
        return self.tree.word(mark) == "," and bool(following)

    def put_otherwise(self, positions: Iterable[int]) -> None:
        """Choose other words for some of the verbs and common nouns of these."""
        for at in positions:
            token = self.tree.tokens[at]
            table = VERBS if token.pos == "VERB" else NOUNS if token.tag in ("NN", "NNS") else {}
            others = table.get(token.lemma.lower())
            if not others or at in self.bases or self._is_fixed(at) or self.rng.random() > _OTHER_WORD:
                continue
            first, _, rest = self.rng.choice(others).partition(" ")
            if token.tag == "NNS" and rest:
                continue
            self.bases[at] = f"{first} {rest}".strip()

    def _is_fixed(self, at: int) -> bool:
        """Whether a word is part of a name, a compound, or a verb with its particle or preposition."""
        token = self.tree.tokens[at]
        if self.entity(at) is not None or token.dep in ("compound", "amod"):
            return True
        if token.pos == "VERB":
            return bool(self.tree.named(at, "prt", "xcomp", "ccomp", "oprd", "dative")) or not self.tree.named(
                at, "dobj", "nsubjpass"
            )
        return bool(self.tree.named(at, "compound"))

    def written(self, positions: Collection[int]) -> str:
        """These words in the given order, as a stretch of a question."""
        parts: list[str] = []
        before: int | None = None
        for at in positions:
            joined = before is not None and before + 1 == at and self._touches(before, at)
            if at in self.bases and parts and parts[-1].strip() in ("a", "an"):
                parts[-1] = " an" if self._form(at)[0] in "aeio" else " a"
            parts.append(("" if joined or not parts else " ") + self._form(at))
            before = at
        text = _SPACE.sub(" ", "".join(parts)).replace(" ,", ",").replace(" n't", "n't")
        return text.strip(' ,;:–—"“”')

    def _touches(self, before: int, at: int) -> bool:
        return self.tree.tokens[before].end == self.tree.tokens[at].start

    def base(self, at: int) -> str:
        """The base form of a word, or of the one that is written for it."""
        token = self.tree.tokens[at]
        known = self.tree.word(at) if token.tag in ("VB", "VBP") else token.lemma
        return self.bases.get(at, known.lower())

    def is_sound(self, at: int) -> bool:
        """Whether a past or third person's base form is right: made of it again, it is the word."""
        token, word = self.tree.tokens[at], self.tree.word(at).lower()
        doubled = f"{token.lemma}{token.lemma[-1:]}ed"  # "cancelled" beside "canceled"
        formed = (inflected(token.lemma, token.tag), doubled)
        return token.tag not in ("VBD", "VBZ") or at in self.bases or word in formed

    def _form(self, at: int) -> str:
        token, word = self.tree.tokens[at], self.tree.word(at)
        if at in self.bases:
            first, _, rest = self.bases[at].partition(" ")
            return f"{first if token.tag in ('NN', 'VB', 'VBP') else inflected(first, token.tag)} {rest}".strip()
        if word in '"“”':
            return ""
        opens = at == 0 or self.tree.word(at - 1) in "\"“‘'"
        is_name = token.tag in ("NNP", "NNPS") or (
            self.named(at, "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART") is not None
            and token.pos != "DET"
        )
        return word.lower() if opens and not is_name and not (word.isupper() and len(word) > 1) else word
