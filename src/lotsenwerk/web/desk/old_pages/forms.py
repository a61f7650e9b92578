"""What an older portal said: a saved file, or its text."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_BYTES: Final = 2 * 1024 * 1024


class OldPagesForm(forms.Form):
    """One of both: a file as a browser saves it, or what was copied from the page."""

    file = forms.FileField(
        label=_("Saved page"),
        required=False,
        help_text=_("As your browser saves it (.html), or a text file. At most 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".html,.htm,.txt,text/html,text/plain"}),
    )
    text = forms.CharField(
        label=_("Or its text"), required=False, max_length=MOST_BYTES, widget=forms.Textarea(attrs={"rows": 12})
    )

    def clean(self) -> dict[str, object]:
        """One of both is there; the file is text."""
        given = super().clean() or {}
        file = given.get("file")
        if file is None and not str(given.get("text") or "").strip():
            raise forms.ValidationError(_("Please choose a file, or paste the text of the page."))
        if file is not None:
            given["text"] = self._read(file)
        return given

    def _read(self, file: object) -> str:
        content: bytes = file.read(MOST_BYTES + 1)  # type: ignore[attr-defined]
        if len(content) > MOST_BYTES:
            self.add_error("file", _("This file is too large. Please save the page without its pictures."))
            return ""
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\x00" not in text:
                return text
        self.add_error("file", _("This file is no text. Please save the page once more, as HTML or as text."))
        return ""
