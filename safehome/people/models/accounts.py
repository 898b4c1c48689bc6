"""How a person signs in. These tables belong to the sign-in role alone: no door can read them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from safehome.kit.ids import new_id


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None) -> Account:
        account = self.model(email=self.normalize_email(email).lower())
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in. Why: one for each adult, never one for a family or a team."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    def __str__(self) -> str:
        return self.email

    # allauth and Django's backends ask these; we grant nothing through them.
    is_staff = False
    is_superuser = False


class SignInSession(models.Model):
    """A browser that is signed in, kept under the hash of its cookie.

    Why: so that a session can be listed, ended everywhere, and is worth nothing
    to whoever reads the database.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_hash = models.BinaryField(unique=True)
    door = models.CharField(max_length=10)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    second_factor = models.BooleanField(default=False)
    data = models.TextField(default="")
    browser = models.CharField(max_length=200, default="", blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account"], name="people_session_by_account")]
