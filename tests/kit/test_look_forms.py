"""Forms come out as accessible KERN markup: label, hint and error belong to their field."""

from html.parser import HTMLParser

from django import forms

from lotsenwerk.kit.form_rendering import BigChoice, DatePicker, PhoneInput


class VisitForm(forms.Form):
    kind = forms.ChoiceField(choices=[("a", "Shop"), ("b", "Walk")], widget=BigChoice(icons={"a": "basket"}))
    name = forms.CharField(help_text="As on the bell")
    day = forms.DateField(widget=DatePicker, required=False)
    phone = forms.CharField(widget=PhoneInput, required=False)
    shop = forms.ChoiceField(choices=[("1", "Edeka")])
    languages = forms.MultipleChoiceField(
        choices=[("de", "Deutsch"), ("ar", "العربية")], widget=forms.CheckboxSelectMultiple, required=False
    )
    weekly = forms.BooleanField(required=False)


class Elements(HTMLParser):
    """All start tags of a piece of HTML, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.found if attrs.get("name") == name]

    def ids(self) -> set[str]:
        return {str(attrs["id"]) for _, attrs in self.found if attrs.get("id")}


def refused() -> Elements:
    return Elements(str(VisitForm({"name": "", "day": "31.31.", "shop": "9"})))


def test_a_refused_field_says_so_and_points_to_its_hint_and_its_error() -> None:
    page = refused()
    (name,) = page.named("name")
    assert name["aria-invalid"] == "true"
    assert name["aria-describedby"] == "id_name_helptext id_name_error"
    assert {"id_name_helptext", "id_name_error"} <= page.ids()
    assert "kern-form-input__input--error" in str(name["class"])


def test_what_was_typed_stays_when_the_form_is_refused() -> None:
    (day,) = refused().named("day")
    assert day["value"] == "31.31."


def test_every_link_of_the_summary_leads_to_a_control() -> None:
    page = refused()
    targets = [str(attrs["href"]) for tag, attrs in page.found if tag == "a"]
    assert len(targets) == 4, "kind, name, day and shop were refused"
    assert {target.removeprefix("#") for target in targets} <= page.ids()


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert "errors" not in Elements(str(VisitForm())).ids()


def test_every_control_has_a_label_or_stands_in_one() -> None:
    html = str(VisitForm())
    page = Elements(html)
    labelled = {attrs.get("for") for tag, attrs in page.found if tag == "label"}
    controls = [attrs for tag, attrs in page.found if tag in {"input", "select", "textarea"}]
    loose = [attrs["id"] for attrs in controls if attrs["id"] not in labelled]
    assert loose == ["id_kind_0", "id_kind_1"]
    assert html.count('<label class="big-choice"><input') == 2, "the big cards are labels around their control"


def test_groups_stand_in_a_fieldset_with_a_legend() -> None:
    tags = [tag for tag, _ in Elements(str(VisitForm())).found]
    assert tags.count("fieldset") == tags.count("legend") == 2


def test_big_choices_answer_to_digits_and_show_their_drawing() -> None:
    html = str(VisitForm()["kind"].as_field_group())
    assert [attrs["data-key"] for attrs in Elements(html).named("kind")] == ["1", "2"]
    assert html.count("icons.svg#basket") == 1


def test_a_date_is_written_the_way_the_browser_reads_it() -> None:
    html = str(VisitForm(initial={"day": "2026-11-19"})["day"])
    assert 'type="date"' in html
    assert 'value="2026-11-19"' in html


def test_text_of_people_is_escaped() -> None:
    html = str(VisitForm({"name": '"><script>', "shop": "1", "kind": "a"}))
    assert "<script>" not in html
