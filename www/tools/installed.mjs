// Finds a program on this machine, and installs Debian's package where there is none.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Advice, run } from './command.mjs';

/**
 * The path of a program: the one that an environment variable names, else one found, else one installed.
 * Throws `Advice` if there is none.
 * @param {{ title: string, variable: string, names: string[], elsewhere: string[], debian: string }} wanted `elsewhere`
 *   are full paths, `debian` the package.
 */
export async function installed({ title, variable, names, elsewhere, debian }) {
  const given = process.env[variable];
  if (given) {
    if (runs(given)) return given;
    throw new Advice(`${variable} is ${given}, which is no program that can be run: set it to a ${title}.`);
  }
  const find = () => {
    const folders = (process.env.PATH ?? '').split(delimiter);
    return [...names.flatMap(name => folders.map(folder => join(folder, name))), ...elsewhere].find(runs);
  };
  const found = find();
  if (found) return found;
  const advice = `install ${title} ("apt-get install ${debian}" on Debian), or set ${variable} to one`;
  if (process.platform !== 'linux' || process.getuid() !== 0) throw new Advice(`No ${title} found: ${advice}.`);
  console.log(`Installing Debian’s ${debian} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, show: false });
  const { output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debian], { env, show: false });
  const made = find();
  if (!made) throw new Advice(`apt-get could not install ${debian}: ${advice}.\n${output.trim()}`);
  return made;
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
