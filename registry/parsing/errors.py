"""What is said about a file that cannot be read as a list."""


class Unreadable(Exception):
    """The file as a whole cannot be used; the message says why and what to do.

    Bad input, not a refused action: edges show it next to the file field (or exit with
    status 2). Nothing of the file has been used when it is raised.
    """
