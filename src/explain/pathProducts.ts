// the k largest |Π ∂(nearer the loss)/∂(farther from it)|, layer by layer: each unit keeps the k best of its successors' k best
import { losses } from '../engine/losses.ts';
import { addressOf } from '../engine/network.ts';
import { softmaxSlope } from '../engine/softmax.ts';
import type { Study } from './study.ts';

/** A path as the units it goes through, and its product. */
export type Route = {
  readonly product: number;
  /** The output whose ŷ it comes through; null where the loss reads the weighted sums. */
  readonly output: number | null;
  /** Units of the layers from the parameter's own up to the last, in this order. */
  readonly units: readonly number[];
};

export type Routes = {
  /** Largest |product| first, at most as many as asked for. */
  readonly routes: readonly Route[];
  /** All there are; exact up to 2⁵³. */
  readonly count: number;
};

/** The k best partial products from the loss down to each unit's z, k entries a unit; `from` is the entry of the layer above. */
type Best = { readonly products: Float64Array; readonly from: Int32Array; readonly sizes: Int32Array; readonly counts: Float64Array };

/**
 * The largest products on the way from the loss of one example down to θ[index], in time that grows with the number of weights and
 * `limit`, not with the number of paths. Reads the numbers of the pass; a path whose product is 0 is a path, too.
 */
export function bestRoutes(study: Study, example: number, index: number, limit: number): Routes {
  const { network, trace } = study;
  const { layers } = network;
  const pass = study.pass(example);
  const { layer: lowest, unit: target, input } = addressOf(network, index);
  const last = layers.length - 1;
  const readsPrediction = losses[trace.config.loss.name].reads === 'prediction';
  const bests: Best[] = [];

  /** At the parameter's own layer only its own unit matters. */
  const unitsOf = (layer: number): readonly number[] => (layer === lowest ? [target] : Array.from({ length: layers[layer]!.units }, (_, unit) => unit));

  const output = createBest(layers[last]!.units, limit);
  const { elementwise } = layers[last]!;
  const y = pass.a[last]!;
  for (const unit of unitsOf(last)) {
    if (!readsPrediction) insert(output, unit, limit, pass.delta[last]![unit]!, unit);
    else if (elementwise !== null) insert(output, unit, limit, pass.upstream[last + 1]![unit]! * elementwise.derivative(pass.z[last]![unit]!, y[unit]!), unit);
    // Each weighted sum moves every prediction.
    else for (let m = 0; m < y.length; m += 1) insert(output, unit, limit, pass.upstream[last + 1]![m]! * softmaxSlope(y, m, unit), m);
    output.counts[unit] = readsPrediction && elementwise === null ? y.length : 1;
  }
  bests[last] = output;

  for (let layer = last - 1; layer >= lowest; layer -= 1) {
    const above = bests[layer + 1]!;
    const { weights, units } = layers[layer + 1]!;
    const width = layers[layer]!.units;
    const best = createBest(width, limit);
    const { theta } = trace;
    for (const unit of unitsOf(layer)) {
      const slope = layers[layer]!.elementwise?.derivative(pass.z[layer]![unit]!, pass.a[layer]![unit]!) ?? Number.NaN;
      let count = 0;
      // What a product must exceed to be among the best; below 0 while there is room for any.
      let least = -1;
      for (let next = 0; next < units; next += 1) {
        count += above.counts[next]!;
        const factor = theta[weights + next * width + unit]! * slope;
        const first = next * limit;
        if (Math.abs(above.products[first]! * factor) <= least) continue;
        const size = above.sizes[next]!;
        for (let rank = 0; rank < size; rank += 1) {
          // Those that follow are no larger.
          if (!insert(best, unit, limit, above.products[first + rank]! * factor, first + rank)) break;
        }
        if (best.sizes[unit] === limit) least = Math.abs(best.products[unit * limit + limit - 1]!);
      }
      best.counts[unit] = count;
    }
    bests[layer] = best;
  }

  const x = input === null ? 1 : (lowest === 0 ? pass.inputs : pass.a[lowest - 1]!)[input]!;
  const found = bests[lowest]!;
  const routes = Array.from({ length: found.sizes[target]! }, (_, rank): Route => {
    const units: number[] = [];
    let entry = target * limit + rank;
    for (let layer = lowest; layer <= last; layer += 1) {
      units.push(Math.floor(entry / limit));
      entry = bests[layer]!.from[entry]!;
    }
    return { product: found.products[target * limit + rank]! * x, output: readsPrediction ? entry : null, units };
  });
  return { routes, count: found.counts[target]! };
}

function createBest(units: number, limit: number): Best {
  return { products: new Float64Array(units * limit), from: new Int32Array(units * limit), sizes: new Int32Array(units), counts: new Float64Array(units) };
}

/** Puts a product among the best of its unit, largest first, unless there are `limit` larger ones; whether it was put. */
function insert({ products, from, sizes }: Best, unit: number, limit: number, product: number, origin: number): boolean {
  const first = unit * limit;
  const size = sizes[unit]!;
  const magnitude = Math.abs(product);
  if (size === limit && !(magnitude > Math.abs(products[first + limit - 1]!))) return false;
  let place = first + Math.min(size, limit - 1);
  while (place > first && magnitude > Math.abs(products[place - 1]!)) {
    products[place] = products[place - 1]!;
    from[place] = from[place - 1]!;
    place -= 1;
  }
  products[place] = product;
  from[place] = origin;
  if (size < limit) sizes[unit] = size + 1;
  return true;
}
