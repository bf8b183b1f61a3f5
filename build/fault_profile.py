#!/usr/bin/env python3
"""fault_profile.py: says in which mappings the page faults of a start and its first event are.

It has Linux's perf note every fault while `compressor bench --cold` starts the function, and sorts those of one start by what is mapped
there. It needs root, perf, and `make bench` to have been run once.
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

from allocation_profile import BENCH, ROOT

MAPPING = re.compile(r"PERF_RECORD_MMAP2 (\d+)/\d+: \[(0x\w+)\((0x\w+)\).*: (\S{4}) (.+)")
FAULT = re.compile(r"^\s*(\d+)\s+page-faults:\s+(\w+)")
MANAGED_HEAP = 64 << 10  # bytes that .NET's collector commits at once


def name(length: int, access: str, path: str) -> str:
    if path == "//anon":
        return "managed heap" if length == MANAGED_HEAP else f"anonymous, {length >> 10:,} KiB"
    kind = {"r-xp": ", code", "r--p": ", read-only data", "rw-p": ", data"}[access] if path.startswith("/") else ""
    return pathlib.Path(path).name + kind


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/perf.data"
        record = ["perf", "record", "-q", "-e", "page-faults", "-c", "1", "-d", "-m", "1024", "-o", data, "--"]
        subprocess.run([*record, *BENCH], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        script = ["perf", "script", "-i", data, "--show-mmap-events", "-F", "pid,event,addr"]
        lines = subprocess.check_output(script, text=True, stderr=subprocess.DEVNULL).splitlines()
    process, mappings, faults = None, [], collections.Counter()
    for line in lines:
        if mapped := MAPPING.search(line):
            if process is None and mapped[5].endswith("/x86_64/bootstrap"):
                process = mapped[1]  # The first start; the others repeat it.
            if mapped[1] == process:
                start, length = int(mapped[2], 16), int(mapped[3], 16)
                mappings.insert(0, (start, start + length, name(length, mapped[4], mapped[5])))
        elif (fault := FAULT.match(line)) and fault[1] == process:
            address = int(fault[2], 16)
            faults[next((name for start, end, name in mappings if start <= address < end), "C heap and stack")] += 1
    print(f"{sum(faults.values()):,} page faults")
    for where, count in faults.most_common():
        print(f"{count:8}  {where}")


if __name__ == "__main__":
    sys.exit(main())
