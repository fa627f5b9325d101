/** What the sheet shows: the loss over the answer and the others beside it, or the errors that cancel. */
import { useState } from 'react';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { openLossSheet } from '../../store/actions.ts';
import type { LossSheetShown } from '../../store/lossSheetSlice.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { LossFunctionCancel } from './LossFunctionCancel.tsx';
import { LossFunctionChoices } from './LossFunctionChoices.tsx';
import { LossFunctionExample } from './LossFunctionExample.tsx';
import { LossFunctionPicture } from './LossFunctionPicture.tsx';
import { createSceneSource, worstExample } from './LossFunctionScene.ts';
import { say } from '../../words/say.ts';

const OPTIONS: readonly { readonly value: LossSheetShown; readonly label: string }[] = [
  { value: 'curve', label: say('Over the answer') }, { value: 'errors', label: say('Errors that cancel') },
];

export function LossFunctionContent() {
  const shown = useNabla((state) => state.lossSheet ?? 'curve');
  return (
    <div className="loss-function-content">
      <SegmentedChoice label={say('Loss shown')} hideLabel value={shown} options={OPTIONS} onChange={openLossSheet} className="loss-function-choice" />
      {shown === 'curve' ? <Curve /> : <LossFunctionCancel />}
    </div>
  );
}

function Curve() {
  const [source] = useState(createSceneSource);
  // With nothing selected it tells of the example that was worst when it was opened: the worst of each moment would change too fast to read.
  const [kept, keep] = useState(-1);
  // Opened before the first answers it waits for them.
  const fallback = useSlowFrame(() => (kept < 0 ? worstExample(source()) : kept));
  if (fallback !== kept) keep(fallback);
  return (
    <>
      <div className="loss-function-curve">
        <LossFunctionPicture source={source} fallback={fallback} />
        <LossFunctionExample source={source} fallback={fallback} />
      </div>
      <LossFunctionChoices source={source} />
    </>
  );
}
