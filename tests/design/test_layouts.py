"""The shell around every page: whole without any variable, neutral at the carers' door."""

from __future__ import annotations

from types import SimpleNamespace as Thing
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from lxml import html as parser

from safehome.design import gallery

LAYOUTS = ["page", "wide", "with_aside", "question", "check_answers", "confirmation", "error"]


def page(layout: str, **context: Any) -> Any:
    source = f"{{% extends 'layouts/{layout}.html' %}}{{% block title %}}Times <&>{{% endblock %}}"
    return parser.document_fromstring(engines["jinja2"].env.from_string(source).render(**context))


def door(name: str, title: str) -> Thing:
    links = [Thing(label="Home", href="/", current=True), Thing(label="More", href="/m/")]
    return Thing(name=name, title=title, navigation=links)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_comes_out_whole_without_any_variable(layout: str) -> None:
    made = page(layout)
    assert made.findtext(".//title") == "Times <&> – Safe Home"
    assert len(made.xpath("//main[@id='main-content']")) == 1
    assert made.xpath("//a[@class='govuk-skip-link']/@href") == ["#main-content"]
    assert not made.xpath("//script[not(@src)] | //style | //*[@style] | //@onclick")


def test_the_carers_door_does_not_say_the_services_name() -> None:
    made = page("page", door=door("portal", "Our meetings"), person=Thing(name="Ada"))
    text = parser.tostring(made, encoding="unicode")
    assert made.findtext(".//title") == "Times <&> – Our meetings"
    assert "Safe Home" not in text
    assert "mark.svg" not in text
    assert made.body.get("class").startswith("govuk-template__body door-portal")
    assert made.xpath("//script/@src")[0].endswith("portal.js")


def test_signing_out_is_a_form_and_carries_the_token() -> None:
    made = page("page", person=Thing(name="Amina"), csrf_input="TOKEN")
    form = made.xpath("//form[@action='/sign-out/']")[0]
    assert form.get("method") == "post"
    assert "TOKEN" in form.text_content()


def test_the_place_one_is_in_is_marked() -> None:
    made = page("page", door=door("staff", "Staff"))
    assert made.xpath("//nav//a[@aria-current='page']")[0].text_content() == "Home"


def test_messages_and_the_demonstration_are_shown() -> None:
    said = [Thing(message="Recorded <b>", tags="success")]
    made = page("page", messages=said, demonstration=True)
    assert "Recorded <b>" in made.xpath("//div[@role='alert']")[0].text_content()
    assert "Demonstration" in made.text_content()
    assert "Demonstration" not in page("page").text_content()


def test_the_gallery_answers_and_every_id_in_it_is_its_own() -> None:
    request = RequestFactory().get("/design/")
    request._messages = []  # type: ignore[attr-defined]
    made = parser.document_fromstring(gallery.gallery(request).content.decode())
    ids = made.xpath("//@id")
    assert made.findtext(".//h1") == "Gallery of components"
    assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})
