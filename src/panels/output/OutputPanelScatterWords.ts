/** The scatter plot in words, for those who do not see it and for the example the keys are at. */
import { outputsOf, type RunData } from '../../datasets/runData.ts';
import { formatCount, formatNumber, formatSigned } from '../../viz/format.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';

/** "Of 20 training answers 9 too high, 11 too low." Several outputs of an example are several answers. */
export function scatterSentence({ trainEncoded }: Pick<RunData, 'trainEncoded'>, { trainOutputs }: Pick<TrainingFrame, 'trainOutputs'>): string {
  const count = Math.min(trainOutputs.length, trainEncoded.length);
  let [high, low] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    const [answer, target] = [trainOutputs[i] ?? NaN, trainEncoded[i] ?? NaN];
    if (answer > target) high += 1;
    else if (answer < target) low += 1;
  }
  return `Of ${formatCount(count)} training answers ${formatCount(high)} too high, ${formatCount(low)} too low.`;
}

/** "example 7: target 0.312, answer 0.287, −0.0250 off"; with several outputs each in turn. */
export function exampleText(data: RunData, { trainOutputs }: Pick<TrainingFrame, 'trainOutputs'>, index: number): string {
  const outputs = outputsOf(data);
  if (index < 0 || (index + 1) * outputs > trainOutputs.length) return 'no example yet';
  const parts = Array.from({ length: outputs }, (_, k) => {
    const target = data.trainEncoded[index * outputs + k] ?? NaN;
    const answer = trainOutputs[index * outputs + k] ?? NaN;
    return `target ${formatNumber(target)}, answer ${formatNumber(answer)}, ${formatSigned(answer - target)} off`;
  });
  return `example ${index + 1}: ${parts.join('; ')}`;
}
