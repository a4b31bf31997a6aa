// Analyses an outline off the page's thread. Comes in: an outline; goes out: its report and marks, or what went wrong.

import { analyzeOutline } from 'rapporteur-wasm/rapporteur.js';
import { startCore } from './core.js';
import type { Outline } from '../page/outline.js';

const started = startCore();

addEventListener('message', async ({ data }: MessageEvent<Outline>) => {
  try {
    await started;
    postMessage({ analysis: analyzeOutline(data) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
