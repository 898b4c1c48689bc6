"""Django's settings, for every door. What differs between machines comes from the environment."""

from __future__ import annotations

import os
from typing import Any

from django.utils.csp import CSP

from safehome.config import environment

PROJECT = environment.PROJECT

# --- Which door this process is -------------------------------------------------

DOOR = os.environ.get("SAFEHOME_DOOR", "staff")
DEMONSTRATION = environment.flag("SAFEHOME_DEMONSTRATION")
DEBUG = False
# The public door has a secret of its own: whoever takes it over makes nothing of the others'.
_secret = "django-secret-reception" if DOOR == "reception" else "django-secret"
SECRET_KEY = os.environ.get("SAFEHOME_DJANGO_SECRET") or environment.secret(_secret)
ROOT_KEY_FILE = str(environment.secrets_folder() / "root-key")
ALLOWED_HOSTS = os.environ.get("SAFEHOME_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
SECURE = environment.flag("SAFEHOME_HTTPS")
BEHIND_PROXY = environment.flag("SAFEHOME_BEHIND_PROXY")  # our own, which names the visitor
PUBLIC_ADDRESS = environment.public_address() if DOOR == "staff" else ""
# Packs that lie here and are not published yet can be looked at in the programme office's door.
PACKS = os.environ.get("SAFEHOME_PACKS") or str(PROJECT / "packs")

# --- Rooms ----------------------------------------------------------------------

ROOMS = [
    "safehome.design",
    "safehome.audit",
    "safehome.vault",
    "safehome.people",
    "safehome.programme",
    "safehome.training",
    "safehome.families",
    "safehome.drafts",
    "safehome.entries",
    "safehome.network",
    "safehome.agreements",
    "safehome.referrals",
    "safehome.plans",
    "safehome.measures",
    "safehome.notices",
    "safehome.informing",
    "safehome.journeys",
    "safehome.evaluation",
    "safehome.observatory",
    "safehome.recommendations",
    "safehome.recording",
    "safehome.workspace",
    "safehome.office",
    "safehome.reception",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.postgres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
if DOOR == "reception":  # nobody signs in there
    INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("allauth")]
_ADDRESS_BOOKS = ("staff", "office", "reception")
ROOT_URLCONF = f"safehome.config.doors.{DOOR if DOOR in _ADDRESS_BOOKS else 'staff'}"
WSGI_APPLICATION = "safehome.config.wsgi.application"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "safehome.people.middleware.HeadersMiddleware",
    "safehome.people.middleware.SessionSavingMiddleware",
    "safehome.people.middleware.ContextMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
RECEPTION_MIDDLEWARE = [
    *MIDDLEWARE[:5],
    "safehome.reception.middleware.EntranceMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
if DOOR == "reception":
    MIDDLEWARE = RECEPTION_MIDDLEWARE

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [PROJECT / "safehome" / room.rsplit(".", 1)[1] / "templates" for room in ROOMS],
        "OPTIONS": {
            "environment": "safehome.design.environment.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "safehome.config.navigation.shell",
            ],
        },
    },
    {
        # For libraries' own pages that we have not taken over; none is reachable.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

# --- Databases: one role for the door, one for signing in, one keyring ------------

PLACE = environment.place()


def database(
    role: str, name: str, *, password: str | None = None, fewest: int = 1
) -> dict[str, Any]:
    """How one role reaches one database, through a small pool of its own."""
    if password is None and PLACE.host:
        password = environment.secret(f"password-{role}")
    options: dict[str, Any] = {"application_name": f"safehome-{DOOR}"}
    if role == "sh_migrate":
        options["options"] = "-c role=sh_owner"
    else:
        options["pool"] = {"min_size": fewest, "max_size": 8, "timeout": 10}
        # A door says the same few statements over and over. Planning them, with
        # row security, costs as much as running them; so each is planned once,
        # and not five times more to see whether another plan would suit its facts.
        options |= {"server_side_binding": True, "prepare_threshold": 2}
        options["options"] = "-c plan_cache_mode=force_generic_plan"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": role,
        "PASSWORD": password or "",
        "HOST": PLACE.host,
        "PORT": PLACE.port,
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": False,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


DEPLOYING = DOOR == "deploy"
_role = "sh_migrate" if DEPLOYING else f"sh_{DOOR}"
DATABASES = {"default": database(_role, PLACE.database)}
if DOOR != "reception":  # it has no way to accounts or keys: the router finds no such connection
    DATABASES["auth"] = database("sh_migrate" if DEPLOYING else "sh_auth", PLACE.database)
    DATABASES["keyring"] = database(_role, PLACE.keyring)
    # Commits at once, whatever becomes of the request: see safehome.people.shared.
    DATABASES["shared"] = database(
        "sh_migrate" if DEPLOYING else "sh_auth", PLACE.database, fewest=0
    )
DATABASE_ROUTERS = ["safehome.config.routing.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Signing in -------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
SESSION_ENGINE = "safehome.people.sessions"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else f"session-{DOOR}"
CSRF_COOKIE_NAME = "__Host-form" if SECURE else f"form-{DOOR}"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "safehome.config.errors.forged"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "safehome.people.signing_in.Adapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets no letter from us
ACCOUNT_FORMS = {"reset_password_from_key": "safehome.people.choosing.NewPasswordForm"}
PASSWORD_RESET_TIMEOUT = 3600
# Tries by one address at one account ("key", see the adapter), and by one address at
# all of them; none at an account from everywhere, or anybody could lock anybody out.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
}
# Behind proxies the visitor's address is in a header, which only they may be believed about.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("SAFEHOME_PROXIES", 0)
MFA_ADAPTER = "safehome.people.signing_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Safe Home"

# --- Headers ----------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_SSL_REDIRECT = SECURE
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600
# Files stay in memory, capped: no disk ever holds one unsealed. See safehome/kit/uploads.py.
FILE_UPLOAD_HANDLERS = ["safehome.kit.uploads.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# --- What may be taken away -----------------------------------------------------------

# How long somebody waits for the counts of a report, and for a frozen set. What takes longer is
# ordered, and made by the worker beside all else.
OUTCOMES_SECONDS = environment.seconds("SAFEHOME_OUTCOMES_SECONDS", 10)
FREEZE_SECONDS = environment.seconds("SAFEHOME_FREEZE_SECONDS", 10)
EXPORTS_A_DAY = environment.number("SAFEHOME_EXPORTS_A_DAY", 40)  # files, of one person
EXPORT_ROWS = environment.number("SAFEHOME_EXPORT_ROWS", 200_000)  # of one file

# --- Words, files, mail -------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / "static-built"
UNBUILT_STATIC = environment.flag("SAFEHOME_UNBUILT_STATIC")  # tests: straight from the rooms
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = UNBUILT_STATIC
# A browser asks for an icon beside a paper, too, which names none: a plain dot, at every door.
WHITENOISE_ROOT = PROJECT / "safehome" / "design" / "root"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if UNBUILT_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DEFAULT_FROM_EMAIL = os.environ.get("SAFEHOME_MAIL_FROM", "no-reply@localhost")
MAILERS = {"default": environment.mailer()}
TEXTS = environment.texts()
CARRIED = environment.carried()
CACHES = {"default": {"BACKEND": "safehome.people.shared.SharedCache"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
