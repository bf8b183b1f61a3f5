"""code_limits.py: fails where a line of C# is too long, or a file of C# has too many lines; names each place."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAX_COLUMNS = 140
MAX_LINES = 200


def find_problems(path: pathlib.Path) -> list[str]:
    name = path.relative_to(ROOT)
    lines = path.read_text(encoding="utf-8").splitlines()
    problems = [f"{name}:{number}: {len(line)} columns; at most {MAX_COLUMNS}" for number, line in enumerate(lines, 1) if len(line) > MAX_COLUMNS]
    if len(lines) > MAX_LINES:
        problems.append(f"{name}: {len(lines)} lines; at most {MAX_LINES}")
    return problems


def main() -> int:
    problems = [problem for folder in ("src", "tests", "samples") for path in sorted((ROOT / folder).rglob("*.cs")) for problem in find_problems(path)]
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
