#!/usr/bin/env python3
"""Draws speakers at random from reports, to be judged one by one: is this a right person or body under a good name?

    rapporteur analyze --with-text texts/*.txt | python3 src/lexicon/tools/draw_speakers.py [--seed 30] [--count 30]

Each line: number, document, name, kind, role, state, the forms under which the speaker appears, and the place of the first
statement with its source in brackets. The same reports and seed give the same draw; other reports give another one.
"""
import argparse
import json
import random
import sys

AROUND = 50  # bytes shown on either side of a source


def speakers(report):
    text = report["text"].encode()
    cut = lambda start, end: " ".join(text[max(start, 0):end].decode(errors="ignore").split())
    for actor in report["actors"]:
        said = next((one for one in report["attributions"] if one["speaker"] == actor["id"]), None)
        if said is None:
            continue
        start, end = said["source"] or said["content"][0]
        place = f"{cut(start - AROUND, start)} [{cut(start, end)}] {cut(end, end + AROUND)}"
        forms = ", ".join(sorted({cut(*mention) for mention in actor["mentions"]}))
        yield report.get("doc") or "", actor["name"], actor["kind"], actor["role"] or "-", actor["country"] or "-", forms, place


def main():
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--seed", type=int, default=30)
    cli.add_argument("--count", type=int, default=30)
    options = cli.parse_args()
    found = [speaker for line in sys.stdin for speaker in speakers(json.loads(line))]
    drawn = random.Random(options.seed).sample(found, min(options.count, len(found)))
    print(f"{len(found)} speakers, {len(drawn)} drawn with seed {options.seed}")
    for number, speaker in enumerate(drawn, 1):
        print(number, *speaker, sep=" | ")


main()
