/** Where something else stands in the place of the output's picture, outputs that stand on the stage still show a small one of themselves. */
import { useEffect } from 'react';
import { outputsOf, type RunData } from '../../datasets/runData.ts';
import { setFrameWants } from '../../store/frameStore.ts';

const SMALL_GRID = 50;

/** Asks for these pictures while the component is there. @param data null until there are any */
export function useOutputsOnStage(data: RunData | null): void {
  const hasNeurons = data !== null && outputsOf(data) > 1;
  useEffect(() => {
    if (!hasNeurons) return;
    setFrameWants('output', { outputGrid: SMALL_GRID });
    return () => setFrameWants('output', null);
  }, [hasNeurons]);
}
