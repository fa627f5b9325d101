/** The answers against the targets, in the place of the output's picture: counted by class, or each as a point. */
import { useNabla } from '../../store/nabla.ts';
import { OutputPanelConfusion } from './OutputPanelConfusion.tsx';
import { OutputPanelScatter } from './OutputPanelScatter.tsx';
import { useOutputsOnStage } from './OutputPanelStage.ts';

/** Of the data of the run: another set may have been chosen that is not built yet. */
export function OutputPanelAgainst() {
  const data = useNabla((state) => state.data);
  useOutputsOnStage(data);
  if (data === null) return <div className="output-panel-figure"><div className="output-panel-plane" /></div>;
  return data.task === 'classification' ? <OutputPanelConfusion data={data} /> : <OutputPanelScatter data={data} />;
}
