// Before the first paint: the theme chosen earlier, so that a dark page does not flash white, and the language, which is the same
// for as long as the page stays. A file of its own, for the page's policy allows no inline script; the key is that of
// src/store/settings.ts. A page inside another one reads nothing kept: its theme is the one that its address names
// (src/share/embedAddress.ts), its language the browser's.
const root = document.documentElement;
const address = new URLSearchParams(location.hash.slice(1));
let kept = {};
try {
  if (!address.has('embed')) kept = JSON.parse(localStorage.getItem('nabla.settings') ?? '{}') ?? {};
} catch {
  // Storage blocked or damaged: the system's theme and language.
}
const theme = address.has('embed') ? address.get('embedTheme') : kept.theme;
if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
root.lang = [kept.language, ...navigator.languages].map((code) => String(code).slice(0, 2)).find((code) => code === 'en' || code === 'de') ?? 'en';
