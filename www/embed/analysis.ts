// Analyses a page: in a worker where the browser and the page's policy give one, else on the page's own thread, in pieces.
//
// Comes in: an outline. Goes out: a report in UTF-16, marks, and the core for drawing. The files beside the script are
// loaded when they are needed and not before. Known limit: a script from another origin gets no worker.

import { analyzeOutline, prepare, type Mark } from 'rapporteur-wasm/rapporteur.js';
import type { Outline } from '../page/outline.js';
import { beside, startCore } from './core.js';
import type { Report } from './report.js';

export interface Analysis {
  report: Report;
  marks: Mark[];
}

/** Starts the core on this thread and reads its word tables, as a task of its own. */
export async function ready(): Promise<void> {
  await startCore();
  await pause();
  prepare();
  await pause();
}

/** Analyses an outline. */
export async function analyse(outline: Outline): Promise<Analysis> {
  const made = await inWorker(outline).catch(() => null);
  if (made) return made;
  await ready();
  return analyzeOutline(outline) as Analysis;
}

/** Rejects where no worker can be had or it fails. */
function inWorker(outline: Outline): Promise<Analysis> {
  return new Promise((done, fail) => {
    const worker = new Worker(beside('worker.js'), { type: 'module' });
    const end = () => worker.terminate();
    worker.addEventListener('error', event => {
      end();
      fail(event);
    });
    worker.addEventListener('message', ({ data }) => {
      end();
      if (data.analysis) done(data.analysis);
      else fail(new Error(data.error));
    });
    worker.postMessage(outline);
  });
}

/** Lets the browser draw and answer the reader. */
export function pause(): Promise<void> {
  return new Promise(done => setTimeout(done));
}
