import { networkSpecOf } from '../config/network.ts';
import type { Experiment } from '../config/experiment.ts';
import { createNetwork, type Network } from '../engine/network.ts';
import { useNabla } from './nabla.ts';

let lastKey = '';
let lastNetwork: Network | null = null;

/** The network of an experiment; the same object as long as its layers and activations are the same. */
export function networkOf(experiment: Experiment): Network {
  const spec = networkSpecOf(experiment);
  const key = JSON.stringify(spec);
  if (lastNetwork === null || key !== lastKey) {
    lastKey = key;
    lastNetwork = createNetwork(spec);
  }
  return lastNetwork;
}

/** The network of the present experiment, memoised. */
export function useNetwork(): Network {
  return useNabla((state) => networkOf(state.experiment));
}
