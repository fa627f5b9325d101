/**
 * A lesson is data: pages that say something in a few sentences, set the playground up, light what they speak of, and may ask for a
 * prediction or set a task. Every lesson, ours and a teacher's, is one file of text (readLesson.ts); nothing in it is code.
 */
import type { SweepValue, SweepVariable } from '../config/sweep.ts';
import type { NablaState, ViewName } from '../store/nabla.ts';
import type { ElementName } from './elements.ts';
import type { MeasureName } from './measures.ts';

export type Lesson = {
  /** In links and in what is kept of the reader's progress: letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What it is about, in one sentence. */
  readonly about: string;
  /** About how long it takes to read and try. */
  readonly minutes: number;
  readonly pages: readonly LessonPage[];
};

export type LessonPage = {
  readonly title: string;
  /** Markdown: paragraphs, lists, **strong**, *stressed*, $formulas$, $$lines of them$$ and [names](#element) that light an element. */
  readonly text: string;
  /** What the page shows; as it is when left out. */
  readonly view?: Exclude<ViewName, 'learn'>;
  /**
   * Settings in the keys of a link (share/experimentAddress.ts), or a whole link. `start`: over the data set's own defaults. `change`:
   * over the experiment of the page before. Either begins a new run at step 0 (lessonExperiment.ts); without them the page leaves the
   * experiment, and how far it is trained, as they are.
   */
  readonly start?: string;
  readonly change?: string;
  /** The page's button: trains so far on from where the run is. */
  readonly run?: Span;
  readonly lights: readonly ElementName[];
  readonly shows: Shows;
  /** What is selected in the network picture; in Step, the parameter whose paths are shown. As "w111", "b1" or "neuron 1". */
  readonly select?: string;
  /** In Step: how many beats of the script are done. */
  readonly position?: number;
  /** In Compare: what the page proposes to vary. */
  readonly compare?: Comparing;
  readonly predict?: Prediction;
  readonly task?: Task;
  /** What the page says, as measured: the tests run each of them. */
  readonly facts: readonly Fact[];
  /** For who presents it. */
  readonly notes?: string;
};

/** How the page is looked at. In a file: edges, output, timeline, axis, sheet. */
export type Shows = Partial<Pick<NablaState, 'edges' | 'outputShows' | 'timelineShows' | 'lossAxis'>> & { readonly sheet?: 'layers' | 'loss' };

/** What is left out is as the Compare view proposes it. */
export type Comparing = { readonly vary: SweepVariable; readonly values?: readonly SweepValue[]; readonly seeds?: number; readonly epochs?: number };

export type Span = { readonly count: number; readonly unit: 'step' | 'epoch' };

/** What holds at a moment: every measure in its range. */
export type Goal = readonly Condition[];
/** `value`: a number, a word, or the name of another measure: {trainLoss: below validationLoss}. */
export type Condition = { readonly measure: MeasureName; readonly relation: Relation; readonly value: number | string };
/** In a lesson's file: "below 0.05", "at most 100", "is Diverged", "above trainLoss". */
export type Relation = 'below' | 'above' | 'at most' | 'at least' | 'is' | 'is not';

/** Asked for before the page runs, then shown beside what came. It runs from the page's own beginning, whatever was played before. */
export type Prediction = {
  readonly ask: string;
  /** Settings changed before it runs, over those of the page: it foresees what the page does not show yet. */
  readonly change?: string;
  /** What runs after the guess. */
  readonly after: Span;
  /** Said when it has run; `then` in a file. */
  readonly reveal: string;
} & (
  | { readonly kind: 'choice'; readonly choices: readonly { readonly text: string; readonly when: Goal }[] }
  /** `within`: how far off counts as right, as a share of the number. */
  | { readonly kind: 'number'; readonly of: MeasureName; readonly within: number }
  /** The loss as the reader thinks it will run, drawn before it does. */
  | { readonly kind: 'curve'; readonly of: 'trainLoss' | 'validationLoss' }
);

/** Solved when its goal is reached (goal.ts), whichever way; `only`: by these settings (keys of a link) alone, "weights" set by hand among them. */
export type Task = {
  readonly say: string;
  readonly goal: Goal;
  readonly only?: readonly string[];
  /** Asked for by the reader: a nudge, not the answer. */
  readonly nudge: string;
  /** One way that reaches it and one that does not: the tests take both. */
  readonly right: readonly Move[];
  readonly wrong: readonly Move[];
};

/** What a reader might do, in this order: settings (soft ones in mid-run), parameters by hand, training, then what is looked at. */
export type Move = {
  readonly view?: Exclude<ViewName, 'learn'>;
  readonly change?: string;
  /** By name: w111, b1 (neurons numbered through the network) or, layer first, w1_11, b1_1; [name, value]. */
  readonly set?: readonly (readonly [name: string, value: number])[];
  readonly run?: Span;
  readonly select?: string;
  readonly position?: number;
  /** Checks all gradients of the next step by difference quotients, as Step does. */
  readonly check?: true;
};

/** What holds after these moves, from the page's own experiment at step 0. */
export type Fact = { readonly moves: readonly Move[]; readonly holds: Goal };
