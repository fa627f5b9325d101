/** A button over every box, whose point is (z, a), so that it opens a; and where a box has no room for its bias, a square for that. */
import { memo } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { placeKey } from '../../components/placeKey.ts';
import { activations } from '../../engine/activations.ts';
import { biasIndex } from '../../engine/network.ts';
import { addressKey, type Address } from '../../explain/address.ts';
import type { Script } from '../../explain/script.ts';
import type { Study } from '../../explain/study.ts';
import { toneOfSign } from '../../explain/tone.ts';
import { valueOf } from '../../explain/value.ts';
import { formatExact, formatNumber } from '../../viz/format.ts';
import type { PlacedUnit, Rect, StepLayout } from './StepNetworkLayout.ts';
import { say, translated } from '../../words/say.ts';

type BoxButtonsProps = {
  readonly layout: StepLayout;
  readonly study: Study;
  readonly script: Pick<Script, 'isKnown'>;
  readonly example: number;
  readonly position: number;
  readonly litBiases: ReadonlySet<number>;
};

export function StepNetworkBoxButtons({ layout, study, script, example, position, litBiases }: BoxButtonsProps) {
  const { network } = study;
  return (
    <>
      {layout.layers.map(({ units, look }, layer) => units.map((unit, place) => {
        const address = { kind: 'a', example, layer, unit: unit.unit } as const;
        const labelled = look === 'full' || look === 'values';
        const name = look === 'values' ? study.names.symbol(address).markup : null;
        return (
          <NeuronButtons
            key={placeKey(place)} study={study} example={example} unit={unit} labelled={labelled} name={name} known={script.isKnown(address, position)}
            litBias={!labelled && litBiases.has(biasIndex(network, layer, unit.unit))}
          />
        );
      }))}
      {layout.losses.map((box) => {
        const address: Address = layout.losses.length === 1 ? { kind: 'exampleLoss', example } : { kind: 'outputLoss', example, output: box.output };
        return <BoxButton key={box.output} study={study} address={address} rect={box} known={script.isKnown(address, position)} />;
      })}
    </>
  );
}

type NeuronButtonsProps = {
  readonly study: Study;
  readonly example: number;
  readonly unit: PlacedUnit;
  /** Its bias and its activation stand in the box. */
  readonly labelled: boolean;
  /** Its symbol, where its numbers have none. */
  readonly name: string | null;
  readonly known: boolean;
  readonly litBias: boolean;
};

const NeuronButtons = memo(function NeuronButtons({ study, example, unit, labelled, name, known, litBias }: NeuronButtonsProps) {
  const activation = study.network.layers[unit.layer]?.activation ?? 'linear';
  return (
    <div>
      <BoxButton study={study} address={{ kind: 'a', example, layer: unit.layer, unit: unit.unit }} rect={unit} known={known} />
      {labelled && activation !== 'softmax' && (
        <p className="step-box-name" aria-hidden="true" style={{ left: unit.x + 7, top: unit.y + 5 }}>{name === null ? translated(activations[activation].label) : <MathText>{name}</MathText>}</p>
      )}
      {!labelled && <BiasButton study={study} unit={unit} lit={litBias} />}
    </div>
  );
});

function BoxButton({ study, address, rect, known }: { readonly study: Study; readonly address: Address; readonly rect: Rect; readonly known: boolean }) {
  const { x, y, width, height } = rect;
  return (
    <button
      type="button" tabIndex={-1} className="step-box-button" data-quantity={addressKey(address)}
      aria-label={known ? pointName(study, address) : `${study.names.title(address)}, ${say('not yet computed')}`}
      style={{ left: x, top: y, width, height }}
    />
  );
}

/** The point of a box on its curve: (z, a), or the loss alone. */
function pointName(study: Study, address: Address): string {
  const [title, value] = [study.names.title(address), formatNumber(valueOf(study, address))];
  return address.kind === 'a' ? say('{title}: {value}, of z = {z}', { title, value, z: formatNumber(valueOf(study, { ...address, kind: 'z' })) }) : `${title}: ${value}`;
}

function BiasButton({ study, unit, lit }: { readonly study: Study; readonly unit: PlacedUnit; readonly lit: boolean }) {
  const index = biasIndex(study.network, unit.layer, unit.unit);
  const address: Address = { kind: 'parameter', index };
  const value = study.trace.theta[index] ?? Number.NaN;
  return (
    <button
      type="button" tabIndex={-1} className="step-bias-button" data-quantity={addressKey(address)} data-tone={toneOfSign(value)} data-lit={lit}
      aria-label={`${study.names.symbol(address).spoken}: ${formatNumber(value)}`} title={formatExact(value)} style={{ left: unit.x, top: unit.y + unit.height }}
    />
  );
}
