from safehome.journeys.forms.planning import (
    AdditionForm,
    EndJourneyForm,
    JoinForm,
    StartJourneyForm,
    WhenAndWhereForm,
)
from safehome.journeys.forms.record import RecordForm

__all__ = [
    "AdditionForm",
    "EndJourneyForm",
    "JoinForm",
    "RecordForm",
    "StartJourneyForm",
    "WhenAndWhereForm",
]
