import { type MoodPoint, sparkline } from './brief-model.ts';

const WIDTH = 132;
const HEIGHT = 34;

/** The customer's mood over the conversation, as a small curve and in words. */
export function MoodCurve({ points, path }: { points: readonly MoodPoint[]; path: string }) {
  const places = sparkline(points.map(({ sentiment }) => sentiment), WIDTH, HEIGHT, 5);
  return (
    <div class="mood-curve">
      <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={path}>
        <line class="mood-zero" x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        <polyline class="mood-line" points={places.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {places.map(({ x, y }, i) => (
          <circle key={i} class={`mood-point tone-${points[i]?.tone ?? 'even'}`} cx={x} cy={y} r={3.2}>
            <title>{points[i]?.words}</title>
          </circle>
        ))}
      </svg>
      <span class="mood-path">{path}</span>
    </div>
  );
}
