/** Above the picture: along which directions the loss is shown, and how. */
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { useSlowFrame } from '../../store/frameStore.ts';
import type { LandscapeLook } from '../../store/landscape.ts';
import { anotherSeed, chooseDirections, setLook } from '../../store/landscapeActions.ts';
import { walkedPath } from '../../store/landscapePath.ts';
import type { LandscapeDirections } from '../../store/landscapePlane.ts';
import { LEAST_PATH } from '../../store/landscapeSlices.ts';
import { useNabla } from '../../store/nabla.ts';
import { LandscapeLegend } from './LandscapeLegend.tsx';
import { say } from '../../words/say.ts';

const looks: readonly { readonly value: LandscapeLook; readonly label: string }[] = [
  { value: 'contours', label: say('contours') },
  { value: 'surface', label: say('surface') },
];

export function LandscapeHead() {
  const directions = useNabla((state) => state.landscape.directions);
  const look = useNabla((state) => state.landscape.look);
  const hasPath = useSlowFrame((frame) => frame !== null && walkedPath.upTo(frame.run, frame.step).length >= LEAST_PATH);
  const options: readonly { readonly value: LandscapeDirections; readonly label: string; readonly disabled?: boolean }[] = [
    { value: 'weights', label: say('two weights') },
    { value: 'random', label: say('random') },
    { value: 'path', label: say('the path'), disabled: !hasPath && directions !== 'path' },
  ];
  return (
    <div className="landscape-head">
      <div className="landscape-title">
        <h2>{say('Loss landscape')}</h2>
        <LandscapeLegend />
      </div>
      <div className="landscape-choices">
        <SegmentedChoice label={say('Directions')} hideLabel value={directions} options={options} onChange={chooseDirections} />
        <Aside />
        <SegmentedChoice label={say('Drawn as')} hideLabel className="landscape-look" value={look} options={looks} onChange={setLook} />
      </div>
    </div>
  );
}

function Aside() {
  const directions = useNabla((state) => state.landscape.directions);
  const seed = useNabla((state) => state.landscape.seed);
  if (directions === 'random') {
    return <span className="landscape-aside">{say('seed {seed}', { seed })} <TextButton onClick={anotherSeed} label={say('Another pair of random directions')}>{say('another')}</TextButton></span>;
  }
  return null;
}
