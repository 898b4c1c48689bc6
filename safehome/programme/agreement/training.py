"""Whether courses, modules, quizzes and rehearsal families belong together."""

import re
from collections.abc import Iterator, Mapping

from .. import shapes
from ..findings import Finding
from ..pages import Page, sections
from ..parts import Part
from .surroundings import Surroundings, fault, repeated

_TAKES = re.compile(r"\(([0-9]{1,3}) [^()]+\)$")


def training_faults(around: Surroundings) -> Iterator[Finding]:
    """Faults of courses and of what they are made of."""
    rehearsals = {part.names["slug"]: one.for_ for part, one in around.those(shapes.Rehearsal)}
    courses = list(around.those(shapes.Course))
    for part, course in courses:
        yield from _course_faults(around, part, course)
        yield from _rehearsal_references(around, part, course, rehearsals)
    for part, quiz in around.those(shapes.Quiz):
        yield from _quiz_faults(part, quiz)
    for part, rehearsal in around.those(shapes.Rehearsal):
        yield from _rehearsal_faults(around, part, rehearsal)
    yield from _unused(around, {course.id: course for _, course in courses})


def _course_faults(around: Surroundings, part: Part, course: shapes.Course) -> Iterator[Finding]:
    document, folder = part.document, f"training/{part.names['slug']}"
    if course.id != part.names["slug"]:
        yield fault(document, "The id is not the name of the folder.", "id")
    titles = {
        one.path: one.value.title for one in around.parts if isinstance(one.value, shapes.TextHead)
    }
    pages = {one.path: one.page for one in around.parts}
    for position, name in repeated(module.slug for module in course.modules):
        yield fault(document, f"‘{name}’ is here twice. Keep one.", "modules", position)
    for position, module in enumerate(course.modules):
        here = ("modules", position)
        page = f"{folder}/modules/{module.slug}.md"
        if page not in around.files:
            yield fault(document, f"The module is missing: {page}.", *here, "slug")
        elif titles.get(page, module.title) != module.title:
            says = f"The module's page is called ‘{titles[page]}’. Use the same title."
            yield fault(document, says, *here, "title")
        elif (taken := _minutes(pages.get(page))) not in {0, module.minutes}:
            says = f"The module's headings take {taken} minutes; here it has {module.minutes}."
            yield fault(document, says, *here, "minutes")
        quiz = f"{folder}/quizzes/{module.quiz}.yaml"
        if module.quiz and quiz not in around.files:
            yield fault(document, f"The quiz is missing: {quiz}.", *here, "quiz")
        for index, aim in enumerate(module.aims):
            if around.manifest and aim not in around.manifest.aims:
                yield fault(document, f"pack.yaml has no aim {aim}.", *here, "aims", index)


def _minutes(page: Page | None) -> int:
    """The minutes that the headings of a module name, as in ‘## Practise (20 minutes)’."""
    titles = [one.title for one in sections(page, level=2)] if page else []
    return sum(int(found.group(1)) for title in titles if (found := _TAKES.search(title)))


def _rehearsal_references(
    around: Surroundings,
    part: Part,
    course: shapes.Course,
    rehearsals: Mapping[str, tuple[str, ...]],
) -> Iterator[Finding]:
    for position, slug in enumerate(course.rehearsals):
        path = f"training/rehearsals/{slug}.yaml"
        if path not in around.files:
            says = f"There is no rehearsal family {path}."
            yield fault(part.document, says, "rehearsals", position)
        elif course.for_ not in rehearsals.get(slug, (course.for_,)):
            says = f"‘{slug}’ is not for a {course.for_}: add it to its ‘for’, or leave it out."
            yield fault(part.document, says, "rehearsals", position)


def _quiz_faults(part: Part, quiz: shapes.Quiz) -> Iterator[Finding]:
    for position, name in repeated(question.id for question in quiz.questions):
        yield fault(part.document, f"‘{name}’ is here twice. Keep one.", "questions", position)
    for index, question in enumerate(quiz.questions):
        here = ("questions", index, "options")
        for position, name in repeated(option.id for option in question.options):
            yield fault(part.document, f"‘{name}’ is here twice. Keep one.", *here, position)
        right = [option.right for option in question.options]
        if not any(right):
            yield fault(part.document, "No answer here is right. Mark at least one.", *here)
        elif all(right):
            yield fault(part.document, "Every answer here is right. Add one that is not.", *here)


def _rehearsal_faults(
    around: Surroundings, part: Part, rehearsal: shapes.Rehearsal
) -> Iterator[Finding]:
    document = part.document
    for position, number in repeated(one.session for one in rehearsal.records):
        yield fault(document, f"Session {number} is here twice. Keep one.", "records", position)
    for position, record in enumerate(rehearsal.records):
        if record.session not in around.sessions:
            says = f"There is no session {record.session}."
            yield fault(document, says, "records", position, "session")
    for position, name in repeated(one.id for one in rehearsal.planted):
        yield fault(document, f"‘{name}’ is here twice. Keep one.", "planted", position)
    written = {record.session for record in rehearsal.records}
    for position, planted in enumerate(rehearsal.planted):
        for index, number in enumerate(planted.sessions):
            if number not in written:
                says = f"There is no record of session {number} in which to find it."
                yield fault(document, says, "planted", position, "sessions", index)


def _unused(around: Surroundings, courses: dict[str, shapes.Course]) -> Iterator[Finding]:
    """Modules and quizzes that no course of their folder names would never be seen."""
    for part in around.parts:
        if part.kind not in {"module", "quiz"}:
            continue
        name, slug = part.names["course"], part.names["slug"]
        course = courses.get(name)
        if f"training/{name}/course.yaml" not in around.files:
            yield fault(part.document, f"There is no training/{name}/course.yaml to go with.")
        elif course and part.kind == "module" and slug not in {m.slug for m in course.modules}:
            yield fault(part.document, "The course does not name this module.")
        elif course and part.kind == "quiz" and slug not in {m.quiz for m in course.modules}:
            yield fault(part.document, "No module of the course names this quiz.")
