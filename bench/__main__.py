"""Run every benchmark and write build/bench.json."""

import json
from pathlib import Path

from bench import parsing, reading

HOME = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    lines = [line for module in (parsing, reading) for line in module.results()]
    target = HOME / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(lines, indent=1, ensure_ascii=False), encoding="utf-8")
    for line in lines:
        print(f"{line['ratio']:6.2f} x  {line['a']:.3f} s against {line['b']:.3f} s  {line['name']}")
