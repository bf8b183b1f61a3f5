"""Measures and simulates for docs/cost.md, and runs the commands on it; cost_tables.py puts the results into the page."""

import json
import pathlib
import resource
import subprocess
import time
from functools import cache

ROOT = pathlib.Path(__file__).parent.parent
ACCOUNT = "--account-concurrency 3000"
SIMULATIONS = ["", "--sweep reserved_concurrency=200..2000 --target-p99 10", "--reserved-concurrency 500", "--outage 20..50"]
QUEUE = "--event-source queue --batching-window 1"
OUTAGES = ["--outage 20..50 --failure-rate 0", "--minutes 180 --outage 20..140 --failure-rate 0"]

compressor = ROOT / "artifacts" / "compressor"


@cache
def run(command: str) -> dict:
    """Runs a command of compressor with --json. Its exit code is 1 if a bottleneck needs action."""
    done = subprocess.run([compressor, *command.split(), "--json"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, 1) or not done.stdout:
        raise SystemExit(f"compressor {command}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def table(headings: list[str], rows: list[list[str]], figures: int) -> str:
    """A Markdown table whose last columns, from the one numbered `figures` on, hold figures."""
    rules = ["---" if index < figures else "--:" for index in range(len(headings))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [headings, rules, *rows])


def pipeline() -> str:
    rows = []
    for flags in [*SIMULATIONS, QUEUE, *(f"{QUEUE} {outage}" for outage in OUTAGES)]:
        found = run(" ".join(filter(None, ["simulate", ACCOUNT, flags])))
        p99, letters = found["latency"]["p99"], sum(found["deadLetters"].values())
        smallest = f", with {found['minConcurrency']}, the smallest that does" if found.get("minConcurrency") else ""
        latency = f"{p99:.1f} s{smallest}" if p99 < 120 else f"{p99 / 60:.0f} min" if p99 < 7200 else f"{p99 / 3600:.1f} h"
        counts = [found["peakConcurrency"], found["peakWaiting"], letters, found["lost"]]
        rows.append([f"`{flags}`" if flags else "", latency, *(f"{count:,}" for count in counts)])
    columns = ["p99 from upload to archive", "most environments", "most waiting", "dead letters", "lost"]
    return table([f"`compressor simulate {ACCOUNT}` with", *columns], rows, 1)


def hour() -> str:
    """The benchmark row of the simulation: its first run again, on one core."""
    used = lambda: resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime + resource.getrusage(resource.RUSAGE_CHILDREN).ru_stime
    found, took = 0, []
    for _ in range(3):
        cpu, wall = used(), time.monotonic()
        command = ["taskset", "-c", "0", compressor, "simulate", *ACCOUNT.split(), "--json"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        took.append((time.monotonic() - wall, used() - cpu))
        found = json.loads(done.stdout)["files"]
    wall, cpu = sorted(took)[1]
    return (
        f"To simulate that hour of {found:,} files takes {wall:.1f} s on one core, of which {cpu:.1f} s are CPU time\n"
        f"(the median of three runs of `taskset -c 0 compressor simulate {ACCOUNT} --json`)."
    )


def memory() -> str:
    rows = []
    for size in run("tune")["sizes"]:
        row = [f"{size['memorySize']:,}"]
        row += [size["problem"], "", "", "", "", "", ""] if size["problem"] else [
            f"{size['p50']:,.0f} ms",
            f"{size['p99']:,.0f} ms",
            f"{size['cpuMilliseconds']:.0f} ms",
            f"{size['initMilliseconds']:.0f} ms",
            f"{size['peakMegabytes']:.0f} MB",
            f"{size['dollarsPerMillionX64']:.2f}",
            f"{size['dollarsPerMillionArm64']:.2f}",
        ]
        rows.append(row)
    found = run("tune")
    cheapest, fastest, balanced = (f"{found['picks'][name]:,} MB" for name in ("cheapest", "fastest", "balanced"))
    columns = ["MB", "p50", "p99", "CPU", "init", "peak memory", "$ a million, x86_64", "arm64"]
    return table(columns, rows, 0) + f"\n\nThe cheapest size is {cheapest}, the fastest {fastest}, and the balanced one {balanced}."


def bench() -> str:
    measured = json.loads((ROOT / "src" / "Cli" / "Capacity" / "Planning" / "bench.json").read_text())
    figures = {row["name"]: row["figures"] for row in measured["rows"]}
    rows = []
    for name in [f"{format}{preset}" for format in ("", "gzip ", "zstd ") for preset in ("fast", "balanced", "small")]:
        row = figures[f"events/10 MB/{name}"]
        rows.append([f"`{name}`", f"{row['cpuMs']:.1f}", f"{row['cpuOverEngineMs']:.1f}", f"{row['ratio']:.3f}"])
    machine = f"{measured['machine']['processors']} x {measured['machine']['processor']}"
    return "\n".join([
        table(["10 MB of events", "CPU ms", "of which around the engine", "ratio"], rows, 1),
        "",
        f"Measured {measured['time'][:10]} on {machine}. For the time around the engine, a plan\ntakes the median of these.",
    ])
