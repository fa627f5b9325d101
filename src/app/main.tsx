import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { fetchSoon, later } from '../components/later.tsx';
import { boot } from '../store/boot.ts';
import { nabla } from '../store/nabla.ts';
import { notesIn } from '../store/speakerNotes.ts';
import { App } from './App.tsx';
import { followForcedColours } from './forcedColours.ts';
import { awaitInstallOffer } from './install.ts';
import { keepForOffline } from './offline.ts';
import { applyThemeTo } from './theme.ts';
import { whenIdle } from './whenIdle.ts';
import './tokens.css';
import { language } from '../words/language.ts';
import { say } from '../words/say.ts';

/** By then what Play itself has for the next click is fetched. */
const SOON_MS = 3000;

// Their modules wait for this one, so this one must not wait for them.
const EmbedApp = later(async () => (await import('./EmbedApp.tsx')).EmbedApp, { name: say('The embedded page') });
const NotesWindow = later(async () => (await import('../lessons/NotesWindow.tsx')).NotesWindow, { name: say('The window of the speaker’s notes') });

followForcedColours(matchMedia('(forced-colors: active)'), () => import('./forcedColours.css'));

const root = document.getElementById('root');
if (root === null) throw new Error(say('The page has no element #root'));

const page = createRoot(root);
const notes = notesIn(location.hash);
if (notes === null) begin();
// The second window of a presented lesson trains nothing and keeps nothing.
else page.render(<StrictMode><NotesWindow name={notes} /></StrictMode>);

function begin(): void {
  applyThemeTo(document.documentElement);
  const booting = boot({
    spawn: () => new Worker(new URL('../worker/training.worker.ts', import.meta.url), { type: 'module', name: `training ${language}` }),
    spawnSide: () => new Worker(new URL('../worker/side.worker.ts', import.meta.url), { type: 'module', name: `side ${language}` }),
    onPlaced: show,
  });
  booting.catch((error: unknown) => { reportError(error); });
  whenIdle(() => { void fetchSoon(); }, SOON_MS);
}

/** The view, and the embedding, are known by now, unless the address could not be read: nothing is shown that another takes the place of. */
function show(): void {
  const { embed } = nabla.getState();
  if (embed === null) {
    keepForOffline(import.meta.url);
    awaitInstallOffer(window);
    page.render(<StrictMode><App /></StrictMode>);
  } else page.render(<StrictMode><EmbedApp embed={embed} /></StrictMode>);
}
