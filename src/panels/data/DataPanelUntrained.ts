/** Classes that no training example is of, though validation examples are. */
import type { RunData } from '../../datasets/runData.ts';
import { formatCount } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

type Split = Pick<RunData, 'task' | 'classes' | 'trainTargets' | 'validationTargets'>;

/** "No training example of class +1: all 15 of it are for validation."; empty where every class is trained on. Targets are class numbers. */
export function untrainedSentence({ task, classes, trainTargets, validationTargets }: Split): string {
  if (task !== 'classification' || trainTargets.length === 0) return '';
  const trained = new Set(trainTargets);
  return classes.flatMap((name, number) => {
    const held = trained.has(number) ? 0 : validationTargets.filter((target) => target === number).length;
    if (held === 0) return [];
    return [say('No training example of class {name}: {held} for validation.', { name, held: held === 1 ? say('the only one is') : say('all {held} of it are', { held: formatCount(held) }) })];
  }).join(' ');
}
