/** A button over every box, whose point is (z, a), so that it opens a; and where a box has no room for its bias, a square for that. */
import { activations } from '../engine/activations.ts';
import { biasIndex } from '../engine/network.ts';
import { addressKey, type Address } from '../explain/address.ts';
import type { Script } from '../explain/script.ts';
import type { Study } from '../explain/study.ts';
import { formatExact, formatNumber } from '../viz/format.ts';
import { toneOf } from './StepNetworkItems.ts';
import type { PlacedUnit, Rect, StepLayout } from './StepNetworkLayout.ts';

type BoxButtonsProps = {
  readonly layout: StepLayout;
  readonly study: Study;
  readonly script: Pick<Script, 'isKnown'>;
  readonly example: number;
  readonly position: number;
  readonly litBiases: ReadonlySet<number>;
};

export function StepNetworkBoxButtons({ layout, study, script, example, position, litBiases }: BoxButtonsProps) {
  const { network, names, trace } = study;
  const button = (address: Address, { x, y, width, height }: Rect) => (
    <button
      key={addressKey(address)} type="button" tabIndex={-1} className="step-box-button" data-quantity={addressKey(address)}
      aria-label={`${names.title(address)}, ${script.isKnown(address, position) ? 'its point on the curve' : 'not yet computed'}`}
      style={{ left: x, top: y, width, height }}
    />
  );
  const bias = ({ layer, unit, x, y, height }: PlacedUnit) => {
    const index = biasIndex(network, layer, unit);
    const address: Address = { kind: 'parameter', index };
    const value = trace.theta[index] ?? Number.NaN;
    const name = names.symbol(address);
    return (
      <button
        key={addressKey(address)} type="button" tabIndex={-1} className="step-bias-button" data-quantity={addressKey(address)} data-tone={toneOf(value)}
        data-lit={litBiases.has(index)} aria-label={`${name.spoken}: ${formatNumber(value)}`} title={formatExact(value)} style={{ left: x, top: y + height }}
      />
    );
  };
  return (
    <>
      {layout.layers.map(({ units, look }, layer) => {
        const activation = network.layers[layer]?.activation ?? 'linear';
        const withLabels = look === 'full' || look === 'values';
        return units.map((unit) => (
          <div key={`${layer}.${unit.unit}`}>
            {button({ kind: 'a', example, layer, unit: unit.unit }, unit)}
            {withLabels && activation !== 'softmax' && (
              <p className="step-box-name" aria-hidden="true" style={{ left: unit.x + 7, top: unit.y + 5 }}>{activations[activation].label}</p>
            )}
            {!withLabels && bias(unit)}
          </div>
        ));
      })}
      {layout.losses.map((box) => button(layout.losses.length === 1 ? { kind: 'exampleLoss', example } : { kind: 'outputLoss', example, output: box.output }, box))}
    </>
  );
}
