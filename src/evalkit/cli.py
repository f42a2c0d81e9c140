"""The command line: calls to the other rooms, and problems shown as sentences."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated

import typer

from evalkit.errors import EvalkitError, Problem

USER_ERROR = 2
FAILED_RUNS = 1

app = typer.Typer(
    help="From village ledgers (台账) to a verdict on assistance (驻村帮扶).",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _sentences(command: Callable) -> Callable:
    """Show what the user can put right as sentences, with exit code 2; let faults of evalkit trace back."""

    @wraps(command)
    def shown(*args, **kwargs):
        try:
            return command(*args, **kwargs)
        except EvalkitError as error:
            for problem in error.problems:
                print(problem, file=sys.stderr)
            raise typer.Exit(USER_ERROR) from None

    return shown


@app.command()
@_sentences
def clean(
    raw: Annotated[Path, typer.Argument(help="Folder of ledgers as received.")],
    out: Annotated[Path | None, typer.Option(help="Folder of clean tables [default: data/processed].")] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out files that cannot be read.")] = False,
    review: Annotated[
        Path | None, typer.Option(help="Folder of the villages' lists (疑点清单) [default: review beside OUT].")
    ] = None,
    no_lists: Annotated[bool, typer.Option("--no-lists", help="Neither read nor write the villages' lists.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Files read, and copies marked, at the same time.")] = 1,
    again: Annotated[bool, typer.Option("--again", help="Clean even if nothing changed since the last time.")] = False,
) -> None:
    """Turn ledgers into clean tables, with one fate for every row.

    When ledgers, params, lists and evalkit are the same as the last time, the tables stand and nothing is done.
    """
    from evalkit import project, unchanged

    if review and no_lists:
        raise EvalkitError(Problem("--review", "comes with --no-lists", "one or the other"))
    out = out or project.processed()
    lists = None if no_lists else review or out.resolve().parent / "review"
    if not again and (said := unchanged.earlier(raw, out, lists, skip_bad)):
        print(said)
        print("Nothing changed since the last time; the tables stand as they are (--again cleans anew).")
        return
    from evalkit import cleaning

    said = str(cleaning.clean(raw, out, skip_bad=skip_bad, review=lists, jobs=jobs))
    unchanged.remember(raw, out, lists, skip_bad, said)
    print(said)


@app.command()
@_sentences
def run(
    study: Annotated[list[str] | None, typer.Option(help="Study; may be repeated [default: all].")] = None,
    village: Annotated[list[str] | None, typer.Option(help="12-digit code; may be repeated [default: all].")] = None,
    year: Annotated[list[str] | None, typer.Option(help="Year; may be repeated [default: all].")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Runs at the same time.")] = 1,
    plan: Annotated[Path | None, typer.Option(help="File with slices of the matrix, such as params/demo.yaml.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="name=value for the notebook; may be repeated.")] = None,
    timeout: Annotated[int, typer.Option(min=1, help="Seconds one run may take.")] = 600,
) -> None:
    """Run studies over villages and years, then make the reports.

    Exit code 1 when a run failed or a report was refused; the others are finished all the same.
    """
    from evalkit.runs import matrix
    from evalkit.runs.plan import Slice, from_file

    asked = Slice(study or None, village or None, year or None, _pairs(param or []))
    if plan and asked != Slice():
        raise EvalkitError(Problem("--plan", "comes with --study, --village, --year or --param", "one or the other"))
    if not matrix.run(from_file(plan) if plan else [asked], jobs=jobs, timeout=timeout):
        raise typer.Exit(FAILED_RUNS)


@app.command()
@_sentences
def sample(
    out: Annotated[Path, typer.Argument(help="Folder to write ledgers and truth/ into.")],
    villages: Annotated[int, typer.Option(min=1)] = 6,
    years: Annotated[str, typer.Option(help="First and last year: 2021-2024.")] = "2021-2024",
    households: Annotated[int, typer.Option(min=1, help="Households per village.")] = 60,
    seed: Annotated[int, typer.Option()] = 1,
    mess: Annotated[float, typer.Option(min=0, max=1, help="How untidy the ledgers are.")] = 0.3,
) -> None:
    """Write the ledgers of an invented county, and the truth beside them."""
    import re

    first, _, last = years.partition("-")
    if not re.fullmatch(r"\d{4}(-\d{4})?", years) or int(first) > int(last or first):
        raise EvalkitError(Problem("--years", "not a span of years", "such as 2021-2024", years))
    from evalkit.sample import write_county

    span = (int(first), int(last or first))
    write_county(out, villages=villages, years=span, households=households, seed=seed, mess=mess)
    print(f"{out}: ledgers of {villages} invented villages, {years}; what is true of them is in {out / 'truth'}")


@app.command()
@_sentences
def template(
    out: Annotated[Path, typer.Argument(help="Workbook to write, ending in .xlsx.")],
    table: Annotated[list[str] | None, typer.Option(help="Ledger; may be repeated [default: all].")] = None,
    village: Annotated[str, typer.Option(help="Village named in the titles: 12-digit code or name.")] = "",
    year: Annotated[str, typer.Option(help="Year named in the titles.")] = "",
) -> None:
    """Write blank ledgers in Chinese, with drop-downs and input checks, for a village to fill in."""
    from evalkit.template import write

    print(write(out, table, village=village, year=year))


@app.command()
@_sentences
def trace(
    name: Annotated[str, typer.Argument(help="Indicator such as income_per_head, or ledger such as income.")],
    village: Annotated[str | None, typer.Option(help="12-digit code [default for ledgers: all].")] = None,
    year: Annotated[int | None, typer.Option(help="Year [default for ledgers: all].")] = None,
    column: Annotated[list[str] | None, typer.Option(help="Column of a ledger; may be repeated.")] = None,
    group: Annotated[str | None, typer.Option(help="Group of a figure, such as yulu/autumn.")] = None,
    period: Annotated[str | None, typer.Option(help="Period of a figure, such as 2024-Q1 or 2021/2024.")] = None,
    raw: Annotated[Path | None, typer.Option(help="Folder that was cleaned [default: data/raw].")] = None,
    out: Annotated[Path | None, typer.Option(help="Workbook to write, with links to the cells.")] = None,
) -> None:
    """List the spreadsheet cells behind a figure or a clean table: address, raw text, parse code, correction.

    Restricted like the ledgers themselves; what personal columns hold is not shown.
    """
    from evalkit.trace import traced, workbook

    lines = traced(name, village=village, year=year, columns=column, group=group, period=period, raw=raw)
    if out:
        print(workbook.write(lines, out))
        return
    for line in [workbook.COLUMNS, *(line.fields for line in lines)]:
        print("\t".join(" ".join(str(field).split()) for field in line))


@app.command()
@_sentences
def check() -> None:
    """Check every decision in params/."""
    from evalkit import project
    from evalkit.params_check import check as problems_in

    problems = problems_in(project.params())
    if problems:
        raise EvalkitError(problems)
    print("params: nothing wrong")


@app.command()
@_sentences
def codebook(
    indicators: Annotated[bool, typer.Option("--indicators", help="The indicator catalogue instead.")] = False,
    excel: Annotated[Path | None, typer.Option(help="The indicator catalogue as this Excel workbook.")] = None,
) -> None:
    """Write the data dictionary from the codebook, or the indicator catalogue, into docs/ or a workbook."""
    from evalkit import dictionary, indicator_dictionary

    if excel is not None:
        print(indicator_dictionary.write_workbook(excel))
        return
    print((indicator_dictionary if indicators else dictionary).write())


@app.command()
@_sentences
def doctor() -> None:
    """Say what evalkit finds on this machine: versions, Chinese font, pseudonym key, folders."""
    from evalkit.doctor import lines

    print("\n".join(lines()))


def _pairs(given: list[str]) -> dict[str, str]:
    """Return name=value texts as a mapping; everything after the first = is the value."""
    wrong = [text for text in given if "=" not in text]
    if wrong:
        raise EvalkitError([Problem("--param", "not name=value", "such as draws=200", text[:40]) for text in wrong])
    return dict(text.split("=", 1) for text in given)


if __name__ == "__main__":
    app()
