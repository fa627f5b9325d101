/** A drawing that changes seldom, kept as a picture between frames: many points are painted once, not sixty times a second. */

export class KeptLayer {
  private canvas: OffscreenCanvas | null = null;
  private keys: readonly unknown[] = [];

  /**
   * Shows the kept drawing over the whole of a view; makes it anew by `paint` when the size or one of `keys` has changed.
   * Where there is no OffscreenCanvas it is painted each time.
   */
  draw(
    ctx: CanvasRenderingContext2D, view: { readonly width: number; readonly height: number; readonly pixelRatio: number },
    keys: readonly unknown[], paint: (ctx: CanvasRenderingContext2D) => void,
  ): void {
    const { width, height, pixelRatio } = view;
    if (typeof OffscreenCanvas === 'undefined') {
      paint(ctx);
      return;
    }
    const columns = Math.max(1, Math.round(width * pixelRatio));
    const rows = Math.max(1, Math.round(height * pixelRatio));
    const fits = this.canvas !== null && this.canvas.width === columns && this.canvas.height === rows;
    const canvas = fits && this.canvas !== null ? this.canvas : new OffscreenCanvas(columns, rows);
    if (!fits || keys.length !== this.keys.length || keys.some((key, i) => key !== this.keys[i])) {
      const context = canvas.getContext('2d');
      if (context === null) {
        paint(ctx);
        return;
      }
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      context.clearRect(0, 0, width, height);
      // The two kinds of context differ only in what belongs to a page: focus rings.
      paint(context as unknown as CanvasRenderingContext2D);
      this.canvas = canvas;
      this.keys = keys;
    }
    ctx.drawImage(canvas, 0, 0, columns / pixelRatio, rows / pixelRatio);
  }
}
