from safehome.journeys.forms.planning import (
    AdditionForm,
    EndJourneyForm,
    StartJourneyForm,
    WhenAndWhereForm,
)
from safehome.journeys.forms.record import RecordForm

__all__ = [
    "AdditionForm",
    "EndJourneyForm",
    "RecordForm",
    "StartJourneyForm",
    "WhenAndWhereForm",
]
