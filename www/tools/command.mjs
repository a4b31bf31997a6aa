// Runs other programs. Comes in: a program and its arguments; goes out: its exit status and what it printed.
// Everything here is built into Node, because these scripts run before the npm packages are installed.

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where cargo builds, as cargo itself decides it. */
export const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target');

/** A message for the person at the keyboard: what is wrong and what to do. Shown without a stack trace. */
export class Advice extends Error {}

/**
 * Runs a program and waits for its end. `show` passes its output on while it runs.
 * A program that cannot be started counts as status 127, as in a shell.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, show?: boolean, cwd?: string }} [options]
 * @returns {Promise<{ status: number, output: string }>} `output` is standard output and standard error in order.
 */
export function run(program, args, { env = {}, show = true, cwd = ROOT } = {}) {
  return new Promise(done => {
    let output = '';
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const [stream, sink] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) {
      stream.setEncoding('utf8').on('data', text => {
        output += text;
        if (show) sink.write(text);
      });
    }
    child.on('error', error => done({ status: 127, output: `${program}: ${error.message}` }));
    child.on('close', (status, signal) => done({ status: status ?? (signal ? 128 : 1), output }));
  });
}

/** Runs a program that must succeed; shows what it printed when it does not. */
export async function must(program, args, options = {}) {
  const { status, output } = await run(program, args, { show: false, ...options });
  if (status !== 0) throw new Advice(`${program} ${args.slice(0, 3).join(' ')} failed (${status}):\n${output.trim()}`);
  return output;
}

/** Runs `main` and turns advice into one line and status 1. */
export function start(main) {
  main().catch(error => {
    console.error(error instanceof Advice ? error.message : error);
    process.exitCode = 1;
  });
}
