"""Places where a fast reader may be wrong without a word: each is read right, or the sheet says so."""

import io
import zipfile

import pytest

ERROR, HIDDEN = '<c r="A1" t="e"><v>#N/A</v></c>', '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>'


def rows_of(*rows):
    return "".join(f'<row r="{r}">{row}</row>' for r, row in enumerate(rows, start=1))


@pytest.mark.parametrize("quote", ['"', "'"])
def test_an_error_cell_is_no_blank_however_its_xml_is_quoted(workbook, read, quote):
    (sheet,) = read(workbook(rows_of(ERROR + '<c r="B1"><v>2</v></c>').replace('"', quote)))
    assert list(sheet.cells) == [["#N/A", 2]]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_hidden_row_is_seen_however_its_xml_is_quoted(workbook, read, quote):
    (sheet,) = read(workbook(HIDDEN.replace('"', quote)))
    assert sheet.hidden_rows == {0}


def test_a_cell_far_away_is_refused_however_its_xml_is_quoted(workbook, read):
    far = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    assert "XFD1048576" in read(workbook(far)).what


def test_a_comment_inside_a_number_does_not_cut_it_short(workbook, read):
    (sheet,) = read(workbook(rows_of('<c r="A1"><v>1<!-- edited -->2</v></c>')))
    assert list(sheet.cells) == [[12]]


@pytest.mark.parametrize("reader", ["fast", "exact"])
def test_values_beneath_a_merged_cell_are_kept_and_told(workbook, read, reader):
    rows = ['<c r="A1"><v>7</v></c>', '<c r="A2"><v>8</v></c>', '<c r="A3"><v>7</v></c>']
    rows[0] += ERROR.replace("A1", "B1") if reader == "exact" else '<c r="B1"><v>1</v></c>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells></worksheet>'
    xml = workbook(rows_of(*rows))
    (sheet,) = read(with_part(xml, "xl/worksheets/sheet1.xml", b"</worksheet>", merged.encode()))
    assert [row[0] for row in sheet.cells] == [7, 8, 7]
    assert sheet.note.startswith("1 merged cells hide values beneath them that differ")


def test_the_same_value_beneath_a_merged_cell_is_nothing_to_tell(workbook, read):
    merged = '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
    xml = workbook(rows_of('<c r="A1"><v>7</v></c>', '<c r="A2"><v>7</v></c>', '<c r="A3"><v>1</v></c>'))
    (sheet,) = read(with_part(xml, "xl/worksheets/sheet1.xml", b"</worksheet>", merged.encode()))
    assert sheet.note == ""


def test_a_number_beyond_all_numbers_is_text_and_no_amount(workbook, read):
    (sheet,) = read(workbook(rows_of('<c r="A1"><v>1e999</v></c><c r="B1"><v>2</v></c>')))
    assert list(sheet.cells) == [["inf", 2]]


def with_part(data, name, old, new):
    """Return an archive with one text of one part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as copy:
        for part in archive.namelist():
            content = archive.read(part)
            copy.writestr(part, content.replace(old, new) if part == name else content)
    return made.getvalue()
