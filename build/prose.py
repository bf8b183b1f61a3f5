"""prose.py: checks the documents: no line of prose is too long, and every link leads to a file, a folder or a heading that exists.

Tables, code, headings, comments and lines that are one link have no limit. Links to other hosts are not followed.
"""

import pathlib
import re
import subprocess
import sys
from functools import cache

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAX_COLUMNS = 100
FENCE = re.compile(r"^ *(```|~~~)")
UNLIMITED = re.compile(r"^ *(\||#|<!--|!?\[[^\]]*\]\([^)]*\)[.,;:]?$|<\S+>$|[^ ]*$)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def documents() -> list[pathlib.Path]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = (name for name in sorted(listed.stdout.splitlines()) if "/AnalyzerReleases." not in name)  # those have the compiler's format
    return [ROOT / name for name in names if (ROOT / name).exists()]


def prose(path: pathlib.Path) -> list[tuple[int, str]]:
    """The numbered lines that are not code: neither fenced, nor indented by four columns more than the list they are in."""
    lines, fenced, indent, blank = [], False, 0, True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            continue
        width = len(line) - len(line.lstrip())
        item = re.match(r"^( *)([-*]|\d+\.) +", line)
        code = blank and width >= indent + 4 and not item
        if item and not code:
            indent = len(item[0])
        elif line.strip() and width < indent:
            indent = 0 if width == 0 else width
        if not code:
            lines.append((number, line))
        blank = not line.strip() or code
    return lines


@cache
def headings(path: pathlib.Path) -> frozenset[str]:
    """The anchors of a document's headings, as GitHub makes them: a repeated one gets -1, -2 and so on."""
    found: dict[str, int] = {}
    anchors = set()
    for _, line in prose(path):
        heading = re.match(r"^#+ +(.+?) *#*$", line)
        if heading:
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).lower()
            anchor = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
            anchors.add(f"{anchor}-{found[anchor]}" if anchor in found else anchor)
            found[anchor] = found.get(anchor, 0) + 1
    return frozenset(anchors)


def dead(link: str, document: pathlib.Path) -> bool:
    if re.match(r"^[a-z]+:", link):
        return False
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    return not target.exists() or (anchor != "" and target.suffix == ".md" and anchor not in headings(target))


def find_problems(path: pathlib.Path) -> list[str]:
    name = path.relative_to(ROOT)
    problems = []
    for number, line in prose(path):
        if len(line) > MAX_COLUMNS and not UNLIMITED.match(line):
            problems.append(f"{name}:{number}: {len(line)} columns; at most {MAX_COLUMNS}")
        without_code = re.sub(r"`[^`]*`", "", line)
        problems += [f"{name}:{number}: the link {link} leads nowhere" for link in LINK.findall(without_code) if dead(link, path)]
    return problems


def main() -> int:
    problems = [problem for path in documents() for problem in find_problems(path)]
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
