/** A lesson beside the playground it drives: its page, and the way to the others. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import { watchMore } from '../components/scrollMore.ts';
import { useScrollRegion } from '../components/useScrollRegion.ts';
import type { Experiment } from '../config/experiment.ts';
import { canTurn, chooseView, closeLayers, closeLossSheet, openLayers, openLesson, openLossSheet, turnPage } from '../store/actions.ts';
import { proposeComparison } from '../store/compareActions.ts';
import { useSlowFrame } from '../store/frameStore.ts';
import { arriveAt, setPageUp, stayAt, watchPages, type PageSetting } from '../store/lessonPages.ts';
import { noteSeen } from '../store/lessonProgress.ts';
import { noteShown, openNotes } from '../store/speakerNotes.ts';
import type { LessonPlace } from '../store/lessonSlice.ts';
import { formatLesson } from '../store/lessonAddress.ts';
import { nabla, useNabla } from '../store/nabla.ts';
import { networkOf } from '../store/network.ts';
import { selectBooted, selectLearning, selectPresenting } from '../store/selectors.ts';
import { forgetForeseen } from './guesses.ts';
import type { Lesson, LessonPage } from './lesson.ts';
import { beginsAnew, comparisonOf, pageExperiment } from './lessonExperiment.ts';
import { LessonFaults } from './LessonFaults.tsx';
import { LessonLights } from './LessonLights.tsx';
import { lessonList } from './lessonList.ts';
import { LessonPredict } from './LessonPredict.tsx';
import { LessonRun } from './LessonRun.tsx';
import { loadLesson, useLessonRevision, type LoadedLesson } from './lessonSource.ts';
import { LessonTask } from './LessonTask.tsx';
import { LessonSentence, LessonText } from './LessonText.tsx';
import { parameterOf, selectionOf } from './parameterNames.ts';
import './lessons.css';
import { useReading } from './useReading.ts';
import { say } from '../words/say.ts';

export function LessonColumn() {
  const learning = useNabla(selectLearning);
  const [read, setRead] = useState<{ readonly name: string; readonly revision: number; readonly result: LoadedLesson } | null>(null);
  const name = learning?.lesson ?? null;
  const revision = useLessonRevision();
  useEffect(watchPages, []);
  useEffect(() => {
    let isWanted = name !== null;
    if (name !== null) void loadLesson(name).then((result) => { if (isWanted) setRead({ name, revision, result }); return result; });
    return () => { isWanted = false; };
  }, [name, revision]);
  if (learning === null || read === null || read.name !== name || read.revision !== revision) return <section className="lesson" aria-label={say('Lesson')} aria-busy="true" />;
  if ('fault' in read.result) {
    return (
      <section className="lesson" aria-label={say('Lesson')}>
        <div className="lesson-page"><LessonFaults fault={read.result.fault} /></div>
        <footer className="lesson-foot"><TextButton look="framed" onClick={() => { chooseView('learn'); }}>{say('All lessons')}</TextButton></footer>
      </section>
    );
  }
  return <Page lesson={read.result.lesson} place={learning} />;
}

function Page({ lesson, place: asked }: { readonly lesson: Lesson; readonly place: LessonPlace }) {
  const count = lesson.pages.length;
  const number = Math.min(asked.page, count);
  const place = useMemo((): LessonPlace => ({ lesson: asked.lesson, page: number }), [asked.lesson, number]);
  const page = lesson.pages[number - 1]!;
  const experiment = useMemo(() => pageExperiment(lesson, number - 1), [lesson, number]);
  const again = useMemo(() => settingOf(lesson, number, false), [lesson, number]);
  const opening = useNabla((state) => state.lessonOpening);
  const booted = useNabla(selectBooted);
  const presenting = useNabla(selectPresenting);
  const title = useRef<HTMLHeadingElement>(null);
  const column = useRef<HTMLElement>(null);
  useReading(column);
  const scrolling = useRef<HTMLDivElement>(null);
  useScrollRegion(scrolling, say('The page of the lesson'));
  useEffect(() => (scrolling.current === null ? undefined : watchMore(scrolling.current)), []);
  /** The page whose lesson one was in before: pages without settings of their own go on from there. */
  const before = useRef<LessonPlace | null>(null);

  useEffect(() => { nabla.setState({ lessonLength: count }); }, [count]);
  // What presenting else leaves out is there while a page speaks of it; the views' rules read it at the root, and look for nothing.
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['lights'] = page.lights.join(' ');
    return () => { delete dataset['lights']; };
  }, [page]);
  useEffect(() => { noteShown({ lesson: lesson.title, page: number, count, title: page.title, next: lesson.pages[number]?.title ?? null, notes: page.notes ?? null }); }, [lesson, number, count, page]);
  useEffect(() => () => { noteShown(null); }, []);
  useEffect(() => { if (asked.page > count) openLesson(place, 'correct'); }, [asked.page, count, place]);
  useEffect(() => {
    if (!booted || opening === null) return;
    const goesOn = !beginsAnew(page) && before.current?.lesson === place.lesson;
    const setting = settingOf(lesson, number, goesOn);
    if (opening === 'stay') stayAt(setting);
    else if (arriveAt(place, setting)) proposeAndOpenSheet(page);
    noteSeen(place, count);
  }, [booted, opening, lesson, number, page, place, count]);
  useEffect(() => {
    if (opening === null) before.current = place;
  }, [opening, place]);
  useLayoutEffect(() => {
    scrolling.current?.scrollTo(0, 0);
    if (nabla.getState().lessonOpening === 'stay') return;
    title.current?.focus({ preventScroll: true });
    if (matchMedia('(max-width: 999.98px)').matches) window.scrollTo(0, 0);
  }, [place]);

  const next = lessonList[lessonList.findIndex(({ id }) => id === place.lesson) + 1 || lessonList.length];
  return (
    <section className="lesson" ref={column} aria-label={say('Lesson: {title}', { title: lesson.title })}>
      <header className="lesson-head">
        <p><span className="lesson-title">{lesson.title}</span> <span className="lesson-where">{say('page {number} of {count}', { number, count })}</span></p>
        {presenting ? <TextButton look="plain" shortcut={say('For whoever presents, in a window of their own (N)')} onClick={openNotes}>{say('Notes')}</TextButton>
          : <TextButton look="plain" onClick={() => { chooseView('learn'); }}>{say('All lessons')}</TextButton>}
      </header>
      <div className="lesson-bar" aria-hidden="true"><span style={{ width: `${(100 * number) / count}%` }} /></div>
      <div ref={scrolling} className="lesson-page">
        <h2 ref={title} tabIndex={-1}><LessonSentence text={page.title} /></h2>
        <LessonText text={page.text} />
        {presenting && page.shows.sheet === 'layers' && <LayersToggle />}
        {opening === null && (
          <div key={`${place.lesson}/${number}`} className="lesson-parts">
            {page.predict !== undefined && <LessonPredict predict={page.predict} place={place} lights={page.lights} experiment={experiment} select={page.select} />}
            {page.run !== undefined && <LessonRun run={page.run} lights={page.lights} />}
            {page.task !== undefined && <LessonTask task={page.task} place={place} experiment={experiment} />}
            <SetUpAgain page={page} place={place} setting={again} />
          </div>
        )}
        {number === count && (
          <p className="lesson-end">
            {say('That was the last page.')}{' '}
            {next !== undefined && <a href={`#${formatLesson({ lesson: next.id, page: 1 })}`}>{next.title}</a>}
          </p>
        )}
      </div>
      <footer className="lesson-foot">
        <span className="lesson-more" aria-hidden="true">↓ {say('More below')}</span>
        <TextButton look="framed" aria-disabled={number <= 1} shortcut={say('Page Up')} onClick={() => { if (canTurn(-1)) turnPage(-1); }}>{say('Previous page')}</TextButton>
        <TextButton look="framed" aria-disabled={number >= count} shortcut={say('Page Down')} className="lesson-next" onClick={() => { if (canTurn(1)) turnPage(1); }}>{say('Next page')}</TextButton>
      </footer>
      <LessonLights lights={page.lights} />
    </section>
  );
}

/** While one presents the stage has no button for the layers, and beside the page there may be no room for them. */
function LayersToggle() {
  const isOpen = useNabla((state) => state.layersOpen);
  return <p><TextButton look="framed" aria-expanded={isOpen} aria-haspopup="dialog" onClick={isOpen ? closeLayers : openLayers}>{say('Layers…')}</TextButton></p>;
}

const texts = new WeakMap<Experiment, string>();

/** Made once for each experiment: the store changes many times a second, the experiment seldom. */
function textOf(experiment: Experiment | null): string {
  if (experiment === null) return '';
  const text = texts.get(experiment) ?? JSON.stringify(experiment);
  texts.set(experiment, text);
  return text;
}

/** Where the reader has changed something: the page as it begins. */
function SetUpAgain({ page, place, setting }: { readonly page: LessonPage; readonly place: LessonPlace; readonly setting: PageSetting }) {
  const text = textOf(setting.experiment);
  const isChanged = useNabla((state) => textOf(state.experiment) !== text || state.log.some(({ kind }) => kind !== 'experiment') || state.status === 'diverged' || state.view !== setting.view);
  // A task may want the run from its beginning.
  const hasRun = useSlowFrame((frame) => frame !== null && frame.step > 0) && page.task !== undefined;
  if (!isChanged && !hasRun) return null;
  return (
    <p className="lesson-again">
      <TextButton onClick={() => {
        forgetForeseen(place);
        setPageUp(setting);
        proposeAndOpenSheet(page);
      }}
      >
        {say('Set the page up again')}
      </TextButton>
    </p>
  );
}

/**
 * What is not said on a page is as the pages before it have said.
 * @param number of the page, from 1
 * @param goesOn the page is come to from another one, whose run goes on
 */
function settingOf({ pages }: Lesson, number: number, goesOn: boolean): PageSetting {
  const page = pages[number - 1]!;
  const before = pages.slice(0, number);
  const experiment = pageExperiment({ pages }, number - 1);
  const network = networkOf(experiment);
  const { sheet: _sheet, ...shows } = Object.assign({}, ...before.map((each) => each.shows)) as LessonPage['shows'];
  const chosen = page.select === undefined ? null : parameterOf(network, page.select);
  return {
    experiment: goesOn ? null : experiment, view: before.findLast(({ view }) => view !== undefined)?.view ?? 'play', shows, chosen, position: page.position ?? null,
    select: page.select === undefined ? null : selectionOf(network, page.select),
  };
}

/** Where it would lie over the page's own words, who reads them opens it. */
const LAYERS_BESIDE = '(min-width: 1340px)';

/** What a page shows besides its settings: the comparison it proposes, in its view Compare, and its sheet. */
function proposeAndOpenSheet({ shows: { sheet }, compare }: LessonPage): void {
  if (compare !== undefined) proposeComparison(comparisonOf(compare, nabla.getState().experiment));
  if (sheet === 'layers' && matchMedia(LAYERS_BESIDE).matches) openLayers();
  else closeLayers();
  if (sheet === 'loss') openLossSheet('curve');
  else closeLossSheet();
}
