"""How a need, an offer, an assignment, a call-back, an alert, an incident, a plan, an inquiry and a hint move on."""

from lotsenwerk.domain.assistance.models import AlertState, CascadeState, IncidentState
from lotsenwerk.domain.assistance.models import AssignmentState as A
from lotsenwerk.domain.assistance.models import CallBackState as C
from lotsenwerk.domain.assistance.models import CooperationState as K
from lotsenwerk.domain.assistance.models import DeploymentState as D
from lotsenwerk.domain.assistance.models import InquiryState as I
from lotsenwerk.domain.assistance.models import NeedState as N
from lotsenwerk.domain.assistance.models import OfferState as O
from lotsenwerk.domain.assistance.models import PickUpState as P
from lotsenwerk.domain.assistance.models import PlanState as L
from lotsenwerk.domain.assistance.models import SignpostOutcome as S
from lotsenwerk.kit.states import StateTable

NEED = StateTable(
    {
        "make_offer": {N.OPEN: N.OFFERED, N.OFFERED: N.OFFERED},
        "lose_last_offer": {N.OFFERED: N.OPEN},
        "accept": {N.OFFERED: N.STAFFED},
        "report": {N.STAFFED: N.DONE},
        "confirm": {N.DONE: N.CONFIRMED},
        "replace": {N.STAFFED: N.OPEN},
        "no_show": {N.STAFFED: N.OPEN},
        "cancel": {N.OPEN: N.CANCELLED, N.OFFERED: N.CANCELLED, N.STAFFED: N.CANCELLED},
    },
)

OFFER = StateTable(
    {
        "accept": {O.OPEN: O.ACCEPTED},
        "decline": {O.OPEN: O.DECLINED},
        "close": {O.OPEN: O.CLOSED},
        "withdraw": {O.OPEN: O.WITHDRAWN},
        "move": {O.ACCEPTED: O.WITHDRAWN},
    },
)

ASSIGNMENT = StateTable(
    {
        "report": {A.ACCEPTED: A.REPORTED},
        "confirm": {A.REPORTED: A.CONFIRMED},
        "release": {A.ACCEPTED: A.RELEASED},
        "no_show": {A.ACCEPTED: A.NO_SHOW},
        "cancel": {A.ACCEPTED: A.CANCELLED},
    },
)

CALL_BACK = StateTable({"done": {C.DUE: C.DONE}, "needless": {C.DUE: C.NEEDLESS}})

CASCADE = StateTable({"end": {CascadeState.RUNNING: CascadeState.ENDED}})

ALERT = StateTable({"done": {AlertState.DUE: AlertState.DONE}})

INCIDENT = StateTable(
    {
        "change": {IncidentState.OPEN: IncidentState.OPEN},
        "close": {IncidentState.OPEN: IncidentState.CLOSED},
    },
)

PICK_UP = StateTable(
    {
        "fetch": {P.PLANNED: P.FETCHED},
        "not_come": {P.PLANNED: P.NOT_COME},
        "cancel": {P.PLANNED: P.CANCELLED},
        "take_back": {P.FETCHED: P.PLANNED, P.NOT_COME: P.PLANNED},
    },
)

PLAN = StateTable(
    {
        "search": {L.WAITING: L.SEARCHING},
        "ready": {L.SEARCHING: L.READY},
        "publish": {L.READY: L.PUBLISHED},
        "replace": {L.PUBLISHED: L.REPLACED},
        "drop": {L.WAITING: L.DROPPED, L.SEARCHING: L.DROPPED, L.READY: L.DROPPED},
    },
)

INQUIRY = StateTable(
    {
        "take_in": {I.RECEIVED: I.TAKEN_IN},
        "refuse": {I.RECEIVED: I.REFUSED, I.TAKEN_IN: I.REFUSED},
        "nobody": {I.RECEIVED: I.NOBODY, I.TAKEN_IN: I.NOBODY},
        "withdraw": {I.RECEIVED: I.WITHDRAWN},
        "cancel": {I.TAKEN_IN: I.WITHDRAWN},
        "move": {I.RECEIVED: I.RECEIVED, I.TAKEN_IN: I.TAKEN_IN},
    },
)

COOPERATION = StateTable(
    {
        "approve": {K.ASKED: K.APPROVED},
        "refuse": {K.ASKED: K.REFUSED},
        "end": {K.APPROVED: K.ENDED},
    },
)

DEPLOYMENT = StateTable(
    {
        "confirm": {D.REPORTED: D.CONFIRMED, D.REFUSED: D.CONFIRMED},
        "refuse": {D.REPORTED: D.REFUSED},
        "tell_again": {D.REFUSED: D.REPORTED},
    },
)

SIGNPOST = StateTable(
    {
        "go": {S.OPEN: S.WENT},
        "help": {S.OPEN: S.HELPED, S.WENT: S.HELPED},
        "not_go": {S.OPEN: S.NOT_GONE},
        "take_back": {S.WENT: S.OPEN, S.HELPED: S.OPEN, S.NOT_GONE: S.OPEN},
    },
)
