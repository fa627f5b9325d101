/** The page inside another one: the parts its address names, the way to the whole page, and nothing that reaches beyond its frame. */
import { useEffect, useMemo, useRef, useState, type PointerEvent as ReactPointerEvent, type MouseEvent as ReactMouseEvent } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import { DataPanelDrawSheet } from '../panels/data/DataPanelDraw.tsx';
import { Header } from '../panels/header/Header.tsx';
import { Notices } from '../panels/notices/Notices.tsx';
import { TransportVerdict } from '../panels/transport/TransportVerdict.tsx';
import type { EmbedOptions, EmbedPart } from '../share/embedAddress.ts';
import { startEmbedding } from '../store/embedding.ts';
import { embeddedViews } from '../store/linkText.ts';
import { presentLink, settingsLink } from '../store/links.ts';
import { useNabla } from '../store/nabla.ts';
import { selectBooted, selectView } from '../store/selectors.ts';
import { laterViews } from './App.tsx';
import { Area } from './Area.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import type { Command } from './command.ts';
import { createCommands, type Dialog } from './commands.ts';
import { EmbedPlay } from './EmbedPlay.tsx';
import { TIMELINE_SIZE } from './embedLayout.ts';
import { useEmbedSize } from './embedSize.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { ShareDialog } from './ShareDialog.tsx';
import { installFileDrop } from './fileDrop.ts';
import { installTableDrop } from './tableDrop.ts';
import { installShortcuts } from './shortcuts.ts';
import { useFocusKept } from './useFocusKept.ts';
import { views } from './views.ts';
import './app.css';
import './embed.css';
import { say } from '../words/say.ts';

const VIEW_ID = 'view';
const framedViews = views.filter(({ name }) => embeddedViews.includes(name));
/** Commands of views that are not shown in a frame. */
const ofOtherViews: ReadonlySet<string> = new Set(views.filter((view) => !framedViews.includes(view)).map(({ name }) => `view.${name}`));
/** What the keys can do where only the transport is shown. */
const ofTransport: ReadonlySet<string> = new Set(['togglePlay', 'step', 'stepBack', 'backToStart', 'leave']);

/** Their sheets come with the data. */
const ofData: ReadonlySet<string> = new Set(['importCsv', 'draw', 'drawClear']);

export function EmbedApp({ embed: first }: { readonly embed: EmbedOptions }) {
  const { parts, origin } = useNabla((state) => state.embed) ?? first;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const has = (part: EmbedPart): boolean => parts.includes(part);
  const root = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const commands = useMemo(() => commandsOf(createCommands(setDialog), parts), [parts]);
  const booted = useNabla(selectBooted);
  const view = useNabla(selectView);
  const { grid, stage } = useEmbedSize(parts, place);
  // Keys count only where the focus is on something of this page: those of the page round it, and of the browser, stay theirs.
  useEffect(() => (root.current === null ? undefined : installShortcuts(commands, root.current)), [commands]);
  useEffect(() => (booted && origin !== null && parent !== window ? startEmbedding({ origin, self: window, parent }) : undefined), [booted, origin]);
  const takesTables = has('data');
  const takesFiles = has('share');
  useEffect(() => (takesTables ? installTableDrop(window, () => { setDialog(null); }) : undefined), [takesTables]);
  useEffect(() => (takesFiles ? installFileDrop(window, () => { setDialog(null); }) : undefined), [takesFiles]);
  useFocusKept(view, VIEW_ID);
  const Shown = laterViews[view];
  const share = has('share') ? () => { setDialog('share'); } : undefined;
  const closing = (name: Dialog) => (): void => { setDialog((open) => (open === name ? null : open)); };

  return (
    <div ref={root} className="app embed" data-editing={has('editing')} data-stage={stage < 200 ? 'tiny' : stage < 240 ? 'small' : 'large'} data-dock={has('lane')} data-foot={view !== 'play' || has('transport')}>
      {has('header') && (
        <Area name="header" label={say('The header')}>
          <Header views={framedViews} panelId={VIEW_ID} {...(share === undefined ? {} : { onShare: share })} onShowKeys={() => { setDialog('keys'); }} onShowCommands={() => { setDialog('commands'); }} />
        </Area>
      )}
      <div className="embed-line">
        {view === 'play' && has('verdict') && <Area name="verdict" label={say('The verdict')}><TransportVerdict /></Area>}
        <nav className="embed-ways" aria-label={say('The whole page')}>
          {share !== undefined && !has('header') && <TextButton look="plain" onClick={share}>{say('Share')}</TextButton>}
          <OpenWhole />
        </nav>
      </div>
      <Notices />
      <main className="app-main">
        <div className="app-room">
          <div
            ref={place} id={VIEW_ID} className="app-view" style={{ ['--stage-size' as string]: `${stage}px`, ['--timeline-size' as string]: `${TIMELINE_SIZE}px` }}
            {...(has('header') ? { role: 'tabpanel', tabIndex: -1, 'aria-labelledby': `tab-${view}` } : {})}
          >
            {Shown === undefined ? <EmbedPlay parts={parts} grid={grid} /> : <Shown />}
          </div>
        </div>
      </main>
      {has('header') && <KeysDialog commands={commands} open={dialog === 'keys'} onClose={closing('keys')} />}
      {takesTables && <DataPanelDrawSheet />}
      {takesTables && <ImportDialog />}
      {takesFiles && <ShareDialog open={dialog === 'share'} onClose={closing('share')} />}
      {has('header') && <CommandPalette commands={commands} open={dialog === 'commands'} onClose={closing('commands')} />}
    </div>
  );
}

/** The whole page in a tab of its own, with these settings and, where an address can hold them, the weights of the moment it is opened. */
function OpenWhole() {
  useNabla((state) => state.experiment);
  const ofNow = (event: ReactPointerEvent<HTMLAnchorElement> | ReactMouseEvent<HTMLAnchorElement>): void => { event.currentTarget.href = presentLink().address; };
  return <a className="embed-open" href={settingsLink().address} target="_blank" rel="noopener" onPointerDown={ofNow} onClick={ofNow}>{say('Open in Nabla')}</a>;
}

function commandsOf(commands: readonly Command[], parts: readonly EmbedPart[]): readonly Command[] {
  if (parts.includes('header')) return commands.filter(({ id }) => id !== 'present' && !ofOtherViews.has(id) && (id !== 'share' || parts.includes('share')) && (!ofData.has(id) || parts.includes('data')));
  return parts.includes('transport') ? commands.filter(({ id }) => ofTransport.has(id)) : [];
}
