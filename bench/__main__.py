"""Run every benchmark and write build/bench.json."""

import json
from pathlib import Path

from bench import indicators, intake, parsing, reading

HOME = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    lines = [line for module in (parsing, reading, intake, indicators) for line in module.results()]
    target = HOME / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(lines, indent=1, ensure_ascii=False), encoding="utf-8")
    for line in lines:
        took = f"{line['a']:.3f} against {line['b']:.3f} {line['unit']}"
        print(f"{line['ratio']:6.2f} x  {took}  {line['name']}")
