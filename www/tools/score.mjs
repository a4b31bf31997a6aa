// `npm run score -- --data DIR`: runs every scorer of DIR/score (Python, standard library only) over the data in DIR and
// prints one table. The release build of the command line makes the reports; nothing of DIR is copied or kept.

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Advice, ROOT, TARGET, must, start } from './command.mjs';
import { prepare } from './setup.mjs';
import { scorePages } from './score-pages.mjs';
import { shownConfidence } from './shown.mjs';

const PROGRAM = `${TARGET}/release/rapporteur${process.platform === 'win32' ? '.exe' : ''}`;

/** @typedef {{ data: string, measure: string, p?: number, r?: number, f?: number }} Row */

start(async () => {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  if (!values.data) throw new Advice('Say where the data is: npm run score -- --data DIR');
  const data = resolve(process.env.INIT_CWD ?? '.', values.data);
  if (!existsSync(`${data}/score`)) throw new Advice(`${data} holds no folder "score" with the scorers.`);
  await prepare();
  console.log('Building the command line …');
  await must('cargo', ['build', '--release', '--locked', '--bin', 'rapporteur']);
  const scratch = mkdtempSync(join(tmpdir(), 'rapporteur-score-'));
  try {
    print([
      ...(await articles(data, scratch)),
      ...(await events(data, scratch)),
      ...(await attributions(data, scratch)),
      ...(await scorePages(data, scratch)),
    ]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

/** Actors, attributions and positions of whole articles. */
async function articles(data, scratch) {
  const rows = [];
  for (const name of ['seed', 'articles', 'training']) {
    const folder = `${data}/gold/${name}`;
    if (!existsSync(folder)) continue;
    const reports = await analyze(textsIn(folder), `${scratch}/${name}.jsonl`);
    const scores = JSON.parse(await python(data, 'score_articles.py', [folder, folder, reports, '--json']));
    for (const [measure, { p, r, f }] of Object.entries(scores)) {
      // The scorer gives recall alone for actors and quotes, and accuracy alone for the last three.
      if (['actors', 'quotes'].includes(measure)) rows.push({ data: `gold/${name}`, measure, r });
      else if (['actor precision', 'flags', 'issue'].includes(measure)) rows.push({ data: `gold/${name}`, measure, p });
      else rows.push({ data: `gold/${name}`, measure, p, r, f });
    }
  }
  return rows;
}

/** Positions of single sentences: every file of events that the scorer can read. */
async function events(data, scratch) {
  const rows = [];
  const folder = `${data}/gold/events`;
  for (const name of existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.jsonl')).sort() : []) {
    const records = readFileSync(`${folder}/${name}`, 'utf8').trim().split('\n').map(line => JSON.parse(line));
    // Other files hold codes of another scheme, for which there is no scorer.
    if (!records.every(record => typeof record.plover === 'string')) continue;
    const reports = await analyze(records.map(({ id, text }) => ({ doc: id, text })), `${scratch}/${name}`);
    const output = await python(data, 'score_events.py', [`${folder}/${name}`, reports]);
    const figure = label => Number(new RegExp(`${label} ([\\d.]+)`).exec(output)?.[1]);
    const fired = /negatives fired (\d+)\/(\d+)/.exec(output);
    rows.push(
      { data: `events/${name}`, measure: 'category', p: figure('precision'), r: figure('root recall'), f: figure('F1') },
      { data: `events/${name}`, measure: 'category and source', r: figure('\\+source recall') },
      { data: `events/${name}`, measure: 'acts taken for positions', p: Number(fired?.[1]) / Number(fired?.[2]) },
    );
  }
  return rows;
}

/** Attributions of a corpus in PolNeAR's layout: all of them, and those that readers are shown by default. */
async function attributions(data, scratch) {
  const folder = `${data}/polnear/dev`;
  if (!existsSync(folder)) return [];
  const reports = await analyze(textsIn(`${folder}/text`), `${scratch}/polnear.jsonl`);
  const rows = [];
  for (const [name, limit] of [['all', 0], ['shown', shownConfidence()]]) {
    const predictions = `${scratch}/polnear-${name}.jsonl`;
    const options = [`${folder}/text`, reports, '--min-confidence', String(limit)];
    writeFileSync(predictions, await python(data, 'report_to_attributions.py', options));
    const scores = JSON.parse(await python(data, 'score_attributions.py', [folder, predictions, '--json']));
    for (const measure of ['cue head', 'source overlap', 'content overlap50', 'joint', 'joint | direct', 'joint | mixed', 'joint | indirect']) {
      const { P: p, R: r, F1: f } = scores[measure];
      rows.push({ data: `polnear/dev, ${name}`, measure, p, r, f });
    }
  }
  return rows;
}

function textsIn(folder) {
  const names = readdirSync(folder).filter(name => name.endsWith('.txt')).sort();
  return names.map(name => ({ doc: name.slice(0, -4), text: readFileSync(join(folder, name), 'utf8') }));
}

/** Writes the report of every document as a line of `file`; resolves to `file`. */
function analyze(documents, file) {
  return new Promise((done, fail) => {
    const child = spawn(PROGRAM, ['analyze', '--jsonl'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const output = [];
    child.stdout.on('data', chunk => output.push(chunk));
    child.stdin.on('error', () => {}); // A program that ends early is reported by its status.
    child.on('error', fail);
    child.on('close', status => {
      if (status !== 0) return fail(new Advice(`rapporteur analyze --jsonl failed (${status})`));
      writeFileSync(file, Buffer.concat(output));
      done(file);
    });
    child.stdin.end(documents.map(document => `${JSON.stringify(document)}\n`).join(''));
  });
}

const python = (data, scorer, args) => must('python3', [`${data}/score/${scorer}`, ...args]);

function print(rows) {
  const cell = value => (value === undefined || value === null ? '' : value.toFixed(3)).padStart(7);
  const [wide, long] = ['data', 'measure'].map(key => Math.max(...rows.map(row => row[key].length)));
  console.log(`\n${'data'.padEnd(wide)}  ${'measure'.padEnd(long)}${['P', 'R', 'F1'].map(head => head.padStart(7)).join('')}`);
  for (const { data, measure, p, r, f } of rows) {
    console.log(`${data.padEnd(wide)}  ${measure.padEnd(long)}${cell(p)}${cell(r)}${cell(f)}`);
  }
}
