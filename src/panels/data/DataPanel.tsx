/**
 * Where the stage begins: which data, how noisy, how much of it to train on and how much of that in one step. In a
 * column it shows everything; where it has a whole row (tablet, phone) it folds into one line and opens on demand.
 */
import { useEffect, useId, useRef, useState } from 'react';
import { DataPanelCounts } from './DataPanelCounts.tsx';
import { DataPanelDrawButton } from './DataPanelDraw.tsx';
import { DataPanelImport } from './DataPanelImport.tsx';
import { DataPanelPlot } from './DataPanelPlot.tsx';
import { DataPanelSet } from './DataPanelSet.tsx';
import { DataPanelSettings } from './DataPanelSettings.tsx';
import { DataPanelSlice } from './DataPanelSlice.tsx';
import { DataPanelSource } from './DataPanelSource.tsx';
import { PresetMenu } from '../preset/PresetMenu.tsx';
import './DataPanel.css';
import { say } from '../../words/say.ts';

export function DataPanel() {
  const [open, setOpen] = useState(false);
  const settings = useId();
  const sheet = useRef<HTMLDivElement>(null);
  const more = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const away = (event: PointerEvent): void => {
      const inside = event.target instanceof Node && (sheet.current?.contains(event.target) === true || more.current?.contains(event.target) === true);
      if (!inside) setOpen(false);
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      more.current?.focus();
    };
    const left = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget instanceof Node && relatedTarget !== more.current && sheet.current?.contains(relatedTarget) === false) setOpen(false);
    };
    const opened = sheet.current;
    opened?.addEventListener('focusout', left);
    document.addEventListener('pointerdown', away);
    document.addEventListener('keydown', press);
    return () => {
      opened?.removeEventListener('focusout', left);
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('keydown', press);
    };
  }, [open]);

  return (
    <section className="data-panel" aria-label={say('Data')}>
      <div className="data-panel-line">
        <div className="data-panel-head">
          <h2>{say('Data')}</h2>
          <DataPanelSet />
        </div>
        <DataPanelCounts />
        <button
          ref={more}
          type="button"
          className="data-panel-more"
          aria-expanded={open}
          aria-controls={settings}
          onClick={() => setOpen((before) => !before)}
        >
          <span data-long="">{say('Noise, share, batch')}</span>
          <span data-short="">{say('Settings')}</span>
        </button>
      </div>
      <DataPanelPlot />
      <div id={settings} ref={sheet} className="data-panel-settings" data-open={open}>
        <DataPanelSlice />
        <DataPanelSettings />
        <div className="data-panel-own">
          <DataPanelDrawButton />
          <DataPanelImport />
        </div>
        <PresetMenu />
        <DataPanelSource />
      </div>
    </section>
  );
}
