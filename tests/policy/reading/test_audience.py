"""Who a clause is for."""

import pytest

from lanyard.policy.reading.audience import AUDIENCES, audience_of
from tests.policy.reading.labelled import split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Staff will not contact pupils or their parents from a personal account.", ("staff",)),
        ("Pupils must not bring a phone into lessons.", ("children",)),
        ("Parents and carers are asked not to post pictures of other children.", ("parents",)),
        ("Children, parents and staff will be told how to complain.", ("children", "parents", "staff")),
        ("All members of the school community are expected to be kind.", ("everyone",)),
        ("Anyone may report a concern to the headteacher.", ("everyone",)),
        ("Governors should ask for a report each term.", ("governors",)),
        ("Official social media channels will be protected by two-step sign-in.", ("operators",)),
        ("If staff are running an official account, they must sign the agreement.", ("operators",)),
        ("Staff who follow our official channels are advised to use a work account.", ("staff",)),
        ("Any message from a child must be passed to their line manager.", ("staff",)),
        ("If a message worries a volunteer, they should tell the DSL.", ("staff",)),
        ("Our child protection policy applies.", ("everyone",)),
        ("The school will teach pupils to stay safe.", ("children",)),
    ],
)
def test_the_subject_of_the_sentence_decides(text, expected):
    assert audience_of(text, "", ("General",)) == expected


def test_a_bullet_that_finishes_a_sentence_is_for_the_subject_of_its_lead():
    assert audience_of("not to meet a friend without a parent.", "Children will be advised:", ()) == ("children",)


def test_the_section_decides_when_the_words_do_not():
    assert audience_of("Passwords must be strong.", "", ("Pupils' use of social media",)) == ("children",)


def test_the_nearest_heading_comes_first():
    assert audience_of("Passwords must be strong.", "", ("Advice for parents", "Pupils")) == ("parents",)


@pytest.mark.parametrize(
    ("text", "headings", "for_whom", "expected"),
    [
        # "I" and "you" are whoever the document or the section is for, whomever else the sentence names.
        ("I tell my teacher when a message upsets me.", ("Rules", "Agreement for pupils"), (), ("children",)),
        ("You should show your parents what you post.", ("Rules", "Agreement for pupils"), (), ("children",)),
        ("I will not share what pupils tell me.", ("Agreement for staff", "Online policy"), (), ("staff",)),
        ("I will tell the headteacher at once.", ("Rules", "Agreement"), ("parents",), ("parents",)),
        ("I will talk with my child about the apps they use.", ("Rules", "Agreement"), (), ("parents",)),
        ("I ask my mum or dad before I sign up.", ("Rules", "Agreement"), (), ("children",)),
        ("We ask before we go online.", ("Rules", "Agreement for pupils"), (), ("children",)),
    ],
)
def test_whoever_says_i_or_is_called_you_is_who_must_act(text, headings, for_whom, expected):
    assert audience_of(text, "", headings, for_whom) == expected


def test_everyone_is_the_answer_when_nothing_tells():
    assert audience_of("Passwords must be strong.", "", ()) == ("everyone",)


@pytest.mark.parametrize(
    "text", ["", "!!!", "1.", "a" * 5000, "Staff, pupils, parents, governors and everyone will agree."]
)
def test_the_answer_is_never_empty_and_everyone_stands_alone(text):
    found = audience_of(text, text, (text,))

    assert found and set(found) <= set(AUDIENCES)
    assert found == ("everyone",) or "everyone" not in found


@pytest.mark.parametrize(
    ("text", "lead", "heading", "expected"),
    [
        ("Never add pupils as friends", "", "Rules for staff", ("staff",)),
        ("Ask before you post pictures of other children", "Do:", "What we ask of parents", ("parents",)),
        ("must not befriend pupils", "Staff:", "Rules", ("staff",)),
        ("at home, a parent", "Pupils should tell an adult", "Rules", ("children",)),
        ("ask first about pictures of children", "We ask parents to:", "Rules", ("parents",)),
        ("Tell us first", "", "Parent posting about our school", ("parents",)),
        ("Keep passwords safe", "", "Our pupils’ photographs", ("everyone",)),
        ("Only named staff may post.", "", "School accounts", ("staff",)),
        ("The school expects all staff (and governors) to think of pupils.", "", "Rules", ("staff",)),
        ("The chair of governors will answer the headteacher.", "", "Rules", ("governors",)),
        ("All student teachers must sign.", "", "Rules", ("staff",)),
        ("The school may tell children’s social care.", "", "Rules", ("everyone",)),
        ("Parents who run a group should say that it is theirs.", "", "Rules", ("parents",)),
        ("Report it through official channels.", "", "Rules", ("everyone",)),
    ],
)
def test_orders_and_bullets_are_for_those_their_lead_or_heading_speaks_to(text, lead, heading, expected):
    assert audience_of(text, lead, (heading,)) == expected


@pytest.mark.parametrize(
    ("text", "headings", "expected"),
    [
        ("I will tell my parents if somebody asks to meet me.", ("Pupil agreement (Years 3 and 4)",), ("children",)),
        ("I will not accept requests from pupils.", ("Staff Acceptable Use Agreement",), ("staff",)),
        (
            "All messages to pupils, parents and carers go through school systems.",
            ("Support staff", "Rules"),
            ("staff",),
        ),
        ("Show an interest in what your child does online.", ("Parent guidance", "Rules"), ("parents",)),
        ("Every post must be approved by the headteacher.", ("Rules",), ("staff",)),
        ("Pupils: mobile phones in lessons: not allowed", ("Phones",), ("children",)),
        ("Staff turn down requests from pupils.", ("Rules",), ("staff",)),
    ],
)
def test_whoever_must_act_decides_and_not_who_is_mentioned(text, headings, expected):
    assert audience_of(text, "", headings) == expected


def test_whom_the_document_is_for_beats_guesses_and_not_the_words():
    def asked(text):
        return audience_of(text, "", ("Our rules",), ("children",))

    assert asked("Passwords stay secret.") == ("children",)
    assert asked("I tell a teacher.") == ("children",)
    assert asked("Never share an address with parents of friends.") == ("children",)
    assert asked("Staff must log off.") == ("staff",)


def right(ones):
    return sum(audience_of(one.text, one.lead, filter(None, (one.section, one.title))) == one.audience for one in ones)


def test_at_least_nine_of_ten_clauses_are_for_whom_a_person_says():
    """Sixty of them were never looked at while the rules were made."""
    made_on, held_out = split()

    assert len(made_on) + len(held_out) >= 200 and len(held_out) == 60
    assert right(made_on) >= 0.95 * len(made_on)
    assert right(held_out) >= 54
