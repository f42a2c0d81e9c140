"""The data dictionary is what the codebook says, no more and no less."""

from pathlib import Path

from evalkit import codebook, dictionary

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "data-dictionary.md"


def test_writing_the_dictionary_again_changes_nothing(tmp_path):
    again = dictionary.write(tmp_path / "page.md", ROOT / "params")
    assert again.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8"), "run `evalkit codebook`"


def test_writing_leaves_one_finished_file(tmp_path):
    dictionary.write(tmp_path / "docs" / "page.md", ROOT / "params")
    assert [path.name for path in (tmp_path / "docs").iterdir()] == ["page.md"]


def test_every_column_has_its_line_in_its_ledgers_section():
    text = dictionary.render(ROOT / "params")
    for table in codebook.load(ROOT / "params").tables.values():
        section = text.split(f"\n## {table.name} {table.zh}\n")[1].split("\n## ")[0]
        for column in table.columns:
            assert section.count(f"| `{column.name}` | {column.zh} |") == 1


def test_names_and_phones_are_said_to_be_dropped():
    lines = [
        line for line in dictionary.render(ROOT / "params").splitlines() if "| name |" in line or "| phone |" in line
    ]
    assert lines
    assert all("| dropped |" in line for line in lines)


def test_a_table_cell_with_a_bar_does_not_break_the_table():
    lines = [line for line in dictionary.render(ROOT / "params").splitlines() if line.startswith("| `")]
    assert {line.replace("\\|", "").count("|") for line in lines} == {6, 10}
