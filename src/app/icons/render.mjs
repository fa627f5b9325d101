// The icons of the installed page, drawn from public/icon.svg on the page's own ground: node src/app/icons/render.mjs
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { chromium } from 'playwright';

const svg = readFileSync('public/icon.svg', 'utf8');
const [GROUND] = /#[0-9a-f]{6}/.exec(readFileSync('public/manifest.webmanifest', 'utf8'));
/** Share of the side that the sign takes; what is maskable may lose its corners to a circle of 80 %. */
const icons = [
  { file: 'icon-192.png', size: 192, sign: 0.8, corner: 0.2 },
  { file: 'icon-512.png', size: 512, sign: 0.8, corner: 0.2 },
  { file: 'icon-maskable-512.png', size: 512, sign: 0.56, corner: 0 },
];

const browser = await chromium.launch({ args: ['--no-sandbox'], ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}) });
for (const { file, size, sign, corner } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, colorScheme: 'light' });
  const side = Math.round(size * sign);
  await page.setContent(`<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${GROUND}; border-radius: ${corner * size}px } svg { width: ${side}px; height: ${side}px; margin-top: ${size * 0.02}px }</style>${svg}`);
  await page.screenshot({ path: `public/${file}`, omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } });
  await page.close();
}
await browser.close();
