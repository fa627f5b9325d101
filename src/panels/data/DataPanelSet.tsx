/**
 * Which data. The word is a native select (keyboard, screen reader); the pointer gets the sets as small pictures. What
 * choosing does to the settings is said before it is done.
 */
import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { Canvas } from '../../components/Canvas.tsx';
import { defaultExperiment } from '../../config/defaults.ts';
import { datasetNames, isDrawn, labelOf } from '../../config/tasks.ts';
import type { DatasetName } from '../../config/experiment.ts';
import { buildData, datasets } from '../../datasets/index.ts';
import { chooseDataset, setKeepSettings } from '../../store/actions.ts';
import { takeOwnExamples } from '../../store/drawing.ts';
import { useNabla } from '../../store/nabla.ts';
import { divergingIndex, type Palette } from '../../viz/palette.ts';
import { pixelOf, placeExamples } from '../../viz/examples.ts';
import { drawExample } from '../../viz/exampleMarks.ts';
import { tableDrawing } from './DataPanelTable.ts';
import { say, translated } from '../../words/say.ts';

const COLUMNS = 4;
const PICTURE_POINTS = 90;

const drawn = datasetNames.filter((name) => datasets[name].exact !== true);
const GROUPS: readonly { readonly label: string; readonly names: readonly DatasetName[] }[] = [
  { label: say('Two classes'), names: drawn.filter((name) => datasets[name].classes === 2) },
  { label: say('More classes'), names: drawn.filter((name) => datasets[name].classes > 2 && datasets[name].source === undefined) },
  { label: say('Measured'), names: drawn.filter((name) => datasets[name].source !== undefined) },
  { label: say('Values over the plane'), names: drawn.filter((name) => datasets[name].task === 'regression' && datasets[name].inputs === 2) },
  { label: say('Curves'), names: drawn.filter((name) => datasets[name].task === 'regression' && datasets[name].inputs === 1) },
  { label: say('Tables'), names: datasetNames.filter((name) => datasets[name].exact === true) },
];
const IN_ORDER = GROUPS.flatMap((group) => group.names);

/** What choosing a set will do, for the list and for the pictures. */
function consequence(keepSettings: boolean): string {
  return keepSettings
    ? say('Another set keeps your settings where they fit; training starts again. Undo brings this run back.')
    : say('Another set brings its own settings; training starts again. Undo brings this run back.');
}

export function DataPanelSet() {
  const set = useNabla((state) => state.experiment.data.set);
  const label = useNabla((state) => labelOf(state.experiment.data));
  const keepSettings = useNabla((state) => state.keepSettings);
  const [open, setOpen] = useState(false);
  const word = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLSelectElement>(null);

  return (
    <span ref={word} className="data-set">
      <span className="data-set-word" aria-hidden="true">{label}</span>
      <select
        ref={list}
        aria-label={say('Data set')}
        title={consequence(keepSettings)}
        value={set}
        onChange={(event) => {
          setOpen(false);
          const name = datasetNames.find((one) => one === event.target.value);
          if (name !== undefined) chooseDataset(name);
        }}
        onMouseDown={(event) => {
          event.preventDefault();
          list.current?.focus();
          setOpen((before) => !before);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {(set === 'imported' || isDrawn(set)) && <option value={set}>{label}</option>}
        {GROUPS.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.names.map((name) => <option key={name} value={name}>{name === set ? label : translated(datasets[name].label)}</option>)}
          </optgroup>
        ))}
      </select>
      {open && (
        <SetPictures
          anchor={word}
          onClose={(back) => {
            setOpen(false);
            if (back) list.current?.focus();
          }}
        />
      )}
    </span>
  );
}

function SetPictures({ anchor, onClose }: { anchor: React.RefObject<HTMLElement | null>; onClose: (focusBack: boolean) => void }) {
  const set = useNabla((state) => state.experiment.data.set);
  // Then the set's own points are another choice.
  const isDrawnIn = useNabla((state) => state.experiment.data.examples !== undefined);
  const keepSettings = useNabla((state) => state.keepSettings);
  const sheet = useRef<HTMLDivElement>(null);
  const hint = useId();
  const closeAway = useEffectEvent(() => onClose(false));

  const walk = useEffectEvent((event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') return onClose(true);
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    const pictures = [...(sheet.current?.querySelectorAll<HTMLElement>('[aria-pressed]') ?? [])];
    const here = pictures.findIndex((picture) => picture === document.activeElement);
    if (by === undefined || here < 0) return undefined;
    event.preventDefault();
    pictures[Math.max(0, Math.min(pictures.length - 1, here + by))]?.focus();
    return undefined;
  });

  useEffect(() => {
    const element = sheet.current;
    if (element === null) return undefined;
    const place = (): void => {
      const at = anchor.current?.getBoundingClientRect();
      if (at === undefined) return;
      element.style.left = `${Math.max(8, Math.min(at.left - 12, window.innerWidth - element.offsetWidth - 8))}px`;
      element.style.top = `${Math.max(8, Math.min(at.bottom + 8, window.innerHeight - element.offsetHeight - 8))}px`;
    };
    /* The top layer: nothing of the page can clip or cover it. */
    element.showPopover?.();
    place();
    element.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
    const away = (event: PointerEvent): void => {
      if (event.target instanceof Node && !element.contains(event.target) && anchor.current?.contains(event.target) !== true) closeAway();
    };
    const press = (event: KeyboardEvent): void => walk(event);
    element.addEventListener('keydown', press);
    document.addEventListener('pointerdown', away);
    window.addEventListener('resize', place);
    return () => {
      element.removeEventListener('keydown', press);
      document.removeEventListener('pointerdown', away);
      window.removeEventListener('resize', place);
    };
  }, [anchor]);

  return (
    <div ref={sheet} className="data-set-pictures" popover="manual" role="dialog" aria-label={say('Data sets as pictures')} aria-describedby={hint}>
      <ul>
        {IN_ORDER.map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={name === set && !isDrawnIn}
              onClick={() => {
                onClose(true);
                if (name !== set) chooseDataset(name);
                else if (isDrawnIn) takeOwnExamples();
              }}
            >
              <SetPicture name={name} />
              <span>{translated(datasets[name].label)}</span>
            </button>
          </li>
        ))}
      </ul>
      <label className="data-set-keep">
        <input type="checkbox" role="switch" aria-checked={keepSettings} checked={keepSettings} onChange={(event) => setKeepSettings(event.target.checked)} />
        {say('Keep my settings')}
      </label>
      <p id={hint} className="data-set-hint">{consequence(keepSettings)}</p>
    </div>
  );
}

/** A value in a picture this small: a dot without a ring. */
function drawDot(context: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, 1.8, 0, 2 * Math.PI);
  context.fill();
}

function SetPicture({ name }: { name: DatasetName }) {
  const draw = useMemo(() => {
    if (datasets[name].inputs > 2) return tableDrawing(datasets[name].inputs);
    const experiment = defaultExperiment(name);
    const points = datasets[name].fixedPoints ?? PICTURE_POINTS;
    const data = buildData({ ...experiment, data: { ...experiment.data, points, trainShare: 0.9 } });
    const examples = placeExamples(data);
    return (context: CanvasRenderingContext2D, { width, height, palette }: { width: number; height: number; palette: Palette }): void => {
      const area = { x: 4, y: 4, width: width - 8, height: height - 8 };
      for (const example of examples) {
        const [x, y] = pixelOf(data, area, example);
        if (datasets[name].exact === true) drawExample(context, x, y, data, example, 3.2, palette);
        else if (data.task === 'classification') drawExample(context, x, y, data, { ...example, split: 'train' }, 1.6, palette);
        else drawDot(context, x, y, data.inputCount === 1 ? palette.ink2 : palette.divergingColours[divergingIndex(example.target, data.targetRange[1])] ?? palette.ink2);
      }
    };
  }, [name]);
  return (
    <span className="data-set-picture" aria-hidden="true">
      <Canvas label={null} draw={draw} />
    </span>
  );
}
