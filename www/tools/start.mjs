// `npm start`: installs what is missing, builds, serves the demo on 127.0.0.1 and prints its address.

import { ROOT, start } from './command.mjs';
import { prepare } from './setup.mjs';
import { build } from './build.mjs';
import { serve } from './serve.mjs';

/** Tried first; any free port is used where another program holds it. */
const PORT = Number(process.env.PORT ?? 4173);

start(async () => {
  await prepare();
  await build();
  const { address } = await serve(`${ROOT}dist/demo`, PORT);
  console.log(`Rapporteur is at ${address} (Ctrl+C stops it)`);
});
