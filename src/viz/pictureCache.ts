/** The canvas a picture's pixels are written to before they are stretched to their place; kept so that no frame allocates. */

type Surface = { readonly canvas: OffscreenCanvas | HTMLCanvasElement; readonly context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D };

export class PictureCache {
  private surface: Surface | null = null;
  private image: ImageData | null = null;
  private view: Uint32Array = new Uint32Array(0);

  /** Pixels of a `width` × `height` image to be filled, one Uint32 each; valid until the next call. */
  pixels(width: number, height: number): Uint32Array {
    if (this.image === null || this.image.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height);
      this.view = new Uint32Array(this.image.data.buffer);
    }
    return this.view;
  }

  /** Puts the filled pixels into a box of the context. */
  paint(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
    const { image } = this;
    if (image === null) return;
    const surface = this.surfaceOf(image.width, image.height);
    surface.context.putImageData(image, 0, 0);
    ctx.imageSmoothingEnabled = true;
    ctx.imageSmoothingQuality = 'medium';
    ctx.drawImage(surface.canvas, x, y, width, height);
  }

  private surfaceOf(width: number, height: number): Surface {
    const kept = this.surface;
    if (kept !== null && kept.canvas.width === width && kept.canvas.height === height) return kept;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error(`No canvas of ${width} × ${height} can be had.`);
    this.surface = { canvas, context };
    return this.surface;
  }
}

/** A cache for callers that bring none: pictures drawn one after the other share it. */
export const sharedPictureCache = new PictureCache();
