import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { boot } from '../store/boot.ts';
import { App } from './App.tsx';
import { awaitInstallOffer } from './install.ts';
import { keepForOffline } from './offline.ts';
import { applyThemeTo } from './theme.ts';
import './tokens.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element #root');

const booting = boot({
  spawn: () => new Worker(new URL('../worker/training.worker.ts', import.meta.url), { type: 'module', name: 'training' }),
  spawnSide: () => new Worker(new URL('../worker/side.worker.ts', import.meta.url), { type: 'module', name: 'side' }),
});
keepForOffline(import.meta.url);
awaitInstallOffer(window);
applyThemeTo(document.documentElement);
createRoot(root).render(<StrictMode><App /></StrictMode>);
booting.catch((error: unknown) => { reportError(error); });
