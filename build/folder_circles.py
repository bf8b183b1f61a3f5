"""folder_circles.py [MAX]: lists the pairs of folders below src that use each other, by their `using` directives; fails above MAX pairs.

A folder's uses are those of all files in and below it. A folder and one inside it do not count as a pair: they share a name.
"""

import pathlib
import re
import sys
from collections import defaultdict

ROOT = pathlib.Path(__file__).resolve().parent.parent


def prefixes(namespace: str) -> list[str]:
    """Compressor.Cli.Local.Moto gives itself, Compressor.Cli.Local and Compressor.Cli."""
    parts = namespace.split(".")
    return [".".join(parts[:length]) for length in range(2, len(parts) + 1)]


def read_uses() -> dict[str, dict[str, str]]:
    """For each folder, as a namespace, the folders that it uses, each with one file that does."""
    files = {path: "Compressor." + ".".join(path.relative_to(ROOT / "src").parent.parts) for path in sorted((ROOT / "src").rglob("*.cs"))}
    folders = {folder for namespace in files.values() for folder in prefixes(namespace)}
    uses: dict[str, dict[str, str]] = defaultdict(dict)
    for path, namespace in files.items():
        for line in re.findall(r"^using (?:static )?(Compressor\.[\w.]+);", path.read_text(), re.MULTILINE):
            used = next((folder for folder in reversed(prefixes(line)) if folder in folders), None)
            for target in prefixes(used) if used else []:
                for source in prefixes(namespace):
                    if not (source + ".").startswith(target + ".") and not (target + ".").startswith(source + "."):
                        uses[source].setdefault(target, str(path.relative_to(ROOT)))
    return uses


def main(limit: int) -> int:
    uses = read_uses()
    pairs = [(left, right) for left in sorted(uses) for right in sorted(uses[left]) if left < right and left in uses.get(right, {})]
    for left, right in pairs:
        print(f"{left} <-> {right}: {uses[left][right]}, {uses[right][left]}")
    if len(pairs) > limit:
        print(f"{len(pairs)} pairs of folders use each other; at most {limit} may.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
