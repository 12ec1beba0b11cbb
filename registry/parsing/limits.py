"""How much a list file may hold, and why.

A file is untrusted: 7 kB of xlsx can ask a reader for 550 GB. Every number below is
far above any list a department has to send and far below what harms the machine.
"""

# A list of 100,000 rows × 14 columns is 9 MB as xlsx and 44 MB as UTF-8 CSV.
LARGEST_FILE = 50 * 1024**2  # bytes
LARGEST_CONTENT = 300 * 1024**2  # bytes, all members of an xlsx unpacked
MOST_MEMBERS = 1_000  # files inside an xlsx; a list has about twenty
LARGEST_DIRECTORY = 512 * 1024  # bytes of the zip directory, read before anything else

MOST_ROWS = 200_000  # the highest row that may hold anything
MOST_COLUMNS = 52  # column AZ; the widest official form (双公示) has 28
LONGEST_CELL = 32_767  # characters, Excel's own limit
MOST_MERGES = 20_000  # merged areas that are followed; the others are left alone

# The reading process: a full list needs about 300 MB and 2 s.
CHILD_MEMORY = 1536 * 1024**2  # bytes of address space
CHILD_SECONDS = 60  # of processor time

BLOCK = 1_000  # rows handed over at a time
HEADING_WITHIN = 15  # rows in which the heading must be found
