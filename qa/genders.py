"""Whether a name is a woman's or a man's, as far as a reader of news would guess: by first name, then by surname.

A guess only chooses between several people; titles and offices say more (`qa.sorts.gender`).
"""

from __future__ import annotations

import re

from qa.first_names import gender_of_first_name

_HERS = frozenset(
    "abigail ada adele agnes aisha akiko alice amanda amandine amber amelie amy angela ann anna anne anneke "
    "ashley astrid barbara beatriz berit betty beverly birgit brigitte carmen carol carolyn catherine celine "
    "charlotte cheryl chloe christine cindy claire clare consuelo daphne denise diana diane dolores dorothy "
    "elena elizabeth elodie els emily emma estelle esther eva evelyn fatemeh florence gerd gisele grace greet "
    "greta hanna hannah heather helen helena hillary holly ida ines ingrid irene irina isabel isabelle ivana "
    "ivonne jacqueline jane janet jelena jennifer jessica joan joanna josephine joyce judith judy julia julie "
    "justine kamala karen karin katarina katherine kathleen kathryn katrin keiko kimberly kirsten kirsty "
    "kristin ksenia laura lauren lena leyla lidia linda liubov liv louise lucia lucy madison magdalena mandy "
    "margaret maria marianne marie marina marit marta mary maryam megan melanie mercedes michelle michiko mira "
    "mirela miriam molly monica monique nadezhda nadia nancy naomi natalia natalya nathalie nicky nicole nina "
    "noor nora odile oksana olena olga paula pauline pearl penny petra phoebe pilar polly rachel raquel "
    "rebecca rita rose ruta ruth sally sanae sandra sara sarah shirley sigrid silvia simone sofia soledad "
    "solveig sonia sophie stephanie susan susanne suzanne svetlana sylvie tamara tatiana teresa theresa "
    "therese tilda ursula valerie vera veronique viola virginie wendy yasmin yoko yuko yulia yvonne zoe zuzana".split()
)
_HIS = frozenset(
    "aaron abdul abel adam ahmad ahmed aleksei alexander alexei ali anatoly anders andrew andriy anthony anton "
    "antonio arthur avi barack ben benjamin bill bjorn bob boris brandon brian carl carlos charles christian "
    "christopher dan daniel dave david denis dennis denys diego dmitri dmitry donald douglas edgar edward ehud "
    "emmanuel eric erik ethan felix ferdi francesco francois frank friedrich fritz fumio gary george gerald "
    "giovanni giuseppe gregory gustav hamid hans harry hassan heinrich henri henry hiroshi hugo hussein "
    "ibrahim igor imran isaac ivan ivo jack jacob jacques jakub james jan jason javier jean-luc jeffrey jens "
    "jeremy jerry jim joe joel johan john jonathan joop jorge jose joseph juan jurgen justin karl keir keith "
    "kemal kenji kenneth kevin khalid klaus konstantin kurt kyle larry lars laurent leo louis lucas luis luke "
    "mahmoud maksim manuel marco marek mario mark martin matteo matthew max maxim michael michel miguel mike "
    "mohamed mohammed muhammad mykola narendra nathan nicholas nicolas nils noah ola olaf olav oleg oleksandr "
    "oliver olivier omar oscar oskar otto pablo paolo patrick paul pavel pawel pedro peter petro philippe "
    "pierre piet piotr rafael rahul raymond recep richard rishi rob robert roger roman ronald rudi ruslan ryan "
    "sam samuel scott sean sergei sergey shinzo silvio simon stanislav stephen steve steven sven takashi tariq "
    "terry thomas tim timothy tom tomas tomasz tyler ulrich vadym valery victor viktor vitaly vladimir "
    "volodymyr vyacheslav walter willem william wolfgang xi yair yevgeny yuri yusuf zachary".split()
)
_MAY_BE_HIS = frozenset(
    "abdulla abdullah akira andrea danila elia ezra foma grisha ilia ilya isa jonah joshua kenta kolya kuzma "
    "luca luka mika mischa misha moussa musa mustafa nicola nikita sasha sava shota vanja vanya yuta".split()
)
_HER_SURNAME = re.compile(r"(?:ov|ev|in)a$|(?:sk|tsk)a(?:ya|ia|ja)?$", re.I)
_HIS_SURNAME = re.compile(r"(?:[a-z]{2,}ov|[a-z]{2,}ev)$|(?:sk|tsk)(?:y|yi|yy|ij|iy)$", re.I)


def has_first_name(name: str) -> bool:
    """Whether two words or more begin with a well-known first name."""
    first, _, rest = name.partition(" ")
    return rest[:1].isupper() and first[:1].isupper() and first.lower() in _HERS | _HIS


def known_gender(name: str) -> str:
    """ "f", "m" or "" for somebody who is a person for sure: also by what millions of first names are."""
    first = next((word for word in name.split() if word[:1].isupper()), "").lower()
    if not first or " " not in name or first in _HERS | _HIS:
        return likely_gender(name)
    return gender_of_first_name(first) or likely_gender(name)


def likely_gender(name: str) -> str:
    """ "f", "m", or "" where neither first name nor surname tells."""
    words = [word for word in name.split() if word[:1].isupper()]
    if len(words) < 2:  # a bare surname
        return ""
    first, last = words[0].lower(), words[-1]
    if first in _HERS or (first.endswith("a") and not first.endswith("ya") and first not in _MAY_BE_HIS):
        return "f"
    if first in _HIS:
        return "m"
    return "f" if _HER_SURNAME.search(last) else "m" if _HIS_SURNAME.search(last) else ""
