/** The lessons that come with the page, in their order; their texts are fetched when they are opened, in the language of the page. */
import { language } from '../words/language.ts';
import { say } from '../words/say.ts';

export type LessonEntry = {
  readonly id: string;
  readonly title: string;
  /** What it is about, in one sentence. */
  readonly about: string;
  readonly minutes: number;
  /** One of the five questions the playground exists to answer. */
  readonly isQuestion: boolean;
  /** The text of its file; in English where there is none in the language of the page. */
  readonly load: () => Promise<string>;
};

/** What a file says of itself, once more: the list is shown before any file is fetched. A test holds the two equal. */
type Heading = Omit<LessonEntry, 'load'>;

const questions: readonly Omit<Heading, 'isQuestion'>[] = [
  { id: 'neuron', minutes: 8, title: say('What is a neuron?'), about: say('A weighted sum and an activation: what one can do, what it cannot, and what a layer of them adds.') },
  { id: 'learning-rate', minutes: 8, title: say('What does the learning rate do?'), about: say('How far each step goes, what too little and too much look like, and how to choose.') },
  { id: 'initialization', minutes: 9, title: say('How are weights initialized?'), about: say('Why not all alike, why at random, and how far from 0.') },
  { id: 'loss', minutes: 9, title: say('What is the loss?'), about: say('One number for how wrong the network is – which there are, and which one misleads.') },
  { id: 'chain-rule', minutes: 10, title: say('What is the chain rule in gradient flow?'), about: say('How the gradient of one weight comes from the loss, factor by factor.') },
];

const further: readonly Omit<Heading, 'isQuestion'>[] = [
  { id: 'optimizers', minutes: 8, title: say('What do optimizers change?'), about: say('From plain gradient descent to Adam: what each remembers, and what for.') },
  { id: 'vanishing-gradients', minutes: 8, title: say('Why do gradients vanish or explode?'), about: say('What becomes of a gradient on its way through many layers, and of units that no longer learn.') },
  { id: 'over-fitting', minutes: 9, title: say('What is over-fitting?'), about: say('When a network learns its examples by heart, how one sees it, and what helps.') },
  { id: 'digits', minutes: 9, title: say('From one neuron to digits'), about: say('The same few parts, more of them, read handwritten digits.') },
  { id: 'landscape', minutes: 8, title: say('Walking down a landscape'), about: say('The loss as a landscape over the weights, the way down, and the edge of stability.') },
];

const files: Readonly<Record<string, () => Promise<string>>> = import.meta.glob<string>('./{en,de}/*.md', { query: '?raw', import: 'default' });

function entryOf(heading: Heading): readonly LessonEntry[] {
  const load = files[`./${language}/${heading.id}.md`] ?? files[`./en/${heading.id}.md`];
  return load === undefined ? [] : [{ ...heading, load }];
}

/** Those that are written; the five questions first. */
export const lessonList: readonly LessonEntry[] = [
  ...questions.flatMap((heading) => entryOf({ ...heading, isQuestion: true })),
  ...further.flatMap((heading) => entryOf({ ...heading, isQuestion: false })),
];

/** By its name in links; null: none of this page's own. */
export function lessonEntry(id: string): LessonEntry | null {
  return lessonList.find((each) => each.id === id) ?? null;
}
