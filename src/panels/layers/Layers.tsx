/**
 * How signals and gradients spread through the layers, as they were drawn, as they are now, and as other initializations would have
 * them. Beside the stage it stays open while the network trains; a phone gives it the whole screen.
 */
import { FloatingPanel } from '../../components/FloatingPanel.tsx';
import { Sheet } from '../../components/Sheet.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { later } from '../../components/later.tsx';
import { closeLayers, openLayers } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useMedia } from '../../components/useMedia.ts';
import './Layers.css';
import { say } from '../../words/say.ts';

/** Fetched when the sheet is first opened. */
const LayersContent = later(async () => (await import('./LayersContent.tsx')).LayersContent, { name: say('What stands here of the layers'), waiting: <div className="layers-waiting" aria-busy="true" /> });

const PHONE = '(max-width: 719.98px)';
const GAP = 8;
/** As in FloatingPanel.css: the words stand under one another with those of the timeline. */
const PADDING = 20;
/** Lower windows have no room above the timeline: then it stands at the foot of the window. */
const LEAST_HEIGHT = 330;

export function LayersButton() {
  const isReady = useNabla((state) => state.initialParameters !== null);
  const isOpen = useNabla((state) => state.layersOpen);
  return <TextButton className="layers-button" aria-expanded={isOpen} aria-haspopup="dialog" disabled={!isReady} onClick={isOpen ? closeLayers : openLayers}>{say('Layers…')}</TextButton>;
}

export function Layers() {
  const isOpen = useNabla((state) => state.layersOpen);
  const isPhone = useMedia(PHONE);
  if (isPhone) return <Sheet label={say('Layers')} open={isOpen} onClose={closeLayers} className="layers-sheet"><LayersContent /></Sheet>;
  return isOpen ? <FloatingPanel label={say('Layers')} onClose={closeLayers} place={place} className="layers"><LayersContent /></FloatingPanel> : null;
}

function place(panel: HTMLElement): void {
  const timeline = panel.parentElement?.getBoundingClientRect();
  const top = timeline === undefined || timeline.top > innerHeight - GAP ? innerHeight : timeline.top;
  const isAbove = top - GAP >= LEAST_HEIGHT;
  panel.style.bottom = `${isAbove ? innerHeight - top : GAP}px`;
  panel.style.maxHeight = `${isAbove ? top - GAP : innerHeight - 2 * GAP}px`;
  panel.style.left = `${Math.max(GAP, Math.min((timeline?.left ?? 0) - PADDING, innerWidth - GAP - panel.offsetWidth))}px`;
}
