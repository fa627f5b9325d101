/** The answers against the targets, in the place of the output's picture: counted by class, or each as a point. */
import { useEffect } from 'react';
import { outputsOf } from '../datasets/runData.ts';
import { setFrameWants } from '../store/frameStore.ts';
import { useNabla } from '../store/nabla.ts';
import { OutputPanelConfusion } from './OutputPanelConfusion.tsx';
import { OutputPanelScatter } from './OutputPanelScatter.tsx';

/** Outputs that stand on the stage show a small picture of themselves. */
const SMALL_GRID = 50;

/** Of the data of the run: another set may have been chosen that is not built yet. */
export function OutputPanelAgainst() {
  const data = useNabla((state) => state.data);
  const hasNeurons = data !== null && outputsOf(data) > 1;
  useEffect(() => {
    if (!hasNeurons) return;
    setFrameWants('output', { outputGrid: SMALL_GRID });
    return () => setFrameWants('output', null);
  }, [hasNeurons]);
  if (data === null) return <div className="output-panel-figure"><div className="output-panel-plane" /></div>;
  return data.task === 'classification' ? <OutputPanelConfusion data={data} /> : <OutputPanelScatter data={data} />;
}
