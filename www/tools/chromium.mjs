// Finds the browser that the tests run in, and installs Debian's where there is none.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Advice, run } from './command.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium or Chrome: `CHROME_PATH`, else one found, else one installed. Throws `Advice` if there is none. */
export async function chromium() {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (runs(given)) return given;
    throw new Advice(`CHROME_PATH is ${given}, which is no program that can be run: set it to a Chromium or Chrome.`);
  }
  return find() ?? (await install());
}

function find() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...NAMES.flatMap(name => folders.map(folder => join(folder, name))), ...MAC].find(runs);
}

async function install() {
  const advice = 'install Chromium ("apt-get install chromium" on Debian), or set CHROME_PATH to a Chromium or Chrome';
  if (process.platform !== 'linux' || process.getuid() !== 0) throw new Advice(`No Chromium or Chrome found: ${advice}.`);
  console.log('Installing Debian’s chromium …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, show: false });
  const { output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, show: false });
  const found = find();
  if (!found) throw new Advice(`apt-get could not install chromium: ${advice}.\n${output.trim()}`);
  return found;
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
