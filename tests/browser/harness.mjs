// What the browser tests share: a real headless Chromium, pages whose requests and errors are recorded, and looks at
// what is painted on a page.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { chromium } from '../../www/tools/chromium.mjs';
import { serve } from '../../www/tools/serve.mjs';

/** The folder that the build writes, with a slash at its end. */
export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The folder of the screenshots in the README. */
export const IMAGES = fileURLToPath(new URL('../../docs/img/', import.meta.url));

/** Where the demo is on the disk. */
export const DEMO_FILE = pathToFileURL(`${DIST}demo/index.html`).href;

/**
 * Starts Chromium with a profile of its own and no host but this machine to be reached.
 * @returns {Promise<{ browser: import('puppeteer-core').Browser, close: () => Promise<void> }>}
 */
export async function launch(options = {}) {
  const userDataDir = mkdtempSync(join(tmpdir(), 'rapporteur-chromium-'));
  const browser = await puppeteer.launch({
    executablePath: await chromium(),
    headless: true,
    userDataDir,
    args: [
      // Chromium's sandbox refuses to run as root, as continuous integration does.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      '--force-color-profile=srgb', '--font-render-hinting=none',
    ],
    ...options,
  });
  const close = async () => {
    await browser.close();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  return { browser, close };
}

/** Serves `dist/` on a free port, until `close()`. */
export async function serveDist() {
  const { server, address } = await serve(DIST);
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address, close };
}

/**
 * A new page. `requests` lists the address of everything it asks for, `errors` its errors and broken policies.
 * @param {import('puppeteer-core').Browser} browser
 */
export async function newPage(browser, { width = 1280, height = 900 } = {}) {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  const [requests, errors] = [[], []];
  page.on('request', request => requests.push(request.url()));
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  return { page, requests, errors };
}

/** Opens the demo and waits until its first article is marked. Counts every change inside the article's own nodes. */
export async function openDemo(page, address) {
  await page.evaluateOnNewDocument(() => {
    globalThis.changes = [];
    const inArticle = node => node.parentElement?.closest('#story');
    new MutationObserver(records => {
      for (const { type, target } of records) if (inArticle(target)) changes.push(`${type} ${target.nodeName}`);
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
}

/** The words painted in each layer, in the order of the page: `{ direct: ["…"], … }`. Layers without any are left out. */
export function painted(page) {
  return page.evaluate(() => {
    const layers = {};
    for (const [name, highlight] of CSS.highlights) {
      if (!name.startsWith('rapporteur-') || highlight.size === 0) continue;
      const ranges = [...highlight].sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
      layers[name.slice('rapporteur-'.length)] = ranges.map(range => range.toString());
    }
    return layers;
  });
}

/** Installs the unpacked extension and waits until it listens for its button. Resolves to its id. */
export async function installExtension(browser) {
  const id = await browser.installExtension(`${DIST}extension-chrome`);
  const target = await browser.waitForTarget(target => target.type() === 'service_worker' && target.url().includes(id));
  const worker = await target.worker();
  for (let ready = false; !ready;) ready = await worker.evaluate(() => chrome.action.onClicked.hasListeners());
  return id;
}

/** Presses the extension's toolbar button on a page and returns the side panel once it is there. */
export async function pressButton(browser, id, page) {
  await page.bringToFront();
  await page.triggerExtensionAction((await browser.extensions()).get(id));
  const target = await browser.waitForTarget(target => target.url() === `chrome-extension://${id}/panel.html`);
  return target.asPage();
}

/** Waits for something in the panel; by the clock, because a panel may draw nothing for a while. */
export const waitInPanel = (panel, isSo) => panel.waitForFunction(isSo, { polling: 50 });
