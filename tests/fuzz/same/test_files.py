"""The same cells in another kind of file: delimited text in any encoding, .xls, .ods and .xlsx."""

import csv
import io
import zipfile
from xml.sax.saxutils import quoteattr

import pytest
import xlsxwriter
import xlwt

from evalkit.intake.reader import read_file

NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)


def delimited(encoding):
    def write(sheet):
        buffer = io.StringIO()
        csv.writer(buffer).writerows([["" if cell is None else cell for cell in row] for row in sheet.cells])
        return buffer.getvalue().encode(encoding)

    return write


def xls(sheet):
    book, buffer = xlwt.Workbook(), io.BytesIO()
    target = book.add_sheet(sheet.name)
    inner = {(r, c) for r0, c0, r1, c1 in sheet.merged for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    for r, row in enumerate(sheet.cells):
        for c, cell in enumerate(row):
            if cell is not None and (r, c) not in inner:
                target.write(r, c, cell)
    for r0, c0, r1, c1 in sheet.merged:
        target.write_merge(r0, r1, c0, c1, sheet.cells[r0][c0])
    book.save(buffer)
    return buffer.getvalue()


def xlsx(sheet):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        target = book.add_worksheet(sheet.name)
        for r0, c0, r1, c1 in sheet.merged:
            target.merge_range(r0, c0, r1, c1, "")
        for r, row in enumerate(sheet.cells):
            target.write_row(r, 0, row)
    return buffer.getvalue()


def ods(sheet):
    spans = {(r0, c0): (r1 - r0 + 1, c1 - c0 + 1) for r0, c0, r1, c1 in sheet.merged}
    cells = (
        "".join(_ods_cell(cell, spans.get((r, c))) for c, cell in enumerate(row)) for r, row in enumerate(sheet.cells)
    )
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    table = f"<table:table table:name={quoteattr(sheet.name)}>{rows}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    kind, buffer = "application/vnd.oasis.opendocument.spreadsheet", io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content {NAMESPACES}>{body}</office:document-content>")
    return buffer.getvalue()


def _ods_cell(cell, span):
    over = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    if cell is None:
        return f"<table:table-cell{over}/>"
    if isinstance(cell, str):
        text = cell.replace("&", "&amp;").replace("<", "&lt;")
        return f'<table:table-cell{over} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return f'<table:table-cell{over} office:value-type="float" office:value="{cell}"/>'


WRITERS = {
    "gb18030": (delimited("gb18030"), ".csv"), "utf-16": (delimited("utf-16"), ".csv"),
    "xls": (xls, ".xls"), "xlsx": (xlsx, ".xlsx"), "ods": (ods, ".ods"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRITERS)
def test_another_kind_of_file_gives_the_same_tables(kind, pages, unchanged, allowed, tmp_path):
    write, ending = WRITERS[kind]
    read = []
    for page in pages:
        path = tmp_path / f"sheet{len(read)}{ending}"
        path.write_bytes(write(page.sheet()))
        read += read_file(path, page.file.replace(".xlsx", f"-{page.name}{ending}"), allowed)
    assert len(read) == len(pages)
    unchanged(read)
