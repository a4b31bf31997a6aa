// Analyses a page: in a worker where the browser and the page's policy give one, else on the page's own thread, in pieces.
//
// Comes in: an outline. Goes out: a report in UTF-16, marks, and the core for drawing. The worker is this very script, and
// `answer` is what it does there. Known limit: a script from another origin gets no worker.

import { analyzeOutline, prepare, type Mark } from 'rapporteur-wasm/rapporteur.js';
import type { Outline } from '../page/outline.js';
import { loadCore, startCore } from './core.js';
import type { Report } from './report.js';

export interface Analysis {
  report: Report;
  marks: Mark[];
}

/** What the worker says: first the core, for this thread to draw with, then what it made of the outline. */
type Answer = { module: WebAssembly.Module } | { analysis: Analysis } | { error: string };

/** "module", or "classic" for the script of pages that cannot have modules; filled in by the build. */
declare const SCRIPT_TYPE: WorkerType;

/** Analyses an outline, and makes the core ready to draw: it is started, and its word tables are read. */
export async function analyse(outline: Outline): Promise<Analysis> {
  const made = await inWorker(outline).catch(() => null);
  await startCore(() => loadCore(pause));
  await pause();
  prepare();
  await pause();
  if (made) return made;
  const analysis = analyzeOutline(outline) as Analysis;
  await pause();
  return analysis;
}

/** Rejects where no worker can be had or it fails. */
function inWorker(outline: Outline): Promise<Analysis> {
  return new Promise((done, fail) => {
    const worker = new Worker(import.meta.url, { type: SCRIPT_TYPE });
    const end = () => worker.terminate();
    worker.addEventListener('error', event => {
      end();
      fail(event);
    });
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if ('module' in data) return void startCore(async () => data.module).catch(() => {});
      end();
      if ('analysis' in data) done(data.analysis);
      else fail(new Error(data.error));
    });
    worker.postMessage(outline);
  });
}

/** In the worker: analyses what it is given. */
export function answer(): void {
  const say = (said: Answer) => postMessage(said);
  const started = startCore(async () => {
    const module = await loadCore();
    say({ module });
    return module;
  });
  addEventListener('message', async ({ data }: MessageEvent<Outline>) => {
    try {
      await started;
      say({ analysis: analyzeOutline(data) as Analysis });
    } catch (error) {
      say({ error: String(error) });
    }
  });
}

/** Lets the browser draw and answer the reader. */
export function pause(): Promise<void> {
  return new Promise(done => setTimeout(done));
}
