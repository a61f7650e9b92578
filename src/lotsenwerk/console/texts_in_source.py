"""Which texts the code and the templates hand to gettext.

Django's own ``templatize`` turns a template into something that looks like a program; Python's parser reads the rest.
The program xgettext, which Django would call, is not on a fresh machine.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import templatize

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "_n"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
QUOTED = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"(?<![\w.])(_|n?gettext|n?pgettext)\({QUOTED}(?:,\s*{QUOTED})?")

Text = tuple[str | None, str]


def texts_in(files: Iterable[Path]) -> Iterator[Text]:
    """Pairs of context (mostly None) and source text."""
    for file in files:
        if file.suffix == ".py":
            yield from _texts_in_python(ast.parse(file.read_text(encoding="utf-8")))
        else:
            yield from _texts_in_template(file)


def _texts_in_python(tree: ast.AST) -> Iterator[Text]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        words = [word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
        if name in PLAIN and words:
            yield None, words[0]
        elif name in WITH_CONTEXT and len(words) > 1:
            yield words[0], words[1]


def _texts_in_template(file: Path) -> Iterator[Text]:
    looks_like_code = templatize(file.read_text(encoding="utf-8"), origin=str(file))
    for name, first, second in CALL.findall(looks_like_code):
        if name.endswith("pgettext") and second:
            yield _unquoted(first), _unquoted(second)
        else:
            yield None, _unquoted(first)


def _unquoted(literal: str) -> str:
    return str(ast.literal_eval(literal))
