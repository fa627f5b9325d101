// Before the first paint: the theme chosen earlier, so that a dark page does not flash white. A file of its own, for the
// page's policy allows no inline script; the key is that of src/store/settings.ts.
try {
  const { theme } = JSON.parse(localStorage.getItem('nabla.settings') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage blocked or damaged: the system's theme.
}
