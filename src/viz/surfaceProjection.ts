// (x, y, z) → (cos ψ x − sin ψ y, sin φ (sin ψ x + cos ψ y) + cos φ z): seen from far away, turned by ψ, from the height φ
/** Where the points of a surface over a rectangle stand on the screen. */

/** Angles in radians: `yaw` about the vertical, `pitch` of the eye above the horizon. */
export type SurfaceTurn = { readonly yaw: number; readonly pitch: number };

const PITCH_RANGE: readonly [number, number] = [0.25, 1.45];

export type SurfaceProjection = {
  /** @param x and y from −1 to 1 along the two directions, z from 0 (lowest) to 1 */
  readonly project: (x: number, y: number, z: number) => readonly [number, number];
  /** How far along the two directions a point of the ground moves when it moves so far on the screen. */
  readonly ground: (dx: number, dy: number) => readonly [number, number];
  /** From any point straight to the eye: how x, y and z change for each length of the ground's half depth that comes nearer. */
  readonly towardEye: readonly [x: number, y: number, z: number];
  /** Which corner is furthest: rows and columns are painted from there. */
  readonly fromRight: boolean;
  readonly fromTop: boolean;
};

/** How high the surface is against half the depth of its ground. */
const HEIGHT = 0.85;

/**
 * @param box on the screen that holds the surface whichever way it is turned
 * @param aspect width of the ground against its depth
 */
export function surfaceProjection(
  turn: SurfaceTurn, box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }, aspect: number,
): SurfaceProjection {
  const [cosYaw, sinYaw] = [Math.cos(turn.yaw), Math.sin(turn.yaw)];
  const [cosPitch, sinPitch] = [Math.cos(turn.pitch), Math.sin(turn.pitch)];
  const radius = Math.hypot(aspect, 1);
  const scale = Math.min(box.width / (2 * radius), box.height / (2 * radius * sinPitch + HEIGHT * cosPitch));
  const middleX = box.x + box.width / 2;
  const middleY = box.y + box.height / 2 + (scale * HEIGHT * cosPitch) / 2;
  return {
    project(x, y, z) {
      const along = x * aspect;
      return [middleX + scale * (cosYaw * along - sinYaw * y), middleY - scale * (sinPitch * (sinYaw * along + cosYaw * y) + cosPitch * HEIGHT * z)];
    },
    ground(dx, dy) {
      const across = dx / scale;
      const away = -dy / (scale * sinPitch);
      return [(cosYaw * across + sinYaw * away) / aspect, -sinYaw * across + cosYaw * away];
    },
    towardEye: [-sinYaw / aspect, -cosYaw, sinPitch / (cosPitch * HEIGHT)],
    fromRight: sinYaw > 0,
    fromTop: cosYaw > 0,
  };
}

/** Turned further, with the pitch kept where the surface can be read. */
export function turned({ yaw, pitch }: SurfaceTurn, byYaw: number, byPitch: number): SurfaceTurn {
  const full = 2 * Math.PI;
  return { yaw: (((yaw + byYaw) % full) + full) % full, pitch: Math.min(PITCH_RANGE[1], Math.max(PITCH_RANGE[0], pitch + byPitch)) };
}
