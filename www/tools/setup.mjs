// Brings a fresh machine to the point where everything builds: checks Node and Rust, installs the WASM target and the
// npm packages. What it cannot install itself (Node, Rust) it names in one line, with what to do.

import { existsSync, readFileSync } from 'node:fs';
import { Advice, ROOT, must, run } from './command.mjs';

const WASM = 'wasm32-unknown-unknown';

/** The versions that the manifests ask for: the one place where they are stated. */
const NODE = /"node": ">=(\d+)"/.exec(readFileSync(`${ROOT}package.json`, 'utf8'))[1];
const RUST = /^rust-version = "([\d.]+)"/m.exec(readFileSync(`${ROOT}Cargo.toml`, 'utf8'))[1];

/** Makes sure that Node, Rust, the WASM target and the npm packages are there. Throws `Advice` where they cannot be. */
export async function prepare() {
  node();
  await rust();
  await target();
  await packages();
}

function node() {
  if (!older(process.versions.node, NODE)) return;
  throw new Advice(`Node ${process.versions.node} is too old: install Node ${NODE} or newer from https://nodejs.org.`);
}

async function rust() {
  const install = `install Rust ${RUST} or newer with rustup (https://rustup.rs)`;
  const { status, output } = await run('cargo', ['--version'], { show: false });
  const version = /cargo (\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (status !== 0 || !version) throw new Advice(`Rust is missing: ${install}.`);
  if (older(version, RUST)) throw new Advice(`Rust ${version} is too old: run "rustup update", or ${install}.`);
}

async function target() {
  const sysroot = (await must('rustc', ['--print', 'sysroot'])).trim();
  if (existsSync(`${sysroot}/lib/rustlib/${WASM}/lib`)) return;
  console.log(`Installing the Rust target ${WASM} …`);
  const { status, output } = await run('rustup', ['target', 'add', WASM], { show: false });
  if (status === 0) return;
  const why = status === 127 ? 'rustup is not installed' : output.trim().split('\n').at(-1);
  throw new Advice(`The Rust target ${WASM} is missing (${why}): run "rustup target add ${WASM}", with Rust from rustup.`);
}

async function packages() {
  // npm writes this file when an installation is complete; it lists exactly what is installed.
  const installed = `${ROOT}node_modules/.package-lock.json`;
  if (existsSync(installed) && sameVersions(installed)) return;
  console.log('Installing the npm packages …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, output } = await run(npm, ['ci'], { show: false });
  if (status !== 0) throw new Advice(`npm ci failed; run it by hand once the package registry is reachable:\n${output.trim()}`);
}

function sameVersions(installed) {
  const versions = file => {
    const { packages } = JSON.parse(readFileSync(file, 'utf8'));
    return new Map(Object.entries(packages).filter(([path]) => path).map(([path, entry]) => [path, entry]));
  };
  const [wanted, found] = [versions(`${ROOT}package-lock.json`), versions(installed)];
  // Packages for other platforms are in the lock file and rightly not on the disk.
  return [...wanted].every(([path, { version, optional }]) => optional || found.get(path)?.version === version);
}

function older(version, wanted) {
  const [a, b] = [version, wanted].map(text => text.split('.').map(Number));
  for (const [index, part] of b.entries()) {
    if (a[index] !== part) return (a[index] ?? 0) < part;
  }
  return false;
}
