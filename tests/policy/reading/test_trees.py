"""Whatever sections and bullets a policy has, reading gives back exactly these, in order, with their parents."""

from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.policy.reading import read
from tests.policy.reading import documents
from tests.policy.reading.documents import Item, Section, outline, read_outline

SUBJECTS = (
    "Staff",
    "Pupils",
    "Parents and carers",
    "All members of the community",
    "The headteacher",
    "We",
    "Governors",
)
DUTIES = (
    "must not post",
    "should report",
    "will be advised about",
    "are expected to check",
    "may share",
    "must ensure",
)
THINGS = (
    "photographs of a school trip",
    "unkind messages online",
    "personal social media accounts",
    "passwords & log-in details",
    "\u201cfriends\u201d under the age of 13",
    "content (of any kind) that could harm others",
    "the school's website: news only",
    "prices < 5 > 3",
    "caf\u00e9 visits",
    "[name of school] groups",
)
ENDINGS = (".", ";", "", ", whether in school or at home and on whatever device.", "?")
NAMES = (
    "Aims",
    "Scope of the policy",
    "Staff use",
    "Children's use",
    "Who does this apply to?",
    "Reputation & privacy",
    "GDPR",
)

sentences = st.builds("{} {} {}{}".format, *map(st.sampled_from, (SUBJECTS, DUTIES, THINGS, ENDINGS)))
leaves = st.builds(Item, sentences)
items = st.recursive(
    leaves, lambda below: st.builds(Item, sentences, st.lists(below, max_size=3).map(tuple)), max_leaves=8
)
sections = st.builds(Section, st.sampled_from(NAMES), st.lists(items, min_size=2, max_size=5).map(tuple))
policies = st.lists(sections, min_size=2, max_size=5).map(tuple)

WRITERS = {
    "p.md": lambda tree: documents.as_markdown(tree).replace("<", "&lt;").replace("[", "\\["),
    "p.txt": documents.as_text,
    "p.html": documents.as_html,
}
FORMATS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("name", WRITERS)
@FORMATS
@given(tree=policies)
def test_every_bullet_comes_back_once_in_order_with_its_parent(tmp_path, name, tree):
    policy = read_written(tmp_path, name, WRITERS[name](tree))

    assert read_outline(policy) == outline(tree)
    assert policy.sections == tuple(section.name for section in tree)
    assert len({clause.key for clause in policy.clauses}) == len(policy.clauses)
    assert all(clause.audience for clause in policy.clauses)


@FORMATS
@given(tree=policies, width=st.integers(30, 90), step=st.sampled_from((" ", "  ", "    ")))
def test_bullets_wrapped_over_lines_stay_one_clause_each(tmp_path, tree, width, step):
    lines = []
    for line in documents.as_text(tree, step=step).split("\n"):
        indent = len(line) - len(line.lstrip()) + 2
        lines.append(_wrapped(line, width, indent) if line.lstrip().startswith("- ") else line)

    assert read_outline(read_written(tmp_path, "p.txt", "\n".join(lines))) == outline(tree)


def _wrapped(line: str, width: int, indent: int) -> str:
    pieces, length = [], 0
    for word in line.lstrip().split(" "):
        if length + len(word) > width:
            pieces.append("\n" + " " * indent + word)
            length = len(word)
        else:
            pieces.append((" " if pieces else "") + word)
            length += len(word) + 1
    return line[: len(line) - len(line.lstrip())] + "".join(pieces)


@FORMATS
@given(tree=policies)
def test_nothing_but_the_bullets_and_headings_is_ever_invented(tmp_path, tree):
    page = documents.as_html(tree)
    policy = read_written(tmp_path, "p.html", page)

    for clause in policy.clauses:
        assert escape(clause.text) in page
        assert clause.lead == "" or escape(clause.lead.split(". ")[0].split("; ")[0][:20]) in page
