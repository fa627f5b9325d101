/** The lessons that come with the page, in their order; their texts are fetched when they are opened. */

export type LessonEntry = {
  readonly id: string;
  readonly title: string;
  /** What it is about, in one sentence. */
  readonly about: string;
  readonly minutes: number;
  /** One of the five questions the playground exists to answer. */
  readonly isQuestion: boolean;
  /** The text of its file. */
  readonly load: () => Promise<string>;
};

/** What a file says of itself, once more: the list is shown before any file is fetched. A test holds the two equal. */
type Heading = Omit<LessonEntry, 'load'>;

const questions: readonly Omit<Heading, 'isQuestion'>[] = [
  { id: 'neuron', minutes: 8, title: 'What is a neuron?', about: 'A weighted sum and an activation: what one can do, what it cannot, and what a layer of them adds.' },
  { id: 'learning-rate', minutes: 8, title: 'What does the learning rate do?', about: 'How far each step goes, what too little and too much look like, and how to choose.' },
  { id: 'initialization', minutes: 9, title: 'How are weights initialized?', about: 'Why not all alike, why at random, and how far from 0.' },
  { id: 'loss', minutes: 9, title: 'What is the loss?', about: 'One number for how wrong the network is – which there are, and which one misleads.' },
  { id: 'chain-rule', minutes: 10, title: 'What is the chain rule in gradient flow?', about: 'How the gradient of one weight comes from the loss, factor by factor.' },
];

const further: readonly Omit<Heading, 'isQuestion'>[] = [
  { id: 'optimizers', minutes: 8, title: 'What do optimizers change?', about: 'From plain gradient descent to Adam: what each remembers, and what for.' },
  { id: 'vanishing-gradients', minutes: 8, title: 'Why do gradients vanish or explode?', about: 'What becomes of a gradient on its way through many layers, and of units that no longer learn.' },
  { id: 'over-fitting', minutes: 9, title: 'What is over-fitting?', about: 'When a network learns its examples by heart, how one sees it, and what helps.' },
  { id: 'digits', minutes: 9, title: 'From one neuron to digits', about: 'The same few parts, more of them, read handwritten digits.' },
  { id: 'landscape', minutes: 8, title: 'Walking down a landscape', about: 'The loss as a landscape over the weights, the way down, and the edge of stability.' },
];

const files: Readonly<Record<string, () => Promise<string>>> = import.meta.glob<string>('./en/*.md', { query: '?raw', import: 'default' });

function entryOf(heading: Heading): readonly LessonEntry[] {
  const load = files[`./en/${heading.id}.md`];
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
