"""cost_tables.py [--check] [--compressor FILE]: writes the figures of docs/cost.md, by running the commands beside them.

Everything between `<!-- NAME -->` and `<!-- end of NAME -->` comes from here. `make figures` calls it, after a new measurement, on a quiet
machine. With --check nothing is written: what `compressor plan` says is compared, and what was measured or simulated is left alone.
"""

import pathlib
import re
import sys

import cost_runs
from cost_runs import ACCOUNT, QUEUE, ROOT, bench, hour, memory, pipeline, run, table

DOCUMENT = ROOT / "docs" / "cost.md"
DELETE = "--source-after-success delete"

ANSWERS = [
    ("defaults: sources kept 7 days, archives 30", ""),
    ("sources deleted once archived", DELETE),
    ("… on arm64", f"{DELETE} --architecture arm64"),
    ("… with 256 MB", f"{DELETE} --architecture arm64 --memory 256"),
    ("archives kept 7 days", f"{DELETE} --processed STANDARD:7"),
    ("archives kept 1 day, `fast`", f"{DELETE} --processed STANDARD:1 --compression fast"),
    ("archives kept 90 days", f"{DELETE} --processed STANDARD:90"),
    ("… as zstd", f"{DELETE} --processed STANDARD:90 --format zstd"),
    ("… in GLACIER_IR from the start", f"{DELETE} --processed GLACIER_IR:90"),
    ("… in INTELLIGENT_TIERING, if nobody reads them", f"{DELETE} --processed INTELLIGENT_TIERING:90"),
    ("… STANDARD for 30 days, then GLACIER_IR", f"{DELETE} --processed STANDARD:30,GLACIER_IR:60"),
]


BYTES_PER_HOUR = 10**10
OBJECT_SIZES = [("2 KB", 2000), ("10 KB", 10**4), ("100 KB", 10**5), ("1 MB", 10**6), ("10 MB", 10**7), ("50 MB", 5 * 10**7)]


def plan(flags: str = "") -> dict:
    return run(" ".join(filter(None, ["plan", ACCOUNT, flags])))


def line(of: dict, component: str) -> float:
    return sum(entry["dollars"] for entry in of["monthly"]["lines"] if entry["component"].startswith(component))


def dollars(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 1000 else f"{amount:,.2f}"


def headline() -> str:
    usual = plan()
    making, keeping, sources = usual["monthly"]["processingDollars"], line(usual, "Archives"), line(usual, "Sources")
    return (
        "For 1,000,000 files of 10 MB an hour (720 million a month, 7.2 PB), a month costs:\n\n"
        f"- **about ${round(making, -2):,.0f} to make the archives**\n"
        f"- **${round(keeping, -2):,.0f} to keep the archives for 30 days**\n"
        f"- **${round(sources, -2):,.0f} to keep the sources for 7 days**"
    )


def answer() -> str:
    rows = []
    for label, flags in ANSWERS:
        month = plan(flags)["monthly"]
        costs = [dollars(month["dollars"]), dollars(month["processingDollars"]), f"{month['dollarsPerMillionFiles']:,.2f}"]
        rows.append([label, f"`{flags}`" if flags else "", *costs])
    return table(["", f"`compressor plan {ACCOUNT}` with", "$ a month", "of which processing", "$ a million files"], rows, 2)


def savings() -> str:
    usual, deleted = plan(), plan(DELETE)
    paths = ("STANDARD:90", "GLACIER_IR:90", "INTELLIGENT_TIERING:90", "STANDARD:30,GLACIER_IR:60")
    standard, instant, tiering, moved = (plan(f"{DELETE} --processed {path}") for path in paths)
    even = [between["days"] for between in deleted["presets"]["breakEvens"]]
    arm, zstd = plan(f"{DELETE} --architecture arm64"), plan(f"{DELETE} --format zstd")
    watching = line(tiering, "Archives in INTELLIGENT_TIERING, monitoring")
    saved = lambda one, other, key="dollars": one["monthly"][key] - other["monthly"][key]
    return "\n".join([
        f"1. `source_after_success = \"delete\"` saves ${saved(usual, deleted):,.0f}.",
        "2. `storage_class = \"GLACIER_IR\"`, if archives stay for 90 days and are seldom read. Set at the",
        f"   PUT, it costs ${saved(instant, standard, 'processingDollars'):,.0f} more for requests and saves "
        f"${saved(standard, instant, 'storageDollars'):,.0f} of storage. S3",
        "   charges for at least 90 days, and for reading. Moving archives there later costs one request",
        f"   each, ${line(moved, 'Archives to'):,.0f} a month. INTELLIGENT_TIERING saves ${saved(standard, tiering):,.0f}, "
        f"after ${watching:,.0f} for monitoring.",
        "   It has no minimum and no charge for reading, but each read starts its 30 and 90 days again.",
        f"3. `compression`: for zip and gzip, `balanced` is cheapest if archives stay between {even[0]:.0f} and {even[1]:.0f} days,",
        "   `fast` below that, and `small` above (STANDARD, x86_64).",
        f"4. `format = \"zstd\"`, if what reads the archives knows it, saves ${saved(deleted, zstd):,.0f}: "
        f"${saved(deleted, zstd, 'storageDollars'):,.0f} of storage. Other data",
        "   saves more, or nothing: see [formats](performance.md#formats).",
        f"5. `architecture = \"arm64\"` saves ${saved(deleted, arm):,.0f}.",
        "6. `memory_size`: see below.",
    ])


def sizes() -> str:
    """The same bytes an hour in objects of each size."""
    rows = []
    for name, size in OBJECT_SIZES:
        found = plan(f"--size {name.replace(' ', '')} --files-per-hour {BYTES_PER_HOUR // size}")
        lines = [entry for entry in found["monthly"]["lines"] if entry["group"] == "processing"]
        requests = sum(entry["dollars"] for entry in lines if entry["part"] in ("requests", "s3Requests"))
        processing = found["monthly"]["processingDollars"]
        rows.append([name, f"{BYTES_PER_HOUR // size:,}", dollars(processing), f"{requests / processing:.0%}".replace("%", " %")])
    return table(["objects of", "an hour", "processing, $ a month", "of which requests"], rows, 0)


def scale() -> str:
    usual, deleted = plan(), plan(DELETE)
    rate = lambda of, key: of["requests"][0][key] / of["requests"][0]["limit"]
    mean, burst = usual["concurrency"]["mean"], usual["concurrency"]["burst"]
    return (
        f"**Does it scale?** {mean:.0f} environments are busy on average, and {burst:.0f} in a burst of 5x. A new account\n"
        f"can give 900. The requests are {rate(usual, 'mean') * 100:.0f} % of what one S3 prefix serves, "
        f"{rate(usual, 'burst') * 100:.0f} % in a burst, and\n"
        f"{rate(deleted, 'burst') * 100:.0f} % with deletes. Spread over 256 shards, that is next to nothing."
    )


def original() -> str:
    usual, deleted = plan(), plan(DELETE)
    all_logs, lambdas_own, traced = plan("--log-sampling-rate 1"), plan("--system-logs"), plan("--trace-rate 0.05")
    seconds, cpu = usual["function"]["durationSeconds"], usual["function"]["cpuSeconds"] * 1000
    watching = sum(line(usual, name) for name in ("Logs, metrics", "Metrics", "Alarms", "Dashboard"))
    rows = [
        [
            "Lambda compute, x86, 512 MB",
            "$18,000.00: 3 s a file",
            f"${line(usual, 'Lambda compute'):,.0f}: {seconds:.3f} s",
            f"3 s were assumed; {cpu:.0f} ms of CPU take {cpu * 1769 / 512:.0f} ms at 0.29 of a vCPU, and S3 takes the rest",
        ],
        ["Lambda requests", "$144.00", f"${line(usual, 'Lambda requests'):,.0f}", "nothing: one per file"],
        ["S3 requests", "$3,888.00", f"${line(usual, 'S3 '):,.0f}", "nothing: one GET and one PUT per file, no HEAD"],
        [
            "storage",
            "$5,331.20: sources for one day",
            f"${line(usual, 'Sources'):,.0f} + ${line(usual, 'Archives'):,.0f}",
            "sources for 7 days (none with `delete`, which removes them within seconds), and archives for 30 days; the original kept none",
        ],
        ["container image", "$0.20", "$0", "a zip of 4 MB"],
        ["X-Ray", "not counted", "$0", f"off; its default of 5 % costs ${line(traced, 'X-Ray'):,.0f} (`--trace-rate 0.05`)"],
        [
            "logs, application",
            "not counted: $360",
            f"${line(usual, 'Logs, application'):.2f}",
            f"1 % of invocations; all of them would cost ${line(all_logs, 'Logs, application'):,.0f} (`--log-sampling-rate 1`)",
        ],
        [
            "logs, system",
            "not counted",
            "$0",
            f"Terraform turns Lambda's own lines off: ${line(lambdas_own, 'Logs, system'):,.0f} (`--system-logs`)",
        ],
        ["metrics, alarms, dashboard", "not counted", f"${watching:.2f}", "one line a minute in embedded metric format"],
        [
            "concurrency",
            "831",
            f"{usual['concurrency']['mean']:.0f}",
            f"277.78 files a second x {seconds:.3f} s; the original rounded 277.78 down to 277, x 3 s",
        ],
        ["**processing**", "**$22,032.20**", f"**${usual['monthly']['processingDollars']:,.0f}**", ""],
        [
            "**all**",
            "**$27,363.40**",
            f"**${usual['monthly']['dollars']:,.0f}**, or **${deleted['monthly']['dollars']:,.0f}** with `delete`",
            "most of it is for keeping archives for 30 days",
        ],
    ]
    return table(["", "original", "here", "what changed"], rows, 4)


def ways() -> str:
    return table(["", "$ a month"], [[way["name"], dollars(way["dollars"])] for way in plan()["alternatives"]], 1)


def queue() -> str:
    """The bill of queue mode, line by line, for a million files; and how it follows the processor."""
    large = f"{QUEUE} --batch-size 100"
    plans = [plan(flags) for flags in ("--event-source queue", QUEUE, large, f"{large} --architecture arm64")]
    cost = lambda of, *components: sum(line(of, name) for name in components) / of["workload"]["filesPerMonth"] * 1e6
    shown = {
        "Lambda compute": "the time of invocations: CPU at 0.29 of a vCPU for each file, and waiting for S3 once for each batch",
        "SQS requests": "S3 sends a message for each file; the mapping receives and deletes ten at a time, or a batch if that has fewer",
        "Lambda requests": "one for each batch",
        "S3 PUT": "one for each archive",
        "S3 GET": "one for each file",
    }
    rows = [[name, *(f"{cost(each, name):.2f}" for each in plans), why] for name, why in shown.items()]
    rest = [each["monthly"]["processingDollars"] / each["workload"]["filesPerMonth"] * 1e6 - cost(each, *shown) for each in plans]
    rows.append(["logs, metrics, alarms, inits", *(f"{each:.2f}" for each in rest), "as in direct mode, and the mapping's five metrics"])
    totals = [each["monthly"]["processingDollars"] / each["workload"]["filesPerMonth"] * 1e6 for each in plans]
    rows.append(["**all**", *(f"**{each:.2f}**" for each in totals), ""])
    columns = ["$ a million files", "no window, `batch_size` 10", "window 1 s, 10", "window 1 s, 100", "… on arm64", "what it is"]
    bill = "\n".join(re.sub(r"--: \|$", "--- |", row) for row in table(columns, rows, 1).split("\n"))
    measured = plans[0]["function"]["cpuSeconds"] * 1000
    speeds = []
    for cpu in (55, 60, 65, 70):
        each = [plan(f"{flags} --cpu-ms {cpu}") for flags in (QUEUE, large, f"{large} --architecture arm64")]
        speeds.append([f"{cpu} ms", *(f"{one['monthly']['processingDollars'] / one['workload']['filesPerMonth'] * 1e6:.2f}" for one in each)])
    speeds.append([f"{measured:.1f} ms, as measured for this page", *(f"{each:.2f}" for each in totals[1:])])
    return bill + "\n\n" + table(["CPU time of a file", "`batch_size` 10", "100", "100 on arm64"], speeds, 1)


PLANNED = [headline, answer, savings, sizes, scale, original, ways, queue, bench]
MEASURED = [pipeline, hour, memory]


def fill(document: str, block) -> str:
    name = block.__name__
    pattern = rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)"
    if not re.search(pattern, document, re.DOTALL):
        raise SystemExit(f"docs/cost.md: the lines '<!-- {name} -->' and '<!-- end of {name} -->' must stay")
    return re.sub(pattern, lambda match: f"{match[1]}\n{block()}\n\n{match[2]}", document, flags=re.DOTALL)


def main(arguments: list[str]) -> int:
    if "--compressor" in arguments:
        cost_runs.compressor = pathlib.Path(arguments[arguments.index("--compressor") + 1]).resolve()
    check = "--check" in arguments
    current = wanted = DOCUMENT.read_text()
    stale = []
    for block in PLANNED if check else PLANNED + MEASURED:
        before, wanted = wanted, fill(wanted, block)
        stale += [block.__name__] if before != wanted else []
    if check and stale:
        names = ", ".join(stale)
        print(f"docs/cost.md has other figures than compressor plan in: {names}.", file=sys.stderr)
        print("Run build/cost_tables.py, or make figures to measure again.", file=sys.stderr)
    if not check and wanted != current:
        DOCUMENT.write_text(wanted)
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
