"""Names for invented people; any likeness to real people is chance."""

GIVEN = (
    "Aaliyah Abigail Adam Adeel Aisha Alan Alice Amara Amelia Amir Anya Arjun Asha Ben Bethan Bilal Caitlin Callum "
    "Carys Chloe Connor Daisy Daniel Dev Dominik Edith Eilidh Elena Ella Emeka Ethan Eva Farah Fatima Finn Freya "
    "Gabriel George Grace Hamza Hannah Harriet Harvey Ibrahim Imogen Isaac Isla Iwona Jack Jasmine Jayden Joanna "
    "Joseph Kai Katarzyna Keira Kwame Lara Layla Leo Lewis Lily Luca Lucy Maisie Malik Maryam Mateusz Maya Megan "
    "Mohammed Molly Nadia Nathan Niamh Noah Nora Oliver Olivia Omar Oscar Owen Patrick Phoebe Poppy Priya Rania "
    "Reuben Rhys Robert Rosa Rowan Ruby Sadia Samuel Sanjay Sarah Scott Seren Simon Sofia Stella Susan Tariq Theo "
    "Tilly Tobias Uma Victor Wendy William Yasmin Yusuf Zain Zara Zofia"
).split()

FAMILY = (
    "Abbott Adeyemi Ahmed Akhtar Allen Ansah Ashdown Bailey Banerjee Barlow Begum Bennett Bird Blackwood Brennan "
    "Brook Burton Chaudhry Clarke Coates Cooper Corbett Dalton Davies Desai Doyle Drummond Eaton Edwards Ellis "
    "Fairchild Farrow Ferris Flint Fraser Gallagher Gill Goodwin Grant Greenwood Gupta Hale Hammond Harding Hassan "
    "Hayes Holloway Hughes Hussain Iqbal Jarvis Jenkins Johal Kapoor Kaur Kelly Khan Kowalski Lambert Lawson Lennox "
    "Lindley Lowe Malik Marlow Mason Mensah Mistry Morgan Murray Naylor Nowak Oakley Okafor Osborne Owusu Parry "
    "Patel Pearce Penrose Pickering Quinn Rahman Reid Rowley Sandhu Saunders Sharma Shaw Singh Slater Stokes Sutton "
    "Thorne Tilley Turner Underhill Vickers Wade Walsh Webster Whitlock Wójcik Yates Young"
).split()

# Schools beyond the first three, made of one word of each line.
PLACES = (
    "Beacon Brookside Cliff Copse Dunes Elm Ferry Foreland Gorse Harbour Heron Ivy Kestrel Lark Lighthouse Meadow Mill "
    "Orchard Pebble Quarry Riverside Sandhill Skylark Tern Wharf"
).split()
KINDS_OF_SCHOOL = ("Primary", "Infants", "Juniors", "Community Primary")

JOBS = {
    "leader": ("Assistant headteacher", "Deputy headteacher"),
    "teacher": ("Class teacher",),
    "support": ("Teaching assistant", "Office manager", "Site manager", "Midday supervisor", "Learning mentor"),
    "governor": ("Governor",),
    "contractor": ("Music teacher (peripatetic)", "Catering manager", "Sports coach"),
    "visitor": ("School nurse", "Speech therapist"),
    "volunteer": ("Reading helper", "Library helper", "Gardening club helper"),
}
