from safehome.journeys.actions.starting import start_journey

__all__ = ["start_journey"]
