"""Bar charts of tables: the coordinates, which a template draws as SVG without script or style."""

from typing import NamedTuple

from .statistics import StatisticsTable

# In units of the drawing. LABEL: space on the left for labels.
WIDTH, LABEL, ROW, BAR, MARGIN = 720, 150, 30, 18, 8
MOST_BARS = 15


class Piece(NamedTuple):
    """One coloured part of a bar."""

    kind: str
    x: float
    width: float


class Bar(NamedTuple):
    """One row of the chart."""

    label: str
    total: int
    y: int
    text_y: int
    end: float
    pieces: list[Piece]


class Chart(NamedTuple):
    """A chart of stacked bars, one for each row of the table; `left_out` rows have none."""

    width: int
    height: int
    bars: list[Bar]
    legend: list[tuple[str, str]]
    left_out: int


def chart_of(table: StatisticsTable, kinds: list[str]) -> Chart:
    """Place the bars of the first MOST_BARS rows of `table`, whose columns are the lists `kinds`."""
    rows = table.rows[:MOST_BARS]
    most = max((sum(numbers) for _, numbers in rows), default=0) or 1
    # 60 units on the right for the total behind the longest bar.
    scale = (WIDTH - LABEL - 60) / most
    bars = []
    for place, (label, numbers) in enumerate(rows):
        x, pieces = float(LABEL), []
        for kind, number in zip(kinds, numbers, strict=True):
            if number:
                pieces.append(Piece(kind, round(x, 1), round(number * scale, 1)))
                x += number * scale
        y = MARGIN + place * ROW
        bars.append(Bar(label, sum(numbers), y, y + 14, round(x + 6, 1), pieces))
    return Chart(
        WIDTH,
        2 * MARGIN + len(rows) * ROW,
        bars,
        list(zip(kinds, table.columns, strict=True)),
        len(table.rows) - len(rows),
    )
