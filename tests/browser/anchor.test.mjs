// Quotes are found again in texts that changed: 200 generated cases of words changed, markup changed, paragraphs moved,
// added and taken out. And what the command line exports for other tools has the shape of the W3C's model.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { build } from 'esbuild';
import { TARGET } from '../../www/tools/command.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CASES = `${ROOT}tests/cases`;

/** A generator of numbers from 0 to 1 that gives the same ones in every run (Marsaglia's xorshift). */
function dice(seed) {
  let state = seed * 2654435761 >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

let createAnchors;
/** Texts and what the command line exports of them. */
let documents;

before(async () => {
  const { outputFiles } = await build({ entryPoints: [`${ROOT}www/embed/anchor.ts`], bundle: true, format: 'esm', write: false });
  ({ createAnchors } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`));
  execFileSync('cargo', ['build', '--locked', '--quiet', '--bin', 'rapporteur'], { cwd: ROOT });
  const pages = readdirSync(`${ROOT}www/demo/articles`).map(name => {
    const html = readFileSync(`${ROOT}www/demo/articles/${name}`, 'utf8');
    return [...html.matchAll(/<(p|h1)[^>]*>([^]*?)<\/\1>/g)].map(([, , text]) => text.replaceAll(/<[^>]*>/g, '')).join('\n\n');
  });
  // Single sentences make no page: ten cases stand together, as paragraphs, from all files, as those of one file vary one sentence.
  const cases = readdirSync(CASES, { recursive: true }).filter(name => name.endsWith('.case')).flatMap(name =>
    [...readFileSync(`${CASES}/${name}`, 'utf8').matchAll(/^(?:#.*\n)+([^]*?)\n---$/gm)].map(([, text]) => text.trim()));
  assert.ok(cases.length > 40);
  // No article says the same a dozen times, in other marks each time.
  const seen = new Set();
  const distinct = cases.filter(text => !seen.has(text.replaceAll(/\W/g, '')) && seen.add(text.replaceAll(/\W/g, '')));
  const texts = [...pages];
  const count = Math.ceil(distinct.length / 10);
  for (let page = 0; page < count; page += 1) texts.push(distinct.filter((_, index) => index % count === page).join('\n\n'));
  const input = texts.map((text, index) => `${JSON.stringify({ doc: `d${index}`, text })}\n`).join('');
  const output = execFileSync(`${TARGET}/debug/rapporteur`, ['analyze', '--jsonl', '--format', 'jsonld'], { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  documents = output.trim().split('\n').map((line, index) => ({ text: texts[index], collection: JSON.parse(line) }));
}, { timeout: 170_000 });

/** The targets of statements, with their places in UTF-16. */
function quotes({ text, collection }) {
  const points = [...text];
  const unit = at => points.slice(0, at).join('').length;
  return collection.first.items.flatMap(({ target, body }) => body.some(({ type }) => type === 'rapporteur:Attribution')
    ? target.map(({ selector: [{ exact, prefix, suffix }, { start, end }] }) => ({
      exact, prefix, suffix, start: unit(start), end: unit(end), place: start / points.length,
    })) : []);
}

const WORDS = ['however', 'quickly', 'the', 'a new', 'yesterday', 'in Geneva', 'perhaps', 'several'];
const PARAGRAPHS = ['The weather was fine, and nobody spoke of it.', 'Correction: an earlier version gave another date.',
  'Sign up for our letter, which comes every morning.'];

/**
 * A changed copy of a text. `at` gives for each old letter its new place, -1 where it is gone; a quote exists still when
 * most of its letters do.
 */
function edit(text, roll) {
  const pick = list => list[Math.floor(roll() * list.length)];
  let paragraphs = [];
  for (const match of text.matchAll(/[^\n]+/g)) paragraphs.push([...match[0]].flatMap(point => [...point.split('')]).map((letter, index) => [letter, match.index + index]));
  const foreign = words => words.split('').map(letter => [letter, -1]);
  const change = paragraph => {
    // A word in forty is replaced, left out or put in.
    const out = [];
    for (let index = 0; index < paragraph.length; index += 1) {
      const starts = /\w/.test(paragraph[index][0]) && !/\w/.test(paragraph[index - 1]?.[0] ?? ' ');
      if (starts && roll() < 1 / 40) {
        let end = index;
        while (end < paragraph.length && /\w/.test(paragraph[end][0])) end += 1;
        const what = roll();
        if (what < 0.4) out.push(...foreign(pick(WORDS)));
        else if (what < 0.7) out.push(...foreign(`${pick(WORDS)} `), ...paragraph.slice(index, end));
        index = end - 1;
      } else out.push(paragraph[index]);
    }
    return out;
  };
  if (roll() < 0.7) paragraphs = paragraphs.map(change);
  if (roll() < 0.5) {
    // Markup changed: other quotation marks, other white space.
    const straight = roll() < 0.5;
    paragraphs = paragraphs.map(paragraph => paragraph.flatMap(([letter, from]) => {
      if (straight && '“”'.includes(letter)) return [['"', from]];
      if (letter === ' ' && roll() < 0.05) return [['\n', from], [' ', -1]];
      return [[letter, from]];
    }));
  }
  if (roll() < 0.5) {
    const [moved] = paragraphs.splice(Math.floor(roll() * paragraphs.length), 1);
    paragraphs.splice(Math.floor(roll() * (paragraphs.length + 1)), 0, moved);
  }
  if (roll() < 0.5) paragraphs.splice(Math.floor(roll() * paragraphs.length), 1);
  if (roll() < 0.6) paragraphs.splice(Math.floor(roll() * (paragraphs.length + 1)), 0, foreign(pick(PARAGRAPHS)));
  const letters = paragraphs.flatMap((paragraph, index) => (index > 0 ? [...foreign('\n\n'), ...paragraph] : paragraph));
  const at = new Map(letters.map(([, from], index) => [from, index]).filter(([from]) => from >= 0));
  return { changed: letters.map(([letter]) => letter).join(''), at };
}

test('of 200 changed texts, 95 in 100 quotes that still exist are found, and at most 1 in 100 in a wrong place', () => {
  const counts = { existing: 0, found: 0, gone: 0, wrong: 0 };
  for (let seed = 1; seed <= 200; seed += 1) {
    const document = documents[seed % documents.length];
    const { changed, at } = edit(document.text, dice(seed));
    const anchor = createAnchors(changed);
    // Found: its place covers at least four fifths of the right one, and the other way round. Wrong: less than half.
    for (const quote of quotes(document)) {
      const places = [];
      for (let old = quote.start; old < quote.end; old += 1) if (at.has(old)) places.push(at.get(old));
      const exists = places.length >= 0.7 * (quote.end - quote.start);
      const found = anchor(quote);
      // Where it is now, with the words that were put into it.
      const [start, end] = places.length > 0 ? [Math.min(...places), Math.max(...places) + 1] : [0, 0];
      const shared = found ? Math.max(0, Math.min(end, found.end) - Math.max(start, found.start)) : 0;
      const covered = found ? shared / (Math.max(end, found.end) - Math.min(start, found.start)) : 0;
      const right = covered >= 0.8;
      counts[exists ? 'existing' : 'gone'] += 1;
      if (exists && right) counts.found += 1;
      if (found && covered < (exists ? 0.5 : 0.01)) counts.wrong += 1;
    }
  }
  const { existing, found, gone, wrong } = counts;
  console.log(`  ${existing} quotes still exist, ${found} found (${(100 * found / existing).toFixed(1)} %); ${gone} are gone; `
    + `${wrong} wrong (${(100 * wrong / (existing + gone)).toFixed(2)} %)`);
  assert.ok(existing > 1000 && gone > 20);
  assert.ok(found >= 0.95 * existing);
  assert.ok(wrong <= 0.01 * (existing + gone));
});

test('words that stand twice are told apart by what stands around them', () => {
  const anchor = createAnchors('He said “no” on Monday. She said “no” on Tuesday. Nobody said no at night.');
  assert.deepEqual(anchor({ exact: 'no', prefix: 'She said “', suffix: '” on Tuesday' }), { start: 34, end: 36 });
  assert.equal(anchor({ exact: 'no', prefix: 'They cried “', suffix: '” in the streets' }), null);
  assert.equal(anchor({ exact: '', prefix: '', suffix: '' }), null);
});

const iri = { type: 'string', minLength: 1 };
/** What a collection of annotations must be, from the W3C's Web Annotation Data Model (2017), chapters 3 to 5. */
const SCHEMA = {
  type: 'object',
  required: ['@context', 'id', 'type', 'total', 'first'],
  properties: {
    '@context': { type: 'array', minItems: 1, items: [{ const: 'http://www.w3.org/ns/anno.jsonld' }], additionalItems: true },
    id: iri,
    type: { const: 'AnnotationCollection' },
    label: { type: 'string' },
    total: { type: 'integer', minimum: 0 },
    first: {
      type: 'object',
      required: ['id', 'type', 'startIndex', 'items'],
      properties: {
        id: iri, type: { const: 'AnnotationPage' }, startIndex: { const: 0 },
        items: {
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'type', 'target'],
            properties: {
              id: iri,
              type: { const: 'Annotation' },
              motivation: { enum: ['assessing', 'bookmarking', 'classifying', 'commenting', 'describing', 'editing', 'highlighting',
                'identifying', 'linking', 'moderating', 'questioning', 'replying', 'tagging'] },
              body: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['type'],
                  if: { properties: { type: { const: 'TextualBody' } } },
                  then: { required: ['value'], properties: { value: { type: 'string' }, purpose: { type: 'string' }, format: { type: 'string' }, language: { type: 'string' } } },
                },
              },
              target: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  required: ['source', 'selector'],
                  properties: {
                    source: iri,
                    selector: {
                      type: 'array',
                      items: {
                        oneOf: [
                          { required: ['type', 'exact'], properties: { type: { const: 'TextQuoteSelector' }, exact: { type: 'string', minLength: 1 }, prefix: { type: 'string' }, suffix: { type: 'string' } } },
                          { required: ['type', 'start', 'end'], properties: { type: { const: 'TextPositionSelector' }, start: { type: 'integer', minimum: 0 }, end: { type: 'integer', minimum: 1 } } },
                        ],
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

test('exported annotations have the shape of the Web Annotation Data Model', () => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(SCHEMA);
  for (const { collection } of documents) {
    assert.ok(validate(collection), JSON.stringify(validate.errors, null, 1));
    assert.equal(collection.total, collection.first.items.length);
  }
  const broken = structuredClone(documents[0].collection);
  delete broken.first.items[0].target[0].source;
  assert.equal(validate(broken), false, 'the schema sees a mistake');
});
