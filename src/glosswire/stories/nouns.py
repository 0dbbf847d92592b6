"""English nouns as news counts them: what is a plural, and what it is one of."""

from glosswire.text.highlights import content_of

PEOPLE = frozenset("people persons person others lives individuals citizens victims humans inhabitants".split())
_PLURALS = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "kids": "child", "minors": "child",
    "policemen": "officer", "police": "officer", "officers": "officer", "cops": "officer", "troops": "soldier",
    "servicemen": "soldier", "servicemembers": "soldier", "peacekeepers": "soldier", "personnel": "personnel",
    "staff": "personnel", "nations": "country", "states": "country", "countries": "country", "houses": "home",
    "dwellings": "home", "firefighters": "firefighter", "firemen": "firefighter", "kilometres": "kilometer",
    "gunmen": "gunman", "fishermen": "fisherman", "congressmen": "lawmaker", "parliamentarians": "lawmaker",
    "deputies": "lawmaker", "mps": "lawmaker", "legislators": "lawmaker", "aircraft": "aircraft", "planes": "aircraft",
    "airplanes": "aircraft", "feet": "", "teeth": "tooth", "contributors": "donor", "benefactors": "donor",
    "donors": "donor", "ballots": "vote", "crew": "crew", "livestock": "livestock", "cattle": "cattle", "quakes": "earthquake",
    "tremors": "aftershock", "vessels": "ship", "boats": "boat", "provinces": "province",
}  # fmt: skip
# Plurals that are counted without being a thing: lengths of time, parts, what only leads on.
NO_THINGS = frozenset(
    "years year days day hours hour minutes minute months month weeks week seconds times decades centuries percent degrees"
    " points thirds quarters halves fifths tenths ways things sides occasions series means news politics always perhaps"
    " besides towards afterwards thousands millions hundreds dozens billions tens metres meters kilometres kilometers miles"
    " tons tonnes dollars euros pounds rubles roubles yen yuan lira rupees francs o'clock goals sets games matches".split()
)
STOPS = frozenset(
    "a an the this that these those of in on at by from to for with without within after before during since until under over"
    " about against between into through and or but nor while as when where who whom whose which what if because than then so"
    " is are was were be been being am has have had having do does did will would shall should can could may might must not no"
    " said says say it its he she they them his her their him we us our you your i my me there here also only even still just"
    " per each every all both whether amid near across around along including according".split()
)
_NEVER_HEADS = frozenset("has was is does this as its his us yes thus plus versus less across always says".split())


def is_plural(word: str) -> bool:
    """Whether an English word in lower case looks like a noun in the plural."""
    if word in _PLURALS:
        return True
    if len(word) < 4 or not word.endswith("s") or word in STOPS or word in _NEVER_HEADS:
        return False
    return not word.endswith(("ss", "us", "is", "’s", "'s", "ous"))


def singular(word: str) -> str:
    """A noun in the singular, and one noun for those that news uses for the same."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def bag_of(text: str) -> frozenset[str]:
    """The stems of the words that carry an English text, numbers apart, one for "quake" and "quakes"."""
    return frozenset(root for word in content_of(text) if not word.isdigit() and (root := word.rstrip("e")))
