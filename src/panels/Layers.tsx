/**
 * How signals and gradients spread through the layers, as they were drawn, as they are now, and as other initializations would have
 * them. Beside the stage it stays open while the network trains; a phone gives it the whole screen.
 */
import { lazy, Suspense, useCallback, useEffect } from 'react';
import { IconButton } from '../components/IconButton.tsx';
import { Sheet } from '../components/Sheet.tsx';
import { TextButton } from '../components/TextButton.tsx';
import { closeLayers, openLayers } from '../store/actions.ts';
import { useNabla } from '../store/nabla.ts';
import { useMedia } from './LayersMedia.ts';
import './Layers.css';

/** Fetched when the sheet is first opened. */
const LayersContent = lazy(async () => ({ default: (await import('./LayersContent.tsx')).LayersContent }));

const PHONE = '(max-width: 719.98px)';
const GAP = 8;
/** As in Layers.css: the words stand under one another with those of the timeline. */
const PADDING = 20;
/** Lower windows have no room above the timeline: then it stands at the foot of the window. */
const LEAST_HEIGHT = 330;

export function LayersButton() {
  const isReady = useNabla((state) => state.initialParameters !== null);
  const isOpen = useNabla((state) => state.layersOpen);
  return <TextButton className="layers-button" aria-expanded={isOpen} aria-haspopup="dialog" disabled={!isReady} onClick={isOpen ? closeLayers : openLayers}>Layers…</TextButton>;
}

export function Layers() {
  const isOpen = useNabla((state) => state.layersOpen);
  const isPhone = useMedia(PHONE);
  if (isPhone) return <Sheet label="Layers" open={isOpen} onClose={closeLayers} className="layers-sheet"><Content /></Sheet>;
  return isOpen ? <Panel /> : null;
}

/** Not modal: one can press Play and watch. */
function Panel() {
  const attach = useCallback((panel: HTMLDivElement | null) => {
    if (panel === null) return;
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const arrange = (): void => { place(panel); };
    panel.showPopover();
    arrange();
    panel.focus({ preventScroll: true });
    // The content comes later, and with another choice another.
    const sizes = new ResizeObserver(arrange);
    sizes.observe(panel);
    addEventListener('resize', arrange);
    addEventListener('scroll', arrange, true);
    return () => {
      sizes.disconnect();
      removeEventListener('resize', arrange);
      removeEventListener('scroll', arrange, true);
      if (panel.contains(document.activeElement) || document.activeElement === document.body) opener?.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // What was opened after it is closed first.
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open], [popover="auto"]:popover-open') === null) {
        event.preventDefault();
        event.stopImmediatePropagation();
        closeLayers();
      }
    };
    addEventListener('keydown', onKeyDown, true);
    return () => { removeEventListener('keydown', onKeyDown, true); };
  }, []);
  return (
    <div ref={attach} popover="manual" role="dialog" aria-label="Layers" tabIndex={-1} className="layers">
      <header>
        <h2>Layers</h2>
        <IconButton label="Close" icon="close" onClick={closeLayers} />
      </header>
      <Content />
    </div>
  );
}

function place(panel: HTMLElement): void {
  const timeline = panel.parentElement?.getBoundingClientRect();
  const top = timeline === undefined || timeline.top > innerHeight - GAP ? innerHeight : timeline.top;
  const isAbove = top - GAP >= LEAST_HEIGHT;
  panel.style.bottom = `${isAbove ? innerHeight - top : GAP}px`;
  panel.style.maxHeight = `${isAbove ? top - GAP : innerHeight - 2 * GAP}px`;
  panel.style.left = `${Math.max(GAP, Math.min((timeline?.left ?? 0) - PADDING, innerWidth - GAP - panel.offsetWidth))}px`;
}

function Content() {
  return <Suspense fallback={<div className="layers-waiting" aria-busy="true" />}><LayersContent /></Suspense>;
}
