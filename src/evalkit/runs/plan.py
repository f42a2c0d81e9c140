"""The study matrix: studies times the villages and years whose ledgers were received."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from evalkit import codebook, store
from evalkit.errors import EvalkitError, Problem
from evalkit.runs import parameters, plain_yaml
from evalkit.runs.studies import NAME, StudySpec, load

VILLAGE = re.compile(r"[0-9]{12}")
YEARS = range(1949, 2101)
SLICE_KEYS = {"studies", "villages", "years", "parameters"}


@dataclass(frozen=True)
class Run:
    """One notebook for one village and one year.

    Parameters
    ----------
    study : str
        Name in `params/studies.yaml`.
    notebook : Path
        The notebook's file.
    village : str
        12-digit code.
    year : int
        Year of the ledgers.
    extra : dict
        Further parameters, of simple JSON kinds.
    """

    study: str
    notebook: Path
    village: str
    year: int
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, object]:
        """Everything the notebook's parameters cell is given; codes as text."""
        return {"village": self.village, "year": self.year, **self.extra}

    def folder(self, root: Path) -> Path:
        """Return `root/<study>/<village>/<year>`; never a path outside `root`."""
        if not (NAME.fullmatch(self.study) and VILLAGE.fullmatch(self.village) and self.year in YEARS):
            raise ValueError("a run's folder is made of a study name, a 12-digit code and a year only")
        folder = (root / self.study / self.village / str(self.year)).resolve()
        if not folder.is_relative_to(root.resolve()):
            raise ValueError("a run's folder must lie inside the folder of runs")
        return folder


@dataclass(frozen=True)
class Slice:
    """A part of the matrix, as asked for; None means all."""

    studies: list[str] | None = None
    villages: list[str] | None = None
    years: list[str] | None = None
    parameters: dict[str, str] = field(default_factory=dict)


def from_file(path: Path) -> list[Slice]:
    """Read the slices of a plan file such as `params/demo.yaml`.

    Raises
    ------
    EvalkitError
        With one problem for each entry that is not a slice or holds an unknown key.
    """
    entries = plain_yaml.read(path)
    if not isinstance(entries, list) or not entries:
        raise EvalkitError(Problem(path.name, "not a plan", "a list of slices: - studies: all"))
    problems = []
    for number, entry in enumerate(entries, 1):
        where = f"{path.name}, slice {number}"
        if not isinstance(entry, dict):
            problems.append(Problem(where, "not a slice", f"keys {', '.join(sorted(SLICE_KEYS))}"))
            continue
        for key in entry.keys() - SLICE_KEYS:
            problems.append(Problem(where, f"unknown key {key[:40]!r}", f"one of {', '.join(sorted(SLICE_KEYS))}"))
        for key in entry.keys() & {"studies", "villages", "years"}:
            if entry[key] != "all" and not _is_texts(entry[key]):
                problems.append(Problem(f"{where}, key {key}", "not a list", "all, or a list such as [a, b]"))
        if not isinstance(entry.get("parameters", {}), dict):
            problems.append(Problem(f"{where}, key parameters", "not a mapping", "name: value"))
    if problems:
        raise EvalkitError(problems)
    return [Slice(**{key: None if value == "all" else value for key, value in entry.items()}) for entry in entries]


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, str) for part in value)


def expand(slices: list[Slice], known: dict[str, StudySpec] | None = None) -> list[Run]:
    """Return the runs of all slices, each once, in the order village, year, study.

    Parameters
    ----------
    slices : list of Slice
        Parts of the matrix.
    known : dict, optional
        The declared studies; read from `params/studies.yaml` when omitted.

    Raises
    ------
    EvalkitError
        With one problem for each unknown study, village, year or parameter, and for each village asked for by name
        that sent no ledger for a year asked for by name. Nothing has started by then.
    """
    known = known or load()
    places = store.places()
    received = list(zip(places["village"].astype(str), places["year"].astype(int), strict=True))
    if not received:
        raise EvalkitError(Problem("data/processed", "no ledgers", "clean tables: run `evalkit clean data/raw`"))
    problems: dict[Problem, None] = {}
    runs: dict[tuple, Run] = {}
    for part in slices:
        for run in _runs_of(part, known, received, problems):
            key = (run.village, run.year, list(known).index(run.study))
            if key in runs and runs[key] != run:
                where = f"study {run.study}, village {run.village}, year {run.year}"
                problems[Problem(where, "asked for twice with different parameters", "one set of parameters")] = None
            runs[key] = run
    if problems:
        raise EvalkitError(list(problems))
    return [runs[key] for key in sorted(runs)]


def _runs_of(part: Slice, known: dict[str, StudySpec], received: list, problems: dict) -> list[Run]:
    by_notebook = {spec.notebook.stem: name for name, spec in known.items()}
    asked = part.studies and [by_notebook.get(name, name) for name in part.studies]
    studies = _chosen("study", asked, list(known), problems)
    villages = _chosen("village", part.villages, sorted({village for village, _ in received}), problems)
    years = _chosen("year", part.years, sorted({str(year) for _, year in received}), problems)
    if part.villages and part.years:
        for village, year in ((v, y) for v in villages for y in years if (v, int(y)) not in received):
            own = ", ".join(str(y) for v, y in received if v == village)
            problems[Problem(f"village {village}", f"no ledger received for {year}", f"one of {own}")] = None
    runs = []
    for name in studies:
        values, wrong = parameters.typed(part.parameters, known[name])
        problems.update(dict.fromkeys(wrong))
        pairs = [(v, y) for v, y in received if v in villages and str(y) in years]
        runs += [Run(name, known[name].notebook, village, year, values) for village, year in pairs]
    return runs


def _chosen(what: str, asked: list[str] | None, existing: list[str], problems: dict) -> list[str]:
    if asked is None:
        return existing
    for value in asked:
        if value not in existing:
            shown = ", ".join(_named(what, code) for code in existing[:20]) + (", ..." if len(existing) > 20 else "")
            where = {"study": "studies.yaml"}.get(what, "data/processed")
            problems[Problem(where, f"unknown {what}", f"one of {shown}", str(value)[:40])] = None
    return [value for value in existing if value in asked]


def _named(what: str, code: str) -> str:
    """Return a village's code with its name; anything else as it is."""
    if what != "village":
        return code
    register = codebook.load().villages.set_index("village")["name_zh"]
    return f"{code} {register.get(code, '')}".rstrip()
