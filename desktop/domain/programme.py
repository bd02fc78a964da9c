"""The words of a programme: kinds of items, roles on stage, departments, materials, what is done to a running one."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What happens in an item of the programme."""

    ARRIVAL = "arrival"
    OPENING = "opening"
    SPEECH = "speech"
    VIDEO_ADDRESS = "video_address"
    KEYNOTE = "keynote"
    POLICY = "policy"
    INITIATIVE = "initiative"
    ROADSHOW = "roadshow"
    SIGNING = "signing"
    LAUNCH = "launch"
    PLEDGE = "pledge"
    UNVEILING = "unveiling"
    AWARD = "award"
    CONTEST = "contest"
    PHOTO = "photo"
    TALKS = "talks"
    EXHIBITION = "exhibition"
    MEAL = "meal"
    BREAK = "break"
    CUSTOM = "custom"

    @property
    def ceremony(self) -> bool:
        """Whether people have roles on stage at it, and stand by rule."""
        return self in CEREMONIES


CEREMONIES = frozenset({ItemKind.SIGNING, ItemKind.LAUNCH, ItemKind.PLEDGE, ItemKind.UNVEILING, ItemKind.AWARD})


class Part(StrEnum):
    """What a person does in an item."""

    MC = "mc"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    PITCHER = "pitcher"
    OFFICIATING = "officiating"
    WITNESS = "witness"
    PARTNER = "partner"
    PRESENTER = "presenter"
    RECIPIENT = "recipient"
    JUDGE = "judge"
    CONTESTANT = "contestant"
    INTERPRETER = "interpreter"
    USHER = "usher"
    GUEST = "guest"


class Audience(StrEnum):
    """Who may read of an item."""

    PUBLIC = "public"
    CREW = "crew"


class Department(StrEnum):
    """Whose cue it is."""

    STAGE = "stage"
    SOUND = "sound"
    LIGHT = "light"
    SCREEN = "screen"
    USHERS = "ushers"


class MaterialKind(StrEnum):
    """What has to be there before an item can happen."""

    VIDEO = "video"
    SLIDES = "slides"
    SPEECH = "speech"
    OTHER = "other"


class MaterialState(StrEnum):
    """How far a material has come."""

    AWAITED = "awaited"
    RECEIVED = "received"
    CHECKED = "checked"


class RunAct(StrEnum):
    """One thing that was done to a running programme. ``ADD`` gives the running item more time, or less."""

    START = "start"
    STOP = "stop"
    HOLD = "hold"
    RESUME = "resume"
    ADD = "add"
    SKIP = "skip"
    UNSKIP = "unskip"
