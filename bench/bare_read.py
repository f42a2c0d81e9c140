"""Only read every cell of every workbook with calamine; nothing is looked at."""

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook

if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
