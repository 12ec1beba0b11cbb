"""From a list file to drafts: each row checked and staged, shown, and written on confirmation."""
