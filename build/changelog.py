"""changelog.py [--released] VERSION: prints the section of CHANGELOG.md about VERSION, which are the notes of its release.

With --released it fails where the section has no date yet.
"""

import pathlib
import re
import sys

CHANGELOG = pathlib.Path(__file__).resolve().parent.parent / "CHANGELOG.md"


def main(version: str, must_be_released: bool) -> None:
    sections = re.split(r"^## ", CHANGELOG.read_text(), flags=re.MULTILINE)[1:]
    for section in sections:
        heading, _, text = section.partition("\n")
        if heading.startswith(f"[{version}]"):
            if must_be_released and not re.fullmatch(r"\[[^\]]+\] - \d{4}-\d{2}-\d{2}", heading):
                raise SystemExit(f"CHANGELOG.md: the section of {version} needs its date: ## [{version}] - 2026-11-28")
            print(text.strip())
            return
    raise SystemExit(f"CHANGELOG.md has no section about {version}")


if __name__ == "__main__":
    main(sys.argv[-1], "--released" in sys.argv[1:-1])
