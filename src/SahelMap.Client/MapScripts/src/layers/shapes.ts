import { ScatterplotLayer } from '@deck.gl/layers';
import { SHAPES } from './points.ts';

/** Added to the number of the shape: the rim is dashed. */
export const SYNTHETIC_SHAPE = 8;

/** A hexagon on its corner, for what is gathered and not drawn one by one. */
export const HEXAGON = SHAPES.length;

/** deck.gl's circle layer with a distance of ours in place of the circle's. */
export class ShapeLayer extends ScatterplotLayer {
  static override layerName = 'ShapeLayer';
  static override defaultProps = { getShape: { type: 'accessor', value: 0 } } as never;

  override initializeState(): void {
    super.initializeState();
    this.getAttributeManager()!.addInstanced({ instanceShapes: { size: 1, accessor: 'getShape', defaultValue: 0 } });
  }

  override getShaders(): { vs: string; fs: string } {
    const shaders = super.getShaders() as { vs: string; fs: string };
    return {
      ...shaders,
      vs: replaced(shaders.vs, 'void main(void) {', 'in float instanceShapes;\nout float vShape;\nvoid main(void) {\nvShape = instanceShapes;'),
      fs: replaced(replaced(replaced(shaders.fs, 'void main(void) {', `${DISTANCE}\nvoid main(void) {`),
        'length(unitPosition) * outerRadiusPixels', '(1.0 + edgeDistance(unitPosition, vShape)) * outerRadiusPixels'),
        'fragColor = mix(vFillColor, vLineColor, isLine);', 'fragColor = mix(vFillColor, vLineColor, isLine * rim(unitPosition, vShape));'),
    };
  }
}

// Signed distance to the shape's edge in units of the circle round it, negative inside. The corners lie on that circle.
const DISTANCE = `
in float vShape;
float edgeDistance(vec2 p, float shape) {
  float kind = mod(shape, ${SYNTHETIC_SHAPE}.0);
  if (kind < 0.5) return length(p) - 1.0;
  if (kind < 1.5) return (abs(p.x) + abs(p.y) - 1.0) * 0.70711;
  if (kind < 2.5) return max(dot(p, vec2(0.86603, 0.5)), max(dot(p, vec2(-0.86603, 0.5)), -p.y)) - 0.5;
  if (kind < 3.5) return max(abs(p.x), abs(p.y)) - 0.70711;
  return max(abs(p.x), 0.5 * abs(p.x) + 0.86603 * abs(p.y)) - 0.86603;
}
float rim(vec2 p, float shape) {
  return shape < ${SYNTHETIC_SHAPE}.0 ? 1.0 : step(0.45, fract(atan(p.y, p.x) * 1.27324));
}`;

function replaced(source: string, part: string, by: string): string {
  if (!source.includes(part)) throw new Error(`deck.gl's point shader has changed: it no longer holds '${part}'.`);
  return source.replace(part, by);
}
