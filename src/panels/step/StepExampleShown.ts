import { trainCountOf, validationCountOf } from '../../datasets/runData.ts';
import type { Study } from '../../explain/study.ts';
import { useNabla } from '../../store/nabla.ts';
import { beatOf, shownAddressOf } from '../../store/beats.ts';
import { formatCount } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

/** Place in a batch of `count` of the example that is shown: of what is explained, else of the present beat, else the one in focus. */
export function useShownExample(count: number): number {
  return useNabla((state) => {
    const address = shownAddressOf(state);
    const own = address !== null && 'example' in address ? address.example : null;
    return Math.max(0, Math.min(own ?? beatOf(state)?.example ?? state.focus, count - 1));
  });
}

/** Which of how many an example is: in a batch its place there, else its number in the training set; both from 0. */
export function placeAmong(example: number, batch: number, index: number, count: number): readonly [place: number, places: number] {
  return batch > 1 ? [example, batch] : [index, count];
}

/** "Example 4 of 48", "Example 2 of 10 in the batch", "Validation example 12 of 52". */
export function useExampleName({ trace }: Study, example: number): string {
  const isGuest = trace.guest === true;
  const count = useNabla(({ data }) => (data === null ? null : isGuest ? validationCountOf(data) : trainCountOf(data)));
  const batch = trace.examples.length;
  const [place, places] = placeAmong(example, batch, trace.examples[example] ?? 0, count ?? batch);
  return say('{example} {place} of {places}{inBatch}', { example: isGuest ? say('Validation example') : say('Example'), place: formatCount(place + 1), places: formatCount(places), inBatch: batch > 1 ? ` ${say('in the batch')}` : '' });
}
