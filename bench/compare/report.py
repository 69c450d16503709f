"""Writes the figures: Markdown tables between two marks in a page, and a plot beside the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.compare.speed import Speeds

BEGIN, END = "<!-- compare: begin -->", "<!-- compare: end -->"
_COLOURS = {"Mujaz": "#1f6f5c", "ctranslate2": "#8fb8ad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A target of the project.

    Args:
        what: What is measured.
        wanted: The target in words, with its number.
        found: The measured number in words.
        met: Whether the target is met.
    """

    what: str
    wanted: str
    found: str
    met: bool


def speeds_table(speeds: Speeds, baseline: str) -> list[str]:
    """Return a table: articles a second by the clock and of processor time, its ratio to a baseline, and chrF."""
    rows = [
        f"| system | articles/s | articles/processor s | ratio to {baseline}, processor | chrF |",
        "|---|---:|---:|---:|---:|",
    ]
    for name in speeds.names():
        chrf = f"{speeds.chrf[name]:.1f}" if name in speeds.chrf else ""
        both = f"{speeds.median(name):.2f} | {speeds.processor_median(name):.2f}"
        rows.append(f"| {name} | {both} | {speeds.ratio(name, baseline):.2f} | {chrf} |")
    return rows


def bars_table(bars: Iterable[Bar]) -> list[str]:
    """Return a table of targets and figures."""
    rows = ["| what | wanted | found | |", "|---|---|---|---|"]
    return rows + [
        f"| {bar.what} | {bar.wanted} | {bar.found} | {'met' if bar.met else '**missed**'} |" for bar in bars
    ]


def plot(by_model: dict[str, Speeds], path: Path) -> None:
    """Draw a bar for each system, in a panel for each model."""
    import matplotlib  # noqa: PLC0415 - only here, and slow to import

    matplotlib.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    rows = max(len(speeds.names()) for speeds in by_model.values())
    figure, panels = pyplot.subplots(
        1, len(by_model), squeeze=False, layout="constrained", figsize=(6.5 * len(by_model), 1.2 + 0.32 * rows)
    )
    for panel, (model, speeds) in zip(panels[0], by_model.items(), strict=True):
        names = speeds.names()
        colours = [_COLOURS.get(name.split(",")[0].split(" ")[0], "#c9c9c9") for name in names]
        drawn = panel.barh(names, [speeds.processor_median(name) for name in names], color=colours)
        panel.bar_label(drawn, fmt="%.2f", padding=3, fontsize=8)
        panel.invert_yaxis()
        panel.margins(x=0.12)
        panel.set(title=model, xlabel="articles of 12 sentences a processor second (median)")
        panel.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def write_page(page: Path, lines: Sequence[str]) -> None:
    """Replace the text between the marks of a page with lines, and create the page if it is missing."""
    old = page.read_text(encoding="utf-8") if page.is_file() else f"# Benchmarks\n\n{BEGIN}\n{END}\n"
    head, _, rest = old.partition(BEGIN)
    _, _, tail = rest.partition(END)
    page.write_text("\n".join([f"{head}{BEGIN}", "", *lines, "", f"{END}{tail}"]), encoding="utf-8")
