"""pictures.py [RUN]: draws the pictures of README.md into docs/pictures, as SVG that follows the reader's light or dark theme.

RUN is a file with what `make run` printed; without it only the pipeline is drawn.
"""

import pathlib
import sys
import textwrap
from html import escape

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "docs" / "pictures"

STYLE = """
  svg { --page: #fbfbf9; --card: #ffffff; --text: #1c2024; --quiet: #565e66; --rule: #8a939b; --mark: #0063a8; --bad: #b3261e; }
  @media (prefers-color-scheme: dark) {
    svg { --page: #14171a; --card: #1c2024; --text: #e8eaec; --quiet: #a7b0b8; --rule: #69727a; --mark: #6cb6f2; --bad: #ff9d94; }
  }
  .page { fill: var(--page); } .box { fill: var(--card); stroke: var(--rule); stroke-width: 1.5; }
  .mark { stroke: var(--mark); stroke-width: 2.5; } .bad { stroke: var(--bad); }
  text { font: 14px system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; fill: var(--text); }
  .name { font-weight: 650; } .quiet { fill: var(--quiet); font-size: 12.5px; } .middle { text-anchor: middle; }
  .arrow { stroke: var(--rule); stroke-width: 1.8; fill: none; marker-end: url(#head); } .head { fill: var(--rule); }
  .line { font: 13px ui-monospace, "Liberation Mono", Menlo, Consolas, monospace; white-space: pre; }
"""

# Left edge, top, width, name, lines, class of its frame.
BOXES = [
    (20, 40, 170, "S3, incoming/", ["<shard>/a/b.json", "millions of uploads"], ""),
    (270, 40, 170, "Queue", ["Lambda's own,", "holds events 6 hours"], ""),
    (520, 40, 200, "Lambda: bootstrap", ["GET, compress, PUT", "one outcome per object"], "mark"),
    (810, 40, 170, "S3, processed/", ["<shard>/a/b.zip", "names its upload"], ""),
    (520, 205, 200, "Dead-letter queue", ["the event and its error", "kept until the file expires"], "bad"),
    (810, 205, 170, "Alarm, runbook", ["e-mail with a link", "to what to do"], ""),
]
BOX_HEIGHT = 92
MAX_COLUMNS = 100
ARROWS = [
    ("M190 86 H268", 229, 76, "event"),
    ("M440 86 H518", 479, 76, ""),
    ("M720 86 H808", 764, 76, "PUT"),
    ("M620 132 V203", 628, 172, "failed three times, or too old"),
    ("M720 251 H808", 764, 241, ""),
    ("M520 251 H355 V134", 378, 241, "compressor redrive"),
]


def document(width: int, height: int, title: str, body: list[str]) -> str:
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path class="head" d="M0 0 L8 4 L0 8 z"/></marker></defs>',
        f'<rect class="page" width="{width}" height="{height}" rx="10"/>',
        *body,
        "</svg>",
        "",
    ])


def pipeline() -> str:
    body = []
    for path, x, y, label in ARROWS:
        body.append(f'<path class="arrow" d="{path}"/>')
        anchor = "" if label.startswith("failed") or label == "compressor redrive" else " middle"
        body += [f'<text class="quiet{anchor}" x="{x}" y="{y}">{escape(label)}</text>'] if label else []
    for left, top, width, name, lines, frame in BOXES:
        body.append(f'<rect class="box {frame}" x="{left}" y="{top}" width="{width}" height="{BOX_HEIGHT}" rx="8"/>')
        body.append(f'<text class="name" x="{left + 14}" y="{top + 28}">{escape(name)}</text>')
        body += [f'<text class="quiet" x="{left + 14}" y="{top + 52 + 20 * row}">{escape(line)}</text>' for row, line in enumerate(lines)]
    return document(1000, 345, "Uploads to S3 become events, Lambda makes the archives, failures go to a dead-letter queue", body)


def terminal(text: str) -> str:
    # What is indented is the detail of a step, and too much for a picture.
    printed = (line for line in text.rstrip().splitlines() if not line.startswith("    ") or line.lstrip().startswith("done in "))
    lines = ["$ make run", *(part for line in printed for part in textwrap.wrap(line, MAX_COLUMNS, subsequent_indent="  ") or [""])]
    body = [f'<text class="line" x="18" y="{32 + 18 * row}" xml:space="preserve">{escape(line)}</text>' for row, line in enumerate(lines)]
    width = max(640, 36 + round(7.9 * max(map(len, lines))))
    return document(width, 46 + 18 * len(lines), "What make run prints", body)


def main(arguments: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "pipeline.svg").write_text(pipeline())
    if arguments:
        (FOLDER / "run.svg").write_text(terminal(pathlib.Path(arguments[0]).read_text()))


if __name__ == "__main__":
    main(sys.argv[1:])
