/** The scatter plot in words, for those who do not see it and for the example the keys are at. */
import { outputsOf, type RunData } from '../../datasets/runData.ts';
import { formatCount, formatNumber, formatSigned } from '../../viz/format.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { say } from '../../words/say.ts';

/** "Of 20 training answers 9 too high, 11 too low." Several outputs of an example are several answers. */
export function scatterSentence({ trainEncoded }: Pick<RunData, 'trainEncoded'>, { trainOutputs }: Pick<TrainingFrame, 'trainOutputs'>): string {
  const count = Math.min(trainOutputs.length, trainEncoded.length);
  let [high, low] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    const [answer, target] = [trainOutputs[i] ?? NaN, trainEncoded[i] ?? NaN];
    if (answer > target) high += 1;
    else if (answer < target) low += 1;
  }
  return say('Of {count} training answers {high} too high, {low} too low.', { count: formatCount(count), high: formatCount(high), low: formatCount(low) });
}

/** "example 7: target 0.312, answer 0.287, −0.0250 off"; with several outputs each in turn. */
export function exampleText(data: RunData, { trainOutputs }: Pick<TrainingFrame, 'trainOutputs'>, index: number): string {
  const outputs = outputsOf(data);
  if (index < 0 || (index + 1) * outputs > trainOutputs.length) return say('no example yet');
  const parts = Array.from({ length: outputs }, (_, k) => {
    const target = data.trainEncoded[index * outputs + k] ?? NaN;
    const answer = trainOutputs[index * outputs + k] ?? NaN;
    return say('target {target}, answer {answer}, {error} off', { target: formatNumber(target), answer: formatNumber(answer), error: formatSigned(answer - target) });
  });
  return say('example {index}: {list}', { index: index + 1, list: parts.join('; ') });
}
