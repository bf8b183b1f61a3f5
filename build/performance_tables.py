"""performance_tables.py FOLDER: writes the tables of docs/performance.md from the files that `compressor bench --json` left in FOLDER.

cold.json has cold starts, events.json warm invocations of all sizes, data.json those of other data. `make figures` calls it.
Everything between `<!-- NAME -->` and `<!-- end of NAME -->` comes from here.
"""

import json
import pathlib
import re
import sys

DOCUMENT = pathlib.Path(__file__).parent.parent / "docs" / "performance.md"

COLD = [
    ("initMs", "init ms", 1), ("initCpuMs", "init CPU", 1), ("firstMs", "first ms", 1), ("firstCpuMs", "first CPU", 1), ("initAndFirstMs", "init + first", 1),
    ("coldCostMs", "cold cost", 1), ("rssAfterFirstMb", "RSS MB", 1), ("binaryMb", "binary MB", 1), ("packageMb", "zip MB", 1),
]
PHASES = [
    ("execToMainMs", "exec to main", 2), ("settingsMs", "settings", 2), ("clientMs", "client", 2), ("connectMs", "connect", 2), ("tlsMs", "TLS", 2), ("answerMs", "answer", 2),
    ("rehearsalMs", "rehearsal", 2), ("nextMs", "next", 2), ("getMs", "GET", 2), ("compressMs", "compress", 2), ("putMs", "PUT", 2), ("restMs", "rest", 2),
]
COUNTS = [
    ("pageFaults", "page faults", 0), ("anonymousPages", "anonymous", 0), ("filePageFaults", "of files", 0), ("allocatedAtNextKb", "KB allocated at next", 0),
    ("allocatedAfterFirstKb", "after the first event", 0), ("threads", "threads", 0),
]
WARM = [
    ("cpuMs", "CPU ms", 2), ("cpuOverEngineMs", "over engine", 2), ("wallMs", "wall ms", 2), ("mbPerCpuSecond", "MB/s a core", 0), ("ratio", "ratio", 3), ("peakMb", "peak MB", 1),
    ("allocatedKb", "alloc KB", 1), ("collections", "GCs", 3),
]
MB10 = "events/10 MB/"


class Results:
    """The rows of one file, by name."""

    def __init__(self, path: pathlib.Path):
        report = json.loads(path.read_text())
        self.machine = report["machine"]
        self.day = report["time"][:10]
        self.rows = {row["name"]: row["figures"] for row in report["rows"]}

    def table(self, group: str, columns: list[tuple[str, str, int]]) -> str:
        rows = {name.removeprefix(group + "/"): figures for name, figures in self.rows.items() if name.rpartition("/")[0] == group}
        shown = [column for column in columns if any(column[0] in figures for figures in rows.values())]
        lines = [["program", *(head for _, head, _ in shown)], ["---", *("--:" for _ in shown)]]
        for name, figures in rows.items():
            lines.append([name, *(f"{figures[figure]:.{digits}f}" if figure in figures else "" for figure, _, digits in shown)])
        return "\n".join(("| " + " | ".join(cells) + " |").replace("|  |", "| |").replace("|  |", "| |") for cells in lines)


def goals(cold: Results, events: Results) -> str:
    handler, bare, baseline, floor = (cold.rows["cold/" + name] for name in ("compressor", "compressor, no warm-up", "baseline", "floor"))
    fast, balanced, plain, fastest, optimal = (events.rows[MB10 + name] for name in ("fast", "balanced", "plain HTTP", "usual Fastest", "usual Optimal"))
    lines = []

    def goal(name: str, *limits: tuple[float, float, str]) -> None:
        hit = all(value <= limit for value, limit, _ in limits)
        near = hit and any(value > 0.97 * limit for value, limit, _ in limits)
        lines.append([
            name,
            ", ".join(text.format(f"{limit:g}") for _, limit, text in limits),
            ", ".join(text.format(f"{value:.2f}" if "x" in text or value < 1 else f"{value:.1f}") for value, _, text in limits),
            "hit, no room left" if near else "hit" if hit else "**missed**",
        ])

    for name, row in (("balanced", balanced), ("fast", fast)):
        over = row["cpuOverEngineMs"]
        goal(f"10 MB, CPU over the engine, {name}; to plain HTTP", (over, 12, "{} ms"), (over / plain["cpuMs"], 1.3, "{}x"))
    goal("10 MB, fast to usual Fastest: CPU, size", (fast["cpuMs"] / fastest["cpuMs"], 0.36, "{}x"), (fast["ratio"] / fastest["ratio"], 0.75, "{}x"))
    goal("10 MB, balanced to usual Optimal: CPU, size", (balanced["cpuMs"] / optimal["cpuMs"], 0.60, "{}x"), (balanced["ratio"] / optimal["ratio"], 0.96, "{}x"))
    goal("10 KB, warm CPU", (events.rows["events/10 KB/balanced"]["cpuMs"], 0.6, "{} ms"))
    for size, limit in (("10 MB", 45), ("50 MB", 135)):
        goal(f"peak RSS, {size}", (max(events.rows[f"events/{size}/{name}"]["peakMb"] for name in ("fast", "balanced", "small")), limit, "{} MB"))
    goal("cold cost at 512 MB", (handler["coldCostMs"], 14, "{} ms"))
    goal("cold cost, to the baseline", (handler["coldCostMs"] / baseline["coldCostMs"], 0.70, "{}x"))
    goal("cold cost, to the usual way", (handler["coldCostMs"] / cold.rows["cold/usual Optimal"]["coldCostMs"], 0.27, "{}x"))
    counts = cold.rows["counts of a start/compressor"]
    goal("page faults of start and first event", (counts["pageFaults"], 650, "{}"))
    goal("managed memory allocated before next", (counts["allocatedAtNextKb"], 700, "{} KB"))
    goal("init without warm-up, to the floor", (bare["initMs"] / floor["initMs"], 2, "{}x"))
    goal("init + first without warm-up", (bare["initAndFirstMs"], 12, "{} ms"))
    goal("RSS after the first event", (handler["rssAfterFirstMb"], 20, "{} MB"))
    goal("binary, function's zip", (handler["binaryMb"], 13, "{} MB"), (handler["packageMb"], 6, "{} MB"))
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [["goal", "at most", "measured", ""], ["---", "--:", "--:", "---"], *lines])


def warm(results: Results) -> str:
    groups = dict.fromkeys(name.rpartition("/")[0] for name in results.rows)
    return "\n\n".join(f"{group.split('/')[1]} of {group.split('/')[0]}:\n\n{results.table(group, WARM)}" for group in groups)


def main(folder: pathlib.Path) -> None:
    cold, events, data = (Results(folder / f"{name}.json") for name in ("cold", "events", "data"))
    text = DOCUMENT.read_text()
    for name, block in {
        "measured": f"Measured {cold.day} on {cold.machine['processors']} x {cold.machine['processor']} ({cold.machine['system']}), a virtual machine, quiet, where a page of memory costs {cold.machine['pageMicroseconds']:.2f} µs.",
        "goals": goals(cold, events),
        "cold": cold.table("cold", COLD),
        "counts": cold.table("counts of a start", COUNTS),
        "phases": cold.table("phases in ms", PHASES),
        "warm": warm(events),
        "data": warm(data),
    }.items():
        text, found = re.subn(f"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", lambda match: match[1] + block + "\n" + match[2], text, flags=re.S)
        if found != 1:
            raise SystemExit(f"docs/performance.md has no place for {name}.")
    DOCUMENT.write_text(text)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
