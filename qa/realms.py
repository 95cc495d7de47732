"""Countries and what is as wide: what happens in a town happens in one of these too, whether the text says so or not.

Names in search form: the members of the United Nations and other states by their usual English names, continents, and
the states and provinces of countries that English news names without their country.
"""

from __future__ import annotations

import re

from index.normalise import words

_STATES = (
    "afghanistan, albania, algeria, andorra, angola, argentina, armenia, australia, austria, azerbaijan, bahamas, "
    "bahrain, bangladesh, barbados, belarus, belgium, belize, benin, bhutan, bolivia, bosnia, bosnia and herzegovina, "
    "botswana, brazil, brunei, bulgaria, burkina faso, burundi, cambodia, cameroon, canada, cape verde, chad, chile, "
    "china, colombia, comoros, congo, democratic republic of the congo, costa rica, croatia, cuba, cyprus, czechia, "
    "czech republic, denmark, djibouti, dominica, dominican republic, ecuador, egypt, el salvador, eritrea, estonia, "
    "eswatini, ethiopia, fiji, finland, france, gabon, gambia, georgia, germany, ghana, greece, grenada, guatemala, "
    "guinea, guyana, haiti, honduras, hungary, iceland, india, indonesia, iran, iraq, ireland, israel, italy, "
    "ivory coast, jamaica, japan, jordan, kazakhstan, kenya, kiribati, kosovo, kuwait, kyrgyzstan, laos, latvia, "
    "lebanon, lesotho, liberia, libya, liechtenstein, lithuania, luxembourg, madagascar, malawi, malaysia, maldives, "
    "mali, malta, mauritania, mauritius, mexico, micronesia, moldova, monaco, mongolia, montenegro, morocco, "
    "mozambique, myanmar, burma, namibia, nauru, nepal, netherlands, holland, new zealand, nicaragua, niger, nigeria, "
    "north korea, south korea, korea, north macedonia, macedonia, norway, oman, pakistan, palau, palestine, panama, "
    "papua new guinea, paraguay, peru, philippines, poland, portugal, qatar, romania, russia, russian federation, "
    "rwanda, samoa, san marino, saudi arabia, senegal, serbia, seychelles, sierra leone, singapore, slovakia, "
    "slovenia, solomon islands, somalia, south africa, south sudan, spain, sri lanka, sudan, suriname, sweden, "
    "switzerland, syria, taiwan, tajikistan, tanzania, thailand, togo, tonga, trinidad and tobago, tunisia, turkey, "
    "turkiye, turkmenistan, uganda, ukraine, united arab emirates, uae, emirates, united kingdom, uk, britain, "
    "great britain, united states, united states of america, us, usa, america, uruguay, uzbekistan, vanuatu, vatican, "
    "venezuela, vietnam, yemen, zambia, zimbabwe, soviet union, ussr, yugoslavia, czechoslovakia"
)
_WIDER = (
    "africa, asia, europe, north america, south america, latin america, central america, oceania, antarctica, "
    "middle east, balkans, caribbean, scandinavia, european union, eu, nato, west, north, south, east, world, "
    "earth, atlantic, pacific, mediterranean, baltic, arctic, gulf, midwest, east coast, west coast"
)
_PARTS = (
    "england, scotland, wales, northern ireland, alabama, alaska, arizona, arkansas, california, colorado, "
    "connecticut, delaware, florida, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, "
    "maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, "
    "new jersey, new mexico, new york, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, "
    "rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, virginia, washington, "
    "west virginia, wisconsin, wyoming, puerto rico, ontario, quebec, alberta, british columbia, manitoba, "
    "nova scotia, new south wales, queensland, tasmania, bavaria, saxony, hesse, catalonia, andalusia, brittany, "
    "normandy, provence, lombardy, tuscany, sicily, sardinia, crimea, donbas, siberia, chechnya, kashmir, punjab, "
    "kurdistan, tibet, xinjiang, gaza, gaza strip, west bank, flanders, wallonia"
)
_NATIONS = "england, scotland, wales, northern ireland"  # countries to those who ask, and no states of the world
# The other names of one country.
_SAME = (
    frozenset("us, usa, america, united states, united states of america".split(", ")),
    frozenset("uk, britain, great britain, united kingdom".split(", ")),
)
COUNTRIES = frozenset(f"{_STATES}, {_NATIONS}".split(", "))
STATES = frozenset(_PARTS.split(", ")) - frozenset(_NATIONS.split(", ")) | {"georgia"}
REALMS = COUNTRIES | STATES | frozenset(_WIDER.split(", "))
# The longest first: "West Virginia" is no Virginia.
_NAMED = re.compile(rf"\b(?:U\.S\.(?:A\.)?|U\.K\.|{'|'.join(sorted(REALMS, key=len, reverse=True))})(?![\w-])", re.I)


def realms_in(text: str, kind: frozenset[str]) -> list[re.Match[str]]:
    """Where a text names one of COUNTRIES or STATES, in order."""
    found = (match for match in _NAMED.finditer(text) if match.group()[0].isupper())
    return [match for match in found if realm(match.group()) in kind]


def realm(name: str) -> str:
    """A name in the form that is the same for all names of one country: "U.S." and "America"."""
    form = name.lower().replace(".", "")
    return next((min(row) for row in _SAME if form in row), form)


def is_realm(name: str) -> bool:
    """Whether a name is that of a country, of what is wider, or of a part of a country as wide as many countries."""
    return " ".join(word for word in words(name) if word != "the") in REALMS
