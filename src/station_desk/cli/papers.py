"""Commands that print: print, submission, pictures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from station_desk.cli.opened import clock_of, opened
from station_desk.cli.output import DONE, FINDINGS, print_json, print_lines, tell
from station_desk.domain.basics.errors import KnownError, MissingGlyphError
from station_desk.domain.keeping.prints import Shape
from station_desk.services.papers import papers
from station_desk.services.papers.imposition import on_sides
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.submission import missing, one_file_steps, write_submission
from station_desk.services.session.session import Session


def print_one(options: argparse.Namespace) -> int:
    """Print one form, or a batch of one about many records, to a PDF file."""
    with opened(options) as session:
        with _told_how():
            paper = papers.at_once(_steps(options, session), _report if sys.stderr.isatty() else None)
        paper = on_sides(paper, options.sides)
        told = PaperLog(session).save(paper, options.output)
        for text in (*(f"请注意：{hint}。" for hint in paper.hints), *([told] if told else [])):
            tell(text)
    if options.json:
        left = [one.told for one in paper.left_out]
        print_json(
            {"file": str(options.output), "title": paper.title, "pages": paper.pages, "left_out": left}
        )
    else:
        print_lines([str(options.output)])
    return FINDINGS if paper.left_out else DONE


def _steps(options: argparse.Namespace, session: Session) -> papers.PaperSteps:
    shape = Shape(options.paper, options.without, options.by)
    if not (options.all or options.month):
        return papers.form_steps(
            session,
            options.form,
            record_id=options.record,
            blank=options.blank,
            masked=options.masked,
            substitutes=dict(options.substitute),
            shape=shape,
        )
    if shape.by:
        raise KnownError("整批打印不能只印一部分", "没有生成文件", "请去掉 --by")
    if options.record is not None or options.blank:
        raise KnownError(
            "整批打印不能同时指定一条记录或者空白表", "没有生成文件", "请去掉 --record 或 --blank"
        )
    return papers.batch_steps(
        session,
        options.form,
        month=options.month,
        masked=options.masked,
        substitutes=dict(options.substitute),
        shape=shape,
    )


@contextmanager
def _told_how() -> Iterator[None]:
    """A print that stops at a character says how to go on from the command line."""
    try:
        yield
    except MissingGlyphError as error:
        advice = f"{error.advice}：加上 --substitute {error.characters[0]}=注音，只写字则印方框"
        raise KnownError(error.message, error.kept, advice) from error


def _report(progress: papers.Progress) -> None:
    """How far a long print is, to the person at the keyboard."""
    doing = "其余的重新排版：" if progress.again else ""
    sys.stderr.write(f"\r{doing}已排好 {progress.done} / {progress.total} ")


def submission(options: argparse.Namespace) -> int:
    """Write the submission pack, as one file or paper by paper, and say what it lacks before it can be handed in."""
    with opened(options) as session, _told_how():
        lacking = [one.text for one in missing(session)]
        if options.output.suffix.lower() == ".pdf":
            steps = one_file_steps(session, dict(options.substitute))
            paper = papers.at_once(steps, _report if sys.stderr.isatty() else None)
            PaperLog(session).save(on_sides(paper, options.sides), options.output)
            written = [options.output]
        else:
            written = write_submission(session, options.output, dict(options.substitute))
    if options.json:
        files = [str(path) for path in written]
        print_json({"files": files, "ready": not lacking, "missing": lacking})
    else:
        print_lines(str(path) for path in written)
    if lacking:
        tell("材料已经写出，但还不能申报：")
        for text in lacking:
            tell(f"- {text}")
    return FINDINGS if lacking else DONE


def pictures(options: argparse.Namespace) -> int:
    """Save a picture of every page of the window."""
    # Qt is loaded only for this command, so that all others work where no Qt can.
    from station_desk.app import pictures as take

    written = take(options.file, options.output, clock_of(options))
    if options.json:
        print_json({"files": [str(path) for path in written]})
    else:
        print_lines(str(path) for path in written)
    return DONE
