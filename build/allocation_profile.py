#!/usr/bin/env python3
"""allocation_profile.py: says what a start and its first event allocate on the managed heap, by type and by method.

It puts a probe on each of the runtime's allocation helpers in the published function, lets `compressor bench --cold` start it, and adds up
the objects of one start with their stacks. It needs root, Linux's perf, and `make bench` to have been run once.
"""

import bisect
import collections
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parent.parent
FOLDER = ROOT / "artifacts/package/x86_64"
BENCH = [ROOT / "artifacts/bin/Compressor.Lab/release/compressor-lab", "bench", "--references", "artifacts/bench"]
BENCH += ["--package", "artifacts/package/function-x86_64.zip", "--bootstrap", FOLDER / "bootstrap", "--cold", "--starts", "1"]
PROBES = pathlib.Path("/sys/kernel/tracing/uprobe_events")
BASE = 0x400000  # where the linker puts an executable that is not position-independent
FIXED = ["RhpNewFast", "RhpNewFinalizable"]
HELPERS = [*FIXED, "RhNewString", "RhpNewArrayFast", "RhpNewPtrArrayFast", "RhpNewVariableSizeObject"]
SHOWN = 10_000  # bytes


class Executable:
    """The function's symbols, and what it says of its types."""

    def __init__(self):
        lines = subprocess.check_output(["nm", FOLDER / "bootstrap.dbg"], text=True).splitlines()
        symbols = sorted((int(address, 16), name) for address, _, name in (line.split(None, 2) for line in lines if line[0] != " "))
        self.addresses, self.names = zip(*symbols)
        self.by_name = {name: address for address, name in symbols}
        self.bytes = (FOLDER / "bootstrap").read_bytes()
        headers = subprocess.check_output(["readelf", "-lW", FOLDER / "bootstrap"], text=True).splitlines()
        loads = [line.split() for line in headers if line.split()[:1] == ["LOAD"]]
        self.segments = [tuple(int(field, 16) for field in (load[1], load[2], load[4])) for load in loads]

    def name(self, address: int) -> str:
        return self.names[max(bisect.bisect_right(self.addresses, address) - 1, 0)]

    def size(self, helper: str, method_table: int, count: int) -> int:
        """Bytes of an object: the method table has the size of a component in 2 bytes, 2 of flags, and the base size in 4."""
        starts = [at + method_table - address for at, address, length in self.segments if address <= method_table < address + length]
        # A type that is made while the process runs is not in the file: it is counted as an array of references.
        component, _, base = struct.unpack_from("<HHI", self.bytes, starts[0]) if starts else (8, 0, 24)
        return base if helper in FIXED else (base + count * component + 7) // 8 * 8


def record(executable: Executable, data: str) -> None:
    PROBES.write_text("\n")
    probes = os.open(PROBES, os.O_WRONLY | os.O_APPEND)  # One probe for each write; and Python's own files seek, which the kernel refuses.
    for helper in HELPERS:
        probe = f"p:allocation/{helper} {FOLDER}/bootstrap:{executable.by_name[helper] - BASE:#x} t=%di:x64 n=%si:x64\n"
        os.write(probes, probe.encode())
    os.close(probes)
    perf = ["perf", "record", "-q", "-a", "-e", "allocation:*", "--call-graph", "fp", "-m", "1024", "-o", data, "--"]
    try:
        subprocess.run([*perf, *BENCH], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    finally:
        PROBES.write_text("\n")


def processes(data: str):
    """Every allocation by process, in the order of starting: helper, method table, count, stack."""
    found = collections.OrderedDict()
    fields = "pid,event,trace,ip"
    for line in subprocess.check_output(["perf", "script", "-i", data, "-F", fields], text=True, stderr=subprocess.DEVNULL).splitlines():
        if match := re.search(r"(\d+)\s+allocation:(\w+):.*t=(0x\w+) n=(0x\w+)", line):
            stack = []
            found.setdefault(match[1], []).append((match[2], int(match[3], 16), int(match[4], 16), stack))
        elif line.strip():
            address = int(line.split()[0], 16)
            stack.append(address + BASE if address < BASE else address)
    return list(found.values())


def main() -> None:
    executable = Executable()
    with tempfile.TemporaryDirectory() as folder:
        record(executable, f"{folder}/perf.data")
        start = processes(f"{folder}/perf.data")[0]  # The function as it is; the other programs, and what they log, come after it.
    types, methods = collections.Counter(), collections.Counter()
    for helper, method_table, count, stack in start:
        size = executable.size(helper, method_table, count)
        types[executable.name(method_table)] += size
        for method in {executable.name(address) for address in stack[1:]}:
            methods[method] += size
    print(f"{sum(types.values()):,} bytes in {len(start):,} objects")
    for title, counts in (("type", types), ("method, with what it calls", methods)):
        print(f"\n   bytes  {title}")
        for name, size in counts.most_common():
            if size >= SHOWN:
                print(f"{size:8}  {name[:120]}")


if __name__ == "__main__":
    sys.exit(main())
