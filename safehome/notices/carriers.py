"""Whoever carries a message out of the house: a mail server, a provider of text messages.

Which one is the deployer's choice (`docs/deploy/messages.md`). A carrier takes a
message, or raises NotTaken, which says whether to try again, or raises Unclear
where the line broke after the message had gone over it.
"""

from __future__ import annotations

import json
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, mailers, make_msgid
from django.utils import timezone

PATIENCE = 20  # seconds


class NotTaken(Exception):
    """A carrier did not take a message. for_good: trying again would not help."""

    def __init__(self, words: str, *, for_good: bool = False) -> None:
        super().__init__(words)
        self.for_good = for_good


class Unclear(Exception):
    """Nobody can say whether a carrier took a message: trying again might send it twice."""


class Texts(Protocol):
    """Sends one text message. Raises NotTaken or Unclear."""

    def send(self, to: str, words: str, *, reference: str) -> None: ...


def is_carried(channel: str) -> bool:
    """Whether anybody was chosen to carry messages of this kind out of the house."""
    return channel in settings.CARRIED


@dataclass(frozen=True)
class FileTexts:
    """For the demonstration and tests: a line for each message in a file, and nothing sent."""

    path: Path

    def send(self, to: str, words: str, *, reference: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = {"at": timezone.now().isoformat(), "to": to, "words": words, "reference": reference}
        with self.path.open("a") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


@dataclass(frozen=True)
class NoTexts:
    """Where nobody was chosen to carry text messages."""

    def send(self, to: str, words: str, *, reference: str) -> None:
        del to, words, reference
        raise NotTaken("No provider of text messages is chosen here.", for_good=True)


@dataclass(frozen=True)
class NotifyTexts:
    """GOV.UK Notify, through its own client. The template is one line: ((message))."""

    key: str
    template: str
    base_url: str

    def send(self, to: str, words: str, *, reference: str) -> None:
        from notifications_python_client.errors import HTTPError
        from notifications_python_client.notifications import NotificationsAPIClient
        from requests import ConnectionError as NoConnection
        from requests import ConnectTimeout, RequestException
        from urllib3.exceptions import MaxRetryError

        client: Any = NotificationsAPIClient(  # type: ignore[no-untyped-call]
            self.key, base_url=self.base_url, timeout=PATIENCE
        )  # fmt: skip
        try:
            client.send_sms_notification(
                phone_number=to, template_id=self.template, personalisation={"message": words},
                reference=reference,
            )  # fmt: skip
        except HTTPError as error:
            # The client makes an answer of its own out of a line that broke.
            broke = error.__cause__
            if error.response is None and isinstance(broke, RequestException):
                never_there = isinstance(broke, ConnectTimeout) or (
                    isinstance(broke, NoConnection)
                    and any(isinstance(one, MaxRetryError) for one in broke.args)
                )
                words = f"Notify was not reached ({type(broke).__name__})."
                raise (NotTaken(words) if never_there else Unclear(words)) from None
            # 400 and 403: the number, the template or the key is wrong, and stays so.
            refused = error.status_code in (400, 403)
            raise NotTaken(f"Notify answered {error.status_code}.", for_good=refused) from None


@cache
def texts() -> Texts:
    """The carrier of text messages that the settings name."""
    chosen = settings.TEXTS
    match chosen["CARRIER"]:
        case "file":
            return FileTexts(Path(chosen["FILE"]))
        case "notify":
            return NotifyTexts(chosen["KEY"], chosen["TEMPLATE"], chosen["URL"])
        case "":
            return NoTexts()
    raise ImproperlyConfigured("SAFEHOME_TEXTS is either file, notify or left out.")


def send_email(to: str, *, sender: str, subject: str, text: str, paper: bytes = b"") -> None:
    """Hand one e-mail to the mail server. Its headers say no more than its words do."""
    if not is_carried("email"):  # it would only be printed, and counted as sent
        raise NotTaken("No mail server is chosen here.", for_good=True)
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    message = EmailMessage(
        subject, text + "\n", formataddr((sender, address)), [to],
        headers={
            # Not the server's own name, and no answer from somebody's holiday.
            "Message-ID": make_msgid(domain=address.rpartition("@")[2]),
            "Auto-Submitted": "auto-generated",
        },
    )  # fmt: skip
    if paper:
        message.attach("letter.pdf", paper, "application/pdf")
    mailer = mailers.default
    try:
        mailer.open()
    except OSError as error:  # those of smtplib among them
        raise NotTaken(f"The mail server was not reached ({type(error).__name__}).") from None
    try:
        taken = mailer.send_messages([message])
    except ValueError:
        raise NotTaken("That is no address.", for_good=True) from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise NotTaken("The address was refused.", for_good=min(codes) >= 500) from None
    except smtplib.SMTPServerDisconnected:
        raise Unclear("The mail server hung up.") from None
    except smtplib.SMTPException as error:
        raise NotTaken(f"The mail server did not take it ({type(error).__name__}).") from None
    except OSError as error:
        raise Unclear(f"The line to the mail server broke ({type(error).__name__}).") from None
    finally:
        with suppress(OSError):  # by now it has the message, or it has not
            mailer.close()
    if not taken:
        raise NotTaken("The mail server did not take it.")
