// Pictures of one page of every kind, for people to look at: `LOOKBACK_SITE=… node shots.mjs [FOLDER]`, by default into `shots/`.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromDisk, launch, pages } from './site.mjs';

const target = process.argv[2] ?? fileURLToPath(new URL('shots', import.meta.url));
mkdirSync(target, { recursive: true });
const browser = await launch();
for (const colorScheme of ['light', 'dark']) {
  for (const [name, viewport] of Object.entries({ wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } })) {
    const context = await browser.newContext({ colorScheme, viewport });
    const page = await context.newPage();
    for (const [kind, file] of pages.filter(([, file]) => file)) {
      await page.goto(fromDisk(file));
      const picture = path.join(target, `${kind.replaceAll(' ', '-')}-${name}-${colorScheme}.png`);
      await page.screenshot({ path: picture, fullPage: true });
      console.log(picture);
    }
    await context.close();
  }
}
await browser.close();
