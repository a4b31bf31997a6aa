import { launch, installExtension, newPage, pressButton, waitInPanel, servePages, background } from '/work/wt-web/tests/browser/harness.mjs';
import { readFileSync, mkdirSync } from 'node:fs';
const article = readFileSync('/work/wt-web/www/demo/articles/arctic-cable.html','utf8');
const s = await servePages(() => ({html:`<!doctype html><html lang=en><title>Arctic</title><meta property="og:site_name" content="The Morning Courier"><link rel="icon" href="data:,"><body>${article}</body>`}));
const c = await launch({ enableExtensions: true, pipe: true });
mkdirSync('/tmp/shots',{recursive:true});
try {
const id = await installExtension(c.browser); const w = await background(c.browser,id);
const looks = {light:[{name:'prefers-color-scheme',value:'light'}],dark:[{name:'prefers-color-scheme',value:'dark'}],forced:[{name:'forced-colors',value:'active'}]};
const shot = async (page, name, full) => { for (const [look,features] of Object.entries(looks)) { const se = await page.createCDPSession(); await se.send('Emulation.setEmulatedMedia',{features}); await new Promise(r=>setTimeout(r,80)); await page.screenshot({path:`/tmp/shots/${name}-${look}.png`, fullPage: !!full}); } };
for (const lang of ['en','ar']) {
 await w.evaluate(l => chrome.storage.local.set({language:l}), lang);
 for (const name of ['options','welcome','desk']) {
  for (const size of [{width:1100,height:800},{width:320,height:700}]) {
   if (lang==='ar' && size.width===320 && name!=='welcome') continue;
   const {page} = await newPage(c.browser,size); await page.goto(`chrome-extension://${id}/${name}.html`); await new Promise(r=>setTimeout(r,300));
   if (name==='desk') { await page.$eval('#desk-text', f=>f.value='Treaty in doubt\n\n“We will not sign this treaty,” Foreign Minister Anna Berg said on Monday in Geneva.\n\nHer Norwegian counterpart, Ole Lie, urged all parties to return to the talks. “The door stays open,” Lie added.'); await page.click('#desk-read'); }
   await shot(page, `${name}-${lang}-${size.width}`, name==='options'&&size.width>400);
   await page.close(); } }
 const {page} = await newPage(c.browser); await page.goto(s.address); const panel = await pressButton(c.browser,id,page); await waitInPanel(panel,()=>document.querySelector('.headline'));
 await shot(panel,`panel-${lang}`); await panel.click('[data-tab=quotes]'); await panel.evaluate(()=>document.querySelectorAll('.go')[1].click()); await shot(panel,`panelq-${lang}`);
 await panel.click('[popovertarget=more-menu]'); await panel.screenshot({path:`/tmp/shots/menu-${lang}.png`});
 await panel.click('#print'); const t = await c.browser.waitForTarget(t=>t.url().includes('report.html#')); const r = await t.page(); await r.setViewport({width:900,height:1200}); await new Promise(r=>setTimeout(r,500)); await r.screenshot({path:`/tmp/shots/report-${lang}.png`}); await r.close();
 const p2 = (await newPage(c.browser)).page; await p2.goto(s.other); await p2.bringToFront(); await new Promise(r=>setTimeout(r,500)); await shot(panel,`press-${lang}`);
 await panel.evaluate(()=>close()); await page.close(); await p2.close();
}
} finally { await c.close(); s.close(); }
