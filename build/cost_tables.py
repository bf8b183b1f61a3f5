"""cost_tables.py [--check] [--compressor FILE]: writes the figures of docs/cost.md, by running the commands that stand beside them.

Everything between `<!-- NAME -->` and `<!-- end of NAME -->` comes from here. `make figures` calls it, after a new measurement, on a quiet
machine. With --check nothing is written: what `compressor plan` says is compared, and what was measured or simulated is left alone.
"""

import pathlib
import re
import sys

import cost_runs
from cost_runs import ACCOUNT, ROOT, bench, hour, memory, pipeline, run, table

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
    ("… in GLACIER_IR from the PUT on", f"{DELETE} --processed GLACIER_IR:90"),
    ("… in INTELLIGENT_TIERING, if nobody reads them", f"{DELETE} --processed INTELLIGENT_TIERING:90"),
    ("… STANDARD for 30 days, then GLACIER_IR", f"{DELETE} --processed STANDARD:30,GLACIER_IR:60"),
]


def plan(flags: str = "") -> dict:
    return run(" ".join(filter(None, ["plan", ACCOUNT, flags])))


def line(of: dict, component: str) -> float:
    return sum(entry["dollars"] for entry in of["monthly"]["lines"] if entry["component"].startswith(component))


def dollars(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 1000 else f"{amount:,.2f}"


def headline() -> str:
    usual = plan()
    return (
        "For 1,000,000 files of 10 MB an hour (720 million a month, 7.2 PB): **making the archives costs about "
        f"${round(usual['monthly']['processingDollars'], -2):,.0f} a month, keeping them ${round(line(usual, 'Archives'), -2):,.0f} for 30 days, and keeping the "
        f"sources ${round(line(usual, 'Sources'), -2):,.0f} for 7.**"
    )


def answer() -> str:
    rows = []
    for label, flags in ANSWERS:
        month = plan(flags)["monthly"]
        rows.append([label, f"`{flags}`" if flags else "", dollars(month["dollars"]), dollars(month["processingDollars"]), f"{month['dollarsPerMillionFiles']:,.2f}"])
    return table(["", f"`compressor plan {ACCOUNT}` and", "$ a month", "of that processing", "$ a million files"], rows, 2)


def savings() -> str:
    usual, deleted = plan(), plan(DELETE)
    standard, instant, tiering, moved = (plan(f"{DELETE} --processed {path}") for path in ("STANDARD:90", "GLACIER_IR:90", "INTELLIGENT_TIERING:90", "STANDARD:30,GLACIER_IR:60"))
    even = [between["days"] for between in deleted["presets"]["breakEvens"]]
    arm = plan(f"{DELETE} --architecture arm64")
    saved = lambda one, other, key="dollars": one["monthly"][key] - other["monthly"][key]
    return "\n".join([
        f"1. `source_after_success = \"delete\"`: ${saved(usual, deleted):,.0f}.",
        f"2. `storage_class = \"GLACIER_IR\"` where archives stay 90 days and are seldom read: set at the PUT, it costs ${saved(instant, standard, 'processingDollars'):,.0f} more for requests and saves",
        f"   ${saved(standard, instant, 'storageDollars'):,.0f} of storage. It charges 90 days at least, and for reading. Moving archives there later costs a request each, ${line(moved, 'Archives to'):,.0f} a month.",
        f"   INTELLIGENT_TIERING saves ${saved(standard, tiering):,.0f}, after ${line(tiering, 'Archives in INTELLIGENT_TIERING, monitoring'):,.0f} for watching; it charges no minimum and no reading, but each read begins its 30 and 90 days anew.",
        f"3. `compression`: `balanced` is cheapest between {even[0]:.0f} and {even[1]:.0f} days of retention, `fast` below, `small` above (STANDARD, x86_64).",
        f"4. `architecture = \"arm64\"`: ${saved(deleted, arm):,.0f}. 5. `memory_size`: see below.",
    ])


def scale() -> str:
    usual, deleted = plan(), plan(DELETE)
    rate = lambda of, key: of["requests"][0][key] / of["requests"][0]["limit"]
    return (
        f"**Does it scale?** {usual['concurrency']['mean']:.0f} environments are busy on average and {usual['concurrency']['burst']:.0f} in a burst of 5x. A new account can give 900.\n"
        f"The requests are {rate(usual, 'mean') * 100:.0f} % of what one S3 prefix serves, {rate(usual, 'burst') * 100:.0f} % in a burst, and {rate(deleted, 'burst') * 100:.0f} % with deletes; over 256 shards, nothing."
    )


def original() -> str:
    usual = plan()
    all_logs, lambdas_own, traced = plan("--log-sampling-rate 1"), plan("--system-logs"), plan("--trace-rate 0.05")
    own = lambda of, component: line(of, component)
    rows = [
        ["Lambda compute, x86, 512 MB", "$18,000.00: 3 s a file", f"${own(usual, 'Lambda compute'):,.0f}: {usual['function']['durationSeconds']:.3f} s", f"3 s were assumed; {usual['function']['cpuSeconds'] * 1000:.0f} ms of CPU at 0.29 of a vCPU are {usual['function']['cpuSeconds'] * 1000 * 1769 / 512:.0f} ms, and S3 takes the rest"],
        ["Lambda requests", "$144.00", f"${own(usual, 'Lambda requests'):,.0f}", "nothing: one a file"],
        ["S3 requests", "$3,888.00", f"${own(usual, 'S3 '):,.0f}", "nothing: one GET and one PUT a file, no HEAD"],
        ["storage", "$5,331.20: sources for one day", f"${own(usual, 'Sources'):,.0f} + ${own(usual, 'Archives'):,.0f}", "sources for 7 days (nothing with `delete`: they are gone within seconds), and the archives, 30 days; the original kept none"],
        ["container image", "$0.20", "$0", "a zip of 4 MB"],
        ["X-Ray", "not counted", "$0", f"off; its default of 5 % is ${own(traced, 'X-Ray'):,.0f} (`--trace-rate 0.05`)"],
        ["logs, application", "not counted: $360", f"${own(usual, 'Logs, application'):.2f}", f"1 % of invocations; all of them would be ${own(all_logs, 'Logs, application'):,.0f} (`--log-sampling-rate 1`)"],
        ["logs, system", "not counted", "$0", f"Terraform turns Lambda's own lines off: ${own(lambdas_own, 'Logs, system'):,.0f} (`--system-logs`)"],
        ["metrics, alarms, dashboard", "not counted", f"${sum(own(usual, name) for name in ('Logs, metrics', 'Metrics', 'Alarms', 'Dashboard')):.2f}", "a line a minute in embedded metric format"],
        ["concurrency", "831", f"{usual['concurrency']['mean']:.0f}", f"277.78 files a second x {usual['function']['durationSeconds']:.3f} s; the original cut 277.78 to 277, x 3 s"],
        ["**processing**", "**$22,032.20**", f"**${usual['monthly']['processingDollars']:,.0f}**", ""],
        ["**all**", "**$27,363.40**", f"**${usual['monthly']['dollars']:,.0f}**, or **${plan(DELETE)['monthly']['dollars']:,.0f}** with `delete`", "most of it is keeping archives for 30 days"],
    ]
    return table(["", "original", "here", "what changed"], rows, 4)


def ways() -> str:
    return table(["", "$ a month"], [[way["name"], dollars(way["dollars"])] for way in plan()["alternatives"]], 1)


PLANNED = [headline, answer, savings, scale, original, ways, bench]
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
        print(f"docs/cost.md has other figures than compressor plan in: {', '.join(stale)}. Run build/cost_tables.py, or make figures to measure again.", file=sys.stderr)
    if not check and wanted != current:
        DOCUMENT.write_text(wanted)
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
