from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "safehome.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from safehome.agreements.rules import PURPOSES, Kind
        from safehome.drafts.registry import draftable

        # Of an answer only what the practitioner writes: nobody has half agreed or half signed.
        for kind in Kind:
            draftable(f"agreement-{kind.value}", about="families.FamilyMember",
                      called="a carer’s answer", never=("say_", "signature", "typed_", "confirm"),
                      )  # fmt: skip
        for purpose in PURPOSES:
            draftable(f"take-back-{purpose}", about="families.FamilyMember",
                      called="an agreement taken back")  # fmt: skip
            draftable(f"not-valid-{purpose}", about="families.FamilyMember",
                      called="an agreement that is not valid")  # fmt: skip
