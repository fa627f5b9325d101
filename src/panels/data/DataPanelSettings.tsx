/** The numbers of the data: noise, training share, points, batch size, and the draw they come from. All of them live. */
import { useCallback } from 'react';
import { IconButton } from '../../components/IconButton.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { Slider } from '../../components/Slider.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import type { DataSpec } from '../../config/experiment.ts';
import { limits } from '../../config/limits.ts';
import { isDrawn, labelOf } from '../../config/tasks.ts';
import { infoOf, type DatasetInfo } from '../../datasets/index.ts';
import { trainCountOf } from '../../datasets/runData.ts';
import { changeExperiment, newDataSeed } from '../../store/actions.ts';
import { takeOwnExamples } from '../../store/drawing.ts';
import { useNabla } from '../../store/nabla.ts';
import { capital, formatCount, formatPercent } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

/** Examples to train on, as the split makes them: the drawn ones where they are there, else what the share promises. */
function useTrainCount(): number {
  return useNabla(({ data, experiment }) => (data === null ? Math.round(experiment.data.points * experiment.data.trainShare) : trainCountOf(data)));
}

function changeData(patch: Partial<DataSpec>, name: string): void {
  changeExperiment((experiment) => ({ ...experiment, data: { ...experiment.data, ...patch } }), { coalesce: `data.${name}` });
}

export function DataPanelSettings() {
  const data = useNabla((state) => state.experiment.data);
  const batchSize = useNabla((state) => state.experiment.batchSize);
  const trainCount = Math.max(1, useTrainCount());
  const info = infoOf(data);
  const isGenerated = info.exact !== true && data.examples === undefined && !isDrawn(data.set);
  const batch = Math.min(batchSize, trainCount);
  const batchText = batch >= trainCount ? say('all {trainCount}', { trainCount: formatCount(trainCount) }) : say('{batch} of {trainCount}', { batch: formatCount(batch), trainCount: formatCount(trainCount) });

  const changeBatch = useCallback(
    (value: number) => {
      /* Tidy values close to one another round to the same whole number: then it is the next one. */
      const rounded = Math.round(value);
      const whole = rounded === batch && value !== batch ? batch + Math.sign(value - batch) : rounded;
      /* The right end means all of them, and stays that when the data grow. */
      const size = whole >= trainCount ? limits.batchSize.max : Math.max(1, whole);
      changeExperiment((experiment) => ({ ...experiment, batchSize: size }), { coalesce: 'batchSize' });
    },
    [trainCount, batch],
  );

  return (
    <>
      {isGenerated && <DrawnSettings data={data} info={info} />}
      {trainCount > 1 && (
        <Slider
          label={say('Batch size')}
          value={batch}
          min={1}
          max={trainCount}
          step={1}
          scale="log"
          format={() => batchText}
          valueText={batch >= trainCount ? say('{batchText}, full batch', { batchText }) : batchText}
          onChange={changeBatch}
        />
      )}
      {isGenerated && <DataDraw data={data} info={info} />}
      {data.examples !== undefined && !isDrawn(data.set) && (
        <p className="data-panel-edited">
          {capital(labelOf(data))}. <TextButton onClick={takeOwnExamples}>{data.set === 'imported' ? say('Take the table’s own') : say('Take the set’s own')}</TextButton>
        </p>
      )}
    </>
  );
}

/** What only examples have that are drawn or divided: noise (measurements of many inputs have their own), share and number. */
function DrawnSettings({ data, info }: { readonly data: DataSpec; readonly info: DatasetInfo }) {
  return (
    <>
      {info.inputs < 3 && <Slider
        label={say('Noise')}
        value={data.noise}
        min={limits.noise.min}
        max={limits.noise.max}
        step={limits.noise.step}
        onChange={(noise) => changeData({ noise }, 'noise')}
      />}
      <Slider
        label={say('Training share')}
        value={data.trainShare}
        min={limits.trainShare.min}
        max={limits.trainShare.max}
        step={limits.trainShare.step}
        format={formatPercent}
        onChange={(trainShare) => changeData({ trainShare }, 'trainShare')}
      />
      {info.fixedPoints === undefined && (
        <Slider
          label={say('Points')}
          value={data.points}
          min={limits.points.min}
          max={limits.points.max}
          step={limits.points.step}
          scale="log"
          format={formatCount}
          onChange={(points) => changeData({ points: Math.round(points) }, 'points')}
        />
      )}
    </>
  );
}

/** The seed that the examples are drawn or divided by. */
function DataDraw({ data, info }: { readonly data: DataSpec; readonly info: DatasetInfo }) {
  return (
    <div className="data-panel-draw">
      <NumberField
        label={say('Data seed')}
        value={data.seed}
        min={limits.seed.min}
        max={limits.seed.max}
        integer
        showLabel
        format={String}
        width={6}
        onCommit={(seed) => changeData({ seed: Math.round(seed) }, 'seed')}
      />
      <IconButton
        label={info.fixedPoints === undefined ? say('New draw of the data') : say('New split of the data')}
        icon="dice"
        onClick={newDataSeed}
      />
    </div>
  );
}
