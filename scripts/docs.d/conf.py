"""How Sphinx makes pages of docs/: scripts/docs calls it, with this folder as its configuration."""

import posixpath
import re
from pathlib import Path

from docutils import nodes

project = "Vestibule"
extensions = ["myst_parser", "sphinxcontrib.httpdomain"]
root_doc = "index"
# The contracts are shown as they were published: with pictures that were not, and headings that skip a level. What is printed is cut by …, which no JSON has.
suppress_warnings = ["image.not_readable", "myst.header", "docutils", "misc.highlighting_failure"]
myst_heading_anchors = 4

html_theme = "furo"
html_title = "Vestibule"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"(^ *```.*?^ *```$)", re.M | re.S)
LINK = re.compile(r"(?<!!)\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\(([^()\s:#]+)(#[^()\s]*)?\)")
SECTION = re.compile(r"^## (.*)\n((?:(?!## ).*\n)*)", re.M)
LISTED = re.compile(r"^\* \[[^\]]*\]\(([^()\s:#]+)\.\w+\)", re.M)


def setup(app):
    app.connect("source-read", read)
    # The published document of D names issues by a role of its own.
    app.add_generic_role("issue", nodes.literal)


def read(app, name, source):
    if not (DOCS / (name + ".md")).is_file():
        return
    # What stands in a block of code is no link.
    parts = BLOCK.split(source[0])
    parts[1::2] = [part + "\n\n*No test runs this.*" if " not-run" in part.split("\n", 1)[0] else part for part in parts[1::2]]
    parts[::2] = [LINK.sub(lambda link: kept_within(posixpath.dirname(name), link), part) for part in parts[::2]]
    source[0] = "".join(parts)
    if name == root_doc:
        source[0] += "".join(toctree(*section.groups()) for section in SECTION.finditer(source[0]))
    elif posixpath.basename(name) == "README":
        source[0] += "\n\n```{toctree}\n:glob:\n\n[!R]*\n```\n"


def toctree(caption, text):
    """The pages of a section of the first page are those of the column beside all pages."""
    return "\n\n".join(["", "```{toctree}\n:hidden:\n:caption: " + caption, "\n".join(LISTED.findall(text)) + "\n```", ""])


def kept_within(folder, link):
    """A link to a folder leads to its page. One to what is no page becomes its text, and says where that lies."""
    text, target, anchor = link[1], link[2], link[3] or ""
    path = posixpath.normpath(posixpath.join(folder, target))
    if not path.startswith(".."):
        if (DOCS / path).is_file():
            return link[0]
        if (DOCS / path / "README.md").is_file():
            return f"[{text}]({target.rstrip('/')}/README.md{anchor})"
    place = posixpath.normpath(posixpath.join("docs", path))
    return text if posixpath.basename(place) in text else f"{text} (`{place}` in the sources)"
