"""The labels of the papers, in one place for the catalogue."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import override, pgettext_lazy

_EVERYWHERE: Final[Mapping[str, Promise]] = {
    "questions": pgettext_lazy("paper", "Questions? Call us:"),
    "page": pgettext_lazy("paper", "Page"),
    "of": pgettext_lazy("paper", "of"),
    "scan": pgettext_lazy("paper", "Code to scan"),
}

_WORDS: Final[Mapping[str, Mapping[str, Promise]]] = {
    "day_sheet": {
        "title": pgettext_lazy("paper", "Day sheet"),
        "for_everybody": pgettext_lazy("paper", "All visits of the day"),
        "who": pgettext_lazy("paper", "Who goes"),
        "bell": pgettext_lazy("paper", "Bell"),
        "phone": pgettext_lazy("paper", "Phone"),
        "code_word": pgettext_lazy("paper", "Code word"),
        "at_most": pgettext_lazy("paper", "At most"),
        "received": pgettext_lazy("paper", "Received"),
        "spent": pgettext_lazy("paper", "Spent"),
        "returned": pgettext_lazy("paper", "Given back"),
        "done": pgettext_lazy("paper", "Done"),
        "nobody": pgettext_lazy("paper", "Nobody opened"),
        "too_little": pgettext_lazy("paper", "Not enough money"),
        "minutes": pgettext_lazy("paper", "Minutes"),
        "nothing": pgettext_lazy("paper", "There are no visits on this day."),
        "keep_safe": pgettext_lazy(
            "paper", "This sheet names people. Please bring it back or tear it up after the day."
        ),
    },
    "helper_card": {
        "title": pgettext_lazy("paper", "Helper's card"),
        "valid_until": pgettext_lazy("paper", "Valid until"),
        "number": pgettext_lazy("paper", "Number"),
        "sure": pgettext_lazy("paper", "Not sure? Call us."),
        "asks_never": pgettext_lazy("paper", "Our helpers never ask for a bank card or a PIN."),
        "found": pgettext_lazy("paper", "Found? Please call us."),
        "picture": pgettext_lazy("paper", "Portrait"),
        "fold": pgettext_lazy("paper", "Cut out along the line, fold in the middle."),
    },
    "receipt": {
        "title": pgettext_lazy("paper", "Receipt for your shopping"),
        "for": pgettext_lazy("paper", "for"),
        "helper": pgettext_lazy("paper", "Your helper"),
        "day": pgettext_lazy("paper", "Day"),
        "shop": pgettext_lazy("paper", "Shop"),
        "amount": pgettext_lazy("paper", "Amount"),
        "item": pgettext_lazy("paper", "Bought"),
        "price": pgettext_lazy("paper", "Price"),
        "deposit": pgettext_lazy("paper", "Money back for bottles"),
        "received": pgettext_lazy("paper", "Received"),
        "spent": pgettext_lazy("paper", "Spent"),
        "returned": pgettext_lazy("paper", "Given back"),
        "signed_client": pgettext_lazy("paper", "I have the goods and my money."),
        "signed_helper": pgettext_lazy("paper", "I have given both."),
    },
    "proxy_slip": {
        "title": pgettext_lazy("paper", "Slip to fetch food"),
        "only": pgettext_lazy("paper", "Valid on this day only"),
        "fetches": pgettext_lazy("paper", "fetches today"),
        "for": pgettext_lazy("paper", "for"),
        "household": pgettext_lazy("paper", "People in the household"),
        "where": pgettext_lazy("paper", "Where"),
        "when": pgettext_lazy("paper", "When"),
        "ref": pgettext_lazy("paper", "Number"),
        "bring": pgettext_lazy("paper", "Please bring"),
        "cut": pgettext_lazy("paper", "Cut here. The food bank keeps the upper part."),
        "thanks": pgettext_lazy("paper", "Thank you for going."),
    },
    "conduct_letter": {
        "title": pgettext_lazy("paper", "Free certificate of conduct for volunteers"),
        "born": pgettext_lazy("paper", "Born on"),
        "signature": pgettext_lazy("paper", "Stamp and signature"),
    },
    "recognition": {
        "title": pgettext_lazy("paper", "Voluntary work: what was given"),
        "gave": pgettext_lazy("paper", "gave as a volunteer in"),
        "tasks": pgettext_lazy("paper", "Tasks"),
        "showed": pgettext_lazy("paper", "Shown in this work"),
        "day": pgettext_lazy("paper", "Day"),
        "signature": pgettext_lazy("paper", "Stamp and signature"),
    },
    "number_cards": {
        "title": pgettext_lazy("paper", "Numbers to cut out"),
        "number": pgettext_lazy("paper", "Number"),
        "cut": pgettext_lazy("paper", "Cut out along the lines. Nobody writes down who gets which number."),
    },
    "statement": {
        "title": pgettext_lazy("paper", "Statement of the month"),
        "day": pgettext_lazy("paper", "Day"),
        "what": pgettext_lazy("paper", "What"),
        "length": pgettext_lazy("paper", "Time"),
        "how": pgettext_lazy("paper", "Confirmed"),
        "amount": pgettext_lazy("paper", "Sum"),
        "total": pgettext_lazy("paper", "Together"),
        "waiting": pgettext_lazy("paper", "Not confirmed yet, and not counted here"),
        "nothing": pgettext_lazy("paper", "Nothing was confirmed in this month."),
    },
    "bill": {
        "title": pgettext_lazy("paper", "Bill"),
        "day": pgettext_lazy("paper", "Day"),
        "what": pgettext_lazy("paper", "What"),
        "amount": pgettext_lazy("paper", "Sum"),
        "total": pgettext_lazy("paper", "To be paid"),
        "month": pgettext_lazy("paper", "for"),
        "back": pgettext_lazy("paper", "Taken back: please do not pay this bill"),
    },
    "certificate": {
        "title": pgettext_lazy("paper", "Certificate"),
        "has_taken_part": pgettext_lazy("paper", "has successfully taken part in"),
        "attended": pgettext_lazy("paper", "Attended units of 45 minutes"),
        "carrier": pgettext_lazy("paper", "Carrier"),
        "led_by": pgettext_lazy("paper", "Led by"),
        "contents": pgettext_lazy("paper", "Contents"),
        "units": pgettext_lazy("paper", "Units"),
        "day": pgettext_lazy("paper", "Day"),
        "signature": pgettext_lazy("paper", "Signature and stamp"),
        "number": pgettext_lazy("paper", "Number"),
    },
    "guide_sheet": {
        "title": pgettext_lazy("paper", "Your appointment"),
        "when": pgettext_lazy("paper", "When"),
        "where": pgettext_lazy("paper", "Where"),
        "comes": pgettext_lazy("paper", "Who goes along with you"),
        "code_word": pgettext_lazy("paper", "Code word"),
        "sure": pgettext_lazy("paper", "She says this word first. Then you know that it is she."),
        "bring": pgettext_lazy("paper", "Please bring"),
        "cancel": pgettext_lazy("paper", "You cannot come?"),
        "call": pgettext_lazy("paper", "Please call us. You need not say why."),
        "free": pgettext_lazy("paper", "It costs you nothing. Nobody asks you for money or for a bank card."),
    },
    "course_wall": {
        "title": pgettext_lazy("paper", "I am here"),
    },
    "confirmation_sheet": {
        "title": pgettext_lazy("paper", "Confirmation sheet"),
        "institution": pgettext_lazy("paper", "Institution"),
        "when": pgettext_lazy("paper", "When"),
        "where": pgettext_lazy("paper", "Where"),
        "what": pgettext_lazy("paper", "What"),
        "who": pgettext_lazy("paper", "Who comes"),
        "code_word": pgettext_lazy("paper", "Code word"),
        "keep": pgettext_lazy("paper", "First part: stays with the institution"),
        "cut": pgettext_lazy("paper", "Second part: please fill in at the end and sign"),
        "took": pgettext_lazy("paper", "Really took place from … until …"),
        "day": pgettext_lazy("paper", "Day"),
        "signature": pgettext_lazy("paper", "Signature and stamp"),
        "signed_helper": pgettext_lazy("paper", "Signature of whoever came"),
        "number": pgettext_lazy("paper", "Number"),
    },
    "course_list": {
        "title": pgettext_lazy("paper", "List of participants"),
        "name": pgettext_lazy("paper", "Full name"),
        "sent_by": pgettext_lazy("paper", "Sent by"),
        "signature": pgettext_lazy("paper", "Signed by hand"),
        "units": pgettext_lazy("paper", "Units"),
    },
}

TEMPLATES: Final = frozenset(_WORDS)


def words(template: str, language: str) -> dict[str, str]:
    """Return the labels of a paper in a language; `KeyError` for a paper that does not exist."""
    with override(language):
        return {key: str(label) for key, label in {**_EVERYWHERE, **_WORDS[template]}.items()}
