// Times the core in headless Chromium: `npm run bench [-- --data FOLDER]`. Prints medians and ratios, and asserts nothing:
// machines differ. News comes from the .txt files of FOLDER, or is made up of a few dozen clauses; the adversarial texts
// are what regular prose never is. Times are CPU time of the page's thread, of the analysis without its JS object.

import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { start } from './command.mjs';
import { buildBench } from './build.mjs';
import { serve } from './serve.mjs';
import { prepare } from './setup.mjs';

const ROUNDS = 7;
const ARTICLE = 6_000;

/** Texts that break naive programs: repeated to 100 kB each. */
const ADVERSARIAL = {
  'open marks': '“The envoy said the talks would fail, and “she told diplomats that they would not. ',
  'straight marks': 'The envoy said "the talks would fail and she told diplomats. ',
  'one sentence': 'the envoy from Oslo told a crowd that the talks would fail and ',
  'no spaces': 'abcdefghij',
  'full stops': '.',
  'marks only': '"',
  'brackets': '(',
  'capitals': 'Anna Maria Berg ',
  'line breaks': '\n',
  'abbreviations': 'Mr. Dr. U.S. Sen. ',
  'apostrophes': "'said 'no ",
};

start(async () => {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  await prepare();
  const folder = mkdtempSync(join(tmpdir(), 'rapporteur-bench-'));
  try {
    console.log('Building the benchmark …');
    await buildBench(folder);
    const news = values.data ? textsIn(resolve(process.env.INIT_CWD ?? '.', values.data)) : madeUp(1e5);
    await measure(folder, news);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function measure(folder, news) {
  const [{ default: puppeteer }, { chromium }] = await Promise.all([import('puppeteer-core'), import('./chromium.mjs')]);
  const { server, address } = await serve(folder);
  const args = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  if (process.getuid?.() === 0) args.push('--no-sandbox'); // Chromium's sandbox refuses to run as root.
  const browser = await puppeteer.launch({ executablePath: await chromium(), headless: true, args, protocolTimeout: 600_000 });
  try {
    const page = await browser.newPage();
    await page.goto(`${address}none.html`);
    const client = await page.createCDPSession();
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.evaluate(async () => {
      const core = await import('/rapporteur.js');
      await core.default({ module_or_path: '/rapporteur_bg.wasm' });
      globalThis.core = core;
    });
    const seconds = async () => {
      const { metrics } = await client.send('Performance.getMetrics');
      return metrics.find(metric => metric.name === 'ThreadTime').value;
    };
    /** Median of the CPU nanoseconds a byte that a call takes; `calls` calls are one round. */
    const time = async (text, call, calls, ...rest) => {
      await page.evaluate(text => { globalThis.text = text; }, text);
      const rounds = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const before = await seconds();
        await page.evaluate((call, calls, rest) => { for (let at = 0; at < calls; at++) core[call](text, ...rest); }, call, calls, rest);
        if (round > 0) rounds.push((await seconds() - before) / calls); // The first round warms up.
      }
      return (1e9 * median(rounds)) / Buffer.byteLength(text);
    };
    const text = cut(news, 1e5);
    const whole = await time(text, 'bench_analysis', 3);
    const once = await time(text, 'bench_stages', 1, 1, 1, 1);
    const stage = async (...times) => ms(((await time(text, 'bench_stages', 1, ...times)) - once) / 10);
    const [actors, attributions, positions] = [await stage(11, 1, 1), await stage(1, 11, 1), await stage(1, 1, 11)];
    console.log(`news: whole analysis ${ms(whole)} ms for ${ARTICLE} bytes (medians of ${ROUNDS} rounds)`);
    console.log(`  of these: actor stage ${actors} ms, attribution stage ${attributions} ms, position stage ${positions} ms`);
    for (const size of [1e4, 1e6, 1e7]) {
      const ratio = (await time(cut(news, size), 'bench_analysis', Math.ceil(3e5 / size))) / whole;
      console.log(`news of ${size / 1e3} kB: ${ratio.toFixed(2)} of the time a byte`);
    }
    for (const [name, part] of Object.entries(ADVERSARIAL)) {
      const ratio = (await time(cut(part, 1e5), 'bench_analysis', 3)) / whole;
      console.log(`${name}: ${ratio.toFixed(2)} of the time a byte`);
    }
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

const ms = nanoseconds => ((nanoseconds * ARTICLE) / 1e6).toFixed(2);

function median(numbers) {
  return numbers.sort((one, other) => one - other)[numbers.length >> 1];
}

/** A text repeated to a number of bytes. */
function cut(text, bytes) {
  const repeated = Buffer.from(text.repeat(Math.ceil(bytes / Buffer.byteLength(text))));
  return repeated.subarray(0, bytes).toString('utf8').replace(/�+$/, '');
}

function textsIn(folder) {
  const names = readdirSync(folder).filter(name => name.endsWith('.txt')).sort();
  return names.map(name => `${readFileSync(join(folder, name), 'utf8')}\n\n`).join('');
}

/** News that nobody wrote, the same at every run: its words vary as little as its subject. */
function madeUp(bytes) {
  const who = ['The foreign minister', 'Karen Bobadilla', 'A spokesman for the treaty office', 'The delegation from Bergen', 'She', 'President Anton Vale'];
  const cue = ['said', 'told reporters on Tuesday', 'warned', 'insisted', 'announced in a statement', 'denied'];
  const what = ['the talks would resume in May', 'nobody had seen the new draft of the treaty', 'both sides agreed to open the border',
    'the army had left three villages near the river', 'prices of grain had fallen for a second year', 'the court would hear the case'];
  const plain = ['The border has been closed since March, when a bridge fell.', 'Rain is expected in the north on Friday.',
    'Both countries hold elections next year, and neither government is sure of a majority.', 'The market opened an hour late.'];
  let state = 1;
  const pick = list => list[(state = (state * 48271) % 2147483647) % list.length];
  const sentence = [
    () => `${pick(who)} ${pick(cue)} that ${pick(what)}.`,
    () => `“We know that ${pick(what)},” ${pick(who)} ${pick(cue)}, “and ${pick(what)}.”`,
    () => `According to ${pick(who)}, ${pick(what)}, and ${pick(what)}.`,
    () => pick(plain), () => pick(plain), () => `When ${pick(what)}, ${pick(what)}.`,
  ];
  let text = '';
  while (text.length < bytes) text += `${[0, 0, 0].map(() => pick(sentence)()).join(' ')}\n\n`;
  return text;
}
