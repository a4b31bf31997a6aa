// The content script: reads and paints the page it was put into, for as long as the panel listens. It holds no WASM,
// which the policies of many pages forbid, and decides nothing.

import { attach } from '../page/adapter.js';
import { PORT, type ToPage, type ToPanel } from './messages.js';

const world = globalThis as { [PORT]?: true };

// The script is put in again at every press of the button; once is enough.
if (!world[PORT]) {
  world[PORT] = true;
  chrome.runtime.onConnect.addListener(serve);
}

function serve(port: chrome.runtime.Port): void {
  const send = (message: ToPanel) => port.postMessage(message);
  const page = attach({
    select: item => send({ type: 'selected', item }),
    toggled: on => send({ type: 'toggled', on }),
    changed: outline => send({ type: 'outline', outline }),
    cleared: () => send({ type: 'cleared' }),
  });
  port.onMessage.addListener(message => {
    const order = message as ToPage;
    switch (order.type) {
      case 'read':
        return void page.readInSlices().then(outline => send({ type: 'outline', outline }));
      case 'paint':
        return page.paint(order.painting);
      case 'go':
        return page.go(order.item);
      case 'show':
        return page.show(order.on);
    }
  });
  port.onDisconnect.addListener(() => page.leave());
}
