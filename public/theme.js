// Before the first paint: the theme chosen earlier, so that a dark page does not flash white. A file of its own, for the
// page's policy allows no inline script; the key is that of src/store/settings.ts. A page inside another one has the theme that its
// address names (src/share/embedAddress.ts).
try {
  const address = new URLSearchParams(location.hash.slice(1));
  const theme = address.has('embed') ? address.get('embedTheme') : JSON.parse(localStorage.getItem('nabla.settings') ?? '{}').theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage blocked or damaged: the system's theme.
}
