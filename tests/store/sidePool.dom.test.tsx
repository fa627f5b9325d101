import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nabla } from '../../src/store/nabla.ts';
import { claimSidePool, hasSidePool, isSidePoolClaimed, sidePool, startSidePool, subscribeClaims } from '../../src/store/sidePool.ts';
import { initialState } from '../../src/store/slices.ts';
import type { SideCommand } from '../../src/worker/sideWork.ts';
import { initialExperiment } from '../../src/config/defaults.ts';

const commands: SideCommand[] = [];
const silent = { postMessage: (command: SideCommand) => { commands.push(command); }, terminate: () => {}, addEventListener: () => {} };
let stop = (): void => {};

const shares = (): readonly number[] => commands.flatMap((command) => (command.type === 'setShare' ? [command.share] : []));

beforeEach(() => {
  nabla.setState(initialState, true);
  commands.length = 0;
  stop = startSidePool(() => silent);
});
afterEach(() => { stop(); });

describe('the page’s pool of side workers', () => {
  it('works all the time while nothing trains and a little of it while something does', () => {
    sidePool().run({ kind: 'sharpness', experiment: initialExperiment, parameters: new Float64Array(1) }, { onFinished: () => {}, onFailed: () => {} });
    expect(shares()).toEqual([]);
    nabla.setState({ playing: true, speed: Infinity });
    nabla.setState({ speed: 500 });
    nabla.setState({ playing: false });
    expect(shares()).toEqual([0.1, 0.3, 1]);
  });

  it('works all the time for what the user asked for, and says so', () => {
    nabla.setState({ playing: true, speed: Infinity });
    sidePool().run({ kind: 'sharpness', experiment: initialExperiment, parameters: new Float64Array(1) }, { onFinished: () => {}, onFailed: () => {} });
    const heard: boolean[] = [];
    subscribeClaims(() => { heard.push(isSidePoolClaimed()); });
    const release = claimSidePool();
    release();
    release();
    expect(shares()).toEqual([0.1, 1, 0.1]);
    expect(heard).toEqual([true, false]);
  });

  it('is not there before it is started nor after it is stopped', () => {
    expect(hasSidePool()).toBe(true);
    stop();
    expect(hasSidePool()).toBe(false);
    expect(() => sidePool()).toThrow('side workers');
  });
});
