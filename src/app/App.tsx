/** The page put together: the only place that knows every panel. Each stands in an area of the grid (app.css). */
import { useEffect, useMemo, useState, type ComponentType } from 'react';
import { later } from '../components/later.tsx';
import { useMedia } from '../components/useMedia.ts';
import { DataPanel } from '../panels/data/DataPanel.tsx';
import { DataPanelDrawSheet } from '../panels/data/DataPanelDraw.tsx';
import { Header } from '../panels/header/Header.tsx';
import { InspectorPanel } from '../panels/inspector/InspectorPanel.tsx';
import { LearningLane } from '../panels/rate/LearningLane.tsx';
import { LossPanel } from '../panels/loss/LossPanel.tsx';
import { NetworkPanel } from '../panels/network/NetworkPanel.tsx';
import { Notices } from '../panels/notices/Notices.tsx';
import { OutputPanel } from '../panels/output/OutputPanel.tsx';
import { Timeline } from '../panels/timeline/Timeline.tsx';
import { Transport } from '../panels/transport/Transport.tsx';
import { TransportVerdict } from '../panels/transport/TransportVerdict.tsx';
import { useNabla, type NablaState, type ViewName } from '../store/nabla.ts';
import { selectLearning, selectNotice, selectTab, selectView } from '../store/selectors.ts';
import { Area } from './Area.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import type { Command } from './command.ts';
import { createCommands, type Dialog } from './commands.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { Questions } from './Questions.tsx';
import { ShareDialog } from './ShareDialog.tsx';
import { installFileDrop } from './fileDrop.ts';
import { installHeldTitles } from './heldTitle.ts';
import { installTableDrop } from './tableDrop.ts';
import { installShortcuts } from './shortcuts.ts';
import { installSound } from './sound.ts';
import { Spotlight } from './Spotlight.tsx';
import { useFocusKept } from './useFocusKept.ts';
import { ViewSaid } from './ViewSaid.tsx';
import { views } from './views.ts';
import { keepScreenOn } from './wakeLock.ts';
import './app.css';
import { say } from '../words/say.ts';

const VIEW_ID = 'view';
const selectAlone = ({ learning, presenting, embed }: NablaState): boolean => learning === null && !presenting && embed === null;
/** Where all of Play is on one screen, a notice stands above the timeline, and the stage gives way; else under the header. */
const WIDE = '(min-width: 720px) and (min-height: 500.02px)';

/** Fetched when they are first opened: Play begins without them. */
export const laterViews: Partial<Record<ViewName, ComponentType>> = {
  step: later(async () => (await import('./StepView.tsx')).StepView, { name: say('The Step view'), waiting: <Waiting /> }),
  compare: later(async () => (await import('./CompareView.tsx')).CompareView, { name: say('The Compare view'), waiting: <Waiting /> }),
  landscape: later(async () => (await import('./LandscapeView.tsx')).LandscapeView, { name: say('The Landscape view'), waiting: <Waiting /> }),
  learn: later(async () => (await import('../lessons/LessonList.tsx')).LessonList, { name: say('The list of lessons'), waiting: <Waiting /> }),
};
const LessonColumn = later(async () => (await import('../lessons/LessonColumn.tsx')).LessonColumn, { name: say('The lesson'), waiting: <Waiting /> });

export function App() {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const commands = useMemo(() => createCommands(setDialog), []);
  useEffect(() => installShortcuts(commands, window), [commands]);
  useEffect(() => keepScreenOn('wakeLock' in navigator ? navigator.wakeLock : undefined), []);
  useEffect(() => installSound(), []);
  useEffect(() => installHeldTitles(window), []);
  useEffect(() => installTableDrop(window, () => { setDialog(null); }), []);
  useEffect(() => installFileDrop(window, () => { setDialog(null); }), []);
  const [lessons, setLessons] = useState<readonly Command[]>([]);
  useEffect(() => {
    if (dialog === 'commands') void import('./lessonCommands.ts').then(({ lessonCommands }) => { setLessons(lessonCommands); return null; }).catch(() => { /* The other commands are there; these are asked for again. */ });
  }, [dialog]);
  const allCommands = useMemo(() => [...commands, ...lessons], [commands, lessons]);
  const view = useNabla(selectView);
  const isWide = useMedia(WIDE);
  const isLearning = useNabla(selectLearning) !== null;
  const tab = useNabla(selectTab);
  const hasNotice = useNabla((state) => selectNotice(state) !== null);
  const hasQuestions = useNabla(selectAlone) && view === 'play';
  // Until its page says which, a lesson stands beside no view.
  const Shown = isLearning && view === 'learn' ? Waiting : laterViews[view] ?? Play;
  useFocusKept(view, VIEW_ID);
  // A dialog that another one has taken the place of says that it has closed only after that.
  const closing = (name: Dialog) => (): void => { setDialog((shown) => (shown === name ? null : shown)); };

  return (
    <div className="app">
      <Area name="header" label={say('The header')}>
        <Header views={views} panelId={VIEW_ID} onShare={() => { setDialog('share'); }} onShowKeys={() => { setDialog('keys'); }} onShowCommands={() => { setDialog('commands'); }} />
      </Area>
      {hasQuestions && <Questions />}
      {!(view === 'play' && isWide) && <Notices />}
      <main className="app-main" {...(isLearning ? { 'data-lesson': true } : {})}>
        {isLearning && <Area name="lesson" label={say('The lesson')}><LessonColumn /></Area>}
        <div className="app-room" {...(view === 'play' && isWide && hasNotice ? { 'data-noticed': true } : {})}>
          <div id={VIEW_ID} className="app-view" role="tabpanel" tabIndex={-1} aria-labelledby={`tab-${tab}`}>
            <Shown />
          </div>
        </div>
      </main>
      <ViewSaid />
      <Spotlight />
      <KeysDialog commands={commands} open={dialog === 'keys'} onClose={closing('keys')} />
      <DataPanelDrawSheet />
      <ImportDialog />
      <ShareDialog open={dialog === 'share'} onClose={closing('share')} />
      <CommandPalette commands={allCommands} open={dialog === 'commands'} onClose={closing('commands')} />
    </div>
  );
}

function Waiting() {
  return <div className="view-waiting" aria-busy="true" />;
}

/** Live training: the stage in reading order, the way back under it, the timeline and the transport at the foot. */
function Play() {
  const isWide = useMedia(WIDE);
  return (
    <div className="play">
      <Area name="data" label={say('The data')}><DataPanel /></Area>
      <Area name="network" label={say('The network')}><NetworkPanel /></Area>
      <Area name="output" label={say('The output')}><OutputPanel /></Area>
      <Area name="loss" label={say('The loss')}><LossPanel /></Area>
      <Area name="lane" label={say('The learning rate')}><LearningLane /></Area>
      <Area name="inspector" label={say('The inspector')}><InspectorPanel /></Area>
      <div className="play-timeline">
        {isWide && <Notices />}
        <Area name="timeline" label={say('The timeline')}><Timeline /></Area>
      </div>
      <div className="play-foot">
        <Area name="transport" label={say('The transport')}><Transport /></Area>
        <Area name="verdict" label={say('The verdict')}><TransportVerdict /></Area>
      </div>
    </div>
  );
}
