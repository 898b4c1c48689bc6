"""Letters about signing in: neutral, because others may see an inbox."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from django.core.mail import EmailMessage

# One after the other, beside the requests: how long an answer takes must not
# tell whether there was somebody to write to, and a slow mail server holds up nobody.
POST = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")

FORGOTTEN = (
    "Choose a new password",
    """Hello,

Somebody asked for a new password for this e-mail address, at {host}.

If it was you, open this link within the hour. It works once:

{link}

You will need your second way of proving who you are as well. If it was not
you, do nothing: your password stays as it is.
""",
)
CHANGED = (
    "Your password was changed",
    """Hello,

The password for this e-mail address was changed just now. Every browser in
which you were signed in has been signed out.

If it was not you, tell your organisation's administrator at once.
""",
)


def send(subject: str, text: str, to: str) -> None:
    POST.submit(_send, EmailMessage(subject, text, to=[to]))


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except OSError as error:  # smtplib's own errors are among these
        # Never the address, nor what a mail server quotes of the letter.
        logging.getLogger(__name__).error("A letter was not sent: %s", type(error).__name__)
