/**
 * Where the stage begins: which data, how noisy, how much of it to train on and how much of that in one step. In a
 * column it shows everything; where it has a whole row (tablet, phone) it folds into one line and opens on demand.
 */
import { useId, useState } from 'react';
import { datasets } from '../datasets/index.ts';
import { useNabla } from '../store/nabla.ts';
import { DataPanelCounts } from './DataPanelCounts.tsx';
import { DataPanelPlot } from './DataPanelPlot.tsx';
import { DataPanelSet } from './DataPanelSet.tsx';
import { DataPanelSettings } from './DataPanelSettings.tsx';
import './DataPanel.css';

export function DataPanel() {
  const set = useNabla((state) => state.experiment.data.set);
  const [open, setOpen] = useState(false);
  const settings = useId();
  const info = datasets[set];

  return (
    <section className="data-panel" aria-label="Data">
      <div className="data-panel-line">
        <div className="data-panel-head">
          <h2>Data</h2>
          <DataPanelSet />
        </div>
        <DataPanelCounts />
        <button
          type="button"
          className="data-panel-more"
          aria-expanded={open}
          aria-controls={settings}
          onClick={() => setOpen((before) => !before)}
        >
          <span>Noise, share, batch</span>
        </button>
      </div>
      <DataPanelPlot />
      <div
        id={settings}
        className="data-panel-settings"
        data-open={open}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false);
        }}
      >
        <DataPanelSettings />
        {info.source !== undefined && (
          <p className="data-panel-source">
            {info.source}
            {info.licence !== undefined && `. ${info.licence}`}
          </p>
        )}
      </div>
    </section>
  );
}
