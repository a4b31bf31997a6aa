// The content script: reads and paints the page it was put into, for as long as the panel listens. It holds no WASM,
// which the policies of many pages forbid, and decides nothing.

import { attach } from '../page/adapter.js';
import { PORT, type ToBackground, type ToPage, type ToPanel } from './messages.js';

const world = globalThis as { [PORT]?: () => boolean };

// The script is put in again at every press of the button; once is enough, unless the one that is there lost its extension
// by an update: it hears nobody any more. Its marks went when its port was cut.
if (!world[PORT]?.()) {
  const { runtime } = chrome;
  world[PORT] = () => runtime?.id !== undefined;
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
  port.onDisconnect.addListener(() => {
    page.leave();
    // The panel is gone, so that only the background can take the number off the button.
    if (chrome.runtime?.id !== undefined) chrome.runtime.sendMessage({ type: 'left' } satisfies ToBackground).catch(() => {});
  });
  // A page that is kept for "back" would keep the port as well, and the panel would show an article that is out of sight.
  addEventListener('pagehide', () => {
    page.leave();
    port.disconnect();
  }, { once: true });
}
