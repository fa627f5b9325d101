// Runs exported TypeScript programs, their types taken away, and says what they compute, as JSON.
// Standard input: [{ file, updates, hasBatches, hasPenalty }, …] as JSON.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const results = [];
const say = console.log;
for (const { file, updates, hasPenalty, hasBatches } of JSON.parse(readFileSync(0, 'utf8'))) {
  const lines = [];
  console.log = (line) => lines.push(line);
  const program = await import(pathToFileURL(file).href);
  console.log = () => {};
  const theta = program.firstParameters();
  const batch = hasBatches ? program.miniBatches().next().value : program.TRAINING;
  const { loss, gradient } = program.lossAndGradient(theta, batch);
  results.push({
    parameters: [...theta],
    outputs: program.TRAINING.map(({ x }) => [...program.predict(theta, x)]),
    loss: program.lossOf(theta, program.TRAINING),
    batchLoss: loss,
    penalty: hasPenalty ? program.penalty(theta) : 0,
    gradient: [...gradient],
    after: updates.map((count) => [...program.train(program.firstParameters(), count)]),
    lines,
  });
}
say(JSON.stringify(results));
