"""How a page moves on. A newer version of a published page waits for its own publication: the page stays published."""

from lotsenwerk.domain.publishing.models import PageState
from lotsenwerk.kit.states import StateTable

_DRAFT, _SENT, _SHOWN, _GONE = PageState.DRAFT, PageState.SUBMITTED, PageState.PUBLISHED, PageState.WITHDRAWN
PAGE = StateTable(
    {
        "save": {_DRAFT: _DRAFT, _SENT: _DRAFT, _SHOWN: _SHOWN, _GONE: _DRAFT},
        "submit": {_DRAFT: _SENT, _SHOWN: _SHOWN, _GONE: _SENT},
        "take_back": {_SENT: _DRAFT, _SHOWN: _SHOWN},
        "publish": {_DRAFT: _SHOWN, _SENT: _SHOWN, _SHOWN: _SHOWN, _GONE: _SHOWN},
        "send_back": {_SENT: _DRAFT, _SHOWN: _SHOWN},
        "withdraw": {_SHOWN: _GONE},
    }
)
