"""Templates whose constant parts are worked out once for each language, and not for each page.

What ``{% translate "Save" %}``, ``{% static "kit/x.css" %}``, ``{% url "desk:today" %}`` and ``{% icon "check" %}`` say
depends on nothing but the language. After a template is parsed they become text; what depends on the page stays.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.template import Context, Node, NodeList, Template, library
from django.template.base import FilterExpression, TextNode, Variable, VariableNode, render_value_in_context
from django.template.defaulttags import IfNode, URLNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import cached
from django.template.smartif import TokenBase
from django.templatetags.i18n import GetCurrentLanguageBidiNode, GetCurrentLanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lotsenwerk.kit.addresses import address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.template import Origin

Tag = TypeVar("Tag", bound="Callable[..., Any]")
_NOT_SO_SHORT = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class Loader(cached.Loader):
    """Keeps each template once for each language, folded."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        """What the folded text depends on, and the template's name."""
        where = f"{get_language()} {get_script_prefix()} {get_urlconf() or ''}"
        return f"{where} {super().cache_key(template_name, skip) if skip else template_name}"

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The template, parsed and folded the first time that somebody reads it in this language."""
        known = self.get_template_cache.get(self.cache_key(template_name, skip))
        if isinstance(known, Template):
            return known
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


class Known(Node):
    """A tag with ``as name`` whose value is known: it only has to be laid into the context."""

    def __init__(self, name: str, value: Any) -> None:
        self.name, self.value = name, value

    def render(self, context: Context) -> SafeString:
        """Nothing to be seen."""
        context[self.name] = self.value
        return SafeString("")


class Address(URLNode):
    """``{% url %}`` with keys of rows, without looking the route up again."""

    def render(self, context: Context) -> str:
        """The address, or nothing where it goes into the context."""
        keys = [arg.resolve(context) for arg in self.args]
        if not all(type(key) is int for key in keys):
            return super().render(context)
        found = address(self.view_name.var, *keys)
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


class Included(IncludeNode):
    """``{% include "a/name.html" %}``, which looks for its template once."""

    def __init__(self, node: IncludeNode) -> None:
        super().__init__(node.template, extra_context=node.extra_context, isolated_context=node.isolated_context)
        self._found: Template | None = None

    def render(self, context: Context) -> SafeString:
        """The included template with what stands around it."""
        if self._found is None:
            if context.template is None:
                raise RuntimeError("A template is rendered by its engine.")
            self._found = context.template.engine.get_template(self.template.var)
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if self.isolated_context:
            return self._found.render(context.new(values))
        with context.push(**values):
            return self._found.render(context)


class Value(VariableNode):
    """``{{ value }}``: plain text, by far the most frequent, goes the short way."""

    def render(self, context: Context) -> str:
        """The value as it stands on the page."""
        value = self.filter_expression.resolve(context)
        if type(value) is SafeString:
            return value
        if type(value) is str:
            return html.escape(value) if context.autoescape else value
        if type(value) is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(value)
        return render_value_in_context(value, context)


class Name(Variable):
    """A name in a template: keys and attributes go the short way, whatever is more than that goes Django's."""

    def resolve(self, context: Context) -> Any:  # type: ignore[override]  # the stubs allow a dict in its place
        """What the name stands for; raises ``VariableDoesNotExist``."""
        value: Any = context
        try:
            for name in self.lookups or ():
                value = value[name] if hasattr(type(value), "__getitem__") else getattr(value, name)
                if callable(value):
                    return super().resolve(context)
        except _NOT_SO_SHORT:
            return super().resolve(context)
        return value


def foldable(tag: Tag) -> Tag:
    """Mark the function of a simple tag whose answer depends on its arguments and the language alone."""
    tag.is_foldable = True  # type: ignore[attr-defined]
    return tag


def fold(nodes: NodeList) -> None:
    """Replace what is constant, in place and however deep it stands; texts that meet become one."""
    folded: list[Node] = []
    for node in nodes:
        for asked in _asked_by(node):
            _shorten(asked)
        for inner in _inside(node):
            fold(inner)
        new = _folded(node)
        if isinstance(new, TextNode) and folded and isinstance(folded[-1], TextNode):
            folded[-1] = TextNode(folded[-1].s + new.s)
        else:
            folded.append(new)
    nodes[:] = folded


def _inside(node: Node) -> Iterable[NodeList]:
    if isinstance(node, IfNode):
        return [nodelist for _condition, nodelist in node.conditions_nodelists]
    return [value for value in vars(node).values() if isinstance(value, NodeList)]


def _asked_by(node: Node) -> Iterator[FilterExpression]:
    """What a tag looks up each time: its arguments, and the parts of a condition."""
    waiting = list(vars(node).values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, FilterExpression):
            yield value
        elif isinstance(value, TokenBase):
            waiting += [getattr(value, name, None) for name in ("value", "first", "second")]
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, (list, tuple)) and not isinstance(value, NodeList):
            waiting += value


def _shorten(asked: FilterExpression) -> None:
    if type(asked.var) is Variable and asked.var.lookups and not asked.var.translate:
        asked.var = Name(asked.var.var)
    for _filter, arguments in asked.filters:
        arguments[:] = [
            (is_looked_up, Name(value.var) if type(value) is Variable and value.lookups else value)
            for is_looked_up, value in arguments
        ]


def _folded(node: Node) -> Node:
    if isinstance(node, (GetCurrentLanguageNode, GetCurrentLanguageBidiNode)):
        return _known(node, node.variable)
    if type(node) is IncludeNode and _is_name(node.template):
        return Included(node)
    if type(node) is VariableNode:
        return Value(node.filter_expression)
    if isinstance(node, URLNode):
        return _folded_address(node)
    if _is_constant(node):
        name = getattr(node, "asvar", None) or getattr(node, "target_var", None) or getattr(node, "varname", None)
        return _known(node, name)
    return node


def _folded_address(node: URLNode) -> Node:
    route = node.view_name
    if route.is_var or route.filters or node.kwargs:
        return node
    if node.args:
        return Address(route, node.args, node.kwargs, node.asvar)
    try:
        return _known(node, node.asvar)
    except NoReverseMatch:
        # The page that reaches it says so.
        return node


def _known(node: Node, name: str | None) -> Node:
    context = Context()
    text = node.render(context)
    return Known(name, context[name]) if name else TextNode(str(text))


def _is_constant(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        return _says_itself(node.filter_expression) and (
            node.message_context is None or _says_itself(node.message_context)
        )
    if isinstance(node, StaticNode):
        return _says_itself(node.path)
    if isinstance(node, library.SimpleNode):
        arguments = (*node.args, *node.kwargs.values())
        return hasattr(node.func, "is_foldable") and all(map(_says_itself, arguments))
    return False


def _is_name(template: FilterExpression) -> bool:
    """Whether an include names its template, and not relative to its own."""
    return isinstance(template.var, str) and not template.var.startswith(".") and not template.filters


def _says_itself(value: FilterExpression) -> bool:
    """Whether an argument is written in the template and not looked up."""
    if value.filters:
        return False
    return not isinstance(value.var, Variable) or value.var.literal is not None
