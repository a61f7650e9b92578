import gettext
from pathlib import Path

import pytest

from lotsenwerk.console import translations
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.texts_in_source import texts_in

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    folder = tmp_path / "parts"
    folder.mkdir()
    return folder


def write(folder: Path, name: str, *pairs: tuple[str, str], more: str = "") -> None:
    entries = "".join(f'\nmsgid "{source}"\nmsgstr "{text}"\n' for source, text in pairs)
    (folder / name).write_text(HEAD + entries + more, encoding="utf-8")


def read(locale: Path, folder: str) -> gettext.GNUTranslations:
    with (locale / folder / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_parts_of_one_language_become_one_catalogue(parts: Path, tmp_path: Path) -> None:
    plural = (
        '\nmsgid "%(n)s person"\nmsgid_plural "%(n)s people"\nmsgstr[0] "%(n)s Mensch"\nmsgstr[1] "%(n)s Menschen"\n'
    )
    write(parts, "desk.de.po", ("Save", "Speichern"), ("Need", "Bedarf"))
    write(parts, "mine.de.po", ("Yes, I come", "Ja, ich komme"), ("Save", "Speichern"), more=plural)
    assert len(translations.compile_all(parts)) == 1
    texts = read(tmp_path, "de")
    assert [texts.gettext(text) for text in ("Save", "Need", "Yes, I come")] == ["Speichern", "Bedarf", "Ja, ich komme"]
    assert texts.ngettext("%(n)s person", "%(n)s people", 2) == "%(n)s Menschen"


def test_one_text_translated_in_two_ways_is_refused(parts: Path, tmp_path: Path) -> None:
    write(parts, "desk.de.po", ("Open", "Offen"))
    write(parts, "mine.de.po", ("Open", "Öffnen"))
    with pytest.raises(translations.TextsDisagree, match=r"“Open”.*desk\.de\.po and mine\.de\.po"):
        translations.compile_all(parts)
    assert not (tmp_path / "de").exists()


def test_same_text_in_two_contexts_may_differ(parts: Path, tmp_path: Path) -> None:
    context = '\nmsgctxt "button"\nmsgid "Open"\nmsgstr "Öffnen"\n'
    write(parts, "desk.de.po", ("Open", "Offen"), more=context)
    translations.compile_all(parts)
    assert read(tmp_path, "de").gettext("Open") == "Offen"
    assert read(tmp_path, "de").pgettext("button", "Open") == "Öffnen"


def test_unchanged_catalogue_is_not_written_again(parts: Path) -> None:
    write(parts, "desk.de.po", ("Save", "Speichern"))
    assert translations.compile_all(parts)
    assert translations.compile_all(parts) == []


def test_file_with_an_unknown_name_is_refused(parts: Path) -> None:
    write(parts, "desk-de.po")
    with pytest.raises(ConsoleError, match=r"desk-de\.po"):
        translations.compile_all(parts)


@pytest.mark.parametrize(("language", "folder"), [("de", "de"), ("de-simple", "de_Simple"), ("pt-br", "pt_BR")])
def test_folder_is_the_one_that_django_looks_in(language: str, folder: str) -> None:
    from django.utils.translation import to_locale

    assert translations.folder_name(language) == folder == to_locale(language)


def test_texts_are_found_in_code_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '{% load i18n %}<h1 title="{% translate "Today" %}">{% blocktranslate count n=n %}{{ n }} need{% plural %}'
        '{{ n }} needs{% endblocktranslate %}</h1>{% translate "Open" context "button" %}{{ _(\'Later\')|lower }}'
    )
    (tmp_path / "forms.py").write_text(
        'from django.utils.translation import gettext_lazy as _, ngettext, pgettext\nlabel = _("Street")\n'
        'word = pgettext("weekday", "Sun")\ncount = ngettext("one", "many", 2)\n'
        'long = _("Two "\n    "lines")\nx = _(label)\n'
    )
    assert set(texts_in(tmp_path.iterdir())) == {
        (None, "Today"),
        (None, "%(n)s need"),
        ("button", "Open"),
        (None, "Later"),
        (None, "Street"),
        ("weekday", "Sun"),
        (None, "one"),
        (None, "Two lines"),
    }


def test_texts_without_translation_are_listed(parts: Path, tmp_path: Path) -> None:
    write(parts, "desk.de.po", ("Save", "Speichern"), ("Not yet", ""))
    (tmp_path / "forms.py").write_text('a, b, c = _("Save"), _("Not yet"), _("New")')
    assert translations.missing("de", [tmp_path / "forms.py"], parts) == ["New", "Not yet"]


def test_no_two_parts_of_ours_disagree() -> None:
    for files in translations.languages().values():
        assert len(translations.merged(files)) > 0
