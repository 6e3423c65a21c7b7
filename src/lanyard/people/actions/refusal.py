"""What an action answers when it can't be done as asked."""


class Refused(Exception):
    """The text is one plain sentence for the person who asked; `field` names the part of the form, if it is one."""

    def __init__(self, says: str, field: str | None = None) -> None:
        super().__init__(says)
        self.field = field
