/** How many examples an update takes: one, a mini-batch, or all of them. */
import { useRef } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { limits } from '../../config/limits.ts';
import { changeExperiment } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount } from '../../viz/format.ts';
import { useStepSelect } from '../../store/stepSelect.ts';
import { say } from '../../words/say.ts';

type Size = 'one' | 'some' | 'all';

const USUAL = 10;

/** Which of the three a batch size is. */
function sizeOf(batchSize: number, count: number): Size {
  if (batchSize <= 1) return 'one';
  return batchSize >= count ? 'all' : 'some';
}

export function StepExampleBatch({ count }: { readonly count: number }) {
  const batchSize = useNabla((state) => state.experiment.batchSize);
  const size = sizeOf(batchSize, count);
  // The mini-batch chosen last is the one that is offered again.
  const remembered = useRef(USUAL);
  if (size === 'some') remembered.current = batchSize;
  const some = Math.max(2, Math.min(remembered.current, count - 1));
  const sizes: Readonly<Record<Size, number>> = { one: 1, some, all: limits.batchSize.max };
  const select = useStepSelect<Size>((next) => { changeExperiment((experiment) => ({ ...experiment, batchSize: sizes[next] })); });
  const options = [
    { value: 'one', label: say('one example') } as const,
    ...(count > 2 ? [{ value: 'some', label: say('mini-batch of {some}', { some: formatCount(some) }) } as const] : []),
    ...(count > 1 ? [{ value: 'all', label: say('whole set of {count}', { count: formatCount(count) }) } as const] : []),
  ];
  return (
    <p className="step-example-line">
      <Choice
        compact label={say('Examples an update')} value={count > 1 ? size : 'one'} options={options}
        shown={size === 'one' || count <= 1 ? say('batch of 1') : size === 'all' ? say('whole set') : say('batch of {batchSize}', { batchSize: formatCount(batchSize) })}
        {...select}
      />
    </p>
  );
}
