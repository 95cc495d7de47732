"""Check every quote of saved answers against the raw files; nothing of this project is imported.

    python tests/check_quotes.py answers.jsonl [shown.jsonl]

.txt and .md are read with open(), .jsonl and .jsonl.gz by record; for other formats `shown.jsonl` holds what
`qa show --json` printed, one article a line. Prints "N of N", exits 1 when a quote or an answer is no exact slice.
"""

# ruff: noqa: SIM115

import gzip
import json
import sys


def text_of(article, shown):
    path, record = article["path"], article["record"]
    if path.endswith((".txt", ".md")):
        for encoding in ("utf-8", "utf-16", "cp1252"):
            try:
                return open(path, encoding=encoding, newline="").read()
            except UnicodeError:
                continue
    if record is not None and path.endswith((".jsonl", ".gz")):
        lines = (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8-sig", newline="\n")
        for number, line in enumerate(lines, 1):
            row = json.loads(line) if line.strip() else {}
            if isinstance(row, dict) and str(row.get("id", number)) == record:
                return row["text"]
    return shown[article["id"]]


def main(answers, shown=None):
    known = {row["id"]: row["text"] for row in map(json.loads, open(shown, encoding="utf-8"))} if shown else {}
    rows = [json.loads(line) for line in open(answers, encoding="utf-8") if line.strip()]
    rows = rows[0] if len(rows) == 1 and isinstance(rows[0], list) else rows
    cited = [
        c for row in rows for part in ("claims", "alternatives") for x in row.get(part, []) for c in x["citations"]
    ]
    cited += [c for row in rows for c in row.get("closest", [])]
    good = 0
    for c in cited:
        text = text_of(c["article"], known)
        good += text[c["start"] : c["end"]] == c["quote"] and text[c["answer_start"] : c["answer_end"]] == c["answer"]
    print(f"{good} of {len(cited)}")
    return int(good != len(cited))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
