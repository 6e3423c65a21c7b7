"""What invented people reported in the demonstration: kind words about nobody, and nothing that hurts.

Each type has several; each is what was reported, what the child said where one wrote, and answers to its questions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lanyard.concerns.core.choices import ConcernType


@dataclass(frozen=True)
class Story:
    """One report. `about` is what the reporter said of whom it is about."""

    account: str
    child_words: str = ""
    platform: str = ""
    place: str = "off_site"
    device: str = "own"
    about: str = ""
    answers: dict[str, str] = field(default_factory=dict)


STORIES: dict[str, tuple[Story, ...]] = {
    ConcernType.CONTENT: (
        Story("A video that upset her came up by itself while she was looking for craft ideas.",
              "It came up and I did not like it. I shut the tablet.", "youtube", "on_site", "school"),
        Story("He saw a frightening clip that an older cousin showed him, and does not want to sleep alone.",
              "It was scary and I keep thinking of it.", "tiktok"),
    ),
    ConcernType.CONTACT: (
        Story("Somebody he does not know asks him in a game which school he goes to.",
              "He said he is ten too but he talks like a grown-up.", "roblox", about="outside"),
        Story("A stranger sent her friend requests from three accounts and knows her first name.", "",
              "snapchat", about="outside"),
    ),
    ConcernType.CONDUCT: (
        Story("He posted another child’s answers in the class chat to make people laugh.", "", "whatsapp",
              about="pupil"),
        Story("She logged in as her friend and changed her profile picture.", "It was meant to be a joke.", "roblox",
              "on_site", "school", "pupil"),
    ),
    ConcernType.COMMERCE: (
        Story("He spent a lot of his mother’s money in a game without knowing that it was real.", "", "roblox"),
        Story("An advert told her she had won a telephone and asked for her address.",
              "I wrote my street but not the number.", "", "on_site", "school"),
    ),
    ConcernType.UNDERAGE: (
        Story("She told the class that she has an account on a service for which she is too young.", "", "tiktok"),
        Story("He has an account with a wrong birthday; an older brother made it.", "Everybody has it.", "snapchat"),
    ),
    ConcernType.BULLYING: (
        Story("Two children leave a third one out of the group chat and write about her there.",
              "They made a new group without me and they laugh.", "whatsapp", about="pupil"),
        Story("Unkind comments stand under every drawing that he puts online.", "I do not draw any more.",
              "instagram", about="pupil"),
        Story("Somebody made a list of who is liked least in Year 6 and sent it round.", "", "whatsapp", "both",
              "own", "pupil"),
    ),
    ConcernType.IMAGES: (
        Story("Children say that a picture is going round that should not. Nobody who told us has it on a device.",
              "", "snapchat", about="pupil", answers={"device_holder": "A pupil"}),
        Story("A child worries that somebody may change a photo of her with an app, because he said he could.",
              "He said he can make it look bad.", "", "on_site", about="pupil"),
    ),
    ConcernType.RADICALISATION: (
        Story("He repeats phrases of a channel that speaks with hate of people who came from abroad.", "", "youtube"),
        Story("She was invited to a group that tells its members to keep it secret from teachers.", "", "discord"),
    ),
    ConcernType.STAFF_CONDUCT: (
        Story("A member of staff posted about a hard day with a class that people can guess.", "", "facebook",
              about="staff"),
        Story("A helper follows some of our Year 6 pupils on a personal account.", "", "instagram", about="staff"),
        Story("A photo of the staff room with names on the board behind was public for a day.", "", "instagram",
              about="staff"),
    ),
    ConcernType.CONTACT_RECEIVED: (
        Story("A parent wrote to me late in the evening on my own account about the school trip.", "", "messenger",
              answers={"i_answered": "no"}),
        Story("A former pupil asked to follow my private account. I did not answer.", "", "instagram",
              answers={"i_answered": "no"}),
    ),
    ConcernType.ABOUT_MYSELF: (
        Story("A friend tagged me in holiday pictures that I would not want families to see.", "", "facebook",
              answers={"still_there": "no"}),
        Story("I joined a local group and found that many parents are in it. I have written there before.", "",
              "facebook", answers={"still_there": "yes"}),
    ),
    ConcernType.FAKE_ACCOUNT: (
        Story("There is an account with our badge that is not ours. It asks parents for bank details.", "",
              "instagram", about="outside"),
        Story("Somebody uses the old choir page, which nobody here can open any more.", "", "facebook"),
    ),
    ConcernType.DATA_BREACH: (
        Story("A class list with telephone numbers was posted in a parents’ group by mistake.", "", "whatsapp",
              answers={"what_data": "Names and telephone numbers", "how_many": "One class", "still_there": "no",
                       "child_at_risk": "yes"}),
        Story("The screen with dietary needs could be read in a photo of the hall.", "", "facebook",
              answers={"what_data": "Names and dietary needs", "how_many": "Nine", "still_there": "no"}),
    ),
    ConcernType.COMPLAINT: (
        Story("I asked for a photo of my son to be taken down and had no answer for two weeks.", "", "facebook",
              about="staff", answers={"wanted": "The photo taken down, and an answer"}),
        Story("A comment of a member of staff about parents was unkind.", "", "facebook", about="staff",
              answers={"wanted": "An apology"}),
    ),
    ConcernType.DATA_COMPLAINT: (
        Story("I took my consent back in September and her picture is still on the page.", "", "facebook",
              answers={"what_data": "A photograph", "wanted": "That it is removed"}),
        Story("I asked what is kept about my child’s devices and was not told.", "",
              answers={"what_data": "Logs of a tablet", "wanted": "A copy"}),
    ),
    ConcernType.WHISTLEBLOWING: (
        Story("We are told not to write down concerns about online behaviour because it looks bad.", "",
              about="headteacher"),
        Story("Reports from the filter are deleted at the end of each week without anybody reading them.", "",
              about="staff"),
    ),
    ConcernType.OTHER: (
        Story("Parents film the swimming lesson although we asked them not to.", "", "facebook"),
        Story("Children share a game at lunch that tells them to dare each other.", "It is only a game but I lost.",
              "tiktok", "on_site", "school"),
    ),
}  # fmt: skip

NOTES = (
    "Spoke with the class teacher, who had noticed a change this week.",
    "Looked at it together with the child, who was calm and glad to have told somebody.",
    "Talked with both families on the telephone. They were grateful to hear of it early.",
    "Checked with the IT lead what the filter shows. Nothing else stood out.",
    "Saw the child again. They say it has stopped.",
)
SUPPORT = (
    "Checks in with the learning mentor twice a week for a month.",
    "Knows whom to go to at break; a friend goes along.",
    "Goes through privacy settings with a parent and the class teacher.",
)
TASKS = ("Ask the service to take it down.", "Talk with the class about kind messages.", "Write to the families.")
SANCTIONS = ("Missed golden time twice and wrote a letter to say sorry.", "Stays in at lunch for three days.")
LESSONS = (
    ("curriculum", "Teach in Year 4 how to answer a friend request from a stranger.", "CHI3"),
    ("policy", "Say more plainly that class lists are never sent by messenger.", "REP5"),
    ("training", "Show new staff how to hide their friends lists.", "REP2"),
    ("filter", "Ask the filter company to block adverts in the drawing site.", "EXP3"),
    ("practice", "Give out the poster at every parents’ evening.", "BRE1"),
)
FROM_REPORTER = ("Thank you. It happened again on Sunday.", "Is there anything I should do at home?")
FROM_SCHOOL = (
    "Thank you for telling us. We have spoken with the people it concerns and are looking after the child.",
    "We have looked into it and it is dealt with. Write again here if anything changes.",
)
GIVEN = ("Alex", "Sam", "Robin", "Charlie", "Jo", "Kit", "Max", "Ari", "Bo", "Lee")
