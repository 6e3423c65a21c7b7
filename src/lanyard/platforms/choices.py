"""The words of the catalogue: kinds of social media (AIM6), how a domain counts, how a minimum age stands."""

from django.db import models


class PlatformKind(models.TextChoices):
    """Every kind of social media the policy applies to (AIM6), and three that have come up since it was written."""

    SOCIAL_NETWORK = "social_network", "Social network"
    VIDEO_SHARING = "video_sharing", "Video sharing"
    PHOTO_SHARING = "photo_sharing", "Photo sharing"
    MESSENGER = "messenger", "Messenger"
    CHAT = "chat", "Chat"
    GAME = "game", "Game"
    APP = "app", "App"
    BLOG = "blog", "Blog"
    FORUM = "forum", "Forum"
    BULLETIN_BOARD = "bulletin_board", "Bulletin board"
    WIKI = "wiki", "Wiki"
    LIVE_STREAMING = "live_streaming", "Live streaming"
    AI_COMPANION = "ai_companion", "AI companion"
    LEARNING_PLATFORM = "learning_platform", "Learning platform"


class DomainMatch(models.TextChoices):
    """Which hosts a domain stands for."""

    SUFFIX = "suffix", "This name and all names under it"
    FULL = "full", "This name only"


class DomainUse(models.TextChoices):
    """What a request to a domain shows."""

    VISIT = "visit", "Somebody went to the service"
    CONTENT = "content", "Another page may have loaded it"


class AgeStatus(models.TextChoices):
    """Whether a minimum age counts."""

    IN_FORCE = "in_force", "In force"
    ANNOUNCED = "announced", "Announced, not yet in force"
