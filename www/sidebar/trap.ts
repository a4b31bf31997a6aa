// What happens when the WASM meets a mistake of its own. A trapped instance must not be used again, so the page that
// holds it is loaded anew, which makes a fresh one; the reader is told. The article is not read again by itself, because
// it would most likely trap again.

const RESTARTED = 'rapporteur-restarted';

/** Watches for traps. Returns whether this page was loaded because of one. */
export function restartOnTrap(): boolean {
  const restarted = sessionStorage.getItem(RESTARTED) !== null;
  sessionStorage.removeItem(RESTARTED);
  const restart = (error: unknown) => {
    if (!(error instanceof WebAssembly.RuntimeError)) return;
    sessionStorage.setItem(RESTARTED, '');
    location.reload();
  };
  addEventListener('error', event => restart(event.error));
  addEventListener('unhandledrejection', event => restart(event.reason));
  return restarted;
}
