"""Makes of Sphinx's pages what the program serves: python finish.py FOLDER

No page keeps a script or a style of its own, which the policy of our pages would not run or apply: they become files.
files.txt lists what is served, and _static/licences.txt holds the licences of what Sphinx and its theme put in.
"""

import hashlib
import re
import sys
from importlib.metadata import distribution
from pathlib import Path

FORBIDDEN = re.compile(r'<script(?![^>]* src=")|<style| style="| on[a-z]+="|="javascript:|<(?:script|img|iframe)[^>]* src="(?:https?:)?//')
UNNEEDED = [".buildinfo", "objects.inv", "_static/styles/*.map", "_static/scripts/*.map", "_static/debug.css", "_static/skeleton.css"]
# What the theme leaves out: names and levels for who hears a page, and a way into what scrolls for who has no mouse.
MENDED = [
    ('role="heading">', 'role="heading" aria-level="2">'),
    ("<pre>", '<pre tabindex="0">'),
    ('<div class="table-wrapper ', '<div tabindex="0" class="table-wrapper '),
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="All pages">'),
    ('<aside class="toc-drawer', '<aside aria-label="On this page" class="toc-drawer'),
    # No browser asks for one of its own then.
    ("</head>", '<link rel="icon" href="data:,"></head>'),
]
# What of these lies in a page or beside it.
PARTS = ["Sphinx", "furo", "snowballstemmer"]


def finish(out):
    for pattern in UNNEEDED:
        for file in out.glob(pattern):
            file.unlink()
    for page in sorted(out.rglob("*.html")):
        move_inline_parts(out, page)
    (out / "_static" / "licences.txt").write_text("\n\n".join(licence(part) for part in PARTS))
    files = sorted(str(file.relative_to(out)) for file in out.rglob("*") if file.is_file())
    (out / "files.txt").write_text("".join(name + "\n" for name in files))


def move_inline_parts(out, page):
    up = "../" * (len(page.relative_to(out).parts) - 1)
    sheets = set()

    def file(content, end):
        name = "_static/inline/" + hashlib.sha256(content.encode()).hexdigest()[:12] + end
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text(content)
        return up + name

    def sheet(content):
        return f'<link rel="stylesheet" href="{file(content, ".css")}">'

    def classed(tag):
        name = "s" + hashlib.sha256(tag[2].encode()).hexdigest()[:8]
        sheets.add(sheet(f".{name} {{ {tag[2]} }}\n"))
        rest = tag[1] + tag[3]
        if ' class="' in rest:
            return rest.replace(' class="', f' class="{name} ', 1)
        return f'{tag[1]} class="{name}"{tag[3]}'

    text = page.read_text()
    text = re.sub(r"<script>(.*?)</script>", lambda found: f'<script src="{file(found[1], ".js")}"></script>', text, flags=re.S)
    text = re.sub(r"<style>(.*?)</style>", lambda found: sheet(found[1]), text, flags=re.S)
    text = re.sub(r'(<[a-z]+(?: [^<>]*)?) style="([^"<>]*)"([^<>]*>)', classed, text)
    text = text.replace("</head>", "".join(sorted(sheets)) + "</head>", 1)
    for there, mended in MENDED:
        text = text.replace(there, mended)
    left = FORBIDDEN.search(text)
    if left:
        sys.exit(f"{page}: the policy of pages forbids {text[left.start():left.start() + 80]!r}")
    page.write_text(text)


def licence(part):
    files = [file for file in distribution(part).files if re.search(r"dist-info/(licenses/)?(LICEN[CS]E|COPYING)", str(file))]
    if not files:
        sys.exit(f"{part} comes without its licence")
    return "\n".join([f"== {part} {distribution(part).version}", ""] + [file.locate().read_text() for file in files])


finish(Path(sys.argv[1]))
