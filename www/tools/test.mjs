// `npm test`: formatting, lints, types, Rust tests, browser tests. Goes on after a failure, so that one run shows all.
// `npm test -- --data DIR` also looks at thirty saved pages of DIR/pages. The last line is "N passed, N failed": every test
// of both languages, and each lint as one.

import { resolve } from 'node:path';
import { run as runNodeTests } from 'node:test';
import { parseArgs } from 'node:util';
import { ROOT, run, start } from './command.mjs';
import { prepare } from './setup.mjs';
import { build, files } from './build.mjs';
import { chromium } from './chromium.mjs';
import { firefox } from './firefox.mjs';

const WASM = ['--target', 'wasm32-unknown-unknown'];
const DENY = ['--', '-D', 'warnings'];

/** A test file that takes longer than this, in milliseconds, hangs. */
const LONGEST = 180_000;

const total = { passed: 0, failed: 0 };

start(async () => {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  if (values.data) process.env.RAPPORTEUR_DATA = resolve(process.env.INIT_CWD ?? '.', values.data);
  try {
    await prepare();
    for (const [name, step] of steps()) await attempt(name, step);
  } catch (error) {
    console.error(error.message);
    total.failed += 1;
  }
  if (total.failed) process.exitCode = 1;
  console.log(`${total.passed} passed, ${total.failed} failed`);
});

/** Each step resolves to how many passed and failed; a step that throws counts as one failure. */
function steps() {
  return [
    ['rustfmt', () => lint('cargo', ['fmt', '--all', '--check'])],
    ['clippy', () => lint('cargo', ['clippy', '--locked', '--workspace', '--all-targets', ...DENY])],
    ['clippy for WASM', () => lint('cargo', ['clippy', '--locked', '--lib', ...WASM, ...DENY])],
    ['Rust tests', rustTests],
    ['Rust doc tests', () => counted(['test', '--locked', '--doc'])],
    ['build', async () => void (await build())],
    ['tsc', () => lint(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'www'])],
    ['browser tests', browserTests],
  ];
}

async function attempt(name, step) {
  console.log(`\n── ${name}`);
  let result;
  try {
    result = (await step()) ?? { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error.message);
    result = { passed: 0, failed: 1 };
  }
  total.passed += result.passed;
  total.failed += result.failed;
  console.log(`── ${name}: ${result.failed ? `${result.failed} FAILED` : 'ok'}`);
}

async function lint(program, args) {
  const { status, output } = await run(program, args, { show: false });
  if (status !== 0) console.error(output.trim());
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
}

async function rustTests() {
  const nextest = (await run('cargo', ['nextest', '--version'], { show: false })).status === 0;
  if (!nextest) return counted(['test', '--locked', '--workspace', '--all-targets', '--no-fail-fast']);
  return counted(['nextest', 'run', '--locked', '--workspace', '--no-fail-fast', '--no-tests=pass', '--status-level=fail']);
}

/** Runs cargo and adds up the summary lines of its test harness, libtest's or nextest's. */
async function counted(args) {
  const { status, output } = await run('cargo', args);
  const summaries = output.match(/^(test result:|\s*Summary \[).*$/gm) ?? [];
  const lines = summaries.join('\n');
  const count = word => [...lines.matchAll(new RegExp(`(\\d+) ${word}`, 'g'))].reduce((all, [, n]) => all + Number(n), 0);
  const failed = count('failed') + count('timed out') + count('exec failed');
  if (status !== 0 && failed === 0) return { passed: count('passed'), failed: 1 };
  return { passed: count('passed'), failed };
}

async function browserTests() {
  process.env.CHROME_PATH = await chromium();
  process.env.FIREFOX_PATH = await firefox();
  const tests = files(`${ROOT}tests/browser`).filter(path => path.endsWith('.test.mjs'));
  const result = { passed: 0, failed: 0 };
  // One file at a time: each starts a browser of its own.
  for await (const { type, data } of runNodeTests({ files: tests, concurrency: 1, timeout: LONGEST })) {
    if (type === 'test:stdout' || type === 'test:stderr') process.stdout.write(data.message);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // Node reports a whole file as a test too when it could not be run; a passing file is no test.
    const isFile = tests.includes(data.name);
    if (type === 'test:pass' && (isFile || data.skip !== undefined || data.todo !== undefined)) continue;
    if (data.nesting > 0) continue;
    result[type === 'test:pass' ? 'passed' : 'failed'] += 1;
    console.log(`${type === 'test:pass' ? '  ok' : '  FAILED'} ${data.name}`);
    if (type === 'test:fail') console.error(data.details.error?.cause?.stack ?? data.details.error);
  }
  if (result.passed + result.failed === 0) throw new Error('no browser test ran');
  return result;
}
