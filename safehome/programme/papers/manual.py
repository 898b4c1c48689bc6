"""The whole manual as one paper: cover, contents, a chapter for each session, what goes with it."""

from __future__ import annotations

from safehome.design.pdf import pdf

from .. import shapes
from ..packs import Pack
from .blocks import Block, blocks
from .handouts import TEMPLATES, paper_language, pictures_of

KINDS = {"core": "Core", "adaptable": "May change"}


def manual_pdf(pack: Pack) -> bytes:
    """The manual as PDF, for practitioners and their supervisors."""
    manifest = pack.manifest
    data: dict[str, object] = {
        "version": manifest.version,
        "notice": manifest.notice,
        "licence": manifest.licence,
        "aims": [[code, aim] for code, aim in manifest.aims.items()],
        "plan_sections": [[code, title] for code, title in manifest.plan_sections.items()],
        "sessions": [_session(pack, session) for session in pack.sessions],
        "measures": [_asked(pack, point) for point in manifest.measure_schedule],
        "fidelity": _fidelity(pack.fidelity),
        "prompts": [[one.when.replace("-", " "), one.text] for one in pack.prompts],
        "words": [[one.say, one.rather_than, one.why or ""] for one in pack.glossary],
    }
    language = paper_language(manifest.language)
    return pdf(TEMPLATES / "manual.typ", data, title=manifest.title, language=language)


def _session(pack: Pack, session: shapes.Session) -> dict[str, object]:
    page = pack.manual.get(session.number)
    return {
        "number": session.number,
        "title": session.title,
        "about": " · ".join(_about(session)),
        "purpose": session.purpose,
        "aims": [f"{pack.manifest.aims[aim]} ({aim})" for aim in session.aims],
        "outcomes": session.outcomes,
        "steps": [
            [str(place), str(step.minutes), f"{step.title} ({KINDS[step.kind].lower()})",
             step.in_brief]
            for place, step in enumerate(session.components, 1)
        ],
        "choices": [[step.title, step.why_core or "", step.adapt] for step in session.components],
        "page": _page(pack, session.number) if page else [],
        "watch_for": [[one.sign, one.do] for one in session.watch_for],
        "reflection": session.reflection,
        "every_child": session.every_child,
        "support_and_challenge": session.support_and_challenge,
        "home": session.home_activity.model_dump(),
        "grounding": session.grounding,
        "handouts": [one.title for one in pack.handouts_of(session.number)],
        "measures": [pack.questionnaires[one].title for one in session.measures],
        "plan": [
            f"{pack.manifest.plan_sections[code]} ({code})" for code in plan_sections_of(session)
        ],
    }  # fmt: skip


def plan_sections_of(session: shapes.Session) -> list[str]:
    """The sections of the plan that a session works on, in the order of its steps."""
    steps = session.components
    return list(dict.fromkeys(code for step in steps for code in step.plan_sections))


def _about(session: shapes.Session) -> list[str]:
    said = [f"{session.minutes} minutes"]
    if session.supervision_point:
        said.append("a point for supervision")
    if session.joint_review:
        said.append("a moment for a joint review")
    return said


def _page(pack: Pack, number: int) -> list[Block]:
    text = pack.manual[number].text
    return blocks(text.markdown, first=2, picture=pictures_of(pack, text))


def _asked(pack: Pack, point: shapes.MeasurePoint) -> list[str]:
    if point.session:
        when = f"Session {point.session}"
    else:
        when = f"{point.months_after} months after" if point.months_after else ""
    titles = [pack.questionnaires[name].title for name in point.measures]
    return [point.title or point.point, when, "; ".join(titles)]


def _fidelity(fidelity: shapes.Fidelity | None) -> dict[str, object] | None:
    if fidelity is None:
        return None
    return {
        "title": fidelity.title,
        "not_validated": fidelity.not_validated,
        "items": [
            {
                "title": item.title,
                "about": item.about,
                "anchors": [[str(mark), words] for mark, words in sorted(item.anchors.items())],
            }
            for item in fidelity.items
        ],
    }
