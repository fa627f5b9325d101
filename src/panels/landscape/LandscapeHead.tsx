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

const looks: readonly { readonly value: LandscapeLook; readonly label: string }[] = [
  { value: 'contours', label: 'contours' },
  { value: 'surface', label: 'surface' },
];

export function LandscapeHead() {
  const directions = useNabla((state) => state.landscape.directions);
  const look = useNabla((state) => state.landscape.look);
  const hasPath = useSlowFrame((frame) => frame !== null && walkedPath.upTo(frame.run, frame.step).length >= LEAST_PATH);
  const options: readonly { readonly value: LandscapeDirections; readonly label: string; readonly disabled?: boolean }[] = [
    { value: 'weights', label: 'two weights' },
    { value: 'random', label: 'random' },
    { value: 'path', label: 'the path', disabled: !hasPath && directions !== 'path' },
  ];
  return (
    <div className="landscape-head">
      <div className="landscape-title">
        <h2>Loss landscape</h2>
        <LandscapeLegend />
      </div>
      <div className="landscape-choices">
        <SegmentedChoice label="Directions" hideLabel value={directions} options={options} onChange={chooseDirections} />
        <Aside />
        <SegmentedChoice label="Drawn as" hideLabel className="landscape-look" value={look} options={looks} onChange={setLook} />
      </div>
    </div>
  );
}

function Aside() {
  const directions = useNabla((state) => state.landscape.directions);
  const seed = useNabla((state) => state.landscape.seed);
  if (directions === 'random') {
    return <span className="landscape-aside">seed {seed} <TextButton onClick={anotherSeed} label="Another pair of random directions">another</TextButton></span>;
  }
  return null;
}
