"""The names view: which spellings are read as one name, and what a person decides about them."""

from __future__ import annotations

from qa.naming import NameGroup, Naming
from ui.escape import attribute, escape
from ui.words import count_words

_GROUPS_SHOWN = 300


def names_html(naming: Naming, corpus: str) -> str:
    """Groups with their counts, a button that parts a group, and a form for any names."""
    form = (
        '<form id="names" class="row"><label>Names, parted by commas<br><input name="names" required size="40" '
        'placeholder="Kharkiv, Charkow" maxlength="500"></label>'
        '<button class="main" value="joined">Read as one</button>'
        '<button value="apart">Keep apart</button></form>'
    )
    hidden = f'<input type="hidden" id="corpus-name" value="{attribute(corpus)}">'
    told = '<div class="work" id="work" role="status" aria-live="polite"></div>'
    groups = "".join(_group(group) for group in naming.groups[:_GROUPS_SHOWN])
    rest = len(naming.groups) - _GROUPS_SHOWN
    more = f'<p class="soft">and {rest:,} more: <code>qa names</code> lists all</p>' if rest > 0 else ""
    apart = "".join(f"<li><span>{_row(names, ' ≠ ')}</span>{_button(names, 'joined')}</li>" for names in naming.apart)
    parts = [f"<h2>Read as one name</h2><ul class='names'>{groups}</ul>{more}" if groups else _NO_GROUPS]
    parts += [f"<h2>Kept apart by you</h2><ul class='names'>{apart}</ul>"] if apart else []
    return hidden + form + told + "".join(parts)


_NO_GROUPS = '<p class="empty">Every name is spelled in one way only.</p>'


def _group(group: NameGroup) -> str:
    spelled = " = ".join(
        f"<bdi>{escape(one.text)}</bdi> <span class='soft'>({count_words(one.articles, 'article')})</span>"
        for one in group.spellings
    )
    by = " <span class='soft'>joined by you</span>" if group.decided else ""
    return f"<li><span>{spelled}{by}</span>{_button(tuple(one.text for one in group.spellings), 'apart')}</li>"


def _row(names: tuple[str, ...], between: str) -> str:
    return between.join(f"<bdi>{escape(name)}</bdi>" for name in names)


def _button(names: tuple[str, ...], table: str) -> str:
    words = "Keep apart" if table == "apart" else "Read as one"
    held = attribute(", ".join(names))
    return f'<button type="button" class="decide {table}" value="{held}">{words}</button>'
