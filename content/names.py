"""What people are called by."""


def called(name: str) -> str:
    """The first name; all of a name that does not begin in ASCII, since it may be written family first."""
    words = name.split()
    return words[0] if words and words[0].isascii() else name
